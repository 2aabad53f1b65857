"""Whether the index holds what the catalogue does: counts, ids and hashes, and the repair of what differs."""

from models.base import Record
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index import Index
from search.points import VERSION, Point, fingerprint, points


class Audit(Record):
    catalogue: int
    """Passages of the current documents."""
    index: int
    """Points, before any repair."""
    missing: tuple[str, ...]
    """Addresses that the catalogue holds and the index does not."""
    stale: tuple[str, ...]
    """Addresses whose point is not what the catalogue says."""
    unknown: tuple[str, ...]
    """Ids of points that the catalogue does not hold."""
    model: str | None
    """The model of the index; None where there is no index."""
    fresh: bool
    """Whether the index says that it was built from this catalogue, by this code."""
    repaired: bool = False

    @property
    def equal(self) -> bool:
        return not (self.missing or self.stale or self.unknown)


def audit(catalogue: Catalogue, index: Index, *, embed: Embedder | None = None, repair: bool = False) -> Audit:
    """Compares point by point. With `repair`, what is missing or stale is written again and what is unknown removed.

    Raises:
        ValueError: a repair without `embed`, without an index, or of an index of another model: that one must be rebuilt.
    """
    held = {str(point.id): point for point in points(catalogue)}
    kept = dict(index.hashes())
    meta = index.meta()
    missing = [point for id_, point in held.items() if id_ not in kept]
    stale = [point for id_, point in held.items() if id_ in kept and kept[id_] != point.hash()]
    unknown = sorted(kept.keys() - held.keys())
    if repair and (missing or stale or unknown):
        _repair(index, embed, missing + stale, unknown)
    return Audit(
        catalogue=len(held),
        index=len(kept),
        missing=tuple(point.address for point in missing),
        stale=tuple(point.address for point in stale),
        unknown=tuple(unknown),
        model=meta.model if meta else None,
        fresh=meta is not None and (meta.version, meta.fingerprint) == (VERSION, fingerprint(catalogue)),
        repaired=repair and bool(missing or stale or unknown),
    )


def _repair(index: Index, embed: Embedder | None, wrong: list[Point], unknown: list[str]) -> None:
    meta = index.meta()
    if meta is None or embed is None or meta.model != embed.name:
        made = f"was made with {meta.model}" if meta else "is missing"
        raise ValueError(f"the index {made}, repair needs {embed.name if embed else 'a model'}: run reindex instead")
    if wrong:
        index.put(wrong, embed([point.meaning for point in wrong]))
    index.drop(unknown)
