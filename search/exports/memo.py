"""A gap report as a memo: what was read, what was found, and numbered sources that prove it. Laid out by `html` and `docx`."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from models.base import Record
from models.finding import Evidence, FindingValue, GapReport
from models.reference import Pillar, Provision, provisions
from models.tvpa import StandardsReport
from search.exports import sources
from search.exports.sheets import FORMS
from search.naming import STATES, place, term


class Source(Record):
    """What a number in brackets points at."""

    number: int
    address: str
    title: str
    url: str | None


class Quotation(Record):
    text: str
    language: str
    source: int


class Entry(Record):
    """One line of the memo: a provision or a standard."""

    id: str
    title: str
    about: str
    """Article and force, or what the standard is read from."""
    finding: FindingValue
    reason: str
    quotations: tuple[Quotation, ...]
    probability: float


class Law(Record):
    title: str
    work: str
    about: str
    url: str | None


class Memo(Record):
    jurisdiction: str
    title: str
    kind: str
    """What an entry is about: a provision or a standard."""
    caveat: str
    made: date
    counts: tuple[tuple[FindingValue, int], ...]
    laws: tuple[Law, ...]
    imprisonment: str
    parts: tuple[tuple[str, tuple[Entry, ...]], ...]
    """Headed groups of entries, in the order of the provisions."""
    context: tuple[str, ...]
    """What stands beside the findings and is none: said under a heading of its own."""
    sources: tuple[Source, ...]


def memo(report: GapReport, made: date) -> Memo:
    numbered = _Numbering(report)
    parts = _standards(report, numbered) if isinstance(report, StandardsReport) else _provisions(report, numbered)
    entries = [entry for _, several in parts for entry in several]
    counted = Counter(entry.finding for entry in entries)
    against = "the United States' minimum standards" if isinstance(report, StandardsReport) else "the Palermo Protocol"
    return Memo(
        jurisdiction=report.jurisdiction,
        title=f"{place(report.jurisdiction)}: its law and {against}",
        kind="Standard" if isinstance(report, StandardsReport) else "Provision",
        caveat=report.caveat,
        made=made,
        counts=tuple((value, counted[value]) for value in FindingValue),
        laws=tuple(_laws(report)),
        imprisonment=_imprisonment(report),
        parts=parts,
        context=_context(report),
        sources=numbered.sources(),
    )


class _Numbering:
    """Sources in the order in which they are first quoted."""

    def __init__(self, report: GapReport) -> None:
        self._report = report
        self._numbers: dict[str, int] = {}

    def quotations(self, evidence: Sequence[Evidence]) -> tuple[Quotation, ...]:
        return tuple(
            Quotation(
                text=one.quote,
                language=one.address.partition("@")[2].partition("#")[0],
                source=self._numbers.setdefault(one.address, len(self._numbers) + 1),
            )
            for one in evidence
        )

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(
                number=number,
                address=address,
                title=sources.title(self._report, address),
                url=sources.url(self._report, address),
            )
            for address, number in self._numbers.items()
        )


def _provisions(report: GapReport, numbered: _Numbering) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    by_id = {finding.provision: finding for finding in report.findings}
    parts: list[tuple[str, tuple[Entry, ...]]] = []
    for pillar in Pillar:
        known = [one for one in provisions().values() if one.pillar is pillar and one.id in by_id]
        if known:
            parts.append((pillar.value.capitalize(), tuple(_entry(report, one, numbered) for one in known)))
    return tuple(parts)


def _entry(report: GapReport, provision: Provision, numbered: _Numbering) -> Entry:
    finding = next(one for one in report.findings if one.provision == provision.id)
    return Entry(
        id=provision.id,
        title=provision.title,
        about=f"{provision.article} · {provision.force.value}",
        finding=finding.finding,
        reason=finding.reason,
        quotations=numbered.quotations(finding.evidence),
        probability=finding.probability,
    )


def _standards(report: StandardsReport, numbered: _Numbering) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    entries = [
        Entry(
            id=one.standard,
            title=one.title,
            about=f"22 U.S.C. 7106{one.standard}",
            finding=one.finding,
            reason=one.reason,
            quotations=numbered.quotations(one.evidence),
            probability=one.probability,
        )
        for one in report.standards
    ]
    firm = tuple(one for one in entries if one.id.startswith("(a)"))
    return (
        ("Minimum standards", firm),
        ("Criteria of serious and sustained efforts", tuple(one for one in entries if one not in firm)),
    )


def _laws(report: GapReport) -> list[Law]:
    return [
        Law(
            title=one.title,
            work=one.work,
            about=f"{f'{one.adopted.isoformat()}, ' if one.adopted else ''}{'read in full' if one.read_in_full else 'extract'}",
            url=sources.url(report, one.work),
        )
        for one in report.instruments
    ]


def _imprisonment(report: GapReport) -> str:
    if not report.instruments:
        return "No law of it is held, so nothing was assessed."
    fine = "; a fine may stand in its place" if report.sanctions.fine_in_lieu else ""
    forms = ((form, getattr(report.sanctions, form)) for form in FORMS)
    beside = "".join(f"; {'for rape' if form == 'rape' else form}, {term(one)}" for form, one in forms if one)
    return f"Imprisonment for the basic offence against an adult: {term(report.sanctions)}{fine}{beside}."


def _context(report: GapReport) -> tuple[str, ...]:
    if not isinstance(report, StandardsReport) or not report.context.tiers:
        return ()
    latest = "; ".join(f"{one.year}: {one.tier}" for one in report.context.tiers[:5])
    return (f"{latest}.", report.context.caveat)


def words(value: FindingValue) -> str:
    """Sign and word: "✓ Met"."""
    return f"{STATES[value].sign} {STATES[value].word}"
