"""From catalogue to index: opened by setting, built when anything changed, compared and repaired."""

import numpy as np
from qdrant_client import QdrantClient

from models.base import Record
from search.catalogue import Catalogue
from search.embedded import EmbeddedIndex
from search.embedding import Embedder
from search.index import Index, Meta
from search.points import VERSION, fingerprint, points
from search.server import ServerIndex
from search.settings import Settings


class Reindexed(Record):
    points: int
    built: bool
    """False when the index already held exactly this."""


def open_index(settings: Settings) -> Index:
    """On the server of the settings, or embedded. Nothing is made or contacted before the first question."""
    if settings.qdrant_url is None:
        return EmbeddedIndex(settings.index)
    key = settings.qdrant_key.get_secret_value() if settings.qdrant_key else None
    return ServerIndex(QdrantClient(url=settings.qdrant_url, api_key=key), settings.collection)


def reindex(catalogue: Catalogue, index: Index, embed: Embedder, *, force: bool = False) -> Reindexed:
    """Builds the index anew if it was built from another catalogue, model or text version. Vectors come from the cache."""
    now = fingerprint(catalogue)
    meta = index.meta()
    if not force and meta is not None and (meta.model, meta.version, meta.fingerprint) == (embed.name, VERSION, now):
        return Reindexed(points=meta.points, built=False)
    several = list(points(catalogue))
    vectors = embed([point.meaning for point in several]) if several else np.zeros((0, 1), dtype=np.float32)
    languages = tuple(sorted({point.language for point in several}))
    about = Meta(
        model=embed.name,
        dimensions=vectors.shape[1],
        version=VERSION,
        fingerprint=now,
        points=len(several),
        languages=languages,
    )
    index.build(about, several, vectors)
    return Reindexed(points=len(several), built=True)
