"""The index on a Qdrant server or cluster: a new collection a build, found under an alias that is switched when it is whole.

palermo                  alias of the published collection
palermo-0007             a collection
palermo-meta             a point a collection: what it was built from, and the symbols of its works; point 0: who builds
"""

import os
import re
import socket
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Self
from uuid import uuid4

from qdrant_client import QdrantClient
from qdrant_client import models as q

from models.base import Record
from search import terms
from search.embedding import Vectors
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
from search.index.points import Point, of_payload, payload
from search.settings import Settings
from search.terms import Terms

_AT_ONCE = 500  # points an upload
_PAGE = 5000  # points of which a few fields are asked for
_MANY = 10_000  # more values than any facet of ours has
_ALIVE = 60.0  # seconds after which a builder says again that it builds
_DEAD = 1800.0  # seconds after which one that said nothing is taken for killed
_BUILDER = 0  # its point in the collection of metas; collections count from 1

_DIALECT = SimpleNamespace(
    Filter=q.Filter,
    FieldCondition=q.FieldCondition,
    MatchAny=q.MatchAny,
    MatchValue=q.MatchValue,
    RangeFloat=q.Range,
    HasId=lambda ids: q.HasIdCondition(has_id=[str(i) for i in ids]),
)


_INDEXED = {
    **dict.fromkeys(KEYWORDS, q.PayloadSchemaType.KEYWORD),
    **dict.fromkeys(INTEGERS, q.PayloadSchemaType.INTEGER),
    **dict.fromkeys(BOOLEANS, q.PayloadSchemaType.BOOL),
}


class Scale(Record):
    """How a collection is laid out: see search/settings.py. None leaves it to the server."""

    shards: int | None = None
    replicas: int | None = None
    on_disk: bool = False
    quantized: bool = False
    m: int | None = None
    ef: int | None = None
    parallel: int = 1


class ServerIndex(Switching):
    """Any number of readers, and one builder."""

    def __init__(self, client: QdrantClient, alias: str, scale: Scale | None = None) -> None:
        self._client = client
        self._alias = alias
        self._metas = f"{alias}-meta"
        self._scale = scale or Scale()
        self._symbols: dict[tuple[str, str], Mapping[str, str | None]] = {}

    @classmethod
    def of(cls, settings: Settings) -> Self:
        key = settings.qdrant_key.get_secret_value() if settings.qdrant_key else None
        client = QdrantClient(
            url=settings.qdrant_url,
            api_key=key,
            timeout=settings.qdrant_timeout,
            prefer_grpc=settings.qdrant_grpc,
            check_compatibility=False,  # it would ask the server before the first question, and warn where there is none
        )
        given = {field: getattr(settings, f"qdrant_{field}") for field in Scale.model_fields}
        return cls(client, settings.collection, Scale.model_validate(given))

    def pinned(self) -> Reader:
        live = self._live()
        return _Collection(self._client, live, self._metas, self._symbols) if live else Nothing()

    def _live(self) -> str | None:
        aliases = self._client.get_aliases().aliases
        return next((a.collection_name for a in aliases if a.alias_name == self._alias), None)

    def build(self, meta: Meta, batches: Iterable[Batch]) -> None:
        with self._alone() as alive:
            live = self._live()
            number = _number(live) if live else 0
            self._clean(number, number - 1)  # of builds that were cut off
            name = f"{self._alias}-{number + 1:04d}"
            self._create(name, meta.dimensions)
            self._upload(name, alive(batches))
            self._tell(name, meta)
            self._publish(name, live)
            self._clean(number + 1, number)

    def change(self, meta: Meta, put: Iterable[Batch], drop: Sequence[str]) -> None:
        """In place: each point is the old or the new one at any moment, and all are new when the call ends."""
        with self._alone() as alive:
            live = self._live()
            if live is None:
                raise ValueError("there is no index to change: build one first")
            self._upload(live, alive(put))
            if drop:
                self._client.delete(live, q.PointIdsList(points=list(drop)), wait=True)
            self._tell(live, meta)

    def _create(self, name: str, dimensions: int) -> None:
        scale = self._scale
        int8 = q.ScalarQuantization(scalar=q.ScalarQuantizationConfig(type=q.ScalarType.INT8, quantile=0.99, always_ram=True))
        self._client.create_collection(
            name,
            vectors_config={DENSE: q.VectorParams(size=dimensions, distance=q.Distance.COSINE, on_disk=scale.on_disk or None)},
            sparse_vectors_config={SPARSE: q.SparseVectorParams(modifier=q.Modifier.IDF)},
            shard_number=scale.shards,
            replication_factor=scale.replicas,
            on_disk_payload=scale.on_disk or None,
            hnsw_config=q.HnswConfigDiff(m=scale.m, ef_construct=scale.ef) if scale.m or scale.ef else None,
            quantization_config=int8 if scale.quantized else None,
        )
        for key, kind in _INDEXED.items():
            self._client.create_payload_index(name, key, kind)

    def _upload(self, name: str, batches: Iterable[Batch]) -> None:
        made = (_struct(point, vector) for points, vectors in batches for point, vector in zip(points, vectors, strict=True))
        self._client.upload_points(name, made, batch_size=_AT_ONCE, parallel=self._scale.parallel, wait=True)

    def _tell(self, name: str, meta: Meta) -> None:
        """Keeps what a collection was built from. The symbols are read from it, so that they are those of its points."""
        held = {str(kept["work"]): kept["symbol"] for _, kept in _scrolled(self._client, name, ("work", "symbol"))}
        told = {"meta": meta.model_dump(mode="json"), "symbols": dict(sorted(held.items()))}
        self._client.upsert(self._metas, [q.PointStruct(id=_number(name), vector=[0.0], payload=told)], wait=True)

    def _publish(self, name: str, live: str | None) -> None:
        drop = q.DeleteAliasOperation(delete_alias=q.DeleteAlias(alias_name=self._alias))
        make = q.CreateAliasOperation(create_alias=q.CreateAlias(collection_name=name, alias_name=self._alias))
        self._client.update_collection_aliases([drop, make] if live else [make])

    def _clean(self, *keep: int) -> None:
        ours = re.compile(rf"{re.escape(self._alias)}-\d{{4,}}")
        for one in self._client.get_collections().collections:
            if ours.fullmatch(one.name) and _number(one.name) not in keep:
                self._client.delete_collection(one.name)

    @contextmanager
    def _alone(self) -> Iterator["_Alive"]:
        """Raises Busy where another builds. The point that says so is only ever inserted, so that one of two gets it."""
        if not self._client.collection_exists(self._metas):
            size_one = q.VectorParams(size=1, distance=q.Distance.DOT)  # a collection must have some vector
            self._client.create_collection(self._metas, vectors_config=size_one)
        mine = _Alive(self._client, self._metas)
        holder = mine.holder()
        if holder and time.time() - holder["at"] > _DEAD:
            mine.release()
        mine.say(q.UpdateMode.INSERT_ONLY)
        holder = mine.holder()
        if holder.get("token") != mine.token:
            who = f"process {holder.get('process')} on {holder.get('host')}"
            raise Busy(f"{self._alias}: {who} is building this index; try again when it is done")
        try:
            yield mine
        finally:
            mine.release()


class _Alive:
    """The builder's point: it says again and again, while batches are taken, that it builds."""

    def __init__(self, client: QdrantClient, metas: str) -> None:
        self._client = client
        self._metas = metas
        self._said = 0.0
        self.token = str(uuid4())

    def __call__(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        for batch in batches:
            if time.time() - self._said > _ALIVE:
                self.say(q.UpdateMode.UPSERT)
            yield batch

    def say(self, mode: q.UpdateMode) -> None:
        self._said = time.time()
        told = {"token": self.token, "host": socket.gethostname(), "process": os.getpid(), "at": self._said}
        point = q.PointStruct(id=_BUILDER, vector=[0.0], payload=told)
        self._client.upsert(self._metas, [point], wait=True, update_mode=mode)

    def holder(self) -> dict[str, Any]:
        kept = self._client.retrieve(self._metas, [_BUILDER], with_payload=True)
        return dict(kept[0].payload or {}) if kept else {}

    def release(self) -> None:
        self._client.delete(self._metas, q.PointIdsList(points=[_BUILDER]), wait=True)


class _Collection:
    """One published collection."""

    def __init__(
        self, client: QdrantClient, name: str, metas: str, symbols: dict[tuple[str, str], Mapping[str, str | None]]
    ) -> None:
        self._client = client
        self._name = name
        self._metas = metas
        self._known = symbols

    def meta(self) -> Meta | None:
        told = self._told("meta")
        return Meta.model_validate(told, strict=False) if told else None

    def _told(self, key: str) -> Any:  # noqa: ANN401  # what was kept as JSON
        kept = self._client.retrieve(self._metas, [_number(self._name)], with_payload=[key])
        return (kept[0].payload or {}).get(key) if kept else None

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        vector = q.SparseVector(indices=list(terms.indices), values=list(terms.weights))
        return self._nearest(vector, SPARSE, where, limit) if terms.indices else []

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return self._nearest(vector.tolist(), DENSE, where, limit)

    def _nearest(self, vector: q.SparseVector | list[float], using: str, where: Where, limit: int) -> list[Found]:
        admitted = conditions(where, _DIALECT)
        found = self._client.query_points(
            self._name, query=vector, using=using, query_filter=admitted, limit=limit, with_payload=False
        )
        return [Found(id=str(point.id), score=point.score) for point in found.points]

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        found = self._client.retrieve(self._name, list(ids), with_payload=True) if ids else []
        held = {str(record.id): record.payload or {} for record in found}
        return {id_: of_payload(held[id_]) for id_ in ids if id_ in held}

    def select(self, where: Where, limit: int) -> list[Point]:
        admitted = conditions(where, _DIALECT)
        records, _ = self._client.scroll(self._name, scroll_filter=admitted, limit=limit, with_payload=True)
        return [of_payload(record.payload or {}) for record in records]

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        admitted = conditions(where, _DIALECT)
        found = {key: self._client.facet(self._name, key, facet_filter=admitted, limit=_MANY, exact=True) for key in keys}
        return {key: {str(hit.value): hit.count for hit in response.hits} for key, response in found.items()}

    def symbols(self) -> Mapping[str, str | None]:
        meta = self.meta()
        key = (self._name, meta.fingerprint if meta else "")
        if key not in self._known:
            self._known.clear()
            self._known[key] = self._told("symbols") or {}
        return self._known[key]

    def hashes(self) -> Iterator[tuple[str, str]]:
        return ((id_, str(kept["hash"])) for id_, kept in _scrolled(self._client, self._name, ("hash",)))


def _scrolled(client: QdrantClient, name: str, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and some of the payload of every point."""
    offset, more = None, True
    while more:
        records, offset = client.scroll(name, limit=_PAGE, offset=offset, with_payload=list(keys))
        yield from ((str(record.id), record.payload or {}) for record in records)
        more = offset is not None


def _number(collection: str) -> int:
    return int(collection.rsplit("-", 1)[1])


def _struct(point: Point, vector: Vectors) -> q.PointStruct:
    words = terms.of_passage(point.words, point.language)
    sparse = q.SparseVector(indices=list(words.indices), values=list(words.weights))
    return q.PointStruct(id=str(point.id), vector={DENSE: vector.tolist(), SPARSE: sparse}, payload=dict(payload(point)))
