"""The index: every passage once, by meaning (dense) and by words (sparse), with what it can be filtered by.

Derived from the catalogue and rebuilt from it at any time, beside the one that is being read. Two adapters do the same:
search/index/embedded.py in this process, search/index/server.py on a Qdrant server or cluster.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from models.base import Record
from search.embedding import Vectors
from search.index.points import Point
from search.terms import Terms

DENSE, SPARSE = "meaning", "words"
KEYWORDS = ("work", "document", "body", "jurisdiction", "mentions", "provision", "topic", "form", "role", "language", "symbol")
INTEGERS = ("action", "year")
BOOLEANS = ("in_force",)
FACETS = ("body", "jurisdiction", "year", "form", "role", "provision", "topic", "action", "language")

Batch = tuple[Sequence[Point], Vectors]
"""Points and their vectors, one row a point."""


class Busy(ValueError):
    """Another process is building this index; the message says so in one sentence."""


class Meta(Record):
    """What an index was built from. Another model, text or catalogue makes another index."""

    model: str
    dimensions: int
    version: str
    """`search.index.points.VERSION` when it was built."""
    fingerprint: str
    """`search.index.points.fingerprint` of the catalogue."""
    points: int
    languages: tuple[str, ...]


class Where(Record):
    """Conditions that must all hold. Each key holds the values of which one must apply."""

    any: Mapping[str, tuple[str | int, ...]] = {}
    without: Mapping[str, tuple[str | int, ...]] = {}
    since: int | None = None
    until: int | None = None
    in_force: bool | None = None
    """True admits also what does not say; False only what says that it is not."""
    ids: tuple[str, ...] | None = None


class Found(NamedTuple):
    """A point and its score in one arm."""

    id: str
    score: float


class Reader(Protocol):
    """Questions to an index."""

    def meta(self) -> Meta | None:
        """Of the published index; None where there is none."""

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        """By BM25, best first."""

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        """By cosine, best first."""

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        """Of those that are held, in the order of `ids`."""

    def select(self, where: Where, limit: int) -> list[Point]:
        """Points that meet conditions, in no order."""

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        """Counts of points by value."""

    def symbols(self) -> Mapping[str, str | None]:
        """The symbol of each work. The same object until another index is published."""

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Id and hash of every point."""


class Index(Reader, Protocol):
    """A reader of whatever is published at each call, and the way to publish."""

    def pinned(self) -> Reader:
        """What is published now. It goes on answering from the same points when another index is published, until the one
        after: a question of several calls asks this."""

    def build(self, meta: Meta, batches: Iterable[Batch]) -> None:
        """Builds beside the published index, then takes its place at once. Batches are taken one at a time.

        Raises:
            Busy: another process builds.
        """

    def change(self, meta: Meta, put: Iterable[Batch], drop: Sequence[str]) -> None:
        """Writes some points, removes others by id, keeps the rest. Raises Busy as `build`, ValueError without an index."""


class Nothing:
    """A reader of an index that was never built."""

    def meta(self) -> Meta | None:
        return None

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        return []

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return []

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        return {}

    def select(self, where: Where, limit: int) -> list[Point]:
        return []

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        return {}

    def symbols(self) -> Mapping[str, str | None]:
        return {}

    def hashes(self) -> Iterator[tuple[str, str]]:
        return iter(())


class _Passing(ABC):
    """The calls of a reader, passed on to another."""

    @abstractmethod
    def pinned(self) -> Reader:
        """The reader that answers."""

    def meta(self) -> Meta | None:
        return self.pinned().meta()

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        return self.pinned().words(terms, where, limit)

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return self.pinned().meaning(vector, where, limit)

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        return self.pinned().points(ids)

    def select(self, where: Where, limit: int) -> list[Point]:
        return self.pinned().select(where, limit)

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        return self.pinned().facets(where, keys)

    def symbols(self) -> Mapping[str, str | None]:
        return self.pinned().symbols()

    def hashes(self) -> Iterator[tuple[str, str]]:
        return self.pinned().hashes()


class Switching(_Passing):
    """Each call is answered by what is published at that moment."""


class Held(_Passing):
    """One question's reader: no point is read twice for its ranking, its facets and its hits."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._points: dict[str, Point] = {}

    def pinned(self) -> Reader:
        return self._reader

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        self._points |= self._reader.points([id_ for id_ in ids if id_ not in self._points])
        return {id_: self._points[id_] for id_ in ids if id_ in self._points}


def conditions(where: Where, dialect: Any) -> Any | None:  # noqa: ANN401  # qdrant_edge and qdrant_client.models: same names, no common type
    """A filter in the words of an adapter's library; None when everything is admitted."""
    must = [_match(dialect, key, values) for key, values in sorted(where.any.items()) if values]
    must_not = [_match(dialect, key, values) for key, values in sorted(where.without.items()) if values]
    if where.since is not None or where.until is not None:
        span = dialect.RangeFloat(gte=where.since, lte=where.until)
        must.append(dialect.FieldCondition(key="year", range=span))
    if where.in_force is True:
        must_not.append(dialect.FieldCondition(key="in_force", match=dialect.MatchValue(value=False)))
    if where.in_force is False:
        must.append(dialect.FieldCondition(key="in_force", match=dialect.MatchValue(value=False)))
    if where.ids is not None:
        must.append(dialect.HasId([UUID(id_) for id_ in where.ids]))
    return dialect.Filter(must=must, must_not=must_not) if must or must_not else None


def _match(dialect: Any, key: str, values: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    return dialect.FieldCondition(key=key, match=dialect.MatchAny(any=list(values)))
