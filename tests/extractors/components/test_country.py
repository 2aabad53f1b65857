"""Sentences and the States they name."""

import pytest

from extractors.extract import extract
from extractors.pipeline import pipeline
from models.document import Passage, Role
from models.signal import SignalKind

CASES = [
    ("en", "Georgia, Jordan and the Republic of Côte d’Ivoire", ["geo", "jor", "civ"]),
    ("en", "Niger, Nigeria, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", ["ner", "nga", "gnb", "gnq", "png"]),
    ("en", "the Democratic Republic of the Congo and the Congo", ["cod", "cog"]),
    ("en", "the Democratic People's Republic of Korea and the Republic of Korea", ["prk", "kor"]),
    ("en", "Iran (Islamic Republic of), Guinea, Bissau", ["irn", "gin"]),
    ("en", "along the Jordan River and Lake Chad", []),
    ("en", "turkey and chad are words", []),
    ("en", "In Arvenia", ["xaa"]),
    ("es", "Costa de Marfil, los Estados Unidos de América y Cordalia; Ciudad de México", ["civ", "usa", "xcc"]),
    ("fr", "la Côte d’Ivoire, les États-Unis et l’Arvénie", ["civ", "usa", "xaa"]),
    ("de", "Deutschland und Frankreich", ["deu", "fra"]),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES)
def test_countries(language: str, sentence: str, expected: list[str]) -> None:
    doc = pipeline(language)(sentence)
    assert [span.label_ for span in doc.spans["country"]] == expected


CAPACITIES = [
    ("en", "the conference hosted by Ghana and Togo, and the people of Chad", {"gha:host", "tgo:host"}),
    ("en", "held in Quito, Ecuador, in May", {"ecu:host"}),
    ("en", "Urges the Government of Chad, Mali and Niger to report", {"tcd:addressee", "mli:addressee", "ner:addressee"}),
    ("en", "women from Nepal trafficked into India", {"npl:origin", "ind:destination"}),
    ("en", "Peru has ratified the Protocol", {"per:party"}),
    ("en", "a draft introduced by Fiji", {"fji:sponsor"}),
    ("en", "information provided by Benin", {"ben:reporter"}),
    ("es", "reunión celebrada en Lima, Perú", {"per:host"}),
    ("fr", "en provenance du Mali", {"mli:origin"}),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CAPACITIES)
def test_capacities(language: str, sentence: str, expected: set[str]) -> None:
    doc = pipeline(language)(sentence)
    assert {span.label_ for span in doc.spans["capacity"]} == expected


def test_a_law_that_names_its_own_state_mentions_none() -> None:
    text = "The Republic of Ireland and Ghana shall confer under the Harbour Dues Act 2041."
    passages = [
        Passage(address=f"{work}@en#sec_1", role=Role.SECTION, text=text, language="en", start=0, end=len(text))
        for work in ("irl/harbour-dues-act-2041", "gha/act/2042/1")
    ]
    kinds = (SignalKind.COUNTRY, SignalKind.CITATION)
    said = [{s.value for s in extract([p], title="", embed=None)[0].signals if s.kind in kinds} for p in passages]
    assert said == [{"gha"}, {"irl", "gha/harbour-dues-act-2041"}]
