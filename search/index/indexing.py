"""From catalogue to index: opened by setting, built when anything changed, and only what changed where that is little."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from models.base import Record
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Batch, Index, Meta
from search.index.differences import Difference, difference
from search.index.embedded import EmbeddedIndex
from search.index.points import VERSION, Point, count, fingerprint, languages, points
from search.settings import Settings

AT_ONCE = 2000
"""Points in memory at a time."""
_LITTLE = 0.2
"""Share of an index up to which it is changed, not built anew: what is replaced leaves gaps that only a build closes."""

Progress = Callable[[int, int], None]
"""Told how many of how many points are written."""


class Reindexed(Record):
    points: int
    built: bool
    """False when the index already held exactly this."""
    written: int = 0
    """Points that were new or had changed: all of them where the index was built anew."""
    removed: int = 0


def open_index(settings: Settings) -> Index:
    """On the server of the settings, or embedded. Nothing is made or contacted before the first question."""
    if settings.qdrant_url is None:
        return EmbeddedIndex(settings.index, graph_above=settings.graph_above)
    from search.index.server import ServerIndex  # its client takes seconds to import, which the embedded index can do without

    return ServerIndex.of(settings)


def reindex(
    catalogue: Catalogue, index: Index, embed: Embedder, *, force: bool = False, progress: Progress | None = None
) -> Reindexed:
    """Brings the index to what the catalogue holds: all points anew for another model or text version or with `force`, else
    those that differ. Vectors come from the cache.

    Raises:
        Busy: another process builds.
    """
    meta = index.meta()
    if force or meta is None or (meta.model, meta.version) != (embed.name, VERSION):
        return _build(catalogue, index, embed, progress)
    if meta.fingerprint == fingerprint(catalogue):
        return Reindexed(points=meta.points, built=False)
    differs = difference(catalogue, index.pinned())
    if differs.share > _LITTLE:
        return _build(catalogue, index, embed, progress)
    return change(catalogue, index, embed, differs, progress=progress)


def change(
    catalogue: Catalogue, index: Index, embed: Embedder, differs: Difference, *, progress: Progress | None = None
) -> Reindexed:
    """Writes what is missing or stale, removes what is unknown, keeps the rest as it is.

    Raises:
        Busy: another process builds.
    """
    wanted = {*differs.missing, *differs.stale}
    documents = {address.partition("#")[0] for address in wanted}
    again = (point for point in points(catalogue, only=documents) if point.address in wanted)
    first, batches = _batches(again, embed, len(wanted), progress)
    known = index.meta()
    dimensions = first[1].shape[1] if first else known.dimensions if known else 1
    index.change(_about(catalogue, embed, dimensions), batches, differs.unknown)
    return Reindexed(points=differs.catalogue, built=True, written=len(wanted), removed=len(differs.unknown))


def _build(catalogue: Catalogue, index: Index, embed: Embedder, progress: Progress | None) -> Reindexed:
    total = count(catalogue)
    first, batches = _batches(points(catalogue), embed, total, progress)
    index.build(_about(catalogue, embed, first[1].shape[1] if first else 1), batches)
    return Reindexed(points=total, built=True, written=total)


def _about(catalogue: Catalogue, embed: Embedder, dimensions: int) -> Meta:
    return Meta(
        model=embed.name,
        dimensions=dimensions,
        version=VERSION,
        fingerprint=fingerprint(catalogue),
        points=count(catalogue),
        languages=languages(catalogue),
    )


def _batches(
    several: Iterable[Point], embed: Embedder, total: int, progress: Progress | None
) -> tuple[Batch | None, Iterator[Batch]]:
    """The first batch, which tells the dimensions, and all of them, made one at a time."""

    def made() -> Iterator[Batch]:
        stream, done = iter(several), 0
        while some := list(islice(stream, AT_ONCE)):
            yield some, embed([point.meaning for point in some])
            done += len(some)
            if progress is not None:
                progress(done, total)

    batches = made()
    first = next(batches, None)
    return first, chain([first] if first else [], batches)
