"""The index in this process: qdrant-edge, one folder a build.

    index/live               name of the folder that is read
    index/building.lock      held by the one who builds
    index/0007/meta.json     what it was built from
    index/0007/shard/…       the engine's own files
    index/0007/columns/…     see search/index/columns.py

A build writes a new folder without a write-ahead log, flushes it, then replaces `live` in one step. Readers that opened the
older folder go on reading it until their next question; the folder before the last is removed.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import qdrant_edge as edge
from filelock import FileLock, Timeout

from search import terms
from search.embedding import Vectors
from search.index import columns
from search.index.columns import Columns
from search.index.contract import (
    BOOLEANS,
    DENSE,
    INTEGERS,
    KEYWORDS,
    SPARSE,
    Batch,
    Busy,
    Found,
    Meta,
    Nothing,
    Reader,
    Switching,
    Where,
    conditions,
)
from search.index.points import Point, payload
from search.terms import Terms

_AT_ONCE = 1000  # points an upsert
_MANY = 100_000  # more values than any facet of ours has

_DIALECT = SimpleNamespace(
    Filter=edge.Filter,
    FieldCondition=edge.FieldCondition,
    MatchAny=edge.MatchAny,
    MatchValue=edge.MatchValue,
    RangeFloat=edge.RangeFloat,
    HasId=lambda ids: edge.HasIdCondition(set(ids)),
)


_INDEXED = {
    **dict.fromkeys(KEYWORDS, edge.PayloadSchemaType.Keyword),
    **dict.fromkeys(INTEGERS, edge.PayloadSchemaType.Integer),
    **dict.fromkeys(BOOLEANS, edge.PayloadSchemaType.Bool),
}


class EmbeddedIndex(Switching):
    """Any number of readers, in any number of processes, and one builder.

    `graph_above`: from so many points on a build ends with the graph (HNSW) of their vectors, which takes minutes and makes
    questions by meaning a tenth as long; None for never.
    """

    def __init__(self, folder: Path, *, graph_above: int | None = None) -> None:
        self.folder = folder
        self._graph_above = graph_above
        self._lock = threading.Lock()
        self._open: _Build | None = None

    def pinned(self) -> Reader:
        with self._lock:
            live = self._live()
            while live is not None and (self._open is None or self._open.name != live):
                try:
                    self._open = _Build(self.folder / live)
                except OSError:
                    if self._live() == live:
                        raise
                    # Two builds were published since `live` was read, and this folder was removed.
                live = self._live()
            return self._open if self._open is not None else Nothing()

    def build(self, meta: Meta, batches: Iterable[Batch]) -> None:
        def fill(folder: Path) -> edge.EdgeShard:
            shard = edge.EdgeShard.create(str(folder), _config(meta.dimensions))
            for key, kind in _INDEXED.items():
                shard.update(edge.UpdateOperation.create_field_index(key, kind))
            _upsert(shard, batches)
            return shard

        self._publish(meta, fill)

    def change(self, meta: Meta, put: Iterable[Batch], drop: Sequence[str]) -> None:
        def fill(folder: Path) -> edge.EdgeShard:
            live = self._live()
            if live is None:
                raise ValueError("there is no index to change: build one first")
            shutil.copytree(self.folder / live / "shard", folder)
            shard = edge.EdgeShard.load(str(folder))
            if drop:
                shard.update(edge.UpdateOperation.delete_points([UUID(id_) for id_ in drop]))
            _upsert(shard, put)
            return shard

        self._publish(meta, fill)

    def _publish(self, meta: Meta, fill: Callable[[Path], edge.EdgeShard]) -> None:
        """Makes a new folder, and only when it is whole says that it is the one to read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            number = int(self._live() or 0)
            self._clean(number, number - 1)  # of builds that were cut off
            folder = self.folder / f"{number + 1:04d}"
            folder.mkdir()
            shard = fill(folder / "shard")
            if self._graph_above is not None and meta.points > self._graph_above:
                shard.optimize()
            shard.flush()
            columns.write(folder / "columns", _scrolled(shard))
            shard.close()
            (folder / "meta.json").write_text(meta.model_dump_json())
            aside = self.folder / "live.new"
            aside.write_text(folder.name)
            os.replace(aside, self.folder / "live")
            self._clean(number + 1, number)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Raises Busy where another builds. The lock is the system's: it falls with the process that holds it."""
        try:
            with FileLock(self.folder / "building.lock", timeout=0):
                yield
        except Timeout as error:
            raise Busy(f"{self.folder}: another process is building this index; try again when it is done") from error

    def _clean(self, *keep: int) -> None:
        for old in self.folder.glob("[0-9]*"):
            if int(old.name) not in keep:
                shutil.rmtree(old, ignore_errors=True)

    def _live(self) -> str | None:
        """Name of the published folder. One that older code made, without columns, counts as none."""
        pointer = self.folder / "live"
        name = pointer.read_text() if pointer.exists() else None
        older = name is not None and (self.folder / name / "shard").exists() and not (self.folder / name / "columns").exists()
        return None if older else name


class _Build:
    """One published folder, opened."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._meta = Meta.model_validate_json((folder / "meta.json").read_text())
        self._columns = Columns(folder / "columns")
        self._shard = edge.EdgeShard.load(str(folder / "shard"))

    def meta(self) -> Meta:
        return self._meta

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        if not terms.indices:
            return []
        vector = edge.SparseVector(list(terms.indices), list(terms.weights))
        return self._nearest(edge.Query.Nearest(vector, using=SPARSE), where, limit)

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return self._nearest(edge.Query.Nearest(vector.tolist(), using=DENSE), where, limit)

    def _nearest(self, query: edge.Query, where: Where, limit: int) -> list[Found]:
        request = edge.QueryRequest(limit=limit, query=query, filter=conditions(where, _DIALECT))
        return [Found(id=str(point.id), score=point.score) for point in self._shard.query(request)]

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        return self._columns.points(ids)

    def select(self, where: Where, limit: int) -> list[Point]:
        request = edge.ScrollRequest(limit=limit, filter=conditions(where, _DIALECT), with_payload=False)
        found = [str(record.id) for record in self._shard.scroll(request)[0]]
        return list(self._columns.points(found).values())

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        admitted = conditions(where, _DIALECT)
        found = {key: self._shard.facet(edge.FacetRequest(key=key, limit=_MANY, exact=True, filter=admitted)) for key in keys}
        return {key: {str(hit.value): hit.count for hit in response.hits} for key, response in found.items()}

    def symbols(self) -> Mapping[str, str | None]:
        return self._columns.symbols()

    def hashes(self) -> Iterator[tuple[str, str]]:
        return ((id_, str(kept["hash"])) for id_, kept in _scrolled(self._shard, ["hash"]))


def _scrolled(shard: edge.EdgeShard, keys: list[str] | None = None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and payload of every point, or some of its keys."""
    offset, more = None, True
    while more:
        request = edge.ScrollRequest(offset=offset, limit=_AT_ONCE, with_payload=keys or True, with_vector=False)
        records, offset = shard.scroll(request)
        yield from ((str(record.id), record.payload or {}) for record in records)
        more = offset is not None


def _config(dimensions: int) -> edge.EdgeConfig:
    return edge.EdgeConfig(
        vectors={DENSE: edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Cosine)},
        sparse_vectors={SPARSE: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        wal_enabled=False,  # the catalogue is the truth: a build that was cut off is made again
    )


def _upsert(shard: edge.EdgeShard, batches: Iterable[Batch]) -> None:
    for points, vectors in batches:
        for at in range(0, len(points), _AT_ONCE):
            some = zip(points[at : at + _AT_ONCE], vectors[at : at + _AT_ONCE], strict=True)
            shard.update(edge.UpdateOperation.upsert_points([_point(point, vector) for point, vector in some]))


def _point(point: Point, vector: Vectors) -> edge.Point:
    words = terms.of_passage(point.words, point.language)
    sparse = edge.SparseVector(list(words.indices), list(words.weights))
    return edge.Point(point.id, {DENSE: vector.tolist(), SPARSE: sparse}, dict(payload(point)))
