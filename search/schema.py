"""The catalogue's tables. What a passage holds hangs on (document, position), so that whole documents are inserted at once."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    true,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """A point in time, kept and given back in UTC: SQLite forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


works = Table(
    "works", metadata, Column("id", String, primary_key=True), Column("jurisdiction", String, nullable=False, index=True)
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("media_type", String),
    Column("size", Integer, nullable=False),
)
"""Bytes served. They lie in the folder of snapshots under their digest."""

listings = Table(
    "listings",
    metadata,
    Column("url", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("digest", String(64), ForeignKey("snapshots.digest"), nullable=False),
    Column("document", String, nullable=False, index=True),  # its id: one document may be listed under several URLs
    Column("reader", String, nullable=False),
    Column("fetched", Utc, nullable=False),
    Column("gone", Utc),  # when the source said that it is no longer there
    Column("reference", JSON, nullable=False),
)
"""Where each source lists what: a URL and the snapshot last read from it."""

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False, default=False),
    Column("work", String, ForeignKey("works.id"), nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("symbol", String, index=True),
    Column("adopted", Date),
    Column("session", String),
    Column("vote", JSON(none_as_null=True)),
    Column("sponsors", JSON, nullable=False, server_default="[]"),
    Column("body", String),
    Column("jurisdiction", String, nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("completeness", String, nullable=False),
    Column("in_force", Boolean),
    Column("url", String),
    Column("digest", String(64), ForeignKey("snapshots.digest"), nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("reader", String, nullable=False),
    Column("saved", Utc, nullable=False),  # when the snapshot of this version was fetched
    Column("seen", Utc),  # when this version was first kept here, however often its bytes are read again
    Column("indexed", Boolean, nullable=False, server_default=true()),  # false where its source does not let it be embedded
    Column("content", String(64), nullable=False),  # hash of document and extracts, without the snapshot's digest and URL
    UniqueConstraint("id", "version"),
    Index("ix_documents_current_id", "current", "id"),
)

passages = Table(
    "passages",
    metadata,
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("address", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("number", String),
    Column("heading", Text),
    Column("path", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("attribution", String),
    Column("in_force", Boolean),
    Column("action", Integer, nullable=False),
    Column("addressees", JSON, nullable=False),
    Column("deadline", Text),
    Column("verb", Text),
    Column("act", Text),
    Column("item", Text),
    Column("qualifiers", JSON, nullable=False, server_default="[]"),
    Column("follow_up", Text),
    Column("resources", Text),
)

footnotes = Table(
    "footnotes",
    metadata,
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("mark", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("address", String),
    Column("cites", JSON, nullable=False, server_default="[]"),
)


def _of_passage() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["document", "passage"], ["passages.document", "passages.position"], ondelete="CASCADE")


alignments = Table(
    "alignments",
    metadata,
    Column("document", Integer, primary_key=True),
    Column("passage", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("provision", String, nullable=False, index=True),
    Column("probability", Float, nullable=False),
    Column("by_meaning", Boolean, nullable=False),
    _of_passage(),
)

signals = Table(
    "signals",
    metadata,
    Column("document", Integer, primary_key=True),
    Column("passage", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("alignment", Integer),  # position of the alignment that it shows; NULL for the passage's own
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    _of_passage(),
    Index("ix_signals_kind_value", "kind", "value"),
)

links = Table(
    "links",
    metadata,
    Column("url", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("title", Text),
    Column("jurisdiction", String),
    Column("modified", Utc),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
)
"""What sources let us name and not keep."""

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("started", Utc, nullable=False),
    Column("finished", Utc, nullable=False),
    Column("report", JSON, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String),
    Column("subject", String, nullable=False, index=True),
    Column("stage", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("trouble", String, nullable=False),
    Column("at", Utc, nullable=False),  # the last time
    Column("first", Utc),
    Column("times", Integer, nullable=False, server_default="1"),
    Column("resolved", Utc),  # when its subject was gone through without it
)
"""What stands between a source and its documents: one row a subject and stage, however many nights it fails."""

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("name", String, primary_key=True),
    Column("query", JSON, nullable=False),  # parameters of models.hit.Query
    Column("created", Utc, nullable=False),
)

observations = Table(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("basis", String(64), nullable=False),  # hash of what it was observed of: while this is the same, so is the value
    Column("value", JSON, nullable=False),
    Index("ix_observations_kind_subject_at", "kind", "subject", "at"),
)
"""What was true when: findings by jurisdiction, lists of parties by treaty. A row only where it is another than the last."""

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("since", Utc),
    Column("until", Utc, nullable=False, index=True),
    Column("content", JSON, nullable=False),
)
"""Digests as they were told; each begins where the one before ended."""

embeddings = Table(
    "embeddings",
    metadata,
    Column("model", String, primary_key=True),
    Column("digest", LargeBinary(32), primary_key=True),  # SHA-256 of the text embedded
    Column("vector", LargeBinary, nullable=False),  # little-endian float32
)
"""A cache: may be emptied at any time."""
