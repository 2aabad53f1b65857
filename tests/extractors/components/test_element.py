"""Elements of the offence. The sentences are written for this test."""

import pytest

from extractors.pipeline import pipeline

CASES = [
    (
        "en",
        "A person who recruits, transports or harbours another by threats, fraud or abuse of power, for forced labour.",
        {"act:recruitment", "act:transportation", "act:harbouring", "means:threat-force", "means:fraud", "purpose:labour"},
    ),
    ("en", "The consent of the person trafficked is irrelevant.", {"consent:irrelevant"}),
    ("en", "It is a defence that the other had consented.", {"consent:defence"}),
    (
        "en",
        "The receipt of a child for exploitation is trafficking even if none of the means is used.",
        {"child:no-means", "child:victim"},
    ),
    ("en", "“child” means a person under the age of eighteen years;", {"child:age-18", "child:victim"}),
    ("en", "“child” means a person who is under sixteen years of age;", {"child:age-lower"}),
    (
        "es",
        "Quien capte, traslade o acoja personas mediante engaño o rapto para extraer sus órganos",
        {"act:recruitment", "act:transfer", "act:harbouring", "means:fraud", "means:abduction", "purpose:organs"},
    ),
    ("es", "Hay trata de niños aunque no se utilice ninguno de esos medios.", {"child:no-means", "child:victim"}),
    (
        "fr",
        "Le fait de recruter ou d'héberger une personne par la tromperie en vue de la servitude",
        {"act:recruitment", "act:harbouring", "means:fraud", "purpose:slavery"},
    ),
    ("de", "Wer eine Person mit Gewalt anwirbt oder beherbergt", {"act:recruitment", "act:harbouring", "means:threat-force"}),
    ("ro", "recrutarea sau adăpostirea unei persoane prin răpire", {"act:recruitment", "act:harbouring", "means:abduction"}),
    # a language without a pack
    ("fi", "Joka värvää toisen", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_elements(language: str, text: str, expected: set[str]) -> None:
    doc = pipeline(language)(text)
    found = {span.label_ for span in doc.spans["element"]}
    assert expected <= found
    assert expected or not found
