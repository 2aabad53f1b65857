"""What a State's laws provide for each provision of the Protocol, from records alone: findings with quotations.

Textual evidence, not a legal opinion. Laws are read together; a later one goes before an earlier one, and bills, repealed laws
and approvals of treaties do not count as the State's own law.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from models.document import Completeness, Document, Passage, Role
from models.finding import Finding, FindingValue, GapReport, Instrument, Sanctions
from models.law import Rule, fold, packs, rules
from models.ratification import Ratifications
from models.reference import Pillar, provisions
from models.signal import Extract, Signal, SignalKind
from search import elements
from search.offence import Offence, Shown, offence
from search.quoting import quotes
from search.ratified import ratified
from search.statutes import Kind, Law, Piece, Unit, counts, covered, has, law, trafficking
from search.verdict import Verdict, contrary, met, not_assessed, partly, silent

_RATIFICATION = "ratification"
_OFFENCE: dict[str, Callable[[Offence], Verdict]] = {
    "3a-act": elements.acts,
    "3a-means": elements.means,
    "3a-purpose": elements.purposes,
    "3b-consent": elements.consent,
    "3c-child": elements.child,
    "3d-child-age": elements.child_age,
    "5-1-offence": elements.crime,
}


def report(
    jurisdiction: str, read: Sequence[tuple[Document, Sequence[Extract]]], *, lists: Ratifications | None = None
) -> GapReport:
    """The findings on one jurisdiction's laws as read and extracted, and on its ratification by `lists` or the shipped ones."""
    laws = _laws(read)
    if not laws:
        return _unread(jurisdiction, read, ratified(jurisdiction, lists))
    found = offence(laws)
    sanction, months = elements.sanctions(found)
    verdicts = {id: judge(found) for id, judge in _OFFENCE.items()} | {"sanctions": sanction}
    for id in provisions():
        if id == _RATIFICATION:
            verdicts[id] = ratified(jurisdiction, lists)
        elif id not in verdicts:
            verdicts[id] = _statutory(id, rules()[id], found)
    return GapReport(
        jurisdiction=jurisdiction,
        instruments=_instruments(read),
        findings=tuple(_finding(id, verdicts[id]) for id in provisions()),
        sanctions=months,
    )


def _laws(read: Sequence[tuple[Document, Sequence[Extract]]]) -> tuple[Law, ...]:
    """The laws that count: consolidated sections of codes first, then the later before the earlier."""
    laws = [law(document, extracts) for document, extracts in read if covered(document) and counts(document)]
    return tuple(sorted(laws, key=lambda one: one.document.adopted or date.max, reverse=True))


def _instruments(read: Sequence[tuple[Document, Sequence[Extract]]]) -> tuple[Instrument, ...]:
    whole = (Completeness.FULL, Completeness.CODE)
    return tuple(
        Instrument(
            work=document.work,
            title=document.title,
            read_in_full=document.completeness in whole,
            adopted=document.adopted,
            url=document.url,
        )
        for document, _ in read
    )


def _unread(jurisdiction: str, read: Sequence[tuple[Document, Sequence[Extract]]], joined: Verdict) -> GapReport:
    languages = sorted({document.language for document, _ in read if not covered(document)})
    if languages:
        reason = f"Language not covered: {', '.join(languages)}."
    else:
        reason = "No law in force on trafficking in persons was read." if read else "No law was read."
    return GapReport(
        jurisdiction=jurisdiction,
        instruments=_instruments(read),
        findings=tuple(_finding(id, joined if id == _RATIFICATION else not_assessed(reason)) for id in provisions()),
        sanctions=Sanctions(),
    )


def _finding(provision: str, verdict: Verdict) -> Finding:
    evidence = quotes(verdict.places)
    where = _printed(verdict.places[0][0]) if evidence else None
    reason = f"{verdict.reason.removesuffix('.')}, {where}." if where else verdict.reason
    return Finding(provision=provision, finding=verdict.value, reason=reason, evidence=evidence, probability=verdict.probability)


def _printed(passage: Passage) -> str | None:
    """How the place is printed: "section 12(3)", "article 4"; None where the passage carries no number."""
    number = passage.number
    if not number or not re.match(r"\W*(?:\d|[IVXLC]+\b)", number):
        return None
    eid = passage.address.split("#", 1)[1]
    return f"{'article' if passage.role is Role.ARTICLE or eid.startswith('art') else 'section'} {number}"


# ---- provisions shown by statutory wording


def _statutory(id: str, rule: Rule, found: Offence) -> Verdict:
    """Facets that the laws show, added up by the provision's rule; what is shown under conditions is provided in part."""
    title = provisions()[id].title
    everything = [place for one in sorted(found.laws, key=_beside) for place in _places(one, id, found)]
    firm = [place for place in everything if not _conditional(place, rule)]
    provided = _at(firm, "met")
    facets = _spread(place for place in firm if place[1].value.count(":") == 2)
    if _at(everything, "contrary") and not provided:
        return contrary(f"{title}: the text provides the opposite.", _at(everything, "contrary"))
    if provided or (rule.facets > 1 and len(facets) >= rule.facets):
        return met(f"{title}: provided.", [*provided, *facets])
    if not everything:
        return _absent(id, rule, found)
    missing = rule.missing if len(firm) == len(everything) else "subject to conditions, or in part"
    return partly(f"{title}: {missing}.", _spread(everything))


def _beside(one: Law) -> bool:
    """Laws devoted to trafficking are quoted before others."""
    return one.kind is Kind.PART or not one.devoted


def _at(places: Sequence[Shown], level: str) -> list[Shown]:
    return [place for place in places if place[1].value.split(":")[1] == level]


def _conditional(place: Shown, rule: Rule) -> bool:
    """Its clause makes it depend on means, on chance or, where that narrows it, on the victim's cooperation."""
    passage, signal = place
    start = max(passage.text.rfind(mark, 0, signal.start) for mark in (". ", "; ", ";\n", ".\n")) + 1
    ends = [at for mark in (". ", "; ", ";\n", ".\n") if (at := passage.text.find(mark, signal.end)) >= 0]
    clause, pack = fold(passage.text[start : min(ends, default=len(passage.text))]), packs()[passage.language]
    return (not rule.unconditional and has(clause, pack.conditions)) or (rule.cooperation and has(clause, pack.cooperation))


def _spread(places: Iterable[Shown]) -> list[Shown]:
    """The first place of each facet."""
    first: dict[str, Shown] = {}
    for place in places:
        first.setdefault(place[1].value, place)
    return list(first.values())


def _own_words(id: str, found: Offence) -> frozenset[str]:
    """Addresses of the offence's own words, which shelter or move victims, but protect nobody."""
    if provisions()[id].pillar is Pillar.PROSECUTION:
        return frozenset()
    exploiting = [piece for piece in found.definitions if any(e.startswith("purpose:") for e in piece.elements)]
    return frozenset(piece.passage.address for piece in (*found.core, *exploiting))


def _units(one: Law, id: str, found: Offence) -> list[Unit]:
    """Where a law may show the provision: all of a law on trafficking; of others what names it, or the offence's section.

    A code's section that only lists trafficking among serious crimes says nothing of how trafficking is prosecuted.
    """
    whole = one.kind is not Kind.PART or one.titled
    if rules()[id].any_law and one.document.completeness is Completeness.FULL:
        return list(one.units)
    if whole:
        return list(one.relevant)
    if provisions()[id].pillar is not Pillar.PROSECUTION:
        punishing = rules()[id].general_part
        return [unit for unit in one.relevant if unit.about or (punishing and found.is_named_in(unit))]
    if one.document.completeness is Completeness.EXTRACT:
        return list(one.relevant)
    return [unit for unit in one.units if unit.headed or unit in found.core_units or found.is_named_in(unit)]


def _places(one: Law, id: str, found: Offence) -> list[Shown]:
    """Where a law's sections show the provision; definitions and findings of fact provide nothing."""
    passed = _own_words(id, found)
    return [
        (piece.passage, signal)
        for unit in _units(one, id, found)
        if not has(unit.heading, ("finding", "short title"))
        for piece in unit.pieces
        if piece.passage.role is not Role.DEFINITION and piece.passage.address not in passed
        for signal in piece.extract.signals
        if signal.kind is SignalKind.STATUTORY and signal.value.split(":")[0] == id
        if not _counts(piece, one) and not _of_another_crime(piece, one)
    ]


def _of_another_crime(piece: Piece, one: Law) -> bool:
    """A passage that speaks of smuggling, drugs or the like, and not of trafficking in persons."""
    words = fold(piece.passage.text)
    return has(words, one.pack.other) and not trafficking(words, one.pack)


def _counts(piece: Piece, one: Law) -> bool:
    """A line of a report or statistics."""
    return has(fold(piece.passage.text[:200]), one.pack.counting)


def _absent(id: str, rule: Rule, found: Offence) -> Verdict:
    """Silent where a law that could hold it was read whole, else not assessed, with the reason."""
    kinds = {one.kind for one in found.laws}
    prosecution = provisions()[id].pillar is Pillar.PROSECUTION
    whole = kinds & {Kind.ACT, Kind.GUTTED}
    if not whole:
        return not_assessed("Only sections of a code or an extract were read, which could not be expected to hold it.")
    if prosecution and Kind.GUTTED in kinds:
        return not_assessed("Sections with criminal provisions are blank in the copy read.")
    if rule.general_part and Kind.PART in kinds and any(_in_code(unit, found) for unit in found.core_units):
        return not_assessed("The offence stands in a code whose general part was not read.")
    return silent(f"{provisions()[id].title}: the law was read whole and appears not to provide it.", 0.8)


def _in_code(unit: Unit, found: Offence) -> bool:
    return any(unit in one.units for one in found.laws if one.kind is Kind.PART)


__all__ = ["FindingValue", "Signal", "report"]
