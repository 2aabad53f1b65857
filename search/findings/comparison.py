"""Several States' findings side by side: where they differ, and who provides more."""

from collections.abc import Sequence
from enum import StrEnum

from models.base import NonEmpty, Record
from models.finding import Finding, FindingValue, GapReport
from models.reference import Provision, provisions

ORDER = {FindingValue.CONTRARY: 0, FindingValue.SILENT: 1, FindingValue.PARTLY: 2, FindingValue.MET: 3}
"""From the opposite to the whole. What was not assessed has no place: it is neither better nor worse."""


class Standing(StrEnum):
    """A State's finding on a provision beside those of the others that were assessed."""

    BETTER = "better"
    """Nobody provides more, and somebody provides less."""
    SAME = "same"
    WORSE = "worse"
    """Somebody provides more."""
    OPEN = "open"
    """It was not assessed, or nobody else was."""


class Row(Record):
    """One provision across the States compared, in their order."""

    provision: NonEmpty
    title: NonEmpty
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]

    @property
    def spread(self) -> int:
        """How far apart the assessed findings lie: 0 where they agree, 3 between contrary and met."""
        ranks = _ranks(self.findings)
        return max(ranks) - min(ranks) if ranks else 0


class ComparedReport(GapReport):
    """A gap report with its findings in the order of the comparison, differences first."""

    standings: dict[str, Standing]
    """By provision."""


def rows(reports: Sequence[GapReport], kept: Sequence[Provision]) -> tuple[Row, ...]:
    """The provisions on which the States differ most first, then in the Protocol's order."""
    by_id = [{finding.provision: finding for finding in report.findings} for report in reports]
    made = [_row(one, tuple(held[one.id] for held in by_id)) for one in kept if all(one.id in held for held in by_id)]
    return tuple(sorted(made, key=lambda row: -row.spread))


def compared(reports: Sequence[GapReport], kept: Sequence[Provision]) -> tuple[ComparedReport, ...]:
    found = rows(reports, kept)
    return tuple(
        ComparedReport(
            **{name: getattr(report, name) for name in GapReport.model_fields if name != "findings"},
            findings=tuple(row.findings[number] for row in found),
            standings={row.provision: row.standings[number] for row in found},
        )
        for number, report in enumerate(reports)
    )


def _row(provision: Provision, findings: tuple[Finding, ...]) -> Row:
    ranks = _ranks(findings)
    standings = tuple(_standing(finding, ranks) for finding in findings)
    return Row(provision=provision.id, title=provision.title, findings=findings, standings=standings)


def _ranks(findings: Sequence[Finding]) -> list[int]:
    return [ORDER[finding.finding] for finding in findings if finding.finding in ORDER]


def _standing(finding: Finding, ranks: Sequence[int]) -> Standing:
    rank = ORDER.get(finding.finding)
    if rank is None or len(ranks) < 2:
        return Standing.OPEN
    if rank < max(ranks):
        return Standing.WORSE
    return Standing.BETTER if min(ranks) < rank else Standing.SAME


def only(report: GapReport, kept: Sequence[Provision]) -> GapReport:
    """The report with the findings on these provisions alone."""
    ids = {one.id for one in kept}
    return report.model_copy(update={"findings": tuple(one for one in report.findings if one.provision in ids)})


def chosen(pillars: Sequence[str], ids: Sequence[str]) -> tuple[Provision, ...]:
    """The provisions of these pillars and with these ids; all where neither is given."""
    known = provisions().values()
    return tuple(one for one in known if (not pillars or one.pillar.value in pillars) and (not ids or one.id in ids))
