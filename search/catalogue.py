"""The catalogue: everything read and said, with the bytes it was read from. The truth that the index is built from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from models.base import Record
from models.document import Document, Snapshot
from models.report import Failure, Report
from models.signal import Extract
from search import failing, schema
from search.rows import content_hash, document_of, document_row, extracts_of, insert_missing, rows
from search.schema import documents, failures, listings, runs, snapshots, works
from search.settings import Settings
from search.snapshots import Snapshots


class Kept(StrEnum):
    """What saving did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Listing(Record):
    """A document as one source lists it."""

    url: str
    digest: str
    document: str
    reader: str


class Entry(Record):
    """A document of the catalogue, without its text."""

    id: str
    work: str
    language: str
    title: str
    symbol: str | None
    adopted: str | None
    body: str | None
    jurisdiction: str
    form: str
    completeness: str
    url: str | None
    version: int
    gone: bool
    passages: int


class SourceStatus(Record):
    """How fresh a source is. Times are ISO 8601, in UTC."""

    source: str
    documents: int
    gone: int
    failures: int
    """Subjects that failed when they were last gone through, each once."""
    fetched: str | None
    """When its newest snapshot was fetched."""
    ran: str | None
    """When it was last gone through, with or without anything new."""


class Status(Record):
    documents: int
    versions: int
    passages: int
    alignments: int
    signals: int
    sources: tuple[SourceStatus, ...]


def _prepare(connection: DBAPIConnection, _: object) -> None:
    """Settings of every SQLite connection: readers beside a writer, foreign keys, patience with another writer."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare)
    return engine


def _migrate(engine: Engine) -> None:
    """Brings the tables up to date. Nothing is written where they are."""
    config = Config()
    config.set_main_option("script_location", str(files("search").joinpath("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


class Catalogue:
    """Opened once per process; safe to share between threads."""

    def __init__(self, engine: Engine, folder: Snapshots) -> None:
        self.engine = engine
        self._snapshots = folder

    @classmethod
    def open(cls, url: str, snapshots: str) -> Self:
        """The catalogue at a SQLAlchemy URL, its bytes under a path or fsspec URL. Made where there is none."""
        engine = _engine(url)
        _migrate(engine)
        return cls(engine, Snapshots(snapshots))

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls.open(settings.catalogue, settings.snapshots)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Writing

    def save(
        self, snapshot: Snapshot, document: Document, extracts: Sequence[Extract], *, reader: str = "", indexed: bool = True
    ) -> Kept:
        """Keeps a document as read from a snapshot, whole or not at all.

        `reader` names the version of the code that read and extracted. The same bytes read by the same code, from the same
        place, change no row. Another text under the same id becomes a new version; the older ones stay. What is not to be
        `indexed` is quoted and compared, but never embedded.

        Raises:
            ValueError: the document is not of this snapshot, or a signal is not a quotation of its passage.
        """
        if document.digest != snapshot.digest:
            raise ValueError(f"{document.id}: was read from {document.digest[:12]}, not from the snapshot {snapshot.digest[:12]}")
        if len(extracts) != len(document.passages):
            raise ValueError(f"{document.id}: {len(document.passages)} passages, but {len(extracts)} extracts")
        pairs = zip(extracts, document.passages, strict=True)
        proven = tuple(extract.proven_by(p).model_copy(update={"address": p.address}) for extract, p in pairs)
        self._snapshots.keep(snapshot.digest, snapshot.content)
        with self.engine.begin() as connection:
            return _Writing(connection, snapshot, document, proven, reader, indexed).kept()

    def fail(self, failure: Failure, *, at: datetime, source: str | None = None) -> None:
        """Keeps a failure: one row, however many nights it comes."""
        with self.engine.begin() as connection:
            failing.keep(connection, failure, at=at, source=source)

    def settle(self, source: str, tried: Callable[[str], bool], *, at: datetime) -> None:
        """Failures of a source before `at` no longer stand, of the subjects that were tried again."""
        with self.engine.begin() as connection:
            failing.settle(connection, source, tried, at=at)

    def record(self, report: Report, *, started: datetime, finished: datetime) -> None:
        """Keeps what a run did with one source. Its failures are kept one by one with `fail`."""
        row = {"source": report.source, "started": started, "finished": finished, "report": report.model_dump(mode="json")}
        with self.engine.begin() as connection:
            connection.execute(insert(runs), [row])

    def mark_gone(self, url: str, *, at: datetime) -> bool:
        """Notes that the source no longer has it. The text stays; it leaves the index when no source lists it any more."""
        with self.engine.begin() as connection:
            still_there = (listings.c.url == url) & listings.c.gone.is_(None)
            document = connection.scalar(select(listings.c.document).where(still_there))
            if document is None:
                return False
            connection.execute(update(listings).where(still_there).values(gone=at))
            _leave_if_unlisted(connection, document)
            return True

    def forget(self, document: str) -> int:
        """Removes a document with all its versions; says how many there were. The snapshots stay."""
        with self.engine.begin() as connection:
            connection.execute(delete(listings).where(listings.c.document == document))
            return connection.execute(delete(documents).where(documents.c.id == document)).rowcount

    # Reading

    def known_digest(self, url: str, *, reader: str | None = None) -> str | None:
        """Digest of what was last read from a URL; None where there is nothing, it is gone, or another `reader` read it."""
        query = select(listings.c.digest, listings.c.reader).where(listings.c.url == url, listings.c.gone.is_(None))
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None or reader not in (None, row.reader) else str(row.digest)

    def listed(self, source: str) -> Mapping[str, Listing]:
        """What a source lists, by URL, without what is gone."""
        query = select(listings).where(listings.c.source == source, listings.c.gone.is_(None)).order_by(listings.c.url)
        with self.engine.connect() as connection:
            found = connection.execute(query).all()
        return {row.url: Listing(url=row.url, digest=row.digest, document=row.document, reader=row.reader) for row in found}

    def content(self, digest: str) -> bytes:
        """The bytes of a snapshot."""
        return self._snapshots.content(digest)

    def load(self, document: str, *, version: int | None = None) -> tuple[Document, tuple[Extract, ...]]:
        """A document by id (`un/A/RES/78/228@en`), as it was saved; the current version unless another is asked for.

        Raises:
            KeyError: there is none.
        """
        which = documents.c.current if version is None else documents.c.version == version
        with self.engine.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.id == document, which)).first()
            if row is None:
                raise KeyError(document)
            return _loaded(connection, row)

    def documents(
        self, *, jurisdiction: str | None = None, body: str | None = None, form: str | None = None
    ) -> Iterator[tuple[Document, tuple[Extract, ...]]]:
        """Current documents with what was extracted, sorted by id; none that is gone."""
        with self.engine.connect() as connection:
            for row in connection.execute(_chosen(jurisdiction, body, form)).all():
                yield _loaded(connection, row)

    def entries(self, *, jurisdiction: str | None = None, body: str | None = None, form: str | None = None) -> tuple[Entry, ...]:
        """The same without their texts."""
        of_it = schema.passages.c.document == documents.c.key
        counted = select(func.count()).select_from(schema.passages).where(of_it).scalar_subquery()
        with self.engine.connect() as connection:
            found = connection.execute(_chosen(jurisdiction, body, form).add_columns(counted.label("passages"))).all()
        fields = [field for field in Entry.model_fields if field != "adopted"]
        return tuple(
            Entry(**{f: row._mapping[f] for f in fields}, adopted=row.adopted and row.adopted.isoformat()) for row in found
        )

    def versions(self, document: str) -> tuple[int, ...]:
        query = select(documents.c.version).where(documents.c.id == document).order_by(documents.c.version)
        with self.engine.connect() as connection:
            return tuple(connection.scalars(query))

    def failures(self, *, source: str | None = None, since: datetime | None = None) -> tuple[Failure, ...]:
        """Those that still stand, the oldest first; `since`: that came, or came again, from then on."""
        with self.engine.connect() as connection:
            return failing.standing(connection, source=source, since=since)

    def status(self) -> Status:
        with self.engine.connect() as connection:
            shown = documents.c.current & ~documents.c.gone
            held = select(documents.c.key).where(shown)
            return Status(
                documents=_count(connection, documents, shown),
                versions=_count(connection, documents),
                passages=_count(connection, schema.passages, schema.passages.c.document.in_(held)),
                alignments=_count(connection, schema.alignments, schema.alignments.c.document.in_(held)),
                signals=_count(connection, schema.signals, schema.signals.c.document.in_(held)),
                sources=_sources(connection),
            )

    # Embeddings, by model and SHA-256 of the text

    def vectors(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """Those that are kept, as little-endian float32."""
        table, found = schema.embeddings, {}
        with self.engine.connect() as connection:
            for at in range(0, len(digests), 500):  # SQLite's oldest limit of variables is 999
                some = table.c.digest.in_(digests[at : at + 500])
                query = select(table.c.digest, table.c.vector).where(table.c.model == model, some)
                found.update({bytes(row.digest): bytes(row.vector) for row in connection.execute(query)})
        return found

    def keep_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        missing = vectors.keys() - self.vectors(model, list(vectors)).keys()
        new = [{"model": model, "digest": digest, "vector": vectors[digest]} for digest in sorted(missing)]
        if new:
            with self.engine.begin() as connection:
                insert_missing(connection, schema.embeddings, new)


@dataclass(frozen=True)
class _Writing:
    """One document's way into the tables, within a transaction."""

    connection: Connection
    snapshot: Snapshot
    document: Document
    extracts: tuple[Extract, ...]
    reader: str
    indexed: bool

    def kept(self) -> Kept:
        url = self.snapshot.reference.url
        listed = self.connection.execute(select(listings).where(listings.c.url == url)).first()
        if listed is not None and self._as_before(listed):
            return Kept.UNCHANGED
        self._keep_work_and_snapshot()
        outcome = self._keep_document()
        self._keep_listing(listed)
        return outcome

    def _as_before(self, listed: Row[Any]) -> bool:
        now = (self.snapshot.digest, self.document.id, self.reader)
        return listed.gone is None and (listed.digest, listed.document, listed.reader) == now

    def _keep_work_and_snapshot(self) -> None:
        work = {"id": self.document.work, "jurisdiction": self.document.jurisdiction}
        content = {"digest": self.snapshot.digest, "media_type": self.snapshot.media_type, "size": len(self.snapshot.content)}
        for table, row in ((works, work), (snapshots, content)):
            insert_missing(self.connection, table, [row])

    def _keep_document(self) -> Kept:
        content = content_hash(self.document, self.extracts)
        query = select(documents).where(documents.c.id == self.document.id).order_by(documents.c.version)
        versions = self.connection.execute(query).all()
        current = next((row for row in versions if row.current), None)
        if current is None:
            self._insert(1, content)
            return Kept.NEW
        if current.content == content:
            # The same text from other bytes, another place, or by newer code: still this version.
            seen = {
                "gone": False,
                "indexed": self.indexed,
                "reader": self.reader,
                "digest": self.document.digest,
                "url": self.document.url,
            }
            self.connection.execute(update(documents).where(documents.c.key == current.key).values(seen))
            return Kept.CHANGED if current.gone else Kept.UNCHANGED
        if current.digest == self.document.digest:
            # The same bytes read by newer code: what the older code made of them is no version of the text.
            self.connection.execute(delete(documents).where(documents.c.key == current.key))
            self._insert(current.version, content, seen=current.seen)
        else:
            of_it = documents.c.id == self.document.id
            self.connection.execute(update(documents).where(of_it).values(current=False, gone=False))
            self._insert(versions[-1].version + 1, content)
        return Kept.CHANGED

    def _insert(self, version: int, content: str, *, seen: datetime | None = None) -> None:
        about = {"version": version, "current": True, "gone": False, "indexed": self.indexed, "content": content}
        when = {"saved": self.snapshot.fetched, "seen": seen or datetime.now(UTC)}
        row = document_row(self.document) | about | when | {"reader": self.reader}
        key = self.connection.execute(insert(documents).values(row)).inserted_primary_key
        if key is None:
            raise ValueError(f"{self.document.id}: the database gave it no key")
        for table, several in rows(key[0], self.document, self.extracts).items():
            if several:
                self.connection.execute(insert(table), several)

    def _keep_listing(self, listed: Row[Any] | None) -> None:
        row = {
            "url": self.snapshot.reference.url,
            "source": self.snapshot.reference.source,
            "digest": self.snapshot.digest,
            "document": self.document.id,
            "reader": self.reader,
            "fetched": self.snapshot.fetched,
            "gone": None,
            "reference": self.snapshot.reference.model_dump(mode="json"),
        }
        if listed is None:
            self.connection.execute(insert(listings), [row])
        else:
            self.connection.execute(update(listings).where(listings.c.url == row["url"]).values(row))
            if listed.document != self.document.id:  # newer code read another symbol or language from it
                _leave_if_unlisted(self.connection, listed.document)


def _leave_if_unlisted(connection: Connection, document: str) -> None:
    """Marks a document gone when no source lists it any more."""
    still = select(listings.c.url).where(listings.c.document == document, listings.c.gone.is_(None))
    if connection.execute(still).first() is None:
        connection.execute(update(documents).where(documents.c.id == document).values(gone=True))


def _chosen(jurisdiction: str | None, body: str | None, form: str | None) -> Select[Any]:
    query = select(documents).where(documents.c.current, ~documents.c.gone).order_by(documents.c.id)
    for column, value in ((documents.c.jurisdiction, jurisdiction), (documents.c.body, body), (documents.c.form, form)):
        if value is not None:
            query = query.where(column == value)
    return query


def _loaded(connection: Connection, row: Row[Any]) -> tuple[Document, tuple[Extract, ...]]:
    def of_it(table: Table, *order: str) -> Sequence[Row[Any]]:
        query = select(table).where(table.c.document == row.key).order_by(*(table.c[name] for name in order))
        return connection.execute(query).all()

    of_passages = of_it(schema.passages, "position")
    document = document_of(row, of_passages, of_it(schema.footnotes, "position"))
    aligned = of_it(schema.alignments, "passage", "position")
    return document, extracts_of(of_passages, aligned, of_it(schema.signals, "passage", "position"))


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _sources(connection: Connection) -> tuple[SourceStatus, ...]:
    names = set(connection.scalars(select(listings.c.source))) | set(connection.scalars(select(runs.c.source)))
    return tuple(_source(connection, name) for name in sorted(names))


def _source(connection: Connection, name: str) -> SourceStatus:
    here = listings.c.source == name
    fetched = connection.scalar(select(func.max(listings.c.fetched)).where(here))
    ran = connection.scalar(select(func.max(runs.c.finished)).where(runs.c.source == name))
    return SourceStatus(
        source=name,
        documents=_count(connection, listings, here, listings.c.gone.is_(None)),
        gone=_count(connection, listings, here, listings.c.gone.is_not(None)),
        failures=_count(connection, failures, failures.c.source == name, failures.c.resolved.is_(None)),
        fetched=fetched.isoformat() if fetched else None,
        ran=ran.isoformat() if ran else None,
    )
