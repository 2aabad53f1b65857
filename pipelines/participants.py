"""The UN Treaty Collection's XML of one treaty: who signed it and who is bound, and what that changes in our list.

Rows of Participants/…/Row: the participant, then the columns that the table's head names. Dates are day, month and year with a
tab between; a letter says how: a, A, AA, d, s. Brackets mark an action that was withdrawn. Names carry escaped footnote marks.
"""

import re
from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from lxml import etree

from models.base import NonEmpty, Record
from models.countries import country, name
from models.phrases import fold
from models.ratification import Act, Ratification, Status, treaties
from models.states import states

MAX_BYTES = 20_000_000
"""The longest real file, with all its declarations, has about 1 MB."""

_ACTS = {
    "": Act.RATIFICATION,
    "A": Act.ACCEPTANCE,
    "AA": Act.APPROVAL,
    "a": Act.ACCESSION,
    "d": Act.SUCCESSION,
    "s": Act.SIGNATURE,
}
_DATE = re.compile(r"(\d{1,2} \w{3} \d{4})(?: (AA|[Aads]))?")  # "21 Aug 2002", "22 Sep 2022 a"
_SPELLED = {"European Union": "eu", "European Community": "eu"}
_EXPECTED = "expected the treaty collection's XML of one treaty"
_FORMER = {"Serbia and Montenegro", "Yugoslavia", "Czechoslovakia"}


class Unreadable(Exception):
    """The file is not what the treaty collection publishes; the message names it and says what was expected."""


class Participants(Record):
    treaty: NonEmpty
    rows: tuple[Ratification, ...]
    complete: bool
    """Whether as many parties were read as the file says there are: only then is who is absent no party."""
    warnings: tuple[str, ...]


class Change(Record):
    jurisdiction: NonEmpty
    before: Status
    after: Status
    date: str | None
    sentence: NonEmpty


class Renewed(Record):
    rows: tuple[Ratification, ...]
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]


def participants(content: bytes, file: str) -> Participants:
    """What the XML says of each participant.

    Raises:
        Unreadable: no such XML, an unknown treaty, or a table without participants.
    """
    root = _root(content, file)
    treaty = _treaty(root, file)
    rows: list[Ratification] = []
    warnings: list[str] = []
    for entries in _table(root, file):
        read = _row(treaty, entries)
        if isinstance(read, str):
            warnings.append(f"{file}: {read}")
        elif read is not None:
            rows.append(read)
    if not rows:
        raise Unreadable(f"{file}: {warnings[0].removeprefix(f'{file}: ')}; expected States and dates such as 21 Aug 2002 a")
    said = _text(root.find(".//Status/Parties"))
    parties = sum(row.status is Status.PARTY for row in rows)
    complete = not warnings and said.isdigit() and parties >= int(said)
    if not complete:
        many = said or "nothing of how many"
        warnings.append(f"{file}: {parties} parties were read and it says {many}: States it does not name stay as they were")
    return Participants(treaty=treaty, rows=tuple(rows), complete=complete, warnings=tuple(warnings))


def _root(content: bytes, file: str) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{file}: too long; expected at most {MAX_BYTES:,} bytes")
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise Unreadable(f"{file}: declares entities or a document type; expected the treaty collection's plain XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{file}: not well-formed XML ({error.msg}); {_EXPECTED}") from error
    if root.find(".//Participants") is None:
        raise Unreadable(f"{file}: no Participants in it; {_EXPECTED}")
    return root


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _treaty(root: etree._Element, file: str) -> str:
    """By its title; "12. a Protocol to Prevent …" begins with its number."""
    title = fold(_text(root.find(".//Titlesect")))
    found = [one for one in treaties().values() if title and fold(one.title) in title]
    # the Protocol's title ends with the Convention's: the title that begins first is the treaty's own
    found.sort(key=lambda one: title.index(fold(one.title)))
    if not found:
        said = _text(root.find(".//Titlesect"))[:80] or "no title"
        raise Unreadable(f"{file}: {said}; expected one of {', '.join(one.short for one in treaties().values())}")
    return found[0].id


def _table(root: etree._Element, file: str) -> Iterable[tuple[str, ...]]:
    rows = [tuple(_text(entry) for entry in row.iter("Entry")) for row in root.iterfind(".//Participants//Tbody//Row")]
    head = [_text(entry) for entry in root.iterfind(".//Participants//Thead//Entry")]
    if not rows or len(head) < 2:
        raise Unreadable(f"{file}: an empty table of participants; expected one row a participant")
    signed = next((i for i, column in enumerate(head) if column.startswith("Signature")), None)
    for row in rows:
        filled = (*row, *[""] * len(head))
        yield filled[0], filled[signed] if signed else "", filled[len(head) - 1]


def _row(treaty: str, entries: tuple[str, ...]) -> Ratification | str | None:
    """The record, a sentence on what could not be read, or None for a State that is no more."""
    written, signature, joined = entries
    plain = re.sub(r"<[^>]+>[^<]*</[^>]+>|[\d,* ]+$", "", written).strip()
    code = _SPELLED.get(plain) or country(plain) or country(plain.replace("St. ", "Saint "))
    if code is None:
        return None if plain in _FORMER else f"participant “{plain}” is no State we know"
    withdrawn = joined.startswith("[")
    done, signed = _date(joined.strip("[] ")), _date(signature.strip("[] "))
    if joined and done is None:
        return f"{plain}: date “{joined[:40]}”; expected one such as 21 Aug 2002 a"
    party = done is not None and not withdrawn
    return Ratification(
        jurisdiction=code,
        treaty=treaty,
        status=Status.PARTY if party else Status.SIGNATORY if signed and not withdrawn else Status.NOT_PARTY,
        signed=signed[0] if signed else None,
        act=done[1] if done and party else None,
        date=done[0] if done and party else None,
        note=f"Withdrew what it had deposited on {done[0]}." if done and withdrawn else "",
    )


def _date(written: str) -> tuple[str, Act] | None:
    match = _DATE.match(written)
    if match is None:
        return None
    try:
        day = datetime.strptime(match[1], "%d %b %Y").date()
    except ValueError:
        return None
    return day.isoformat(), _ACTS[match[2] or ""]


def joined(listed: Participants, before: Mapping[str, Ratification], as_of: str) -> Renewed:
    """Our list with what the XML says put in, and the changes in words.

    A State that left a treaty keeps its row there, in brackets. So a party that the XML does not name was misread: it stays one.
    """
    rows = dict(before)
    for row in listed.rows:
        old = before.get(row.jurisdiction)
        kept = {"in_force": old.in_force, "declared": old.declared} if old else {}
        rows[row.jurisdiction] = row.model_copy(update={**kept, "as_of": as_of, "origin": "untc"})
    named = {row.jurisdiction for row in listed.rows}
    for state in states() if listed.complete else ():
        if state not in named and not _was_party(before.get(state)):
            rows[state] = Ratification(
                jurisdiction=state, treaty=listed.treaty, status=Status.NOT_PARTY, as_of=as_of, origin="untc"
            )
    changes = [one for row in rows.values() if (one := _change(before.get(row.jurisdiction), row)) is not None]
    return Renewed(rows=tuple(rows.values()), changes=tuple(changes), warnings=_doubts(before, rows, named))


def _change(old: Ratification | None, new: Ratification) -> Change | None:
    before = old.status if old else Status.UNKNOWN
    if before is new.status:
        return None
    if new.status is Status.PARTY:
        said = f"party by {new.act.value if new.act else 'deposit'} of {new.date}"
    else:
        said = new.status.value.replace("_", " ")
    sentence = f"{_name(new.jurisdiction)}: {before.value.replace('_', ' ')} before, now {said}"
    return Change(jurisdiction=new.jurisdiction, before=before, after=new.status, date=new.date, sentence=sentence)


def _doubts(before: Mapping[str, Ratification], after: Mapping[str, Ratification], named: Container[str]) -> tuple[str, ...]:
    """Parties that the new list does not hold as parties: withdrawals are rare, misreadings are not."""
    parties = [code for code, row in before.items() if row.status is Status.PARTY]
    absent = (f"{_name(code)}: a party before and not in this list; kept as it was" for code in parties if code not in named)
    left = (code for code in parties if code in named and after[code].status is not Status.PARTY)
    return (*absent, *(f"{_name(code)}: a party before and none now; check with the depositary" for code in left))


def _was_party(row: Ratification | None) -> bool:
    return row is not None and row.status is Status.PARTY


def _name(jurisdiction: str) -> str:
    return "European Union" if jurisdiction == "eu" else name(jurisdiction)
