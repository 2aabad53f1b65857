"""The UN Treaty Collection's XML: read, refused, and what it changes."""

import csv
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from models.ratification import Act, Status, shipped
from pipelines.participants import MAX_BYTES, Participants, Unreadable, joined, participants

TITLE = (
    "XVIII-12-a: Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children, to a Convention"
)
ROWS = [
    ("Ireland", "13 Dec\t 2000 ", "17 Jun\t 2010 "),
    ("Japan &lt;superscript&gt;7&lt;/superscript&gt;", "9 Dec\t 2002 ", "11 Jul\t 2017 A"),
    ("Côte d'Ivoire", "", "25 Oct\t 2012 a"),
    ("St. Vincent and the Grenadines", "20 Nov\t 2002 ", "29 Oct\t 2010 "),
    ("Tonga", "", "[20 Jan\t 2011 a]"),
    ("Uganda", "12 Dec\t 2000 ", ""),
    ("European Union", "12 Dec\t 2000 ", "6 Sep\t 2006 AA"),
]


def xml(rows: list[tuple[str, str, str]] = ROWS, parties: int = 5, title: str = TITLE) -> bytes:
    body = "".join(f"<Row>{''.join(f'<Entry>{entry}</Entry>' for entry in row)}</Row>" for row in rows)
    head = "<Entry>Participant</Entry><Entry>Signature</Entry><Entry>Ratification, Accession(a)</Entry>"
    text = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<Root><Treaty><Header><ExternalData><Titlesect>{title}</Titlesect><Status><Parties>{parties}</Parties></Status></ExternalData></Header>
<Participants><Table><TGroup><Thead><Row>{head}</Row></Thead><Tbody><Rows>{body}</Rows></Tbody></TGroup></Table></Participants></Treaty></Root>"""
    return text.encode("iso-8859-1")


def read(**fields: object) -> Participants:
    return participants(xml(**fields), "XVIII-12-a.en.xml")  # type: ignore[arg-type]


def test_each_row_is_a_state_with_its_act_and_date() -> None:
    listed = read()
    by_state = {row.jurisdiction: (row.status, row.act, row.date) for row in listed.rows}
    assert listed.treaty == "palermo"
    assert listed.complete
    assert by_state == {
        "irl": (Status.PARTY, Act.RATIFICATION, "2010-06-17"),
        "jpn": (Status.PARTY, Act.ACCEPTANCE, "2017-07-11"),
        "civ": (Status.PARTY, Act.ACCESSION, "2012-10-25"),
        "vct": (Status.PARTY, Act.RATIFICATION, "2010-10-29"),
        "ton": (Status.NOT_PARTY, None, None),  # withdrawn
        "uga": (Status.SIGNATORY, None, None),
        "eu": (Status.PARTY, Act.APPROVAL, "2006-09-06"),
    }


def test_what_changes_is_said_and_a_whole_list_names_who_is_absent() -> None:
    renewed = joined(read(), shipped()["palermo"], "2026-01-31")
    rows = {row.jurisdiction: row for row in renewed.rows}
    sentences = [change.sentence for change in renewed.changes]
    assert "Japan: unknown before, now party by acceptance of 2017-07-11" in sentences
    assert not any(sentence.startswith("Ireland") for sentence in sentences)
    assert rows["sdn"].status is Status.NOT_PARTY  # absent from a list that holds as many parties as it says
    assert rows["sle"].status is Status.PARTY  # who left would stand there in brackets
    assert "Sierra Leone: a party before and not in this list; kept as it was" in renewed.warnings


def test_a_list_that_holds_fewer_parties_than_it_says_takes_nobody_out() -> None:
    listed = read(parties=182)
    renewed = joined(listed, shipped()["palermo"], "2026-01-31")
    assert "it says 182" in listed.warnings[0]
    assert next(row for row in renewed.rows if row.jurisdiction == "sle").status is Status.PARTY


def test_an_unknown_participant_and_date_are_named() -> None:
    listed = read(rows=[*ROWS, ("Atlantis", "", "1 Jan 2001 a"), ("Kenya", "", "soon")])
    assert [warning.split(": ", 1)[1] for warning in listed.warnings[:2]] == [
        "participant “Atlantis” is no State we know",
        "Kenya: date “soon”; expected one such as 21 Aug 2002 a",
    ]


UNREADABLE = [
    (b"<html><body>urgent maintenance</body></html>", "no Participants in it"),
    (xml()[:400], "not well-formed XML"),
    (b"", "not well-formed XML"),
    (xml(title="1. Charter of the United Nations"), "Charter of the United Nations; expected one of"),
    (xml(rows=[]), "an empty table"),
    (xml(rows=[("Atlantis", "", "")]), "Atlantis"),
    (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
    (b" " * (MAX_BYTES + 1), "too long; expected at most 20,000,000 bytes"),
]


@pytest.mark.parametrize(("content", "expected"), UNREADABLE)
def test_what_is_no_such_xml_is_refused_in_one_sentence(content: bytes, expected: str) -> None:
    with pytest.raises(Unreadable, match=expected) as caught:
        participants(content, "list.xml")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("list.xml: ")


@pytest.mark.corpus
def test_every_participant_of_a_real_list_is_a_state_we_know(shared: Path) -> None:
    with (shared / "facts" / "untc_2013" / "18-12-a.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(escape(name), signed, done) for name, signed, done in list(csv.reader(stream))[1:]]
    listed = read(rows=rows, parties=sum(bool(done) for _, _, done in rows))
    assert listed.warnings == ()
    assert joined(listed, shipped()["palermo"], "2013-12-13").warnings  # parties since then: kept, and named
    for row in listed.rows:
        ours = shipped()["palermo"][row.jurisdiction]
        assert row.date is None or (row.status, row.date) == (ours.status, ours.date)
