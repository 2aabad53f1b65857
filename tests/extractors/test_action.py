"""The action grade: what is asked of whom by when, in three languages and four kinds of text."""

import pytest

from extractors.action import grade_text, grade_under
from extractors.concreteness import CLASSES, classify
from extractors.extract import extract
from extractors.training_action import train, written
from models.document import Form, Passage, Role
from models.signal import Action

OPERATIVE = [
    ("en", "Urges Member States to ratify the Protocol", 5, ("member_states",)),
    ("en", "Urges Member States that have not yet done so to consider ratifying the Protocol", 3, ("member_states",)),
    ("en", "Invites the United Nations Office on Drugs and Crime to continue to publish its report", 2, ("unodc",)),
    ("en", "Encourages States to further strengthen their cooperation", 2, ("member_states",)),
    (
        "en",
        "Calls upon Governments, in accordance with the Protocol to Prevent trafficking, to promote awareness",
        4,
        ("member_states",),
    ),
    ("en", "Calls for the full respect of the rights of victims", 4, ("member_states",)),
    ("en", "Invites Member States to share information on trends", 1, ("member_states",)),
    ("en", "Requests the Secretary-General to submit a report", 5, ("secretary_general",)),
    ("en", "Decides to remain seized of the matter", 5, ("conference_or_organ_itself",)),
    ("en", "Takes note of the report of the Secretary-General", 0, ()),
    ("en", "Welcomes the report, and requests the Secretary-General to publish it", 5, ("secretary_general",)),
    (
        "en",
        "Urges States, and invites regional organizations, to continue to train judges",
        2,
        ("member_states", "regional_organizations"),
    ),
    ("en", "To recommend that member states should consider permits", 3, ("member_states",)),
    ("en", "To explore the possibility of a period of reflection", 3, ("member_states",)),
    ("en", "Strengthening cooperation between prosecutors", 4, ("member_states",)),
    ("en", "Ratify the Protocol", 5, ("member_states",)),
    ("es", "Insta a los Estados Miembros a que ratifiquen el Protocolo", 5, ("member_states",)),
    ("es", "Invita a los gobiernos a que consideren la posibilidad de conceder permisos", 3, ("member_states",)),
    ("es", "Alentar a los Estados Miembros a fortalecer la cooperación", 4, ("member_states",)),
    ("es", "Toma nota del informe", 0, ()),
    ("es", "Encomendar al Consejo Permanente que convoque una reunión", 5, ("conference_or_organ_itself",)),
    ("fr", "Invite les États Membres à continuer d’offrir un logement", 2, ("member_states",)),
    ("fr", "Prie le Secrétaire général de lui présenter un rapport", 5, ("secretary_general",)),
    ("fr", "Encourage les États à envisager un délai de réflexion", 3, ("member_states",)),
    ("fr", "Prend note du rapport", 0, ()),
]

BINDING = [
    ("en", "Each State Party shall adopt such measures as may be necessary", Form.CONVENTION, 5, ("states_parties",)),
    ("en", "1. Each State Party shall consider measures for recovery", Form.CONVENTION, 3, ("states_parties",)),
    ("en", "States Parties shall endeavour to undertake research", Form.CONVENTION, 4, ("states_parties",)),
    ("en", "Each Party shall, in applying this chapter, aim to promote equality", Form.CONVENTION, 4, ("states_parties",)),
    ("en", "This Convention shall apply to all forms of trafficking", Form.CONVENTION, 0, ()),
    ("en", "For the purposes of this Act, “child” means a person under eighteen", Form.STATUTE, 0, ()),
    ("en", "Members should take measures against fraud", Form.CONVENTION, 4, ("states_parties",)),
    ("en", "Member States shall compensate victims", Form.DIRECTIVE, 5, ("member_states",)),
    ("en", "A person who traffics another is guilty of an offence", Form.STATUTE, 5, ()),
    ("es", "Cada Estado Parte considerará la posibilidad de aplicar medidas", Form.CONVENTION, 3, ("states_parties",)),
    ("fr", "Chaque État Partie envisage d’appliquer des mesures", Form.CONVENTION, 3, ("states_parties",)),
]


@pytest.mark.parametrize(("language", "sentence", "action", "addressees"), OPERATIVE)
def test_operative_paragraphs(language: str, sentence: str, action: int, addressees: tuple[str, ...]) -> None:
    said = grade_text(sentence, role=Role.OPERATIVE, language=language)
    assert (said.action, said.addressees) == (action, addressees)


@pytest.mark.parametrize(("language", "sentence", "form", "action", "addressees"), BINDING)
def test_articles_and_sections(language: str, sentence: str, form: Form, action: int, addressees: tuple[str, ...]) -> None:
    said = grade_text(sentence, role=Role.ARTICLE, language=language, form=form)
    assert (said.action, said.addressees) == (action, addressees)


@pytest.mark.parametrize("role", [Role.PREAMBULAR, Role.RECITAL, Role.DEFINITION, Role.STATEMENT])
def test_roles_that_ask_nothing(role: Role) -> None:
    assert grade_text("Urges Member States to ratify the Protocol by 2030", role=role, language="en").action is Action.NONE


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Urges Member States to enact, by 2047, laws", "by 2047"),
        ("Decides to establish a group, which shall meet in 2043", "in 2043"),
        ("Urges States to report on what they did in 2043", None),
        ("Recalls the meeting at its tenth session, and urges States to act", None),
    ],
)
def test_deadline_of_the_ask(sentence: str, deadline: str | None) -> None:
    assert grade_text(sentence, role=Role.OPERATIVE, language="en").deadline == deadline


def test_a_language_without_a_pack_is_not_graded() -> None:
    said = grade_text("Uppmanar staterna att ratificera protokollet", role=Role.OPERATIVE, language="sv")
    assert said.action is Action.NONE


def test_doubt_is_decided_by_the_lists() -> None:
    assert classify("Appoint for every unaccompanied child a guardian") is Action.SPECIFIC


def test_training_gives_the_same_bytes_and_wants_every_category() -> None:
    verbs = ("share news", "continue training", "consider joining", "promote awareness", "ratify treaties")
    examples = [(f"{verb} number {n}", grade) for verb, grade in zip(verbs, CLASSES, strict=True) for n in range(6)]
    assert written(train(examples)) == written(train(examples))
    with pytest.raises(ValueError, match="minimal"):
        train([example for example in examples if example[1] is not Action.MINIMAL])


@pytest.mark.parametrize(
    ("stem", "text", "language", "action", "addressees"),
    [
        ("Calls on the participating States to:", "Adopt a law on trafficking by 2030;", "en", 5, ("member_states",)),
        ("Calls upon Member States:", "(a) To consider ratifying the Protocol;", "en", 3, ("member_states",)),
        ("Exhorta a los Estados Miembros a:", "Adoptar leyes contra la trata", "es", 5, ("member_states",)),
    ],
)
def test_a_part_of_a_list_is_graded_by_its_stem(stem, text, language, action, addressees):
    grade = grade_under(stem, text, role=Role.OPERATIVE, language=language)
    assert grade is not None
    assert (grade.action, grade.addressees) == (action, addressees)
    assert grade.deadline is None or grade.deadline in text


def test_a_part_with_its_own_verb_is_graded_by_that():
    assert grade_under("RESUELVE:", "Instar a los Estados a ratificar", role=Role.OPERATIVE, language="es") is None


LISTED = (
    "Calls upon States:\n(a) To consider opening shelters;\n"
    "(b) To enact, as appropriate, a law by 2047;\n(c) To promote dialogue."
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Requests the Secretary-General to submit to the Assembly at its ninetieth session a report on shelters, "
            "within existing resources",
            "en",
            {
                "verb": "Requests",
                "act": "submit to the Assembly at its ninetieth session a report on shelters",
                "follow_up": "submit to the Assembly at its ninetieth session a report on shelters",
                "qualifiers": ("within existing resources",),
                "deadline": "at its ninetieth session",
            },
        ),
        (
            "Urges donors to provide adequate resources to the trust fund, as appropriate",
            "en",
            {"verb": "Urges", "resources": "provide adequate resources", "qualifiers": ("as appropriate",)},
        ),
        (LISTED, "en", {"action": Action.SPECIFIC, "item": "(b)", "act": "enact, as appropriate, a law by 2047"}),
        (
            "Urges States to consider: (a) ratifying the Protocol; (b) opening shelters",
            "en",
            {"action": Action.CONSIDERING, "item": None},
        ),
        ("We decide to: (a) Promote dialogue; (b) Strengthen cooperation", "en", {"action": Action.GENERAL, "item": "(a)"}),
        (
            "We will continue to train judges",
            "en",
            {"verb": "will", "action": Action.CONTINUING, "act": "continue to train judges"},
        ),
        (
            "Calls for continued coordination, including online",
            "en",
            {"act": "continued coordination", "action": Action.CONTINUING},
        ),
        ("Recalls articles 2 (a) and 3 (b), and urges States to act", "en", {"verb": "urges", "act": "act", "item": None}),
        (
            "Insta a los Estados a que, según proceda, adopten leyes antes de 2047",
            "es",
            {"verb": "Insta", "deadline": "antes de 2047"},
        ),
        ("Fortaleceremos la cooperación", "es", {"action": Action.GENERAL, "act": "Fortaleceremos la cooperación"}),
        (
            "Prie le Secrétaire général de lui présenter un rapport",
            "fr",
            {"act": "présenter un rapport", "action": Action.SPECIFIC},
        ),
        (
            "Exorta os Estados a ratificar o Protocolo até 2047",
            "pt",
            {"act": "ratificar o Protocolo até 2047", "deadline": "até 2047"},
        ),
        (
            "Fordert die Staaten auf, das Protokoll zu ratifizieren",
            "de",
            {"verb": "Fordert", "act": "das Protokoll zu ratifizieren"},
        ),
        ("Ermutigt die Mitgliedstaaten, die Zusammenarbeit fortzusetzen", "de", {"action": Action.CONTINUING}),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_an_ask_taken_apart(text: str, language: str, expected: dict[str, object]) -> None:
    said = grade_text(text, role=Role.OPERATIVE, language=language)
    assert {field: getattr(said, field) for field in expected} == expected


def test_an_article_is_graded_by_its_strongest_paragraph() -> None:
    text = "1. This article shall apply at sea.\n2. Each Party shall endeavour to train judges.\n3. Each Party shall enact a law."
    said = grade_text(text, role=Role.ARTICLE, language="en", form=Form.CONVENTION)
    assert (said.action, said.item, said.verb, said.act) == (Action.SPECIFIC, "3.", "shall", "enact a law")


@pytest.mark.parametrize("language", ["en", "es", "de", "und"])
@pytest.mark.parametrize(
    "text", ["7 " * 500, "Urges States to ratify, to ratify; (a) " * 4_000, "de la que a " * 10_000, "İ" * 900, "((((a)" * 2_000]
)
def test_any_text_is_read_and_quoted(text: str, language: str) -> None:
    passage = Passage(
        address=f"un/A/1@{language}#op_1", role=Role.OPERATIVE, text=text, language=language, start=0, end=len(text)
    )
    (said,) = extract([passage], title="", embed=None)
    assert said.proven_by(passage) == said
