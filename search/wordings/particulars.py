"""What the catalogue knows of single passages beyond what the index holds: what they ask, and the notes to them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from models.base import Record
from search.catalogue import Catalogue
from search.schema import documents, footnotes, passages

_AT_ONCE = 500  # SQLite's oldest limit of variables is 999


class Particulars(Record):
    """How firmly a wording asks, whom, by when; the same of a passage that is held and of a text that is not."""

    action: int = 0
    addressees: tuple[str, ...] = ()
    deadline: str | None = None
    act: str | None = None
    qualifiers: tuple[str, ...] = ()
    follow_up: str | None = None
    resources: str | None = None
    footnotes: tuple[str, ...] = ()
    """Notes to the passage, each after its mark: "3 See resolution 55/25, annex II"."""


def particulars(catalogue: Catalogue, addresses: Sequence[str]) -> Mapping[str, Particulars]:
    """Of passages of current documents, by address; none for an address that is not held."""
    return {row.address: found for row, found in _found(catalogue, list(dict.fromkeys(addresses)))}


def _found(catalogue: Catalogue, addresses: Sequence[str]) -> Iterator[tuple[Row[Any], Particulars]]:
    with catalogue.engine.connect() as connection:
        for at in range(0, len(addresses), _AT_ONCE):
            some = addresses[at : at + _AT_ONCE]
            joined = passages.join(documents, documents.c.key == passages.c.document)
            shown = documents.c.current & passages.c.address.in_(some)
            noted = footnotes.join(documents, documents.c.key == footnotes.c.document)
            held = documents.c.current & footnotes.c.address.in_(some)
            notes: dict[str, list[str]] = {}
            for note in connection.execute(select(footnotes).select_from(noted).where(held).order_by(footnotes.c.position)):
                notes.setdefault(note.address, []).append(f"{note.mark} {note.text}")
            for row in connection.execute(select(passages).select_from(joined).where(shown)):
                yield row, _of(row, notes.get(row.address, []))


def _of(row: Row[Any], notes: Sequence[str]) -> Particulars:
    return Particulars(
        action=row.action,
        addressees=tuple(row.addressees),
        deadline=row.deadline,
        act=row.act,
        qualifiers=tuple(row.qualifiers),
        follow_up=row.follow_up,
        resources=row.resources,
        footnotes=tuple(notes),
    )
