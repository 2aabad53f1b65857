"""Model clauses: which law has what another lacks, in an order that can be argued with."""

import pytest
from reports import QUOTE, report

from models.clause import clarity
from models.finding import Evidence, Finding, FindingValue, GapReport
from search.findings.clauses import MOST, Place, clauses, closeness, modelled


def law(state: str, *addresses: str, value: FindingValue = FindingValue.MET) -> GapReport:
    evidence = tuple(Evidence(address=address, quote=QUOTE) for address in addresses)
    finding = Finding(provision="non-punishment", finding=value, reason="It says so.", evidence=evidence, probability=0.8)
    return report(state, {}).model_copy(update={"findings": (finding,)})


IRISH, GERMAN = law("irl", "irl/act/1@en#sec_1"), law("deu", "deu/gesetz/1@de#para_1")


def test_near_laws_come_first_and_never_ones_own() -> None:
    order = [
        one.jurisdiction for one in clauses("non-punishment", [GERMAN, IRISH, law("sle", "sle/act/1@en#sec_1")], {}, near="sle")
    ]
    assert order == ["irl", "deu"]
    assert [one.jurisdiction for one in clauses("non-punishment", [GERMAN, IRISH], {}, near="aut")] == ["deu", "irl"]


def test_only_what_is_met_is_a_model() -> None:
    narrow = law("irl", "irl/act/1@en#sec_1", value=FindingValue.PARTLY)
    assert clauses("non-punishment", [narrow], {}) == ()
    assert clauses("7-residence", [IRISH], {}) == ()


def test_the_passage_that_speaks_most_to_the_provision_is_shown_whole() -> None:
    several = law("irl", "irl/act/1@en#sec_1", "irl/act/1@en#sec_9")
    text = "A victim of trafficking shall not be prosecuted for an act that the trafficker compelled her to commit."
    places = {
        "irl/act/1@en#sec_1": Place("It begins.", {"non-punishment": 0.1}),
        "irl/act/1@en#sec_9": Place(text, {"non-punishment": 0.9}),
    }
    (one,) = clauses("non-punishment", [several], places)
    assert (one.address, one.text, one.quote) == ("irl/act/1@en#sec_9", text, QUOTE)
    assert one.completeness == 0.5
    assert one.closeness is None


def test_a_report_gets_models_for_what_it_lacks() -> None:
    others = [IRISH, GERMAN, law("sle", "sle/act/1@en#s"), law("ind", "ind/act/1@en#s"), law("usa", "usa/act/1@en#s")]
    lacking = law("xaa", value=FindingValue.SILENT)
    found = modelled(lacking, others, {})
    assert len(found.models["non-punishment"]) == MOST
    assert modelled(IRISH, others, {}).models == {}


@pytest.mark.parametrize(
    ("of", "language", "near", "family", "read"),
    [
        ("gbr", "en", "irl", True, 1.0),
        ("arg", "es", "ury", True, 1.0),
        ("jpn", "ja", "usa", False, 0.0),
        ("ind", "hi", "irl", True, 0.5),  # Hindi is not read in Ireland, but both have English
        ("irl", "en", "xaa", False, 0.0),  # a State that neither list knows
    ],
)
def test_closeness(of: str, language: str, near: str, family: bool, read: float) -> None:
    found = closeness(of, language, near)
    assert (found.family > 0) is family
    assert found.language == pytest.approx(read, abs=0.01)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The Minister shall grant a permit.", "en", 1.0),
        ("The Minister may grant a permit.", "en", 0.0),
        ("A victim may not be detained.", "en", 1.0),
        ("The Minister shall, where possible, grant a permit.", "en", 0.5),
        ("Las víctimas tendrán derecho a la asistencia.", "es", 1.0),
        ("Les autorités peuvent accorder un titre de séjour.", "fr", 0.0),
        ("Nạn nhân được hỗ trợ.", "vi", 0.5),
    ],
)
def test_directness(text: str, language: str, expected: float) -> None:
    assert clarity(text, language, 0.8).directness == expected


def test_fragments_and_long_clauses_are_less_clear() -> None:
    fit = clarity("word " * 30, "en", 0.8).length
    assert fit == 1.0
    assert clarity("word " * 4, "en", 0.8).length < fit
    assert clarity("word " * 400, "en", 0.8).length < fit
