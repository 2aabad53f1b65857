"""What was true when, and what was told of it: observations, digests, saved searches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from models.base import NonEmpty, Record
from models.digest import Digest
from models.hit import Query
from search.catalogue import Catalogue
from search.schema import digests, observations, saved_searches


class Observed(Record):
    at: datetime
    basis: str
    value: Any


class SavedSearch(Record):
    """A search that someone wants to hear of."""

    name: NonEmpty
    query: Query
    created: datetime


class Journal:
    """Over a catalogue, whose connection it uses."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._engine = catalogue.engine

    # Observations

    def observe(self, kind: str, subject: str, value: object, *, basis: str, at: datetime) -> bool:
        """Keeps a value (JSON) where it is another than the last, or has another basis; says whether it did."""
        last = self.last(kind, subject)
        if last is not None and (last.basis, last.value) == (basis, value):
            return False
        row = {"kind": kind, "subject": subject, "at": at, "basis": basis, "value": value}
        with self._engine.begin() as connection:
            connection.execute(insert(observations), [row])
        return True

    def last(self, kind: str, subject: str) -> Observed | None:
        mine = (observations.c.kind == kind) & (observations.c.subject == subject)
        newest = select(observations).where(mine).order_by(observations.c.at.desc(), observations.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(newest).first()
        return Observed(at=row.at, basis=row.basis, value=row.value) if row else None

    def observed(self, kind: str, at: datetime | None) -> Mapping[str, Observed]:
        """The last of each subject up to a moment; without one, none."""
        if at is None:
            return {}
        query = select(observations).where(observations.c.kind == kind, observations.c.at <= at)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(observations.c.at, observations.c.id)).all()
        return {row.subject: Observed(at=row.at, basis=row.basis, value=row.value) for row in found}

    # Digests

    def keep(self, digest: Digest) -> None:
        row = {"since": digest.since, "until": digest.until, "content": digest.model_dump(mode="json")}
        with self._engine.begin() as connection:
            connection.execute(insert(digests), [row])

    def told(self, most: int = 30) -> tuple[Digest, ...]:
        """The digests that were kept, the newest first."""
        query = select(digests.c.content).order_by(digests.c.until.desc(), digests.c.id.desc()).limit(most)
        with self._engine.connect() as connection:
            return tuple(Digest.model_validate(content, strict=False) for content in connection.scalars(query))

    def told_until(self) -> datetime | None:
        """The end of the newest digest that was kept: the next begins there."""
        with self._engine.connect() as connection:
            newest: datetime | None = connection.scalar(select(func.max(digests.c.until)))
        return newest

    # Saved searches

    def save(self, name: str, query: Query, *, at: datetime) -> None:
        """Under a name, in place of what was saved under it before."""
        row = {"name": name, "query": query.model_dump(mode="json", exclude_defaults=True), "created": at}
        with self._engine.begin() as connection:
            connection.execute(delete(saved_searches).where(saved_searches.c.name == name))
            connection.execute(insert(saved_searches), [row])

    def searches(self) -> tuple[SavedSearch, ...]:
        """By name."""
        with self._engine.connect() as connection:
            found = connection.execute(select(saved_searches).order_by(saved_searches.c.name)).all()
        return tuple(
            SavedSearch(name=row.name, query=Query.model_validate(row.query, strict=False), created=row.created) for row in found
        )

    def forget(self, name: str) -> bool:
        """Whether there was such a search."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(saved_searches).where(saved_searches.c.name == name)).rowcount)
