"""One country, whatever the language and the form of its name."""

import pytest

from models.countries import country, fold, name, names

ONE = {
    "civ": [
        "Côte d'Ivoire",
        "Côte d’Ivoire",
        "Ivory Coast",
        "Costa de Marfil",
        "Republic of Côte d'Ivoire",
        "COTE D'IVOIRE",
        "civ",
        "CI",
    ],
    "irl": ["Ireland", "Irlanda", "Irlande", "Irland", "Republic of Ireland", "IRL"],
    "kor": ["Republic of Korea", "South Korea", "Corea del Sur", "République de Corée", "Korea (Republic of)"],
    "prk": ["Democratic People's Republic of Korea", "North Korea", "Corée du Nord"],
    "cod": [
        "Democratic Republic of the Congo",
        "the Democratic Republic of the Congo",
        "República Democrática del Congo",
        "DR Congo",
    ],
    "cog": ["Congo", "Republic of the Congo", "République du Congo"],
    "irn": ["Iran", "Iran (Islamic Republic of)", "Islamic Republic of Iran"],
    "bol": ["Bolivia (Plurinational State of)", "Estado Plurinacional de Bolivia"],
    "nld": ["the Netherlands", "Netherlands (Kingdom of the)", "Países Bajos"],
    "ner": ["Niger", "Níger"],
    "nga": ["Nigeria", "Federal Republic of Nigeria"],
    "gin": ["Guinea", "Guinée"],
    "gnb": ["Guinea-Bissau", "Guinée-Bissau"],
    "gnq": ["Equatorial Guinea", "Guinea Ecuatorial"],
    "png": ["Papua New Guinea", "Papouasie-Nouvelle-Guinée"],
    "rus": ["Russian Federation", "Россия"],
    "chn": ["China", "中国", "People's Republic of China"],
    "tur": ["Türkiye", "Turkey", "Turquie"],
    "xaa": ["Arvenia", "Republic of Arvenia", "Arvénie", "XAA"],
}


@pytest.mark.parametrize("code", ONE)
def test_names_of_one_country(code: str) -> None:
    assert {written: country(written) for written in ONE[code]} == dict.fromkeys(ONE[code], code)


@pytest.mark.parametrize("written", ["Atlantis", "", "the", "qqq", "Republic of"])
def test_what_is_no_country(written: str) -> None:
    assert country(written) is None


@pytest.mark.parametrize(
    ("code", "language", "expected"), [("civ", "es", "Côte d’Ivoire"), ("deu", "fr", "Allemagne"), ("xcc", "fr", "Cordalie")]
)
def test_usual_name(code: str, language: str, expected: str) -> None:
    assert name(code, language) == expected


def test_an_unknown_code_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="'qqq'"):
        name("qqq")


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_every_name_of_a_language_leads_back_to_its_country(language: str) -> None:
    wrong = {(code, n, country(n)) for code, several in names(language).items() for n in several if country(n) != code}
    assert not wrong


def test_no_two_countries_share_a_name() -> None:
    for language in ("en", "es", "fr"):
        seen: dict[str, str] = {}
        for code, several in names(language).items():
            for written in several:
                assert seen.setdefault(fold(written), code) == code
