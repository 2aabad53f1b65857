"""Failures that stand: one row a subject and stage, until the subject is gone through without it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from models.report import Failure, Stage, Trouble
from search.schema import failures

_STANDS = failures.c.resolved.is_(None)


def keep(connection: Connection, failure: Failure, *, at: datetime, source: str | None) -> None:
    """Keeps a failure; one that stands already is counted once more."""
    same = (failures.c.subject == failure.subject) & (failures.c.stage == failure.stage.value) & (failures.c.source == source)
    before = connection.scalar(select(failures.c.id).where(same, _STANDS))
    row = failure.model_dump(mode="json") | {"at": at, "source": source}
    if before is None:
        connection.execute(insert(failures), [row | {"first": at, "times": 1}])
    else:
        again = row | {"times": failures.c.times + 1}
        connection.execute(update(failures).where(failures.c.id == before).values(again))


def settle(connection: Connection, source: str, tried: Callable[[str], bool], *, at: datetime) -> None:
    """Notes that what failed before `at` no longer does, of the subjects that were tried again."""
    stood = select(failures.c.id, failures.c.subject).where(failures.c.source == source, _STANDS, failures.c.at < at)
    settled = [row.id for row in connection.execute(stood) if tried(row.subject)]
    for id_ in settled:
        connection.execute(update(failures).where(failures.c.id == id_).values(resolved=at))


def standing(connection: Connection, *, source: str | None, since: datetime | None) -> tuple[Failure, ...]:
    """Those that stand, the oldest first; `since`: that came, or came again, from then on."""
    query = select(failures).where(_STANDS).order_by(failures.c.id)
    if source is not None:
        query = query.where(failures.c.source == source)
    if since is not None:
        query = query.where(failures.c.at >= since)
    return tuple(_failure(row) for row in connection.execute(query))


def _failure(row: Row[Any]) -> Failure:
    return Failure(subject=row.subject, stage=Stage(row.stage), reason=row.reason, trouble=Trouble(row.trouble))
