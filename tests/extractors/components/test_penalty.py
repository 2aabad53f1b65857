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
    ("nl", "wordt gestraft met gevangenisstraf van vijf jaar tot acht jaar", {"prison:60-96"}),
    ("da", "straffes med fængsel indtil 9 år", {"prison:none-108"}),
    ("et", "karistatakse kahe- kuni üheksaaastase vangistusega", {"prison:24-108"}),
    ("ms", "dipenjarakan selama tempoh tidak kurang daripada dua tahun tetapi tidak melebihi sembilan tahun", {"prison:24-108"}),
    ("vi", "thì bị phạt tù từ 04 năm đến 09 năm", {"prison:48-108"}),
    # writings without spaces, and lengths that stand before the word for prison
    ("zh", "处四年以上九年以下有期徒刑，并处罚金", {"prison:48-108", "fine"}),
    ("ko", "4년 이상 9년 이하의 징역에 처한다", {"prison:48-108"}),
    ("ko", "3년 이하의 징역 또는 2천만원 이하의 벌금에 처한다", {"prison:none-36", "fine:alternative"}),
    ("ar", "يعاقب بالحبس مدة لا تقل عن أربع سنوات ولا تزيد على تسع سنوات", {"prison:48-108"}),
    # a language without a pack says nothing
    ("fi", "tuomitaan vankeuteen viideksi vuodeksi", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_penalties(language: str, text: str, expected: set[str]) -> None:
    found = penalties(text, language)
    assert {one.label for one in found} == expected
    assert all(text[one.start : one.end].strip() for one in found)
