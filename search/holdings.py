"""Which works an index holds, by the ways in which people write their symbols."""

from collections.abc import Mapping
from functools import lru_cache

from search.index import Index, Meta, Where
from search.question import named


def works(index: Index, meta: Meta) -> Mapping[str, tuple[str, ...]]:
    """Works by the compact forms of their symbols: see `search.question.named`."""
    return _named(_Held(index, meta.fingerprint))


class _Held:
    """An index at one time, as a key of the cache below."""

    def __init__(self, index: Index, fingerprint: str) -> None:
        self.index = index
        self.key = (id(index), fingerprint)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.key == self.key


@lru_cache(maxsize=4)
def _named(held: _Held) -> Mapping[str, tuple[str, ...]]:
    counted = held.index.facets(Where(), ["work"])
    first = {work: held.index.select(Where(any={"work": (work,)}), 1) for work in sorted(counted.get("work", {}))}
    return named((work, points[0].symbol if points else None) for work, points in first.items())
