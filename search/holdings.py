"""Which works an index holds, by the ways in which people write their symbols."""

from collections.abc import Mapping
from functools import lru_cache

from search.index import Reader
from search.question import named


def works(index: Reader) -> Mapping[str, tuple[str, ...]]:
    """Works by the compact forms of their symbols: see `search.question.named`."""
    return _named(_Symbols(index.symbols()))


class _Symbols:
    """The symbols of one published index, as a key of the cache below: a reader gives the same object until the next."""

    def __init__(self, by_work: Mapping[str, str | None]) -> None:
        self.by_work = by_work

    def __hash__(self) -> int:
        return id(self.by_work)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Symbols) and other.by_work is self.by_work


@lru_cache(maxsize=4)
def _named(symbols: _Symbols) -> Mapping[str, tuple[str, ...]]:
    return named(symbols.by_work.items())
