"""The minimum standards of 22 U.S.C. 7106, from findings on provisions."""

import pytest
from reports import report

from models.finding import Evidence, FindingValue, Sanctions, Term
from models.reference import provisions
from models.tvpa import Reads, StandardFinding, standards, tiers
from search.findings.standards import against_standards

MET, PARTLY, CONTRARY, SILENT, OPEN = (
    FindingValue.MET,
    FindingValue.PARTLY,
    FindingValue.CONTRARY,
    FindingValue.SILENT,
    FindingValue.NOT_ASSESSED,
)


def on(standard: str, values: dict[str, FindingValue], sanctions: Sanctions | None = None) -> StandardFinding:
    judged = against_standards(report("xaa", values, sanctions))
    return next(one for one in judged.standards if one.standard == standard)


def test_standards_rest_on_known_provisions() -> None:
    assert len(standards()) == 16
    for one in standards().values():
        assert {*one.needs, *one.bears} <= set(provisions())
        assert bool(one.needs) == (one.reads in (Reads.LAW, Reads.STRINGENT))


PROTECTION = ("6-3-recovery", "7-residence", "non-punishment")


@pytest.mark.parametrize(
    ("values", "expected", "reason"),
    [
        ((MET, MET, MET), MET, "As far as law can show it"),
        ((MET, SILENT, MET), PARTLY, "Permission to remain: appears not to be provided."),
        ((MET, MET, CONTRARY), CONTRARY, "Non-punishment of victims: contrary."),
        ((SILENT, SILENT, SILENT), SILENT, "Recovery"),
        ((SILENT, OPEN, OPEN), OPEN, "Recovery"),
        ((OPEN, OPEN, OPEN), OPEN, "No law that could show it was read."),
    ],
)
def test_protection_needs_all_of_its_provisions(values: tuple[FindingValue, ...], expected: FindingValue, reason: str) -> None:
    found = on("(b)(2)", dict(zip(PROTECTION, values, strict=True)))
    assert found.finding == expected
    assert found.reason.startswith(reason)
    assert bool(found.evidence) == any(value in (MET, PARTLY, CONTRARY) for value in values)


@pytest.mark.parametrize(
    ("sanctions", "expected"),
    [
        (Sanctions(min_months=24, max_months=120, fine_in_lieu=False), MET),
        (Sanctions(max_months=9999), MET),
        (Sanctions(max_months=36), CONTRARY),
        (Sanctions(max_months=60, fine_in_lieu=True), PARTLY),
        (Sanctions(), OPEN),
    ],
)
def test_stringent_is_a_maximum_of_four_years_without_a_fine_instead(sanctions: Sanctions, expected: FindingValue) -> None:
    assert on("(a)(3)", {"sanctions": MET}, sanctions).finding == expected


def test_efforts_and_numbers_are_not_read_from_law() -> None:
    everything = dict.fromkeys(provisions(), MET)
    for id in ("(a)(4)", "(b)(1)", "(b)(8)", "(b)(12)"):
        found = on(id, everything)
        assert found.finding == OPEN
        assert "not read from" in found.reason
        assert not found.evidence
    assert "law behind it: Discouraging demand: met" in on("(b)(12)", everything).reason


def test_tiers_stand_beside_the_findings() -> None:
    judged = against_standards(report("irl", {}))
    assert judged.context.tiers == tiers("irl")
    assert judged.context.tiers[0].year >= 2018
    assert "not a finding" in judged.context.caveat
    assert tiers("xaa") == ()


def test_commensurate_is_said_only_where_the_penalty_for_rape_was_read() -> None:
    rape = Term(
        min_months=60, max_months=180, evidence=Evidence(address="xaa/act/1990/1@en#sec_9", quote="Rape: to fifteen years.")
    )
    basic = {"min_months": 60, "max_months": 120, "rape": rape}
    assert on("(a)(2)", {"sanctions": MET}, Sanctions(max_months=120)).finding == OPEN
    lower = on("(a)(2)", {"sanctions": MET}, Sanctions(**basic, commensurate_with_rape=False))
    assert lower.finding == CONTRARY
    assert lower.reason == "The basic offence carries imprisonment, from 5 years to 10 years; rape, from 5 years to 15 years."
    assert lower.evidence[-1] == rape.evidence
    assert on("(a)(2)", {"sanctions": MET}, Sanctions(**basic, commensurate_with_rape=True)).finding == MET
