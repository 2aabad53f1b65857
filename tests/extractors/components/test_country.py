"""Sentences and the States they name."""

import pytest

from extractors.pipeline import pipeline

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
