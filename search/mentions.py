"""Where organisations' texts name a State: the passages, and in what capacity."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from models.base import Record
from search.catalogue import Catalogue
from search.schema import documents, passages, signals


class Mention(Record):
    address: str
    title: str
    symbol: str | None
    adopted: str | None
    jurisdiction: str
    language: str
    role: str
    number: str | None
    text: str
    start: int
    end: int
    """Characters of the text that name the State."""


class Mentioned(Record):
    passages: int
    """Passages that name it."""
    capacities: Mapping[str, int]
    """How many of them name it as a host, an origin, a party …: the most frequent first."""
    latest: tuple[Mention, ...]


def mentions(catalogue: Catalogue, code: str, *, most: int) -> Mentioned:
    """In current texts of organisations, drafts left out; `most` passages are shown, the latest adopted first."""
    shown = documents.c.current & ~documents.c.gone & documents.c.body.is_not(None) & (documents.c.form != "draft")
    named = (
        select(
            *(documents.c[name] for name in ("title", "symbol", "adopted", "jurisdiction")),
            *(passages.c[name] for name in ("address", "language", "role", "number", "text")),
            *(signals.c[name] for name in ("start", "end")),
        )
        .join(passages, (passages.c.document == signals.c.document) & (passages.c.position == signals.c.passage))
        .join(documents, documents.c.key == signals.c.document)
        .where(shown, signals.c.kind == "country", signals.c.value == code)
        .order_by(documents.c.adopted.is_(None), documents.c.adopted.desc(), documents.c.id, passages.c.position, signals.c.start)
    )
    acting = (
        select(signals.c.document, signals.c.passage, signals.c.value)
        .join(documents, documents.c.key == signals.c.document)
        .where(shown, signals.c.kind == "capacity", signals.c.value.startswith(f"{code}:", autoescape=True))
        .distinct()
    )
    with catalogue.engine.connect() as connection:
        first = {row.address: row for row in reversed(connection.execute(named).all())}  # the first name of each passage stays
        counted = Counter(row.value.partition(":")[2] for row in connection.execute(acting))
    latest = list(reversed(first.values()))[:most]
    told = [{**row._mapping, "adopted": row.adopted and row.adopted.isoformat()} for row in latest]
    return Mentioned(
        passages=len(first), capacities=dict(counted.most_common()), latest=tuple(Mention.model_validate(one) for one in told)
    )
