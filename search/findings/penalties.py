"""What the offence is punished with: the basic term, and those of its aggravated, child, sexual and labour forms."""

import re
from collections.abc import Iterable, Iterator, Sequence

from models.finding import LIFE, SERIOUS, Sanctions, Term
from models.law import fold
from models.signal import SignalKind
from search.findings.offence import Offence, Shown
from search.findings.quoting import quote
from search.findings.statutes import Kind, Law, Segment, Unit, has, segments, trafficking
from search.findings.verdict import Verdict, absent, met, not_assessed, partly

Ends = tuple[int | None, int | None]
_OTHER_AIMS: dict[str, tuple[str, ...]] = {"purpose:sexual": ("purpose:labour", "purpose:slavery", "purpose:organs")}
_OTHER_AIMS["purpose:labour"] = ("purpose:sexual", "purpose:organs")


def sanctions(o: Offence) -> tuple[Verdict, Sanctions]:
    """The finding on penalties, and the terms of the offence's forms."""
    if all(law.kind is Kind.GUTTED for law in o.laws):
        return not_assessed("The sections with penalties are not in what was read"), Sanctions()
    basic = _basic(o) if o.core_units or o.crime_units else None
    if basic is None:
        return absent(o.laws, "penalties"), Sanctions()
    low, high = _ends(basic)
    instead = "fine:alternative" in basic.penalties
    found = _compared(_forms(o, basic), low, high, instead)
    return _verdict(basic, found), found


def _verdict(basic: Segment, found: Sanctions) -> Verdict:
    term = said(found.min_months, found.max_months)
    place = [_place(basic)]
    if found.fine_in_lieu:
        return partly(f"A fine may take the place of imprisonment ({term})", place)
    if found.sufficiently_stringent is False:
        return partly(f"Imprisonment {term}: below the four years that make a crime serious", place)
    more = [
        f"{name} {said(one.min_months, one.max_months)}"
        for name, one in (("aggravated", found.aggravated), ("against a child", found.child))
        if one and (one.min_months, one.max_months) != (found.min_months, found.max_months)
    ]
    beside = f"; {'; '.join(more)}" if more else ""
    return met(f"Imprisonment {term} for the basic offence{beside}", place)


def said(low: int | None, high: int | None) -> str:
    """A range in words: "from 24 to 120 months", "up to 60 months", "for life"."""
    if high is None:
        return f"of at least {low} months, no maximum printed"
    most = "life" if high == LIFE else f"{high} months"
    if low is not None:
        return f"of {most}" if low == high else f"from {low} to {most}" if high != LIFE else f"from {low} months to life"
    return "up to life" if high == LIFE else f"up to {most}"


def _place(segment: Segment) -> Shown:
    return segment.passage, next(s for s in segment.signals if s.kind is SignalKind.PENALTY)


def _prison(segment: Segment) -> bool:
    return any(value.startswith("prison:") for value in segment.penalties)


def _ends(segment: Segment) -> Ends:
    """The first printed range of a segment, as (minimum, maximum) in months."""
    values = (s.value for s in segment.signals if s.kind is SignalKind.PENALTY)
    low, high = next(v for v in values if v.startswith("prison:")).removeprefix("prison:").split("-")
    return (None if low == "none" else int(low)), (None if high == "none" else int(high))


def _of_child(segment: Segment, o: Offence) -> bool:
    """It is about child victims, by its own words or by those of the offence that it punishes."""
    if "child:victim" in segment.elements:
        return not spares_children(segment)
    return id(segment) in o.after_child


def _plain(segment: Segment, o: Offence) -> bool:
    return _prison(segment) and not _graver(segment, o) and not _of_child(segment, o)


def heads_child(unit: Unit) -> bool:
    """Its heading is about children, not about others than them."""
    return has(unit.heading, unit.pack.children) and not has(unit.heading, unit.pack.adult)


def spares_children(segment: Segment) -> bool:
    """It names a child only to say that it is about others ("a person other than a child")."""
    return has(segment.folded, segment.pack.adult)


def _candidates(o: Offence) -> Iterator[Sequence[Unit]]:
    """Units that may print the basic term, the likeliest first; those headed by children last."""
    groups = [list(units) for units in _likely(o)]
    for units in groups:
        yield [unit for unit in units if not heads_child(unit)]
    for units in groups:
        yield [unit for unit in units if heads_child(unit)]


def _likely(o: Offence) -> Iterator[Sequence[Unit]]:
    """The offence's own units, those that point at it, those that name it, those that punish every offence of the law."""
    named = [u for u in o.core_units if u.heading and trafficking(u.heading, u.pack)]
    cored = [u for u in (named or o.core_units) if u.penalties]
    yield cored
    yield [u for u in o.core_units if u not in cored]
    yield [u for law in o.laws for u in law.relevant if u.penalties and o.is_named_in(u)]
    offending = [u for u in o.crime_units if u not in o.core_units and u.penalties]
    yield sorted(offending, key=lambda u: not any(p.startswith("purpose:") for p in u.elements))
    yield [u for law in o.laws for u in law.relevant if u.penalties and has(u.folded, u.pack.general)]


def _basic(o: Offence) -> Segment | None:
    """The first prison term of the offence itself that is neither a child's nor an aggravated one; failing that, any."""

    every = [[s for s in segments(units) if not _ancillary(s, o)] for units in _candidates(o)]
    plain = (segment for some in every for segment in some if _plain(segment, o))
    return next(plain, None) or next((segment for some in every for segment in some if _prison(segment)), None)


def _ancillary(segment: Segment, o: Offence) -> bool:
    """It punishes obstruction, disclosure or the like in a section that is not the offence's own."""
    own = {piece.passage.address for unit in o.core_units for piece in unit.pieces}
    return segment.passage.address not in own and has(segment.folded, segment.pack.ancillary)


def _forms(o: Offence, basic: Segment) -> Sanctions:
    """The terms that other segments of the offence print, by what they are for."""
    units = list(dict.fromkeys(unit for some in _candidates(o) for unit in some))
    others = [s for s in segments(units) if _prison(s) and s is not basic]
    low, high = _ends(basic)
    return Sanctions(
        min_months=low,
        max_months=high,
        aggravated=_heaviest(s for s in others if _graver(s, o) and not _of_child(s, o)),
        child=_heaviest((s for s in others if _of_child(s, o)), first=True),
        sexual=_heaviest(_for(o, "purpose:sexual"), first=True),
        labour=_heaviest(_for(o, "purpose:labour"), first=True),
        rape=_rape(o.laws),
    )


def _graver(segment: Segment, o: Offence) -> bool:
    return id(segment) in o.graver or "circumstance:aggravating" in segment.elements


def _for(o: Offence, aim: str) -> Iterator[Segment]:
    """Plain terms of the sections that punish trafficking for one kind of exploitation alone."""
    for unit in o.core_units:
        if aim in unit.elements and not unit.elements & set(_OTHER_AIMS[aim]):
            first = next((segment for segment in segments([unit]) if _prison(segment)), None)
            if first and _plain(first, o):
                yield first


def _heaviest(some: Iterable[Segment], *, first: bool = False) -> Term | None:
    """The heaviest term, or the first that the text prints."""
    found = list(some)
    if not found:
        return None
    segment = found[0] if first else max(found, key=lambda s: (_ends(s)[1] or _ends(s)[0] or 0, _ends(s)[0] or 0))
    low, high = _ends(segment)
    passage, signal = _place(segment)
    return Term(min_months=low, max_months=high, evidence=quote(passage, signal.start, signal.end))


def _rape(laws: Sequence[Law]) -> Term | None:
    """What a State's code punishes rape with: the first term under a heading that names it, of the paragraph that
    names it where one does, else beside the word."""
    for law in laws:
        headed = [unit for unit in law.units if _names(unit.heading, law) and unit.penalties]
        terms = [segment for segment in segments(headed) if _prison(segment)]
        own = [segment for segment in terms if _names(fold(segment.passage.text), law)]
        if terms:
            return _heaviest((own or terms)[:1])
        for segment in segments(law.units):
            if _prison(segment) and _names(segment.folded, law):
                return _heaviest([segment])
    return None


def _names(folded: str, law: Law) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", folded) for word in law.pack.rape)


def _compared(found: Sanctions, low: int | None, high: int | None, instead: bool) -> Sanctions:
    """With what follows from the months: stringent or not, and commensurate with rape or not."""
    ceiling = high if high is not None else low
    graver = [one.max_months or one.min_months or 0 for one in (found.sexual,) if one]
    rape = found.rape.max_months if found.rape else None  # a minimum alone says nothing of how far the term reaches
    return found.model_copy(
        update={
            "fine_in_lieu": instead,
            "sufficiently_stringent": None if ceiling is None else ceiling >= SERIOUS,
            "commensurate_with_rape": None if rape is None or ceiling is None else max(ceiling, *graver, 0) >= rape,
        }
    )
