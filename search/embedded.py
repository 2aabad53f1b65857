"""The index in this process: qdrant-edge, one folder a build.

    index/live               name of the folder that is read
    index/0007/meta.json     what it was built from
    index/0007/shard/…       the engine's own files

A build writes a new folder without a write-ahead log, flushes it, then replaces `live` in one step. Readers that opened the
older folder go on reading it until their next question; the folder before the last is removed.
"""

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import qdrant_edge as edge

from search import terms
from search.embedding import Vectors
from search.index import DENSE, INTEGERS, KEYWORDS, SPARSE, Found, Meta, Where, conditions
from search.points import Point, of_payload, payload
from search.terms import Terms

_AT_ONCE = 2000  # points an upsert
_MANY = 100_000  # more points than any facet or page of ours asks for

_DIALECT = SimpleNamespace(
    Filter=edge.Filter,
    FieldCondition=edge.FieldCondition,
    MatchAny=edge.MatchAny,
    MatchValue=edge.MatchValue,
    RangeFloat=edge.RangeFloat,
    HasId=lambda ids: edge.HasIdCondition(set(ids)),
)


class EmbeddedIndex:
    """Any number of readers, one builder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: tuple[str, edge.EdgeShard] | None = None

    def meta(self) -> Meta | None:
        live = self._live()
        return Meta.model_validate_json((self._folder / live / "meta.json").read_text()) if live else None

    def build(self, meta: Meta, points: Sequence[Point], vectors: Vectors) -> None:
        live = self._live()
        name = f"{int(live or 0) + 1:04d}"
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)  # of a build that was cut off
        folder.mkdir(parents=True)
        shard = edge.EdgeShard.create(str(folder / "shard"), _config(meta.dimensions))
        for key in KEYWORDS:
            shard.update(edge.UpdateOperation.create_field_index(key, edge.PayloadSchemaType.Keyword))
        for key in INTEGERS:
            shard.update(edge.UpdateOperation.create_field_index(key, edge.PayloadSchemaType.Integer))
        _upsert(shard, points, vectors)
        shard.close()
        (folder / "meta.json").write_text(meta.model_dump_json())
        self._publish(name)
        for old in self._folder.glob("[0-9]*"):
            if old.name not in (name, live):
                shutil.rmtree(old, ignore_errors=True)

    def _publish(self, name: str) -> None:
        aside = self._folder / "live.new"
        aside.write_text(name)
        os.replace(aside, self._folder / "live")

    def _live(self) -> str | None:
        pointer = self._folder / "live"
        return pointer.read_text() if pointer.exists() else None

    def _shard(self) -> edge.EdgeShard | None:
        """The published shard, opened again when another was published. None where there is none."""
        with self._lock:
            live = self._live()
            if live is None:
                return None
            if self._open is None or self._open[0] != live:
                self._open = (live, edge.EdgeShard.load(str(self._folder / live / "shard")))
            return self._open[1]

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        if not terms.indices:
            return []
        vector = edge.SparseVector(list(terms.indices), list(terms.weights))
        return self._nearest(edge.Query.Nearest(vector, using=SPARSE), where, limit)

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return self._nearest(edge.Query.Nearest(vector.tolist(), using=DENSE), where, limit)

    def _nearest(self, query: edge.Query, where: Where, limit: int) -> list[Found]:
        shard = self._shard()
        if shard is None:
            return []
        found = shard.query(edge.QueryRequest(limit=limit, query=query, filter=conditions(where, _DIALECT)))
        return [Found(id=str(point.id), score=point.score) for point in found]

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        shard = self._shard()
        if shard is None or not ids:
            return {}
        return {str(r.id): of_payload(r.payload or {}) for r in shard.retrieve([UUID(i) for i in ids], True, False)}

    def select(self, where: Where, limit: int) -> list[Point]:
        shard = self._shard()
        if shard is None:
            return []
        request = edge.ScrollRequest(limit=limit, filter=conditions(where, _DIALECT), with_payload=True)
        return [of_payload(record.payload or {}) for record in shard.scroll(request)[0]]

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        shard = self._shard()
        if shard is None:
            return {}
        admitted = conditions(where, _DIALECT)
        found = {key: shard.facet(edge.FacetRequest(key=key, limit=_MANY, exact=True, filter=admitted)) for key in keys}
        return {key: {str(hit.value): hit.count for hit in response.hits} for key, response in found.items()}

    def hashes(self) -> Iterator[tuple[str, str]]:
        shard = self._shard()
        offset, more = None, shard is not None
        while shard is not None and more:
            request = edge.ScrollRequest(offset=offset, limit=_AT_ONCE, with_payload=["hash"], with_vector=False)
            records, offset = shard.scroll(request)
            yield from ((str(record.id), str((record.payload or {}).get("hash"))) for record in records)
            more = offset is not None

    def put(self, points: Sequence[Point], vectors: Vectors) -> None:
        shard = self._shard()
        if shard is None:
            raise ValueError("there is no index to repair: build one first")
        _upsert(shard, points, vectors)

    def drop(self, ids: Sequence[str]) -> None:
        shard = self._shard()
        if shard is not None and ids:
            shard.update(edge.UpdateOperation.delete_points([UUID(i) for i in ids]))
            shard.flush()


def _config(dimensions: int) -> edge.EdgeConfig:
    return edge.EdgeConfig(
        vectors={DENSE: edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Cosine)},
        sparse_vectors={SPARSE: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        wal_enabled=False,  # the catalogue is the truth: a build that was cut off is made again
    )


def _upsert(shard: edge.EdgeShard, points: Sequence[Point], vectors: Vectors) -> None:
    for at in range(0, len(points), _AT_ONCE):
        some = zip(points[at : at + _AT_ONCE], vectors[at : at + _AT_ONCE], strict=True)
        shard.update(edge.UpdateOperation.upsert_points([_point(point, vector) for point, vector in some]))
    shard.flush()


def _point(point: Point, vector: Vectors) -> edge.Point:
    words = terms.of_passage(point.words, point.language)
    sparse = edge.SparseVector(list(words.indices), list(words.weights))
    return edge.Point(point.id, {DENSE: vector.tolist(), SPARSE: sparse}, dict(payload(point)))
