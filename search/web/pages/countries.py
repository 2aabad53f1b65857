"""The page of one country: what its law holds, by which treaties it is bound, where organisations' texts name it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Response

from models.finding import Finding, FindingValue, GapReport
from models.ratification import Status, origins, treaties
from models.reference import Pillar, provisions
from models.states import states
from models.tvpa import Context, tier_origins, tiers
from search import naming
from search.exports.sheets import FORMS
from search.mentions import mentions
from search.web.pages.rendering import page
from search.web.parameters import At, one_state

country_pages = APIRouter(include_in_schema=False)
_MENTIONS = 10
_TIERS = 5  # years that stand open; the earlier ones are folded away
STATUSES: Mapping[Status, tuple[str, str]] = {
    Status.PARTY: ("✓", "Party"),
    Status.SIGNATORY: ("◐", "Signed, not a party"),
    Status.NOT_PARTY: ("○", "Not a party"),
    Status.UNKNOWN: ("?", "Not established"),
}
TERMS: Mapping[str, str] = {
    "aggravated": "aggravated",
    "child": "against a child",
    "sexual": "for sexual exploitation",
    "labour": "for labour exploitation",
    "rape": "for rape, to compare",
}


@country_pages.get("/gaps/{jurisdiction}")
def country(at: At, jurisdiction: str) -> Response:
    code = one_state(jurisdiction)
    report = at.gaps([code])[0]
    return page(
        "country.html",
        code=code,
        about=states().get(code),
        report=report,
        counts=_counts(report.findings),
        pillars={pillar: _of(pillar, report) for pillar in Pillar},
        lacking=(FindingValue.SILENT, FindingValue.PARTLY, FindingValue.CONTRARY),
        terms={TERMS[form]: term for form in FORMS if (term := getattr(report.sanctions, form))},
        laws=at.listed(code, None, None),
        ratifications=at.ratifications(code),
        treaties=treaties(),
        origins=origins(),
        STATUSES=STATUSES,
        mentioned=mentions(at.catalogue, code, most=_MENTIONS),
        context=Context(tiers=tiers(code)),
        tier_origins=tier_origins(),
        recent=_TIERS,
    )


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counts = Counter(finding.finding for finding in findings)
    return {state: counts[state] for state in naming.STATES}


def _of(pillar: Pillar, report: GapReport) -> list[Finding]:
    return [finding for finding in report.findings if provisions()[finding.provision].pillar is pillar]
