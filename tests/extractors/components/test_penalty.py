"""Penalties in months, in the languages with a pack. The sentences are written for this test."""

import pytest

from extractors.components.penalty import penalties

CASES = [
    # English: a maximum alone, a minimum alone, both, life
    ("en", "is liable to imprisonment for a term not exceeding ten years.", {"prison:none-120"}),
    ("en", "is liable to imprisonment for not less than fifteen (15) years.", {"prison:180-none"}),
    ("en", "imprisonment for a term of not less than five years but which may extend to twelve years", {"prison:60-144"}),
    ("en", "shall suffer imprisonment of eighteen months to four years", {"prison:18-48"}),
    ("en", "is liable on conviction to imprisonment for life", {"prison:none-9999"}),
    # a fine beside prison, and one in its place
    ("en", "imprisonment for up to six years and a fine of 400 crowns", {"prison:none-72", "fine"}),
    (
        "en",
        "a fine not exceeding 900 crowns or imprisonment for up to two years, or both",
        {"prison:none-24", "fine:alternative"},
    ),
    # the age of a victim is no penalty
    ("en", "where the victim is under eighteen years of age, the court shall hear a guardian", set()),
    ("es", "con prisión de siete (7) a once (11) años", {"prison:84-132"}),
    ("es", "pena privativa de libertad no menor de seis ni mayor de doce años", {"prison:72-144"}),
    ("es", "la pena será de seis meses a dos años de prisión o multa", {"prison:6-24", "fine:alternative"}),
    ("fr", "est puni de huit ans d'emprisonnement et de 90 000 livres d'amende", {"prison:none-96", "fine"}),
    ("fr", "un emprisonnement de trois (03) à neuf (09) ans", {"prison:36-108"}),
    ("fr", "est punie de la réclusion criminelle à perpétuité", {"prison:none-9999"}),
    ("de", "wird mit Freiheitsstrafe von acht Monaten bis zu sechs Jahren bestraft", {"prison:8-72"}),
    ("de", "Freiheitsstrafe bis zu zwei Jahren oder Geldstrafe", {"prison:none-24", "fine:alternative"}),
    ("de", "Freiheitsstrafe nicht unter drei Jahren", {"prison:36-none"}),
    ("ro", "se pedepsește cu închisoare de la 4 la 9 ani", {"prison:48-108"}),
    ("ro", "închisoare de la unu la cinci ani sau cu amendă", {"prison:12-60", "fine:alternative"}),
    ("pt", "é punido com pena de prisão de dois a sete anos", {"prison:24-84"}),
    ("it", "è punito con la reclusione da sei a quattordici anni", {"prison:72-168"}),
    # a language without a pack says nothing
    ("fi", "tuomitaan vankeuteen viideksi vuodeksi", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_penalties(language: str, text: str, expected: set[str]) -> None:
    found = penalties(text, language)
    assert {one.label for one in found} == expected
    assert all(text[one.start : one.end].strip() for one in found)
