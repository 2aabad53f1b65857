"""What a source is, and which there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from models.document import Reference
from pipelines import sources as package
from pipelines.http import Fetched, Http

Discover = Callable[[Http, date | None], Iterator[Reference]]
Fetch = Callable[[Http, Reference, str | None], Fetched]


def plainly(http: Http, reference: Reference, known: str | None) -> Fetched:
    """The body at the reference's own address."""
    return http.get(reference.url, known=known)


@dataclass(frozen=True)
class Source:
    """A place documents come from: where it is, what it lets us do, and two functions that get only what they may use."""

    title: str
    home: str
    licence: str
    """Terms under which its texts may be used, shown beside them."""
    languages: tuple[str, ...]
    expect: range
    """Documents in a full run; a number outside it is reported as a failure of the source."""
    discover: Discover
    """`(http, since)`: what is there, oldest first where that is known; lazily, so that a limit saves requests."""
    fetch: Fetch = plainly
    """`(http, reference, known)`, with the SHA-256 of what we hold of it: raises Unreachable."""
    hosts: frozenset[str] = field(default_factory=frozenset)
    """The hosts it may reach; none for a source that needs no network."""
    lists_all: bool = False
    """Whether what it no longer lists is gone. Only then are documents removed from the catalogue."""
    may_store: bool = True
    may_embed: bool = True
    may_show: bool = True


@cache
def sources() -> dict[str, Source]:
    """Every source by its id, the stem of its file in pipelines/sources."""
    found: dict[str, Source] = {}
    for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        source = import_module(f"{package.__name__}.{module.name}").source
        if not isinstance(source, Source):
            raise TypeError(f"pipelines/sources/{module.name}.py: `source` is not a Source")
        found[module.name] = source
    return found
