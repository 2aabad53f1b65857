"""Findings on provisions, read as the minimum standards of 22 U.S.C. 7106 read them: what law shows, and what it cannot show."""

from collections.abc import Callable, Mapping

from models.finding import SERIOUS, Evidence, Finding, FindingValue, GapReport, Sanctions
from models.reference import provisions
from models.tvpa import Context, Reads, Standard, StandardFinding, StandardsReport, standards, tiers
from search.naming import term

_PLAIN = 0.95  # that efforts and numbers are not law needs no reading
_Said = tuple[FindingValue, str]
_NO_LAW = {
    Reads.EFFORTS: "What a government does is not read from its law",
    Reads.NUMBERS: "Numbers of persons and cases are not read from a law",
}


def against_standards(report: GapReport) -> StandardsReport:
    """The report with the findings that standards rest on, what they say of each standard, and the tiers beside it."""
    by_id = {finding.provision: finding for finding in report.findings}
    found = tuple(_standard(one, by_id, report.sanctions) for one in standards().values())
    bearing = {id for one in standards().values() for id in (*one.needs, *one.bears)}
    return StandardsReport(
        **{name: getattr(report, name) for name in GapReport.model_fields if name != "findings"},
        findings=tuple(finding for finding in report.findings if finding.provision in bearing),
        standards=found,
        context=Context(tiers=tiers(report.jurisdiction)),
    )


def _standard(one: Standard, by_id: Mapping[str, Finding], sanctions: Sanctions) -> StandardFinding:
    rests = [by_id[id] for id in (*one.needs, *one.bears) if id in by_id]
    needed = [by_id[id] for id in one.needs if id in by_id]
    value, reason = _JUDGES[one.reads](one, rests, needed, sanctions)
    evidence = _evidence(needed if one.reads is Reads.LAW else rests)
    if one.reads is Reads.COMMENSURATE and sanctions.rape and sanctions.rape.evidence:
        evidence = (*evidence, sanctions.rape.evidence)
    return StandardFinding(
        standard=one.id,
        title=one.title,
        finding=value,
        reason=reason,
        provisions={finding.provision: finding.finding for finding in rests},
        evidence=() if value is FindingValue.NOT_ASSESSED else evidence,
        probability=min((finding.probability for finding in (needed or rests)), default=_PLAIN),
    )


def _evidence(findings: list[Finding]) -> tuple[Evidence, ...]:
    """The first quotation of each finding, once."""
    return tuple(dict.fromkeys(finding.evidence[0] for finding in findings if finding.evidence))


def _law(one: Standard, rests: list[Finding], needed: list[Finding], sanctions: Sanctions) -> _Said:
    """Met when all that it needs is met; else what is lacking is named."""
    values = {finding.finding for finding in needed}
    lacking = [finding for finding in needed if finding.finding is not FindingValue.MET]
    said = "; ".join(f"{provisions()[finding.provision].title}: {_word(finding.finding)}" for finding in lacking)
    if not needed or values == {FindingValue.NOT_ASSESSED}:
        return FindingValue.NOT_ASSESSED, "No law that could show it was read."
    if not lacking:
        return FindingValue.MET, "As far as law can show it: what it needs is provided."
    if FindingValue.CONTRARY in values:
        return FindingValue.CONTRARY, f"{said}."
    if values == {FindingValue.SILENT}:
        return FindingValue.SILENT, f"{said}."
    if values <= {FindingValue.SILENT, FindingValue.NOT_ASSESSED}:
        return FindingValue.NOT_ASSESSED, f"{said}."
    return FindingValue.PARTLY, f"{said}."


def _word(value: FindingValue) -> str:
    return "appears not to be provided" if value is FindingValue.SILENT else value.value.replace("_", " ")


def _stringent(one: Standard, rests: list[Finding], needed: list[Finding], sanctions: Sanctions) -> _Said:
    """By the printed maximum, as the yearly report counts it; a fine in its place is not stringent."""
    most = sanctions.max_months if sanctions.max_months is not None else sanctions.min_months
    if most is None:
        return FindingValue.NOT_ASSESSED, "No term of imprisonment for the basic offence was found."
    printed = f"The basic offence carries imprisonment, {term(sanctions)}"
    if most < SERIOUS:
        return FindingValue.CONTRARY, f"{printed}; a maximum of four years counts as sufficiently stringent."
    if sanctions.fine_in_lieu:
        return FindingValue.PARTLY, f"{printed}, and a fine may take its place."
    return FindingValue.MET, f"{printed}; a maximum of four years counts as sufficiently stringent."


def _commensurate(one: Standard, rests: list[Finding], needed: list[Finding], sanctions: Sanctions) -> _Said:
    """By the printed maxima of trafficking, for sex where the text tells it apart, and of rape."""
    rape = sanctions.rape
    if rape is None or sanctions.commensurate_with_rape is None:
        return FindingValue.NOT_ASSESSED, "The penalty for rape was not read, so that the two cannot be compared."
    sex = f"; for sexual exploitation, {term(sanctions.sexual)}" if sanctions.sexual else ""
    said = f"The basic offence carries imprisonment, {term(sanctions)}{sex}; rape, {term(rape)}."
    return (FindingValue.MET if sanctions.commensurate_with_rape else FindingValue.CONTRARY), said


def _beyond(one: Standard, rests: list[Finding], needed: list[Finding], sanctions: Sanctions) -> _Said:
    behind = "; ".join(f"{provisions()[finding.provision].title}: {_word(finding.finding)}" for finding in rests)
    return FindingValue.NOT_ASSESSED, f"{_NO_LAW[one.reads]}{f' (law behind it: {behind})' if behind else ''}."


_JUDGES: Mapping[Reads, Callable[[Standard, list[Finding], list[Finding], Sanctions], _Said]] = {
    Reads.LAW: _law,
    Reads.STRINGENT: _stringent,
    Reads.COMMENSURATE: _commensurate,
    Reads.EFFORTS: _beyond,
    Reads.NUMBERS: _beyond,
}
