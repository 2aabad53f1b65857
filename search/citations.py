"""The citation graph: which works a work cites, and which cite it, by the signals and notes of the catalogue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, cast, select, true

from models.base import Record
from models.phrases import fold
from search.catalogue import Catalogue
from search.schema import documents, footnotes, passages, signals

_SHOWN = documents.c.current & ~documents.c.gone
_PLACES = 20  # addresses kept of each citation


class Citation(Record):
    """One work that another cites."""

    work: str
    """The one at the other end: the cited work of `cites`, the citing one of `cited_by`."""
    title: str | None
    """None where the catalogue does not hold it."""
    times: int
    addresses: tuple[str, ...]
    """Passages that cite; of notes, the document's id and the note's mark."""
    words: tuple[str, ...]
    """What they call it, each wording once."""


def cites(catalogue: Catalogue, work: str) -> tuple[Citation, ...]:
    """The works that a work cites, the most cited first."""
    with catalogue.engine.connect() as connection:
        titles = _titles(connection)
        named = _by_name(titles)
        found = _found(connection, documents.c.work == work)
        return _gathered(((named.get(_key(cited), cited), place, words) for _, cited, place, words in found), titles, work)


def cited_by(catalogue: Catalogue, work: str) -> tuple[Citation, ...]:
    """The works that cite a work, those that cite it most often first."""
    with catalogue.engine.connect() as connection:
        titles = _titles(connection)
        named = _by_name(titles)
        wanted = {work, *(key for key, one in named.items() if one == work)}
        found = _found(connection, documents.c.work != work, work)
        rows = ((citing, place, words) for citing, cited, place, words in found if cited == work or _key(cited) in wanted)
        return _gathered(rows, titles, work)


def _titles(connection: Connection) -> dict[str, str]:
    """Titles of the works held, by work."""
    query = select(documents.c.work, documents.c.title).where(_SHOWN).order_by(documents.c.language.desc(), documents.c.id)
    return {row.work: row.title for row in connection.execute(query)}


def _key(work: str) -> str:
    """A jurisdiction with the bare words of a title or number: how a law cited by its title is told to be one that is held."""
    jurisdiction, _, rest = work.partition("/")
    words = re.findall(r"[^\W_]+", fold(rest))
    return f"{jurisdiction}/{'-'.join(words)}"


def _by_name(titles: Mapping[str, str]) -> dict[str, str]:
    """Works by what a law of the same State may call them: their id or their title."""
    found = {_key(f"{work.partition('/')[0]}/{title}"): work for work, title in titles.items()}
    return found | {_key(work): work for work in titles}


def _found(connection: Connection, where: Any, cited: str | None = None) -> Iterable[tuple[str, str, str, str]]:  # noqa: ANN401
    """(citing work, cited work, place, words) of the citations in passages and notes; with `cited` those that may cite it."""
    may = _may_cite(cited) if cited else true()
    of_passages = (
        select(documents.c.work, signals.c.value, passages.c.address, signals.c.text)
        .join(passages, (passages.c.document == signals.c.document) & (passages.c.position == signals.c.passage))
        .join(documents, documents.c.key == signals.c.document)
        .where(_SHOWN, where, may, signals.c.kind == "citation", signals.c.alignment.is_(None))
        .order_by(documents.c.id, passages.c.position, signals.c.position)
    )
    yield from (tuple(row) for row in connection.execute(of_passages))
    of_notes = (
        select(documents.c.work, documents.c.id, footnotes)
        .join(documents, documents.c.key == footnotes.c.document)
        .where(_SHOWN, where, cast(footnotes.c.cites, String) != "[]")
        .order_by(documents.c.id, footnotes.c.position)
    )
    for row in connection.execute(of_notes):
        yield from ((row.work, cited, _place(row), row.text) for cited in row.cites)


def _may_cite(work: str) -> ColumnElement[bool]:
    """By its id, or by a name: what is written as a symbol is no name."""
    value = signals.c.value
    of_it = value.startswith(f"{work.partition('/')[0]}/", autoescape=True)
    return (value == work) | (of_it & ~value.like("%/_/%"))


def _place(note: Row[Any]) -> str:
    return note.address or f"{note.id}, note {note.mark}"


def _gathered(rows: Iterable[tuple[str, str, str]], titles: Mapping[str, str], but: str) -> tuple[Citation, ...]:
    places: dict[str, list[str]] = defaultdict(list)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for work, place, said in rows:
        if work != but:
            places[work].append(place)
            words[work][said] = None
    found = (
        Citation(
            work=work,
            title=titles.get(work),
            times=len(several),
            addresses=tuple(dict.fromkeys(several))[:_PLACES],
            words=tuple(words[work])[:_PLACES],
        )
        for work, several in places.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.times, one.work)))
