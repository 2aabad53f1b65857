"""Sheets: findings, laws, matrices, standards, ratifications and hits as rows. Columns keep their names; new ones come last."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from models.base import Record
from models.clause import Clause
from models.finding import CAVEAT, FindingValue, GapReport, Term
from models.hit import Hit
from models.precedent import AgreedLanguage
from models.ratification import Ratification, origins
from models.reference import Provision, provisions
from models.tvpa import StandardsReport, tier_origins
from models.vote import Vote
from search.catalogue import Entry
from search.exports.citing import footnote, of_hit
from search.exports.sources import url
from search.naming import STATES, place
from search.web.pages.links import web

Cell = str | int | float | None
FORMS = ("aggravated", "child", "sexual", "labour", "rape")
"""Terms of `Sanctions` beside the basic one."""


@dataclass(frozen=True)
class Sheet:
    """`rows` may be an iterator: it is walked once."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
    notes: tuple[str, ...] = ()
    """What a reader must know to read it: caveats, a legend."""


def findings(reports: Sequence[GapReport]) -> Sheet:
    """A row a quotation, and one row where there is none."""
    columns = ("jurisdiction", "provision", "finding", "probability", "reason", "address", "quote", "title", "url")
    return Sheet("Findings", columns, _findings(reports), notes=(*_caveats(reports), *legend()))


def _findings(reports: Sequence[GapReport]) -> Iterator[Sequence[Cell]]:
    for report in reports:
        for finding in report.findings:
            title = provisions()[finding.provision].title
            said = (report.jurisdiction, finding.provision, finding.finding.value, finding.probability, finding.reason)
            for evidence in finding.evidence:
                yield (*said, evidence.address, evidence.quote, title, url(report, evidence.address))
            if not finding.evidence:
                yield (*said, None, None, title, None)


def instruments(reports: Sequence[GapReport]) -> Sheet:
    rows = (
        (
            report.jurisdiction,
            one.work,
            one.title,
            "yes" if one.read_in_full else "no",
            one.adopted.isoformat() if one.adopted else None,
            url(report, one.work),
        )
        for report in reports
        for one in report.instruments
    )
    return Sheet("Laws read", ("jurisdiction", "work", "title", "read_in_full", "adopted", "url"), rows)


def sanctions(reports: Sequence[GapReport]) -> Sheet:
    """A row a form of the offence, the basic one first."""
    columns = ("jurisdiction", "form", "min_months", "max_months", "fine_in_lieu", "address", "quote")
    notes = ("Months of imprisonment; basic is the offence against an adult, 9999 is for life.",)
    return Sheet("Imprisonment", columns, _terms(reports), notes=notes)


def _terms(reports: Sequence[GapReport]) -> Iterator[Sequence[Cell]]:
    for report in reports:
        found = report.sanctions
        yield (report.jurisdiction, "basic", found.min_months, found.max_months, _yes(found.fine_in_lieu), None, None)
        for form in FORMS:
            term: Term | None = getattr(found, form)
            if term:
                quoted = (term.evidence.address, term.evidence.quote) if term.evidence else (None, None)
                yield (report.jurisdiction, form, term.min_months, term.max_months, None, *quoted)


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def matrix(reports: Sequence[GapReport], kept: Sequence[Provision]) -> Sheet:
    """Provisions down, States across, a word in each cell."""
    held = [{finding.provision: finding.finding for finding in one.findings} for one in reports]
    rows = (
        (one.title, one.id, one.pillar.value, *(STATES[cells.get(one.id, FindingValue.NOT_ASSESSED)].word for cells in held))
        for one in kept
    )
    columns = ("title", "provision", "pillar", *(place(one.jurisdiction) for one in reports))
    return Sheet("Matrix", columns, rows, notes=(*_caveats(reports), *legend()))


def standards(reports: Sequence[StandardsReport]) -> Sheet:
    columns = ("jurisdiction", "standard", "title", "finding", "probability", "reason", "rests_on", "address", "quote", "url")
    return Sheet("Minimum standards", columns, _standards(reports), notes=(*_caveats(reports), *legend()))


def _standards(reports: Sequence[StandardsReport]) -> Iterator[Sequence[Cell]]:
    for report in reports:
        for one in report.standards:
            rests = ", ".join(f"{id}: {value.value}" for id, value in one.provisions.items())
            said = (report.jurisdiction, one.standard, one.title, one.finding.value, one.probability, one.reason, rests)
            for evidence in one.evidence:
                yield (*said, evidence.address, evidence.quote, url(report, evidence.address))
            if not one.evidence:
                yield (*said, None, None, None)


def tiers(reports: Sequence[StandardsReport]) -> Sheet:
    """Context: never beside the findings on one sheet."""
    rows = (
        (one.jurisdiction, one.year, one.tier, tier_origins()[one.origin]) for report in reports for one in report.context.tiers
    )
    caveats = tuple(dict.fromkeys(report.context.caveat for report in reports))
    return Sheet("Context - tiers", ("jurisdiction", "year", "tier", "origin"), rows, notes=caveats)


def ratifications(found: Iterable[Ratification]) -> Sheet:
    told = ("jurisdiction", "treaty", "status", "act", "date", "in_force", "signed", "as_of", "declared", "note")
    rows = ((*_told(one, told), origins()[one.origin].title if one.origin else None) for one in found)
    return Sheet("Treaties", (*told, "origin"), rows)


def hits(found: Iterable[Hit]) -> Sheet:
    told = ("address", "title", "symbol", "body", "jurisdiction", "adopted", "action", "provisions", "text", "score", "url")
    return Sheet("Passages", (*told, "citation"), ((*_told(one, told), footnote(of_hit(one))) for one in found))


def documents(found: Iterable[Entry]) -> Sheet:
    told = ("id", "title", "symbol", "adopted", "jurisdiction", "form", "language", "completeness", "passages", "version")
    return Sheet("Documents", (*told, "url"), ((*_told(one, told), web(one.url)) for one in found))


def precedents(found: AgreedLanguage) -> Sheet:
    """A row a use, the precedents in their order and the uses of each by date."""
    told = ("address", "title", "symbol", "number", "body", "adopted", "action", "move", "text", "url")
    rows = (
        (number, one.sameness.value, *_told(use, told), *_adopted(use.vote))
        for number, one in enumerate(found.precedents, start=1)
        for use in one.uses
    )
    notes = (f"Uses of: {found.text}", *([found.notice] if found.notice else []))
    columns = ("precedent", "sameness", *told, "adoption", *_COUNTS, "adoption_quotation")
    return Sheet("Agreed language", columns, rows, notes=notes)


_COUNTS = ("in_favour", "against", "abstaining")


def _adopted(vote: Vote | None) -> tuple[Cell, ...]:
    return (vote.way.value if vote else "not printed", *_told(vote, _COUNTS), vote.quotation if vote else None)


def clauses(found: Iterable[Clause]) -> Sheet:
    told = ("provision", "jurisdiction", "title", "address", "quote", "text", "score", "completeness", "url")
    near, clear = ("family", "language"), ("words", "length", "directness", "probability")
    rows = ((*_told(one, told), *_told(one.closeness, near), *_told(one.clarity, clear)) for one in found)
    return Sheet("Model clauses", (*told, *near, *clear), rows, notes=(CAVEAT,))


def _told(record: Record | None, fields: Sequence[str]) -> tuple[Cell, ...]:
    """Fields of a record as cells; all empty where there is no record."""
    return tuple(_cell(getattr(record, field)) if record else None for field in fields)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, int | float) or value is None else str(value) or None


def legend() -> tuple[str, ...]:
    return tuple(f"{state.word}: {state.meaning}" for state in STATES.values())


def _caveats(reports: Sequence[GapReport]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(report.caveat for report in reports))
