"""What a source is, and which there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from models.document import Reference
from pipelines import sources as package
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Fetched, Http
from pipelines.manners import Manners

Discover = Callable[[Http, date | None], Iterator[Reference]]
Fetch = Callable[[Http, Reference, str | None], Fetched]
Take = Callable[[Reference, bytes, Path], bool]


class Needs(StrEnum):
    """What somebody has to do before a source answers."""

    NOTHING = "nothing"
    KEY = "key"
    """A key that its publisher gives on request, in the settings."""
    DROP = "file drop"
    """It refuses programs: its files are put into the folder of dropped files by hand. What answers all the same is taken."""


def plainly(http: Http, reference: Reference, known: str | None) -> Fetched:
    """The body at the reference's own address."""
    return http.get(reference.url, known=known)


@dataclass(frozen=True)
class Source:
    """A place documents come from: where it is, what it lets us do, and functions that get only what they may use."""

    title: str
    home: str
    licence: str
    """Terms under which its texts may be used, shown beside them."""
    languages: tuple[str, ...]
    expect: range
    """Documents in a full run; a number outside it is reported as a failure of the source."""
    discover: Discover
    """`(http, since)`: what is there, oldest first where that is known; lazily, so that a limit saves requests. Without a
    day, what a first night takes in."""
    fetch: Fetch = plainly
    """`(http, reference, known)`, with the SHA-256 of what we hold of it: raises Unreachable."""
    gate: Gate | None = None
    """What its documents look like; anything else that comes is no document. None for files that people put there."""
    take: Take | None = None
    """For a source of facts, not of texts (who ratified what): `(reference, content, home)` keeps them, and says whether
    that changed anything. Raises ValueError where the content is not what was expected."""
    hosts: frozenset[str] = field(default_factory=frozenset)
    """The hosts it may reach; none for a source that needs no network."""
    manners: Manners = field(default_factory=Manners)
    checks: tuple[Check, ...] = ()
    """What its module takes for granted of the site, each to be asked in one request."""
    needs: Needs = Needs.NOTHING
    drop: str | None = None
    """Folder below that of dropped files where what it publishes is put by hand."""
    key: str | None = None
    """The header in which it wants its key."""
    window: int | None = None
    """Days before the last full listing that are listed again each night, since catalogues are dated late and corrected;
    None where everything is listed every time."""
    quiet: int | None = None
    """Days for which a listing may be empty before that is an alarm; None where that is usual."""
    lists_all: bool = False
    """Whether what it no longer lists is gone. Only then are documents removed from the catalogue."""
    may_store: bool = True
    """Otherwise nothing is fetched: what it lists is kept as links."""
    may_embed: bool = True
    """Otherwise its texts are read and quoted, but never embedded, and stay out of the index."""
    may_show: bool = True
    """Otherwise its bytes are kept as snapshots, and nothing of them enters the catalogue, which shows what it holds."""


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
