"""How texts print their adoption and their sponsors, in the layouts and languages of the bodies. The texts are invented."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.document import Document, Form, Reference, Role, Snapshot
from models.signal import Extract
from models.vote import Way
from pipelines.listed import listed
from pipelines.reading import read
from search.catalogue import Catalogue
from search.wordings.adoption import votes

_COVER = "A/RES/99/77\n\nResolution adopted by the General Assembly on 3 December 2044\n\n99/77. Harbour lights\n\n"
_EN = (
    "The General Assembly,\n\nRecalling its resolution 98/12, which was adopted by a recorded vote of 90 to 4,\n\n"
    "1. Urges States to light their harbours;\n\n2. Decides to consider the matter again.\n\n"
)
_ES = (
    "Resolución aprobada por la Asamblea General el 3 de diciembre de 2044\n\n99/77. Luces de los puertos\n\n"
    "La Asamblea General,\n\nRecordando su resolución 98/12,\n\n1. Exhorta a los Estados a iluminar sus puertos;\n\n"
    "2. Decide seguir examinando la cuestión.\n\n"
)
_FR = (
    "Résolution adoptée par l’Assemblée générale le 3 décembre 2044\n\n99/77. Feux des ports\n\n"
    "L’Assemblée générale,\n\nRappelant sa résolution 98/12,\n\n1. Prie les États d’éclairer leurs ports ;\n\n"
    "2. Décide de rester saisie de la question.\n\n"
)


def _read(text: str, name: str = "un/text.txt") -> Document:
    return read(text.encode(), name)


@pytest.mark.parametrize(
    ("text", "way", "counts"),
    [
        (_COVER + _EN, None, None),
        (
            _COVER + _EN + "50th plenary meeting\n\n3 December 2044\n\n[Adopted without a vote.]",
            Way.CONSENSUS,
            (None, None, None),
        ),
        (_COVER + _EN + "[Adopted by a recorded vote of 31 to 1, with 15 abstentions.]", Way.VOTE, (31, 1, 15)),
        (_COVER + _EN + "Adopted at the 8001st meeting by 13 votes to none, with two abstentions.", Way.VOTE, (13, 0, 2)),
        (_COVER + _EN + "Adopted unanimously at the 8001st meeting.", Way.UNANIMOUS, (None, None, None)),
        (_COVER + _EN + "Adopted by 15 votes to none.", Way.UNANIMOUS, (15, 0, None)),
        (
            _COVER + _EN + "The resolution was adopted by 571 votes in favour, 61 against and 59 abstentions.",
            Way.VOTE,
            (571, 61, 59),
        ),
        (_COVER + _EN + "Result of final vote\n\n+: 41\n\n–: 3\n\n0: 8", Way.VOTE, (41, 3, 8)),
        (
            "RESOLUTION 99/77\n\nAdopted at the 50th plenary meeting, on 3 December 2044, without a vote, on the recommendation "
            "of the Committee (A/99/482, para. 29)\n\n99/77. Harbour lights\n\n" + _EN,
            Way.CONSENSUS,
            (None, None, None),
        ),
        (_ES + "[Aprobada sin votación.]", Way.CONSENSUS, (None, None, None)),
        (_ES + "[Aprobada en votación registrada por 31 votos contra 1 y 15 abstenciones.]", Way.VOTE, (31, 1, 15)),
        (_ES + "Aprobada por unanimidad en la 8001ª sesión.", Way.UNANIMOUS, (None, None, None)),
        (_FR + "[Adoptée sans avoir été mise aux voix.]", Way.CONSENSUS, (None, None, None)),
        (_FR + "[Adoptée à l’issue d’un vote enregistré par 31 voix contre une, avec 15 abstentions.]", Way.VOTE, (31, 1, 15)),
        (_FR + "Adoptée à l’unanimité à la 8001e séance.", Way.UNANIMOUS, (None, None, None)),
    ],
)
def test_the_way_and_the_count_are_as_printed(text: str, way: Way | None, counts: tuple[int | None, ...] | None) -> None:
    document = _read(text)
    vote = document.vote
    assert (vote.way if vote else None) is way
    assert [p.number for p in document.passages if p.role is Role.OPERATIVE] == ["1", "2"]
    assert "again." in document.passages[-1].text or document.language != "en"
    if vote is not None:
        assert (vote.in_favour, vote.against, vote.abstaining) == counts
        assert " ".join(vote.quotation.split()) in " ".join(text.split())


def test_states_are_read_where_they_are_listed() -> None:
    closing = (
        "50th plenary meeting\n\n3 May 2044\n\n[Adopted by a recorded vote of 4 to 1, with 2 abstentions. The votes were:"
        "\n\nIn favour:\n\nBolivia (Plurinational State of), Chad, Côte d’Ivoire, Trinidad and Tobago\n\nAgainst:\n\nIreland"
        "\n\nAbstaining:\n\nBosnia and Herzegovina and Viet Nam]"
    )
    vote = _read(_COVER + _EN + closing).vote
    assert vote is not None
    assert vote.states_in_favour == ("bol", "tcd", "civ", "tto")
    assert (vote.states_against, vote.states_abstaining) == (("irl",), ("bih", "vnm"))
    assert vote.words == "vote: 4 in favour, 1 against, 2 abstaining"


def test_a_list_that_does_not_add_up_is_told() -> None:
    closing = "[Adopted by a recorded vote of 3 to 1. The voting was as follows:\n\nIn favour: Chad, Peru\n\nAgainst: Atlantis]"
    document = _read(_COVER + _EN + closing)
    assert any("counts 3 in favour, its list has 2 names" in warning for warning in document.warnings)
    assert any("Atlantis" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    ("line", "sponsors"),
    [
        (
            "Chad, Iran (Islamic Republic of),* Netherlands (Kingdom of the) and Peru: draft resolution",
            ("tcd", "irn", "nld", "per"),
        ),
        ("Nigeria (on behalf of the States that are members of the Group of African States): revised draft resolution", ("nga",)),
        ("United States of America:* amendment to draft resolution A/99/L.25", ("usa",)),
        ("Draft resolution submitted by the President of the General Assembly", ()),
    ],
)
def test_sponsors_of_drafts(line: str, sponsors: tuple[str, ...]) -> None:
    document = _read(f"A/C.3/99/L.4\n\nNinety-ninth session\n\n{line}\n\nHarbour lights\n\n" + _EN + "[Adopted without a vote.]")
    assert document.sponsors == sponsors
    assert document.vote is None


def test_names_that_a_word_joins() -> None:
    found = listed("Antigua and Barbuda, Spain and Sao Tome and Principe", "and")
    assert (found.codes, found.unknown) == (("atg", "esp", "stp"), ())
    assert listed("None.", "and").codes == ()


def test_a_vote_and_the_sponsors_survive_the_catalogue(tmp_path: Path) -> None:
    bytes_ = (_COVER + _EN + "[Adopted by a recorded vote of 2 to 1.]\n\nIn favour: Chad, Peru\n\nAgainst: Ireland").encode()
    document = read(bytes_, "un/text.txt")
    reference = Reference(source="folder", url="file:///text.txt")
    taken = Snapshot(reference=reference, fetched=datetime.now(UTC), digest=document.digest, content=bytes_)
    said = [Extract(address=passage.address) for passage in document.passages]
    with Catalogue.open(f"sqlite:///{tmp_path}/c.sqlite", str(tmp_path / "snapshots")) as catalogue:
        catalogue.save(taken, document, said)
        assert catalogue.load(document.id)[0] == document
        assert votes(catalogue, [document.work, "un/other"]) == {document.work: document.vote}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "count", "first"), [("A_C.3_80_L.4", 4, "blr"), ("A_C.3_80_L.20", 66, "and"), ("A_80_L.30", 1, "usa")]
)
def test_sponsors_of_real_drafts(corpus: Path, file: str, count: int, first: str) -> None:
    path = corpus / "un" / "pdf" / f"{file}.pdf"
    document = read(path.read_bytes(), str(path))
    assert (document.form, document.vote) == (Form.DRAFT, None)
    assert (len(document.sponsors), document.sponsors[0]) == (count, first)
