"""Which passages say what words mean, and that they ask for nothing which their definitions mention."""

import pytest

from extractors.defining import defines
from extractors.extract import extract
from models.document import Passage, Role

CASES = [
    ("en", "For the purposes of this Agreement the term “victim” means a person who was trafficked.", True),
    ("en", "For the purpose of combating trafficking, each Party shall train judges.", False),
    ("fr", "Aux fins du présent Accord, on entend par identification la recherche des victimes.", True),
    ("es", "A los efectos del presente Acuerdo se entiende por víctima la persona objeto de trata.", True),
    ("de", "Im Sinne dieses Abkommens bezeichnet der Ausdruck „Opfer“ eine Person.", True),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_definitions_are_known_by_their_opening(language: str, text: str, expected: bool) -> None:
    assert defines(text, language) is expected


def test_a_definition_speaks_to_the_definition_only() -> None:
    text = (
        "For the purposes of this Agreement the expression “traffickers” means those who recruit, transport or receive persons "
        "for sexual exploitation and forced labour; “shelter” means housing for victims of trafficking."
    )
    passage = Passage(address="un/x@en#art_1", role=Role.ARTICLE, text=text, language="en", start=0, end=len(text))
    found = {a.provision for a in extract([passage], title="Agreement against trafficking in persons", embed=None)[0].alignments}
    assert found
    assert all(provision.startswith("3") for provision in found)
