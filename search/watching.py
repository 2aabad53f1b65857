"""For every member of the United Nations: whether a law against trafficking is held, known and not held, or unknown."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from models.document import Completeness, Form
from models.phrases import fold
from models.states import Membership, states
from models.watch import Known, KnownLaw, Watched, watch_list
from search.catalogue import Catalogue
from search.index.points import ALIGNED
from search.schema import alignments, documents

_CRIME = "5-1-offence"
_WHOLE = (Completeness.FULL.value, Completeness.CODE.value)
_FEWEST = 3  # words of a title by which a law can be told from another


def watched(catalogue: Catalogue, listed: Sequence[KnownLaw] | None = None) -> tuple[Watched, ...]:
    """The 193 members, by code."""
    known: dict[str, list[KnownLaw]] = defaultdict(list)
    for one in watch_list() if listed is None else listed:
        known[one.jurisdiction].append(one)
    held = _held(catalogue)
    members = [code for code, state in states().items() if state.membership is Membership.MEMBER]
    return tuple(_watched(code, known[code], held.get(code, ())) for code in members)


def _held(catalogue: Catalogue) -> Mapping[str, list[tuple[Row[Any], bool]]]:
    """By jurisdiction the statutes that are held, and whether each speaks of trafficking as a crime."""
    columns = (documents.c.key, documents.c.id, documents.c.work, documents.c.jurisdiction, documents.c.title, documents.c.symbol)
    shown = documents.c.current & ~documents.c.gone & (documents.c.form == Form.STATUTE.value)
    speaks = select(alignments.c.document).where(alignments.c.provision == _CRIME, alignments.c.probability >= ALIGNED).distinct()
    found: dict[str, list[tuple[Row[Any], bool]]] = defaultdict(list)
    with catalogue.engine.connect() as connection:
        crimes = set(connection.scalars(speaks))
        for row in connection.execute(select(*columns, documents.c.completeness).where(shown).order_by(documents.c.id)):
            found[row.jurisdiction].append((row, row.key in crimes))
    return found


def _watched(code: str, known: Sequence[KnownLaw], held: Sequence[tuple[Row[Any], bool]]) -> Watched:
    named = {row.id: row for law in known for row, _ in held if _is(law, row)}
    mine = named | {row.id: row for row, crime in held if crime}
    missing = tuple(law for law in known if not any(_is(law, row) for row, _ in held))
    return Watched(
        jurisdiction=code,
        known=Known.HELD if mine else Known.NOT_HELD if known else Known.UNKNOWN,
        held=tuple(sorted(mine)),
        whole=any(row.completeness in _WHOLE for row in mine.values()),
        missing=missing,
    )


def _is(law: KnownLaw, row: Row[Any]) -> bool:
    """Whether a document is this law: by its work, its number, or a title that names it."""
    if law.work:
        return bool(row.work == law.work)
    title, wanted = fold(row.title), fold(law.title.partition(",")[0])
    if len(wanted.split()) >= _FEWEST and wanted in title:
        return True
    number = _digits(law.number)
    return bool(number) and number == _digits(row.symbol or "")


def _digits(number: str) -> tuple[str, ...]:
    """The figures of a number, points within them left out: "Ley 26.364" and "26364" are the same."""
    return tuple(re.findall(r"\d+", re.sub(r"(?<=\d)[.](?=\d{3}\b)", "", number)))
