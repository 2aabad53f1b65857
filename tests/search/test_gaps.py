"""Findings on small fictional laws, written for this test."""

from pathlib import Path

import pytest

from extractors.extract import extract
from models.document import Completeness, Document, Form, Role
from models.finding import Finding, GapReport
from pipelines.evaluation.laws import findings
from pipelines.passages import Draft, lay
from search.gaps import report

OFFENCE = (
    "A person who recruits, transports, transfers, harbours or receives another by threat, abduction, fraud, abuse of power or "
    "of a position of vulnerability, or by giving payments to a person in control to obtain consent, for the purpose of "
    "exploitation, is guilty of the offence of trafficking and liable to imprisonment for not less than four and not more than "
    "nine years."
)
EXPLOITATION = (
    "Exploitation means prostitution of others or sexual exploitation, forced labour, slavery or servitude, or taking organs."
)
FILLING = ["This Act may be cited by its title.", "The Minister may make rules.", "It begins on the first day of May."]


def law(*sections: str, title: str = "Trafficking in Persons Act", **fields: object) -> Document:
    """A statute of one passage a section; `extract` and the like are given as fields."""
    language = str(fields.pop("language", "en"))
    work = str(fields.pop("work", "xaa/act/2040/1"))
    texts = [*sections, *FILLING] if fields.get("completeness", Completeness.FULL) is not Completeness.EXTRACT else sections
    drafts = [
        Draft(eid=f"sec_{number}", role=Role.SECTION, number=str(number), text=text) for number, text in enumerate(texts, start=1)
    ]
    return Document.model_validate(
        {
            "work": work,
            "language": language,
            "title": title,
            "jurisdiction": "xaa",
            "form": Form.STATUTE,
            "digest": "0",
            "passages": lay(work, language, drafts),
            **fields,
        },
    )


def found(*laws: Document) -> GapReport:
    return report("xaa", [(one, extract(one.passages, title=one.title, embed=None)) for one in laws])


def on(provision: str, *laws: Document) -> Finding:
    return next(finding for finding in found(*laws).findings if finding.provision == provision)


def test_a_full_offence_is_met_with_quotations() -> None:
    one = law(OFFENCE, EXPLOITATION)
    texts = {passage.address: passage.text for passage in one.passages}
    for provision in ("3a-act", "3a-means", "3a-purpose", "5-1-offence", "sanctions"):
        finding = on(provision, one)
        assert finding.finding == "met", finding
        assert finding.evidence
        for evidence in finding.evidence:
            assert evidence.quote in texts[evidence.address]
            assert len(evidence.quote.split()) <= 40
    sanctions = found(one).sanctions
    assert (sanctions.min_months, sanctions.max_months, sanctions.fine_in_lieu) == (48, 108, False)


CHILD = [
    ("contrary", "Where the person trafficked is a child under eighteen years, the penalty is doubled."),
    ("met", "For a child the offence of trafficking is complete even if none of the means was used."),
    ("met", "A person who recruits or harbours a child for the purpose of exploitation is guilty of trafficking."),
]


@pytest.mark.parametrize(("expected", "section"), CHILD)
def test_whether_a_child_needs_a_means(expected: str, section: str) -> None:
    assert on("3c-child", law(OFFENCE, EXPLOITATION, section)).finding == expected


def test_an_age_below_eighteen_is_contrary() -> None:
    assert on("3d-child-age", law(OFFENCE, "“child” means a person under the age of sixteen years.")).finding == "contrary"


def test_a_fine_in_place_of_prison_is_partly() -> None:
    fined = OFFENCE.replace(
        "imprisonment for not less than four and not more than nine years", "a fine or to imprisonment for two years"
    )
    report_ = found(law(fined, EXPLOITATION))
    assert next(f.finding for f in report_.findings if f.provision == "sanctions") == "partly"
    assert report_.sanctions.fine_in_lieu is True
    assert report_.sanctions.max_months == 24


ABSENT = [
    # a whole law on trafficking was read: it appears not to provide shelter
    ("silent", law(OFFENCE, EXPLOITATION)),
    # sections of a code are not blamed for lacking it
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Penal Code", completeness=Completeness.EXTRACT)),
    # nor is a law in a language without cues
    ("not_assessed", law("Joka värvää toisen, tuomitaan vankeuteen.", title="Laki", language="fi")),
    # nor a State whose only law was repealed, is a bill, or approves a treaty
    ("not_assessed", law(OFFENCE, EXPLOITATION, in_force=False)),
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Trafficking in Persons Bill")),
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Protocol on Trafficking (Ratification) Act")),
]


@pytest.mark.parametrize(("expected", "one"), ABSENT)
def test_silence_is_earned(expected: str, one: Document) -> None:
    finding = on("6-3-recovery", one)
    assert finding.finding == expected
    assert finding.reason.endswith(".")
    assert not finding.evidence


def test_in_a_language_known_in_part_what_is_found_counts_and_nothing_is_called_absent_or_contrary() -> None:
    offence = "Den som genom hot rekryterar, transporterar eller hyser en person för att exploatera den döms till fängelse."
    whole = law(offence, "Den som är under arton år skyddas.", title="Lag om människohandel", language="sv")
    findings = {finding.provision: finding for finding in found(whole).findings}
    assert findings["3a-act"].finding == "met"
    assert findings["6-6-compensation"].finding == "not_assessed"
    assert "known only in part: sv" in findings["6-6-compensation"].reason
    assert not {"silent", "contrary"} & {finding.finding.value for finding in findings.values()}


def test_blanked_criminal_sections_are_not_assessed_and_others_are() -> None:
    one = law(EXPLOITATION, completeness=Completeness.GUTTED)
    assert on("5-2a-attempt", one).finding == "not_assessed"
    assert on("7-residence", one).finding == "silent"


def test_laws_are_read_together() -> None:
    code = law(OFFENCE, title="Penal Code", work="xaa/code/1990", completeness=Completeness.EXTRACT)
    protection = law("A trafficked person shall not be prosecuted for acts that he was compelled to do.", EXPLOITATION)
    assert on("non-punishment", code, protection).finding == "met"
    assert on("5-1-offence", code, protection).finding == "met"
    # participation is settled by the code's general part, which was not read
    assert on("5-2a-attempt", code, protection).finding == "not_assessed"


def test_drugs_and_smuggling_are_no_trafficking_in_persons() -> None:
    drugs = "A person who transports, transfers, harbours or receives narcotic drugs is guilty of trafficking in drugs."
    one = law(drugs, title="Dangerous Drugs Act")
    assert on("5-1-offence", one).finding == "not_assessed"


def test_a_condition_narrows() -> None:
    stay = "A victim of trafficking shall be permitted to remain in the State if she agrees to cooperate with the investigation."
    assert on("7-residence", law(OFFENCE, EXPLOITATION, stay)).finding == "partly"


def test_ratification_is_read_from_the_lists_and_quotes_nothing() -> None:
    for state, expected in (("irl", "met"), ("uga", "silent"), ("jpn", "not_assessed"), ("xaa", "not_assessed")):
        finding = next(finding for finding in report(state, []).findings if finding.provision == "ratification")
        assert finding.finding == expected
        assert not finding.evidence
        assert finding.reason.endswith(".")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("jurisdiction", "files", "expected"),
    [
        ("IRL", ["laws/IRL/IE-2008-act-8.md"], {"3c-child": "met", "5-2a-attempt": "met", "7-residence": "silent"}),
        (
            "SLE",
            ["laws/SLE/anti_human_trafficking_and_migrant_smuggling_act_2022.json"],
            {"3a-means": "met", "non-punishment": "met", "reflection-period": "silent", "legal-persons": "partly"},
        ),
    ],
)
def test_real_laws(corpus: Path, jurisdiction: str, files: list[str], expected: dict[str, str]) -> None:
    by_id = {finding.provision: finding.finding for finding in findings(files, jurisdiction, corpus).findings}
    assert {provision: by_id[provision] for provision in expected} == expected
