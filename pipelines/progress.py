"""How far a long run is, for whoever listens. Nobody does unless `heard_by` says so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

_T = TypeVar("_T")
Listener = Callable[[str, int, int | None], None]
"""`(what, done, of)`; `of` is None while nobody knows how many there are."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(what: str, done: int, of: int | None = None) -> None:
    listener = _listener.get()
    if listener is not None:
        listener(what, done, of)


def told(what: str, items: Sequence[_T] | Iterable[_T]) -> Iterator[_T]:
    """The items, with word of each one done."""
    of = len(items) if isinstance(items, Sequence) else None
    for done, item in enumerate(items, start=1):
        yield item
        tell(what, done, of)
