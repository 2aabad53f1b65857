"""Operative verbs, addressees, deadlines and qualifiers, sentence by sentence."""

import pytest

from extractors.components.addressee import addressees
from extractors.components.deadline import deadlines
from extractors.components.verb import verbs
from extractors.pipeline import pipeline

VERBS = [
    ("en", "Urges Member States to ratify the Protocol", [("ask", "Urges")]),
    ("en", "12. Also strongly encourages States to train judges", [("ask", "encourages")]),
    ("en", "Takes note of the report, and invites States to comment", [("none", "Takes note"), ("ask", "invites")]),
    ("en", "Stresses the need to train judges", [("need", "Stresses the need")]),
    ("en", "Stresses that trafficking is a crime", [("none", "Stresses")]),
    ("en", "Decides to remain seized of the matter", [("decide", "Decides")]),
    ("en", "Declares its deep concern", [("none", "Declares its")]),
    ("en", "RESOLVES:\nTo urge member states to adopt laws", [("ask", "urge")]),
    # a bare verb is the ask itself, and a noun is no verb
    ("en", "Adopt a law and establish shelters", []),
    ("en", "Urges States to answer the requests of victims", [("ask", "Urges")]),
    ("en", "The court decides on compensation", []),
    ("es", "Toma nota del informe y pide al Secretario General que informe", [("none", "Toma nota"), ("ask", "pide")]),
    ("es", "Instar a los Estados Miembros a que adopten leyes", [("ask", "Instar")]),
    ("fr", "Se déclare gravement préoccupée par les enlèvements", [("none", "Se déclare gravement préoccupée")]),
    ("fr", "Prie le Secrétaire général de présenter un rapport", [("ask", "Prie")]),
]

ADDRESSEES = [
    ("en", "Member States, the private sector and the media", ["member_states", "private_sector", "media"]),
    ("en", "States parties to the Convention", ["states_parties"]),
    ("en", "the United States", []),
    ("en", "international and regional organizations", ["international_organizations", "regional_organizations"]),
    (
        "en",
        "the United Nations Office on Drugs and Crime and other entities of the United Nations system",
        ["unodc", "un_system"],
    ),
    ("en", "the Special Rapporteur on trafficking in persons", ["treaty_bodies_and_experts"]),
    (
        "en",
        "donors, the Secretary-General and the General Assembly",
        ["donors", "secretary_general", "conference_or_organ_itself"],
    ),
    ("es", "los Estados Miembros y la sociedad civil", ["member_states", "civil_society"]),
    ("fr", "les États, le Secrétaire général et le secteur privé", ["member_states", "secretary_general", "private_sector"]),
]

DEADLINES = [
    ("en", "adopt, by 2026, a law", ["by 2026"]),
    ("en", "report before June 30, 2045, and annually thereafter", ["before June 30, 2045", "annually"]),
    ("en", "submit to the Assembly at its one hundred and first session a report", ["at its one hundred and first session"]),
    ("en", "within three months, and within 24 hours of contact", ["within three months", "within 24 hours"]),
    ("en", "include it in their next periodic report", ["in their next periodic report"]),
    ("en", "within existing resources, by resolution 2006/27 of 2006", []),
    ("en", "a child under eighteen years of age", []),
    ("es", "antes del 31 de diciembre de 2044", ["antes del 31 de diciembre de 2044"]),
    ("es", "en su octogésimo tercer período de sesiones", ["en su octogésimo tercer período de sesiones"]),
    ("es", "en un plazo de dos años", ["en un plazo de dos años"]),
    ("fr", "à sa quatre-vingt-dix-neuvième session", ["à sa quatre-vingt-dix-neuvième session"]),
    ("fr", "d’ici à 2030 et au plus tard le 1er mars 2031", ["d’ici à 2030", "au plus tard le 1er mars 2031"]),
]

QUALIFIERS = [
    (
        "en",
        "as appropriate and within existing resources",
        [("softening", "as appropriate"), ("resources", "within existing resources")],
    ),
    ("en", "appropriate measures", []),
    (
        "es",
        "según proceda, de conformidad con su derecho interno",
        [("softening", "según proceda"), ("law", "de conformidad con su derecho interno")],
    ),
    (
        "fr",
        "s’il y a lieu, dans la limite de ses moyens",
        [("softening", "s’il y a lieu"), ("resources", "dans la limite de ses moyens")],
    ),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), VERBS)
def test_verbs(language: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.label, sentence[found.start : found.end]) for found in verbs(sentence, language)] == expected


@pytest.mark.parametrize(("language", "sentence", "expected"), ADDRESSEES)
def test_addressees(language: str, sentence: str, expected: list[str]) -> None:
    assert [found.label for found in addressees(sentence, language)] == expected


@pytest.mark.parametrize(("language", "sentence", "expected"), DEADLINES)
def test_deadlines(language: str, sentence: str, expected: list[str]) -> None:
    found = [sentence[f.start : f.end] for f in deadlines(sentence, language) if f.label != "dated"]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("language", "sentence", "expected"), QUALIFIERS)
def test_qualifiers(language: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    doc = pipeline(language)(sentence)
    assert sorted((span.label_, span.text) for span in doc.spans["qualifier"]) == sorted(expected)


def test_offsets_hold_where_lower_case_is_longer() -> None:
    sentence = "İstanbul İzmir: in force by 2026"
    assert [sentence[f.start : f.end] for f in deadlines(sentence, "en")] == ["by 2026"]
