"""Whether the index holds what the catalogue does: counts, ids and hashes, and the repair of what differs."""

from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index
from search.index.differences import Difference, difference
from search.index.indexing import change
from search.index.points import VERSION, fingerprint


class Audit(Difference):
    """Taken before any repair."""

    model: str | None
    """The model of the index; None where there is no index."""
    fresh: bool
    """Whether the index says that it was built from this catalogue, by this code."""
    repaired: bool = False

    @property
    def equal(self) -> bool:
        return self.none


def audit(catalogue: Catalogue, index: Index, *, embed: Embedder | None = None, repair: bool = False) -> Audit:
    """Compares point by point. With `repair`, what is missing or stale is written again and what is unknown removed.

    Raises:
        ValueError: a repair without `embed`, without an index, or of an index of another model: that one must be rebuilt.
        Busy: a repair while another process builds.
    """
    held = index.pinned()
    found, meta = difference(catalogue, held), held.meta()
    mend = repair and not found.none
    if mend:
        if meta is None or embed is None or meta.model != embed.name:
            made = f"was made with {meta.model}" if meta else "is missing"
            raise ValueError(f"the index {made}, repair needs {embed.name if embed else 'a model'}: run reindex instead")
        change(catalogue, index, embed, found)
    return Audit(
        **found.model_dump(),
        model=meta.model if meta else None,
        fresh=meta is not None and (meta.version, meta.fingerprint) == (VERSION, fingerprint(catalogue)),
        repaired=mend,
    )
