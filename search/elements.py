"""Findings on the offence itself: acts, means, purposes, consent, children, the offence and its penalties."""

from collections.abc import Callable, Iterable

from models.finding import FindingValue, Sanctions
from models.signal import Signal, SignalKind
from search.offence import Offence, Shown, shown
from search.statutes import Kind, Piece, Segment, segments, trafficking
from search.verdict import Verdict, contrary, met, not_assessed, partly, silent

LIFE = 9999
_SERIOUS = (
    48  # months: four years make a serious crime (United Nations Convention against Transnational Organized Crime, article 2)
)

_MEANS = {
    "means:threat-force": "threat, force or coercion",
    "means:abduction": "abduction",
    "means:fraud": "fraud or deception",
    "means:abuse-of-power": "abuse of power",
    "means:vulnerability": "abuse of a position of vulnerability",
    "means:payment": "payments to a person in control",
}
_PURPOSES = {
    "purpose:sexual": "sexual exploitation",
    "purpose:labour": "forced labour or services",
    "purpose:slavery": "slavery or servitude",
    "purpose:organs": "removal of organs",
}


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def acts(o: Offence) -> Verdict:
    found = shown(o.core, "act:")
    if not found:
        return _nothing(o, "acts of trafficking")
    named = _list(value.split(":")[1] for value in sorted(found))
    if len(found) >= 3:
        return met(f"The offence names its acts: {named}.", found.values())
    return partly(f"The offence names only {named}.", found.values())


def means(o: Offence) -> Verdict:
    if not o.core:
        return _nothing(o, "means")
    basic, aggravated = shown(o.basic, "means:"), shown(o.aggravated, "means:")
    if not basic and aggravated:
        return partly("The offence needs no means; means only aggravate it.", aggravated.values())
    if len(set(basic) & set(_MEANS)) < 2:
        only = shown(o.core, "means:") | basic
        if not set(only) & set(_MEANS):
            return silent("The offence names no means: it reaches further than the Protocol.", 0.8)
        basic = only
    if "means:vulnerability-limited" in basic:
        basic = {k: v for k, v in basic.items() if k != "means:vulnerability"}
    missing = [name for value, name in _MEANS.items() if value not in basic]
    if not missing:
        return met(
            "The offence names threat, force, abduction, fraud, abuse of power and of vulnerability, and payments.",
            basic.values(),
        )
    return partly(f"The offence does not name {_list(missing)}.", basic.values())


def purposes(o: Offence) -> Verdict:
    if not o.core:
        return _nothing(o, "purposes")
    found = shown([*o.core, *o.basic, *o.definitions], "purpose:")
    named = {value: place for value, place in found.items() if value in _PURPOSES}
    missing = [name for value, name in _PURPOSES.items() if value not in named]
    if not missing:
        return met("Exploitation covers sexual exploitation, forced labour, slavery or servitude, and organs.", named.values())
    if named:
        return partly(f"Exploitation does not name {_list(missing)}.", named.values())
    if found:
        return partly("Exploitation is required but not defined in what was read.", found.values())
    return silent("The offence names no exploitation.", 0.7)


def consent(o: Offence) -> Verdict:
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    irrelevant = shown([*o.basic, *o.aggravated, *everywhere], "consent:irrelevant")
    if irrelevant:
        return met("The victim's consent is declared irrelevant.", irrelevant.values())
    against = shown(o.basic, "consent:defence")
    if against:
        return contrary("The offence is made to depend on the absence of consent, or consent is a defence.", against.values())
    if not o.core:
        return _nothing(o, "the victim's consent")
    return silent("The sections on trafficking appear not to say that consent is irrelevant.", 0.85)


def child(o: Offence) -> Verdict:
    """Whether a means is needed where the victim is a child."""
    if not o.core:
        return _nothing(o, "the child victim")
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    near: list[Segment | Piece] = [*o.basic, *o.aggravated, *o.definitions]
    without = shown([*near, *everywhere], "child:no-means")
    without.pop("child:no-means-sexual", None)
    if without:
        return met("For a child the offence is complete without any of the means.", without.values())
    needs = {v for v in shown(o.basic, "means:") if v in _MEANS}
    own = _child_offence(o)
    if own:
        return met("A separate offence against children needs no means.", [own])
    sexual = shown(o.basic, "child:no-means-sexual")
    if sexual:
        return partly("No means is needed for a child in commercial sex only.", sexual.values())
    if len(needs) < 2:
        return met("The offence needs no means for any victim, hence none for a child.", shown(o.core, "act:").values())
    named = [*shown([*o.aggravated, *o.basic], "child:").values()]
    if named or o.laws[0].kind is Kind.ACT:
        return contrary(
            "The means are required for every victim; a child changes the penalty at most.",
            named or [*shown(o.basic, "means:").values()],
        )
    return not_assessed("The extract says nothing of children; the rule may stand outside it.")


def _child_offence(o: Offence) -> Shown | None:
    """A segment with acts done to a child and no means, in a law whose other segments have means."""
    units = dict.fromkeys((*o.core_units, *o.crime_units))
    for unit in units:
        for segment in segments([unit]):
            values = segment.elements
            if "child:victim" not in values or any(v in _MEANS for v in values) or _spares_children(segment):
                continue
            acting = sum(v.startswith("act:") for v in values) >= 2 or "child:offence" in values
            aims = any(v.startswith("purpose:") for v in values) or any(v.startswith("purpose:") for v in unit.elements)
            if acting and aims and "circumstance:aggravating" not in values:
                signal = next(s for s in segment.signals if s.value == "child:victim")
                return segment.passage, signal
    return None


def _spares_children(segment: Segment) -> bool:
    return any(words in segment.folded for words in ("other than a child", "other than child", "mayor de edad", "volljahrig"))


def child_age(o: Offence) -> Verdict:
    near: list[Segment | Piece] = [*o.basic, *o.aggravated, *o.definitions]
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    eighteen = shown(near, "child:age-18") or shown(everywhere, "child:age-18")
    if eighteen:
        return met("A child is a person under eighteen.", eighteen.values())
    lower = shown(near, "child:age-lower") or shown(everywhere, "child:age-lower")
    if lower:
        return contrary("A child is a person under an age below eighteen.", lower.values())
    if not o.laws or o.laws[0].kind is not Kind.ACT:
        return not_assessed("Children are named without an age, or not at all; the age may be set elsewhere.")
    return silent("No age of a child appears to be printed.", 0.7)


def crime(o: Offence) -> Verdict:
    if o.core and o.punished and not _gutted(o):
        first = o.punished[0]
        return met("Trafficking in persons is a criminal offence.", [_place(s) for s in _best_crime(o)] or [_place(first)])
    if o.core:
        return partly(
            "Trafficking is defined; the offence or its penalty is not printed in what was read.", shown(o.core, "act:").values()
        )
    if o.crime_units:
        return partly("Trafficking is named as an offence; its definition was not found.", [_place(s) for s in o.punished[:2]])
    return _nothing(o, "an offence of trafficking")


def _gutted(o: Offence) -> bool:
    return all(law.kind is Kind.GUTTED for law in o.laws)


def _best_crime(o: Offence) -> list[Segment]:
    made = [s for s in segments(o.core_units) if "offence:created" in s.elements or s.penalties]
    return made[:2]


def _place(segment: Segment) -> Shown:
    wanted = [s for s in segment.signals if s.value == "offence:created" or s.kind is SignalKind.PENALTY]
    signals: list[Signal] = wanted or list(segment.signals)
    return segment.passage, signals[0]


def sanctions(o: Offence) -> tuple[Verdict, Sanctions]:
    """The penalty of the basic adult offence."""
    if (not o.core_units and not o.crime_units) or _gutted(o):
        nothing = (
            not_assessed("The sections with penalties are not in what was read.") if _gutted(o) else _nothing(o, "penalties")
        )
        return nothing, Sanctions()
    segment = _penalty(o)
    if segment is None:
        return _nothing(o, "penalties"), Sanctions()
    low, high = _range(segment)
    instead = "fine:alternative" in segment.penalties
    found = Sanctions(min_months=low, max_months=high, fine_in_lieu=instead)
    place = [(segment.passage, s) for s in segment.signals if s.kind is SignalKind.PENALTY][:1]
    if instead:
        return partly("A fine may take the place of imprisonment.", place), found
    if high is not None and high < _SERIOUS:
        return partly("The maximum is below the four years of a serious crime.", place), found
    return met(f"Imprisonment {_term(low, high)} for the basic offence.", place), found


def _term(low: int | None, high: int | None) -> str:
    least = f"from {low} months" if low is not None else ""
    most = "for life" if high == LIFE else f"up to {high} months" if high is not None else "without a printed maximum"
    return f"{least} {most}".strip()


def _range(segment: Segment) -> tuple[int | None, int | None]:
    value = next(v for v in (s.value for s in segment.signals if s.kind is SignalKind.PENALTY) if v.startswith("prison:"))
    low, high = value.removeprefix("prison:").split("-")
    return (None if low == "none" else int(low)), (None if high == "none" else int(high))


def _penalty(o: Offence) -> Segment | None:
    """The first prison term of the offence itself that is neither a child's nor an aggravated one."""

    def prison(segment: Segment) -> bool:
        return any(value.startswith("prison:") for value in segment.penalties)

    def basic(segment: Segment) -> bool:
        child = "child:victim" in segment.elements and not _spares_children(segment)
        return prison(segment) and "circumstance:aggravating" not in segment.elements and not child

    named = [u for u in o.core_units if u.heading and trafficking(u.heading, u.pack)]
    cored = [u for u in (named or o.core_units) if u.penalties]
    others = [u for u in o.core_units if u not in cored]
    pointing = [u for law in o.laws for u in law.relevant if u.penalties and o.is_named_in(u)]
    offending = [u for u in o.crime_units if u not in o.core_units and u.penalties]
    offending.sort(key=lambda u: not any(p.startswith("purpose:") for p in u.elements))
    tests: tuple[Callable[[Segment], bool], ...] = (basic, prison)
    for test in tests:
        for units in (cored, others, pointing, offending):
            for segment in segments(units):
                if test(segment):
                    return segment
    return None


def _nothing(o: Offence, what: str) -> Verdict:
    if any(law.kind is Kind.ACT for law in o.laws):
        return silent(f"The law appears not to provide {what}.", 0.7)
    return not_assessed(f"The sections on {what} are not in what was read.")


__all__ = ["FindingValue", "acts", "child", "child_age", "consent", "crime", "means", "purposes", "sanctions"]
