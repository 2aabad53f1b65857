"""The index on a Qdrant server or cluster: a new collection a build, found under an alias that is switched when it is whole."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from qdrant_client import QdrantClient
from qdrant_client import models as q

from search import terms
from search.embedding import Vectors
from search.index import DENSE, INTEGERS, KEYWORDS, SPARSE, Found, Meta, Where, conditions
from search.points import Point, of_payload, payload
from search.terms import Terms

_AT_ONCE = 500  # points an upload
_MANY = 10_000

_DIALECT = SimpleNamespace(
    Filter=q.Filter,
    FieldCondition=q.FieldCondition,
    MatchAny=q.MatchAny,
    MatchValue=q.MatchValue,
    RangeFloat=q.Range,
    HasId=lambda ids: q.HasIdCondition(has_id=[str(i) for i in ids]),
)


class ServerIndex:
    """`alias` names the published collection. What a collection was built from stands in a point of `<alias>-meta`."""

    def __init__(self, client: QdrantClient, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._metas = f"{alias}-meta"

    def _live(self) -> str | None:
        aliases = self._client.get_aliases().aliases
        return next((a.collection_name for a in aliases if a.alias_name == self._alias), None)

    def meta(self) -> Meta | None:
        live = self._live()
        if live is None:
            return None
        kept = self._client.retrieve(self._metas, [_number(live)], with_payload=True)
        return Meta.model_validate((kept[0].payload or {})["meta"], strict=False) if kept else None

    def build(self, meta: Meta, points: Sequence[Point], vectors: Vectors) -> None:
        live = self._live()
        name = f"{self._alias}-{_number(live) + 1 if live else 1:04d}"
        self._client.delete_collection(name)  # of a build that was cut off
        self._create(name, meta.dimensions)
        self._upload(name, points, vectors)
        if not self._client.collection_exists(self._metas):
            size_one = q.VectorParams(size=1, distance=q.Distance.DOT)  # a collection must have some vector
            self._client.create_collection(self._metas, vectors_config=size_one)
        told = q.PointStruct(id=_number(name), vector=[0.0], payload={"meta": meta.model_dump(mode="json")})
        self._client.upsert(self._metas, [told], wait=True)
        self._publish(name, live)

    def _create(self, name: str, dimensions: int) -> None:
        self._client.create_collection(
            name,
            vectors_config={DENSE: q.VectorParams(size=dimensions, distance=q.Distance.COSINE)},
            sparse_vectors_config={SPARSE: q.SparseVectorParams(modifier=q.Modifier.IDF)},
        )
        for keys, kind in ((KEYWORDS, q.PayloadSchemaType.KEYWORD), (INTEGERS, q.PayloadSchemaType.INTEGER)):
            for key in keys:
                self._client.create_payload_index(name, key, kind)

    def _publish(self, name: str, live: str | None) -> None:
        drop = q.DeleteAliasOperation(delete_alias=q.DeleteAlias(alias_name=self._alias))
        make = q.CreateAliasOperation(create_alias=q.CreateAlias(collection_name=name, alias_name=self._alias))
        self._client.update_collection_aliases([drop, make] if live else [make])
        if live:
            self._client.delete_collection(live)

    def _upload(self, name: str, points: Sequence[Point], vectors: Vectors) -> None:
        for at in range(0, len(points), _AT_ONCE):
            some = zip(points[at : at + _AT_ONCE], vectors[at : at + _AT_ONCE], strict=True)
            self._client.upsert(name, [_struct(point, vector) for point, vector in some], wait=True)

    def words(self, terms: Terms, where: Where, limit: int) -> list[Found]:
        vector = q.SparseVector(indices=list(terms.indices), values=list(terms.weights))
        return self._nearest(vector, SPARSE, where, limit) if terms.indices else []

    def meaning(self, vector: Vectors, where: Where, limit: int) -> list[Found]:
        return self._nearest(vector.tolist(), DENSE, where, limit)

    def _nearest(self, vector: q.SparseVector | list[float], using: str, where: Where, limit: int) -> list[Found]:
        live = self._live()
        if live is None:
            return []
        admitted = conditions(where, _DIALECT)
        found = self._client.query_points(live, query=vector, using=using, query_filter=admitted, limit=limit, with_payload=False)
        return [Found(id=str(point.id), score=point.score) for point in found.points]

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        live = self._live()
        if live is None or not ids:
            return {}
        return {str(r.id): of_payload(r.payload or {}) for r in self._client.retrieve(live, list(ids), with_payload=True)}

    def select(self, where: Where, limit: int) -> list[Point]:
        live = self._live()
        if live is None:
            return []
        records, _ = self._client.scroll(live, scroll_filter=conditions(where, _DIALECT), limit=limit, with_payload=True)
        return [of_payload(record.payload or {}) for record in records]

    def facets(self, where: Where, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        live = self._live()
        if live is None:
            return {}
        admitted = conditions(where, _DIALECT)
        found = {key: self._client.facet(live, key, facet_filter=admitted, limit=_MANY, exact=True) for key in keys}
        return {key: {str(hit.value): hit.count for hit in response.hits} for key, response in found.items()}

    def hashes(self) -> Iterator[tuple[str, str]]:
        live = self._live()
        offset, more = None, live is not None
        while live is not None and more:
            records, offset = self._client.scroll(live, limit=_AT_ONCE, offset=offset, with_payload=["hash"])
            yield from ((str(record.id), str((record.payload or {}).get("hash"))) for record in records)
            more = offset is not None

    def put(self, points: Sequence[Point], vectors: Vectors) -> None:
        live = self._live()
        if live is None:
            raise ValueError("there is no index to repair: build one first")
        self._upload(live, points, vectors)

    def drop(self, ids: Sequence[str]) -> None:
        live = self._live()
        if live is not None and ids:
            self._client.delete(live, q.PointIdsList(points=list(ids)), wait=True)


def _number(collection: str) -> int:
    return int(collection.rsplit("-", 1)[1])


def _struct(point: Point, vector: Vectors) -> q.PointStruct:
    words = terms.of_passage(point.words, point.language)
    sparse = q.SparseVector(indices=list(words.indices), values=list(words.weights))
    return q.PointStruct(id=str(point.id), vector={DENSE: vector.tolist(), SPARSE: sparse}, payload=dict(payload(point)))
