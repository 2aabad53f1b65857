"""What past runs tell the next: when a source was last listed to its end, since when it lists nothing, and its links."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update

from models.base import Record
from models.document import Reference
from search.catalogue import Catalogue
from search.schema import links, listings, runs


class Link(Record):
    """A document that its source lets us name and not keep."""

    url: str
    source: str
    title: str | None
    jurisdiction: str | None
    modified: datetime | None
    """When the source says it last changed it."""
    first_seen: datetime
    last_seen: datetime


def last_listed(catalogue: Catalogue, source: str) -> datetime | None:
    """When the latest run began that listed the source to its end, whether or not every document could then be fetched."""
    with catalogue.engine.connect() as connection:
        query = select(runs.c.started, runs.c.report).where(runs.c.source == source).order_by(runs.c.id.desc())
        return next((row.started for row in connection.execute(query) if row.report.get("listed") is not None), None)


def empty_since(catalogue: Catalogue, source: str) -> datetime | None:
    """When the first of the latest runs began that all listed nothing; None where the last to come through listed something."""
    first: datetime | None = None
    with catalogue.engine.connect() as connection:
        query = select(runs.c.started, runs.c.report).where(runs.c.source == source).order_by(runs.c.id.desc())
        for row in connection.execute(query):
            if row.report.get("listed"):
                break
            if row.report.get("listed") == 0:
                first = row.started
    return first


def held_references(catalogue: Catalogue, source: str) -> tuple[Reference, ...]:
    """What a source listed and is held, as it was listed last."""
    query = select(listings.c.reference).where(listings.c.source == source, listings.c.gone.is_(None)).order_by(listings.c.url)
    with catalogue.engine.connect() as connection:
        return tuple(Reference.model_validate(row.reference, strict=False) for row in connection.execute(query))


def keep_links(catalogue: Catalogue, references: Iterable[Reference], *, at: datetime) -> int:
    """Keeps what sources only let us name; says how many are new."""
    new = 0
    with catalogue.engine.begin() as connection:
        for reference in references:
            said = {"title": reference.title, "jurisdiction": reference.jurisdiction, "modified": reference.modified}
            seen = connection.execute(update(links).where(links.c.url == reference.url).values(last_seen=at, **said))
            if seen.rowcount == 0:
                row = {"url": reference.url, "source": reference.source, "first_seen": at, "last_seen": at, **said}
                connection.execute(insert(links), [row])
                new += 1
    return new


def known_links(catalogue: Catalogue, source: str | None = None) -> tuple[Link, ...]:
    query = select(links).order_by(links.c.url)
    if source is not None:
        query = query.where(links.c.source == source)
    with catalogue.engine.connect() as connection:
        return tuple(Link.model_validate(dict(row._mapping), strict=False) for row in connection.execute(query))
