"""Queries as people write them, and what they are understood to ask for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.meant import named
from search.query.question import Question, understand
from search.query.symbols import Held, Register

PROTOCOL = "un/protocol-to-prevent-suppress-and-punish-trafficking-in-persons-especially-women"
WORKS = [
    Held(work="un/A/RES/98/7", symbol="A/RES/98/7", form="resolution"),
    Held(work="un/S/RES/9331(2036)", symbol="S/RES/9331 (2036)", form="resolution"),
    Held(work="un/A/HRC/RES/98/7", symbol="A/HRC/RES/98/7", form="resolution"),
    Held(work="un/A/C.3/98/L.5", symbol="A/C.3/98/L.5", form="draft"),
    Held(work=PROTOCOL, title="Protocol", form="convention"),
    Held(work="ilo/C099", title="Lighthouse Keepers Convention, 2031", form="convention"),
    Held(work="ilo/P099", title="Protocol to the Lighthouse Keepers Convention", form="convention"),
    Held(work="eu/32091L0036", symbol="2091/36/EU", form="directive"),
    Held(work="eu/32092L0001", symbol="2092/1", form="directive"),
    Held(work="osce/MC.DEC/8/37", symbol="MC.DEC/8/37", form="decision"),
    Held(work="oas/x", symbol="AG/RES. 9348 (L-O/27)", form="resolution"),
    Held(work="coe/council-of-europe-convention-on-action-against-trafficking-in-human-beings", form="convention"),
    Held(work="xaa/act/2041/3", title="Harbour Law (Trafficking) Act", form="statute", adopted="2041-05-05"),
    Held(work="xaa/act/2047/3", title="Harbour Law (Trafficking) (Amendment) Act 2047", form="statute", adopted="2047-05-05"),
    Held(work="xbb/ley/99643", title="Ley de puertos", form="statute"),
    Held(work="usa/title-95-ports/sec_7102__subsec_9", title="Title 95", form="statute"),
]
HELD = Register(WORKS, titles=lambda: WORKS)
LANGUAGES = ("en", "es", "fr")


def asked(text: str) -> Question:
    return understand(text, HELD, LANGUAGES)


@pytest.mark.parametrize(
    ("text", "work", "numbers"),
    [
        ("A/RES/98/7 op 12", "un/A/RES/98/7", ("12",)),
        ("a res 98 7 para 12(a)", "un/A/RES/98/7", ("12", "a")),
        ("GA resolution 98/7 paragraph 12", "un/A/RES/98/7", ("12",)),
        ("párrafo 12 de la resolución 98/7 de la Asamblea General", "un/A/RES/98/7", ("12",)),
        ("98/7 OP12", "un/A/RES/98/7", ("12",)),
        ("Human Rights Council resolution 98/7 para 4 (b)", "un/A/HRC/RES/98/7", ("4", "b")),
        ("S/RES/9331 (2036)", "un/S/RES/9331(2036)", None),
        ("UNSCR 9331", "un/S/RES/9331(2036)", None),
        ("a/c.3/98/l.5", "un/A/C.3/98/L.5", None),
        ("C099 art 2", "ilo/C099", ("2",)),
        ("C99 article 2(1)", "ilo/C099", ("2", "1")),
        ("C 99", "ilo/C099", None),
        ("ILO convention 99", "ilo/C099", None),
        ("artículo 2 del Convenio núm. 99 de la OIT", "ilo/C099", ("2",)),
        ("P099", "ilo/P099", None),
        ("2091/36/eu art 8", "eu/32091L0036", ("8",)),
        ("Directive 2091/36 article 8(1)", "eu/32091L0036", ("8", "1")),
        ("artículo 8, apartado 1, de la Directiva 2091/36/UE", "eu/32091L0036", ("8", "1")),
        ("Artikel 8 Absatz 1 der Richtlinie 2091/36/EU", "eu/32091L0036", ("8", "1")),
        ("Directive (EU) 2092/1 recital 3", "eu/32092L0001", ("3",)),
        ("CELEX 32091L0036", "eu/32091L0036", None),
        ("MC.DEC 8/37", "osce/MC.DEC/8/37", None),
        ("Ministerial Council Decision No. 8/37", "osce/MC.DEC/8/37", None),
        ("AG/RES. 9348 (L-O/27)", "oas/x", None),
        ("ag res 9348", "oas/x", None),
        ("CETS No. 197 article 13", "coe/council-of-europe-convention-on-action-against-trafficking-in-human-beings", ("13",)),
        ("palermo protocol article 6(3)", PROTOCOL, ("6", "3")),
        ("Protocolo de Palermo, art. 6, párr. 3", PROTOCOL, ("6", "3")),
        ("TIP Protocol", PROTOCOL, None),
        ("A/RES/55/25 article 9", PROTOCOL, ("9",)),
        ("annex II to General Assembly resolution 55/25, article 9(1)", PROTOCOL, ("9", "1")),
        ("Trafficking Act 2041 section 2", "xaa/act/2041/3", ("2",)),
        ("Harbour Law (Trafficking) Act 2041", "xaa/act/2041/3", None),
        ("Act No. 3 of 2041", "xaa/act/2041/3", None),
        ("Ley 99.643 art. 4 bis", "xbb/ley/99643", ("4 bis",)),
        ("95 USC 7102", "usa/title-95-ports/sec_7102__subsec_9", None),
        ("95 U.S.C. § 7102(9)", "usa/title-95-ports/sec_7102__subsec_9", ("7102", "9")),
    ],
)
def test_the_work_and_part_that_are_asked_for(text: str, work: str, numbers: tuple[str, ...] | None) -> None:
    question = asked(text)
    assert (question.works, question.part and question.part.numbers, question.words) == ((work,), numbers, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shelters A/RES/99/1", {"unknown": "A/RES/99/1", "words": "shelters"}),
        ("C188 wages", {"unknown": "C188", "words": "wages"}),
        ("C188", {"unknown": "C188", "words": "C188"}),
        ("OSCE decisions between 2035 and 2040", {"since": 2035, "words": "decisions OSCE"}),
        ("A/RES/98/7 OR C099", {"works": ("un/A/RES/98/7", "ilo/C099")}),
        ("ratify the Palermo Protocol", {"works": (), "instruments": (PROTOCOL,)}),
        ("shelter NOT children", {"words": "shelter", "without": ("children",)}),
        ("shelter -children OR housing", {"words": "shelter housing", "without": ("children",)}),
        ('"reflection period" victims', {"phrases": ("reflection period",), "words": "victims reflection period"}),
        ("victims since 2020", {"words": "victims", "since": 2020, "until": None}),
        ("victims before 2020", {"words": "victims", "until": 2019}),
        ("victims 2015-2020", {"words": "victims", "since": 2015, "until": 2020}),
        ("refugios entre 2015 y 2020", {"words": "refugios", "since": 2015, "until": 2020}),
        ("Opfer seit 2015", {"words": "Opfer", "since": 2015}),
        ("victims adopted in 2019", {"words": "victims", "since": 2019, "until": 2019}),
        ("the 2030 Agenda", {"since": None, "words": "the 2030 Agenda"}),
        ("victimes en Côte d'Ivoire", {"words": "victimes", "countries": ("civ",)}),
        ("shelters in the Costa de Marfil", {"words": "shelters", "countries": ("civ",)}),
        ("Irish law on compensation", {"countries": ("irl",), "words": "law on compensation"}),
        ("compensation in the UK and US", {"countries": ("gbr", "usa")}),
        ("give us shelter", {"countries": ()}),
        ("Nigeria", {"words": "Nigeria", "countries": ("nga",)}),
        ("OSCE decisions on shelters", {"filters": {"form": ("decision",), "body": ("osce",)}}),
        ("resolutions on shelters since 2020", {"filters": {"form": ("resolution",)}, "since": 2020}),
        ("cooperation with the OSCE", {"filters": {}, "bodies": ("osce",)}),
        ("what did the OSCE say on shelters since 2030", {"filters": {"body": ("osce",)}, "words": "shelters", "since": 2030}),
        ("ILO definition of debts", {"filters": {"body": ("ilo",)}, "words": "definition of debts"}),
        ("ILO standards on fees", {"filters": {"body": ("ilo",)}, "words": "fees"}),
        ("según la OEA, los refugios", {"filters": {"body": ("oas",)}, "words": "refugios"}),
        ("was sagt die OSZE zu Opfern", {"filters": {"body": ("osce",)}, "words": "Opfern"}),
        ("que disent les résolutions de l'ONU sur les victimes", {"filters": {"form": ("resolution",), "body": ("un",)}}),
        ("o que dizem as resoluções sobre vítimas", {"filters": {"form": ("resolution",)}, "words": "vítimas"}),
        ("US criminal law on shelters", {"filters": {"jurisdiction": ("usa",)}, "words": "criminal on shelters"}),
        ("législation américaine et droit de l'UE", {"filters": {"jurisdiction": ("usa", "eu")}}),
        ("what does the law of the USA say about debts", {"filters": {"jurisdiction": ("usa",)}, "words": "debts"}),
        ("US law enforcement and shelters", {"filters": {}, "countries": ("usa",)}),
        ("what should the OSCE do about debts", {"filters": {}, "bodies": ("osce",)}),
        ("mandate of the UN Rapporteur on shelters", {"filters": {}, "bodies": ("un",)}),
        ("shelters NOT EU law", {"filters": {}}),
        ("shelters in Spanish", {"filters": {"language": ("es",)}, "words": "shelters"}),
        ('shelter "for', {"words": "shelter for", "phrases": ()}),
        ("shelter\u200f\x00 (for", {"words": "shelter for"}),
        ("word " * 2000, {"cut": True}),
    ],
)
def test_understood(text: str, expected: dict[str, object]) -> None:
    found = asked(text).model_dump()
    assert {key: found[key] for key in expected} == expected


def test_a_body_of_which_nothing_is_held_is_said_so() -> None:
    said = "No text of the Regional Conference on Migration is held."
    assert asked("RCM resolutions on debts").notices[0] == said
    assert asked("debts and the RCM").notices == (said,)
    assert asked("OSCE decisions on debts").notices == (
        "Searched only in decisions of the Organization for Security and Co-operation in Europe, as the query says.",
    )


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("residence permits for sailors", ("7-residence",)),
        ("indemnización de las víctimas", ("6-6-compensation",)),
        ("délai de réflexion", ("reflection-period",)),
        ("Entschädigung und Aufenthaltserlaubnis", ("6-6-compensation", "7-residence")),
        ("lighthouse keepers", ()),
    ],
)
def test_provisions_by_the_names_that_people_have_for_them(text: str, provisions: tuple[str, ...]) -> None:
    assert named(text) == provisions


@pytest.mark.parametrize("text", ["*", " ?! ", '"', "AND", "NOT children", "since 2020", "((("])
def test_nothing_to_look_for_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^query .*: expected [^.]*$"):
        asked(text)


_PIECES = [
    '"',
    "“",
    "«",
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "-",
    "*",
    "A/RES/98/7",
    "art 8",
    "since 2020",
    "Peru",
    "the",
    "\u200f",
    "víctimas",
    "§",
]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=12).map(" ".join)
    )
)
def test_whatever_is_typed_is_understood_or_told(text: str) -> None:
    try:
        question = asked(text)
    except ValueError as error:
        told = str(error)
    else:
        told = ""
        assert len(set(question.sought(LANGUAGES).indices)) == len(question.sought(LANGUAGES).indices)
    assert told.startswith("query ") or question.words or question.symbol
