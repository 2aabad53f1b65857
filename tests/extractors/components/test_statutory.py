"""Statutory wording. The sentences are written for this test."""

import pytest

from extractors.pipeline import pipeline
from models.law import packs, rules
from models.reference import provisions

CASES = [
    ("en", "Whoever attempts to commit an offence under this Act is punished as if it had been completed.", "5-2a-attempt:met"),
    ("en", "A person who organises or directs others to commit trafficking is guilty of an offence.", "5-2c-organizing:met"),
    ("en", "Where it is committed by a company, every director is deemed guilty.", "legal-persons:partly:officers"),
    ("en", "The company itself is liable to a fine.", "legal-persons:met"),
    ("en", "Property derived from the offence shall be forfeited to the Crown.", "confiscation:met"),
    ("en", "A victim shall not be prosecuted for acts that she was compelled to do.", "non-punishment:met"),
    ("en", "Nothing in this Act relieves a victim of liability for what he was forced to do.", "non-punishment:contrary"),
    ("en", "A victim is entitled to a period of forty days for recovery and reflection.", "reflection-period:met"),
    ("en", "A carrier shall verify that its passengers hold travel documents.", "11-carriers:met"),
    ("es", "La tentativa será sancionada.", "5-2a-attempt:met"),
    ("es", "Las víctimas no serán sancionadas por los delitos que cometan.", "non-punishment:met"),
    ("es", "Nada afectará el principio de no devolución.", "14-saving:met:refugee"),
    ("fr", "La tentative est punie des mêmes peines.", "5-2a-attempt:met"),
    ("fr", "Les personnes morales encourent une amende.", "legal-persons:met"),
    ("de", "Der Versuch ist strafbar.", "5-2a-attempt:met"),
    ("ro", "Tentativa se pedepsește.", "5-2a-attempt:met"),
]

NOT = [
    # fire escapes, passports taken from workers, board members and annual returns prove nothing
    ("en", "Any attempt to escape from the shelter shall be reported.", "5-2a-attempt"),
    ("en", "An employer shall not confiscate the passport of a worker.", "confiscation"),
    ("en", "Members of the board receive compensation for their travel.", "6-6-compensation"),
    ("en", "Each licensee shall file an annual return.", "8-return"),
    ("en", "The court may give vocational training to offenders.", "10-2-training"),
    # words of two clauses have nothing to do with each other
    ("en", "The witness may leave. Protection of buildings is a duty of the police.", "6-5-safety"),
    ("fi", "Yritys on rangaistava.", "5-2a-attempt"),
]


def _found(language: str, text: str) -> set[str]:
    doc = pipeline(language)(text)
    return {span.label_ for span in doc.spans["statutory"]}


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_wording_is_found(language: str, text: str, expected: str) -> None:
    assert expected in _found(language, text)


@pytest.mark.parametrize(("language", "text", "provision"), NOT)
def test_wording_of_something_else_is_not(language: str, text: str, provision: str) -> None:
    assert not {label for label in _found(language, text) if label.startswith(provision)}


@pytest.mark.parametrize("language", packs())
def test_labels_are_of_provisions_and_levels(language: str) -> None:
    labels = [label.split(":") for label in packs()[language].statutory]
    assert {label[0] for label in labels} <= set(provisions())
    assert {label[1] for label in labels} <= {"met", "partly", "contrary", "not"}


def test_every_provision_of_a_law_has_a_rule() -> None:
    assert set(rules()) == set(provisions()) - {"ratification"}
