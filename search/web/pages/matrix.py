"""Countries beside provisions: the matrix, a comparison of some, and the page of one provision."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.finding import Finding, FindingValue, GapReport
from models.reference import Pillar, Provision
from models.states import states
from search import naming
from search.findings.clauses import clauses, places
from search.findings.comparison import Standing, chosen, only, rows
from search.web.desk import Meaningless
from search.web.pages import links
from search.web.pages.rendering import page
from search.web.parameters import At, Compared, CountryOrNone, one_provision

matrix_pages = APIRouter(include_in_schema=False)
_CLAUSES = 10
STANDINGS: Mapping[Standing, str] = {
    Standing.BETTER: "provides more than another",
    Standing.SAME: "",
    Standing.WORSE: "another provides more",
    Standing.OPEN: "",
}


@matrix_pages.get("/matrix")
def matrix(at: At, compared: Annotated[Compared, Query()]) -> Response:
    reports = at.gaps(at.within(compared.jurisdiction, compared.region, compared.ratified))
    kept = chosen([compared.pillar.value] if compared.pillar else [], [])
    return page(
        "matrix.html",
        compared=compared,
        taken=_taken(compared),
        pillars=Pillar,
        states=_selectable(at.states(), compared),
        regions=_regions(),
        codes=[report.jurisdiction for report in reports],
        rows={pillar: several for pillar in Pillar if (several := [one for one in kept if one.pillar is pillar])},
        cells={(report.jurisdiction, finding.provision): finding for report in reports for finding in report.findings},
    )


@matrix_pages.get("/compare")
def compare(at: At, compared: Annotated[Compared, Query()]) -> Response:
    codes = at.within(compared.jurisdiction, compared.region, compared.ratified)
    if len(codes) < 2:
        raise Meaningless("jurisdiction: choose two countries or more to compare.")
    kept = chosen([compared.pillar.value] if compared.pillar else [], [])
    reports = [only(report, kept) for report in at.gaps(codes)]
    return page(
        "compare.html",
        codes=codes,
        reports=reports,
        rows=rows(reports, kept),
        taken=_taken(compared),
        STANDINGS=STANDINGS,
    )


@matrix_pages.get("/provisions")
def all_provisions() -> Response:
    return page("provisions.html", pillars=Pillar)


@matrix_pages.get("/provisions/{id}")
def provision(at: At, id: str, near: CountryOrNone = None) -> Response:
    """One provision: what each law holds on it, with its quotations, and how the laws that have it word it."""
    one = one_provision(id)
    reports = [only(report, [one]) for report in at.gaps(at.states())]
    return page(
        "provision.html",
        provision=one,
        near=near,
        states=at.states(),
        by_value=_by_value(one, reports),
        clauses=clauses(one.id, reports, places(at.catalogue, reports), near=near)[:_CLAUSES],
    )


def _by_value(one: Provision, reports: Sequence[GapReport]) -> Mapping[FindingValue, list[tuple[str, Finding]]]:
    found = [(report.jurisdiction, finding) for report in reports for finding in report.findings if finding.provision == one.id]
    return {value: several for value in FindingValue if (several := [pair for pair in found if pair[1].finding is value])}


def _taken(compared: Compared) -> str:
    """The query of the same choice, with its question mark; empty where all is shown."""
    return f"?{asked}" if (asked := links.query_string(compared.model_dump(mode="json"))) else ""


def _selectable(held: Sequence[str], compared: Compared) -> list[str]:
    return sorted({*held, *compared.jurisdiction}, key=naming.place)


def _regions() -> Mapping[str, Mapping[str, str]]:
    """Heading to the regions under it, each with its name."""
    continents = sorted({one.region for one in states().values() if one.region})
    groups = sorted({one.group for one in states().values() if one.group})
    return {
        "Continents": {name: name.capitalize() for name in continents},
        "Regional groups of the UN": {name: naming.group(name) for name in groups},
    }
