"""What the index holds of each passage: a point, made from the catalogue's rows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, Row, func, select

from models.base import Record
from models.reference import provisions
from search.catalogue import Catalogue
from search.schema import alignments, documents, passages, signals

VERSION = "2"
"""Of the points' fields and texts: raised when either changes, so that indexes of older code are rebuilt."""
ALIGNED = 0.5
"""Least probability with which a passage is found under a provision."""
_SHOWN = documents.c.current & ~documents.c.gone & documents.c.indexed


class Point(Record):
    """A passage as it is indexed. Each field a query can filter by is a payload key of the same name."""

    address: str
    work: str
    document: str
    title: str
    text: str
    role: str
    number: str | None
    heading: str | None
    position: int
    """In the document."""
    path: tuple[str, ...]
    language: str
    body: str | None
    jurisdiction: str
    form: str
    symbol: str | None
    adopted: str | None
    year: int | None
    url: str | None
    action: int
    provision: tuple[str, ...]
    topic: tuple[str, ...]
    """Pillars of the provisions, the subjects named (trafficking, slavery, smuggling) and the topics (models/topics)."""
    mentions: tuple[str, ...]
    in_force: bool | None

    @property
    def id(self) -> UUID:
        return point_id(self.address)

    @property
    def meaning(self) -> str:
        """The text to embed; the same as `Passage.meaning`."""
        return f"{self.heading}. {self.text}" if self.heading else self.text

    @property
    def words(self) -> str:
        """The text whose words are looked for: what stands above it names what it leaves unsaid."""
        return "\n".join(part for part in (*self.path, self.heading, self.text) if part)

    def hash(self) -> str:
        return sha256(self.model_dump_json().encode()).hexdigest()[:32]


def point_id(address: str) -> UUID:
    return uuid5(NAMESPACE_URL, address)


def fingerprint(catalogue: Catalogue) -> str:
    """Changes whenever something that the index holds does: of ids, versions and contents of the current documents."""
    columns = (documents.c.id, documents.c.version, documents.c.content, documents.c.url)
    with catalogue.engine.connect() as connection:
        held = connection.execute(select(*columns).where(_SHOWN).order_by(documents.c.id))
        return sha256("\n".join(map(str, [VERSION, *held])).encode()).hexdigest()


def languages(catalogue: Catalogue) -> tuple[str, ...]:
    """Of the passages that `points` gives, sorted."""
    held = select(passages.c.language).join(documents, documents.c.key == passages.c.document).where(_SHOWN).distinct()
    with catalogue.engine.connect() as connection:
        return tuple(sorted(connection.scalars(held)))


def count(catalogue: Catalogue) -> int:
    """How many points `points` gives."""
    held = select(func.count()).select_from(passages).join(documents, documents.c.key == passages.c.document).where(_SHOWN)
    with catalogue.engine.connect() as connection:
        return connection.scalar(held) or 0


def points(catalogue: Catalogue, *, only: Collection[str] | None = None) -> Iterator[Point]:
    """A point for each passage of the current documents, sorted by document and position; `only` of documents by id."""
    held = select(documents).where(_SHOWN).order_by(documents.c.id)
    with catalogue.engine.connect() as connection:
        for document in connection.execute(held).all():
            if only is None or document.id in only:
                yield from _of_document(connection, document)


def _of_document(connection: Connection, document: Row[Any]) -> Iterator[Point]:
    found = passages.c.document == document.key
    aligned = select(alignments.c.passage, alignments.c.provision).where(
        alignments.c.document == document.key, alignments.c.probability >= ALIGNED
    )
    marked = select(signals.c.passage, signals.c.kind, signals.c.value).where(
        signals.c.document == document.key, signals.c.kind.in_(("country", "subject", "topic"))
    )
    by_provision, by_kind = defaultdict(set), defaultdict(set)
    for row in connection.execute(aligned):
        by_provision[row.passage].add(row.provision)
    for row in connection.execute(marked):
        by_kind[row.passage, row.kind].add(row.value)
    for row in connection.execute(select(passages).where(found).order_by(passages.c.position)):
        countries = by_kind[row.position, "country"]
        subjects = by_kind[row.position, "subject"] | by_kind[row.position, "topic"]
        yield _point(document, row, by_provision[row.position], countries, subjects)


def _point(document: Row[Any], row: Row[Any], aligned: set[str], countries: set[str], subjects: set[str]) -> Point:
    return Point(
        address=row.address,
        work=document.work,
        document=document.id,
        title=document.title,
        text=row.text,
        role=row.role,
        number=row.number,
        heading=row.heading,
        position=row.position,
        path=tuple(row.path),
        language=row.language,
        body=document.body,
        jurisdiction=document.jurisdiction,
        form=document.form,
        symbol=document.symbol,
        adopted=document.adopted and document.adopted.isoformat(),
        year=document.adopted and document.adopted.year,
        url=document.url,
        action=row.action,
        provision=_in_order(aligned),
        topic=tuple(sorted(_pillars(aligned) | subjects)),
        mentions=tuple(sorted(countries)),
        in_force=row.in_force if row.in_force is not None else document.in_force,
    )


def _in_order(aligned: set[str]) -> tuple[str, ...]:
    return tuple(provision for provision in provisions() if provision in aligned)


def _pillars(aligned: set[str]) -> set[str]:
    return {str(provisions()[provision].pillar) for provision in aligned if provision in provisions()}


def payload(point: Point) -> Mapping[str, Any]:
    """As the index keeps it. The hash tells a point that the catalogue has changed since."""
    return point.model_dump(mode="json") | {"hash": point.hash()}


def of_payload(kept: Mapping[str, Any]) -> Point:
    return Point.model_validate({key: value for key, value in kept.items() if key != "hash"}, strict=False)
