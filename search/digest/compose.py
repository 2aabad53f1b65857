"""What changed in the catalogue between two moments.

A document counts by when its version was first kept here, not by its own date, so that the next run tells what one that was cut
off had kept. Only a source's own word makes a text gone; one that failed, or was not gone through, is named as such.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from models.digest import Adopted, Changed, Digest, Edit, Gone, SourceNews, Told
from models.report import Report, Stage
from search.catalogue import Catalogue
from search.digest import turns
from search.digest.searches import searched
from search.embedding import Embedder
from search.index.contract import Index
from search.index.points import ALIGNED
from search.journal import Journal
from search.schema import alignments, documents, listings, passages, runs

_COMPARED = 60
"""Adopted texts that are set beside the one before, paragraph by paragraph: those that speak most of the provisions."""
_FIELDS = tuple(field for field in Told.model_fields if field in documents.c)


def digest(
    catalogue: Catalogue,
    *,
    since: datetime | None,
    until: datetime | None = None,
    index: Index | None = None,
    embed: Embedder | None = None,
    expected: Sequence[str] = (),
) -> Digest:
    """What is new after `since` (None: ever) and up to `until` (now).

    Args:
        index: asked for saved searches; without one they are left out.
        expected: sources that are to be told of even where no run went through them.
    """
    until = until or datetime.now(UTC)
    journal = Journal(catalogue)
    with catalogue.engine.connect() as connection:
        adopted = _adopted(connection, since, until)
        gone = _gone(connection, since, until)
        again = _again(connection, since, until)
        sources = _sources(connection, catalogue, since, until, expected)
    changed = tuple(one for told, version, before in again if (one := _changed(catalogue, told, version, before)) is not None)
    new = _beside(adopted, catalogue) if since else adopted
    return Digest(
        since=since,
        until=until,
        adopted=new,
        changed=changed,
        gone=gone,
        ratified=turns.ratified(journal, since, until),
        turned=turns.turned(journal, since, until, (*new, *changed, *gone)),
        first=turns.first(journal, since, until),
        searches=searched(journal, index, embed, new, changed) if index is not None and since else (),
        sources=sources,
    )


def _beside(adopted: Sequence[Adopted], catalogue: Catalogue) -> tuple[Adopted, ...]:
    """Those that speak to a provision, with what became of last year's paragraphs in them."""
    if not any(one.aligned for one in adopted):
        return tuple(adopted)
    from search.digest.series import compared  # what it compares with takes a second to import, for nights that have news

    return tuple(compared(one, catalogue) if n < _COMPARED and one.aligned else one for n, one in enumerate(adopted))


def _within(moment: ColumnElement[Any], since: datetime | None, until: datetime) -> ColumnElement[bool]:
    return (moment <= until) & (moment > since) if since else (moment <= until)


def _adopted(connection: Connection, since: datetime | None, until: datetime) -> tuple[Adopted, ...]:
    """What no version was held of before; what speaks to most provisions first."""
    rows = _seen(connection, since, until)
    held = _held(connection, since)
    found = [Adopted(**_told(connection, row)) for row in rows if row.id not in held]
    return tuple(sorted(found, key=lambda one: (-one.aligned, one.adopted is None, one.document)))


def _again(connection: Connection, since: datetime | None, until: datetime) -> list[tuple[Told, int, int]]:
    """Documents with a version that was not held before: that one, and the last before it."""
    held = _held(connection, since)
    rows = [row for row in _seen(connection, since, until) if row.id in held]
    return [(Told(**_told(connection, row)), row.version, held[row.id]) for row in rows if row.version > held[row.id]]


def _seen(connection: Connection, since: datetime | None, until: datetime) -> Sequence[Row[Any]]:
    here = documents.c.current & ~documents.c.gone & _within(documents.c.seen, since, until)
    return connection.execute(select(documents).where(here).order_by(documents.c.id)).all()


def _held(connection: Connection, since: datetime | None) -> dict[str, int]:
    """By id the last version of each document that was held at a moment."""
    if since is None:
        return {}
    query = select(documents.c.id, func.max(documents.c.version)).where(documents.c.seen <= since).group_by(documents.c.id)
    return {str(id_): int(version) for id_, version in connection.execute(query)}


def _told(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    of_it = select(func.count()).select_from(passages).where(passages.c.document == row.key)
    spoken = select(alignments.c.passage, alignments.c.provision).where(
        alignments.c.document == row.key, alignments.c.probability >= ALIGNED
    )
    found = connection.execute(spoken).all()
    return {
        **{field: row._mapping[field] for field in _FIELDS},
        "document": row.id,
        "passages": connection.scalar(of_it) or 0,
        "aligned": len({one.passage for one in found}),
        "provisions": tuple(sorted({one.provision for one in found})),
    }


def _gone(connection: Connection, since: datetime | None, until: datetime) -> tuple[Gone, ...]:
    """What every source that had it says is no longer there, the last of them within this time."""
    if since is None:
        return ()
    last = select(listings.c.document, func.max(listings.c.gone).label("at")).group_by(listings.c.document).subquery()
    query = select(documents, last.c.at).join(last, last.c.document == documents.c.id)
    left = documents.c.current & documents.c.gone & (documents.c.seen <= since) & _within(last.c.at, since, until)
    return tuple(
        Gone(**_told(connection, row), at=row.at) for row in connection.execute(query.where(left).order_by(documents.c.id))
    )


def _changed(catalogue: Catalogue, told: Told, version: int, before: int) -> Changed | None:
    """None where the words are the same: another file, or a number that is printed another way."""
    old = {one.address: one.text for one in catalogue.load(told.document, version=before)[0].passages}
    new = {one.address: one.text for one in catalogue.load(told.document, version=version)[0].passages}
    edits = [
        Edit(address=address, before=old.get(address), after=new.get(address), diff=_diff(old.get(address), new.get(address)))
        for address in dict.fromkeys((*new, *old))
        if old.get(address) != new.get(address)
    ]
    return Changed(**told.model_dump(), version=version, edits=tuple(edits)) if edits else None


def _diff(before: str | None, after: str | None) -> tuple[Any, ...]:
    from search.wordings.wording import diff

    return diff(before, after) if before and after else ()


def _sources(
    connection: Connection, catalogue: Catalogue, since: datetime | None, until: datetime, expected: Sequence[str]
) -> tuple[SourceNews, ...]:
    query = select(runs).where(_within(runs.c.finished, since, until)).order_by(runs.c.source, runs.c.finished, runs.c.id)
    found = {name: list(rows) for name, rows in groupby(connection.execute(query).all(), key=lambda row: str(row.source))}
    names = {*found, *expected, *connection.scalars(select(runs.c.source).distinct())}
    return tuple(_source(name, found.get(name, []), catalogue) for name in sorted(names))


def _source(name: str, rows: Sequence[Row[Any]], catalogue: Catalogue) -> SourceNews:
    failed = catalogue.failures(source=name)
    if not rows:
        return SourceNews(source=name, ran=None, listed=False, failed=failed)
    reports = [Report.model_validate(row.report, strict=False) for row in rows]
    return SourceNews(
        source=name,
        ran=rows[-1].finished,
        listed=not any(failure.stage is Stage.LIST for failure in reports[-1].failed),
        new=sum(one.new for one in reports),
        changed=sum(one.changed for one in reports),
        unchanged=reports[-1].unchanged,
        gone=sum(one.gone for one in reports),
        linked=sum(one.linked for one in reports),
        failed=failed,
    )
