"""Topics, sentence by sentence, and the data they come from."""

import pytest

from extractors.matching import parse
from extractors.pipeline import pipeline
from models.topics import Group, topics

CASES = [
    ("en", "Protect migrant women on plantations from debt bondage", {"migrants", "women", "agriculture", "debt-bondage"}),
    ("en", "Discourage the demand that fosters exploitation in supply chains", {"demand", "supply-chains"}),
    ("en", "The Palermo Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children", set()),
    ("en", "An investment climate without fear", set()),
    ("es", "Ningún buque pesquero empleará a niñas", {"fishing", "women", "children"}),
    ("fr", "Le travail des enfants dans le secteur minier", {"child-labour", "children", "mining"}),
    ("pt", "A mendicância de pessoas idosas", {"begging", "older-persons"}),
    ("de", "Zwangsheirat und Bettelei von Kindern", {"forced-marriage", "begging", "children"}),
    ("sv", "Tvångsarbete", set()),
    ("en", "2041 17 3,5 99", set()),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES)
def test_topics(language: str, sentence: str, expected: set[str]) -> None:
    doc = pipeline(language)(sentence)
    assert {span.label_ for span in doc.spans["topic"]} == expected


def test_every_topic_has_cues_in_five_languages() -> None:
    assert {one.group for one in topics().values()} == set(Group)
    for one in topics().values():
        assert {"en", "es", "fr", "pt", "de"} <= set(one.cues), one.id
        for pattern in [p for several in (*one.cues.values(), *one.negative.values()) for p in several]:
            parse(pattern)
