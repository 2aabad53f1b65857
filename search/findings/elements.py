"""Findings on the offence itself: acts, means, purposes, consent, children, the crime."""

from collections.abc import Iterable, Iterator, Mapping

from models.signal import Signal, SignalKind
from search.findings.offence import Offence, Shown, shown
from search.findings.penalties import heads_child, spares_children
from search.findings.statutes import Kind, Piece, Segment, Unit, segments, trafficking
from search.findings.verdict import Verdict, absent, contrary, met, not_assessed, partly, silent

_SEVERAL = 2  # means that a law which asks for means names at least
_ACTS = {
    "recruitment": ("act:recruitment",),
    "transport or transfer": ("act:transportation", "act:transfer"),  # one word covers both in many languages
    "harbouring": ("act:harbouring",),
    "receipt": ("act:receipt",),
}
_EVERY_ACT = {value for values in _ACTS.values() for value in values}
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
    "purpose:organs": "organ removal",
}


def listed(names: Iterable[str]) -> str:
    """ "a, b and c"; empty for nothing."""
    some = list(names)
    return " and ".join(filter(None, (", ".join(some[:-1]), some[-1]))) if some else ""


def without(names: Iterable[str]) -> str:
    return ", ".join(f"no {name}" for name in names)


def _partly_named(what: str, named: Mapping[str, str], found: Iterable[str]) -> str:
    """ "names fraud; no abduction, no payments": what is there and what is missing."""
    held = set(found)
    return f"{what} {listed(v for k, v in named.items() if k in held)}; {without(v for k, v in named.items() if k not in held)}"


def _spanning(found: Mapping[str, Shown]) -> list[Shown]:
    """One place a passage, from its first element to its last: the list is quoted, not its first item."""
    spans: dict[str, Shown] = {}
    for passage, signal in found.values():
        before = spans.get(passage.address, (passage, signal))[1]
        start, end = min(before.start, signal.start), max(before.end, signal.end)
        spans[passage.address] = passage, signal.model_copy(update={"start": start, "end": end, "text": passage.text[start:end]})
    return list(spans.values())


def acts(o: Offence) -> Verdict:
    found = shown(o.core, "act:")
    if not found:
        return absent(o.laws, "acts of trafficking")
    named = [name for name, values in _ACTS.items() if any(value in found for value in values)]
    missing = [name for name in _ACTS if name not in named]
    beside = f"; {without(missing)}" if missing else ""
    if "border:not-required" not in _reaches(o) and _crosses(o):
        return partly(f"The offence names {listed(named)}, across a border only{beside}", _spanning(found))
    if len(missing) <= 1 and len(found) > 2:
        return met(f"The offence names {listed(named)}{beside}", _spanning(found))
    return partly(f"The offence names only {listed(named)}{beside}", _spanning(found))


def means(o: Offence) -> Verdict:
    if not o.core:
        return absent(o.laws, "means")
    basic, aggravated = shown(o.basic, "means:"), shown(o.aggravated, "means:")
    if len(set(basic) & set(_MEANS)) < _SEVERAL:
        core = [s for piece in o.core for s in piece.segments if id(s) not in o.graver]
        basic |= shown(core, "means:")
    named = set(basic) & set(_MEANS)
    if len(named) < _SEVERAL and len(aggravated) >= _SEVERAL:
        return partly("The offence needs no means: wider than the Protocol; means only aggravate it", _spanning(aggravated))
    if not named:
        return silent("The offence names no means: it reaches further than the Protocol")
    limited = "means:vulnerability-limited" in basic
    if limited:
        basic = {k: v for k, v in basic.items() if k != "means:vulnerability"}
    if all(value in basic for value in _MEANS):
        return met(f"The offence names {listed(_MEANS.values())}", _spanning(basic))
    said = _partly_named("The offence names", _MEANS, basic)
    if set(_MEANS) - set(basic) == {"means:abduction"} and not limited:  # abduction is done by force or by deceit
        return met(said, _spanning(basic), 0.6)
    return partly(f"{said}{' other than on listed grounds' if limited else ''}", _spanning(basic))


def purposes(o: Offence) -> Verdict:
    if not o.core:
        return absent(o.laws, "purposes")
    found = shown([*o.core, *o.basic, *o.definitions], "purpose:")
    named = {value: place for value, place in found.items() if value in _PURPOSES}
    if len(named) == len(_PURPOSES):
        return met(f"Exploitation covers {listed(_PURPOSES.values())}", _spanning(named))
    if named:
        return partly(_partly_named("Exploitation covers", _PURPOSES, named), _spanning(named))
    if found:
        return partly("Exploitation is required but not defined in what was read", _spanning(found))
    if o.cut:
        return not_assessed("The offence is cut short in what was read; its purposes may stand further on")
    return silent("The offence names no exploitation as its purpose")


def consent(o: Offence) -> Verdict:
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    near: list[Segment | Piece] = [*o.basic, *o.aggravated]
    irrelevant = shown([*near, *everywhere], "consent:irrelevant")
    if irrelevant:
        holding = [s for s in (*near, *everywhere) if "consent:irrelevant" in s.elements]
        if all(isinstance(s, Segment) and _children_only(s) for s in holding):
            return partly("Consent is declared irrelevant for children only", irrelevant.values())
        return met("The victim's consent is declared irrelevant", irrelevant.values())
    punishing = [s for s in segments(o.crime_units) if "offence:created" in s.elements]
    against = shown([*o.basic, *punishing], "consent:defence")
    if against:
        return contrary("The offence depends on the absence of consent, or consent is a defence", against.values())
    if not o.core:
        return absent(o.laws, "a rule on the victim's consent")
    if o.cut:
        return not_assessed("The offence is cut short in what was read; a rule on consent may stand further on")
    return silent("The sections on trafficking appear not to say that consent is irrelevant")


def _children_only(segment: Segment) -> bool:
    """A child's consent is meant: the segment names a child as the victim and no adult."""
    return "child:victim" in segment.elements and "adult" not in segment.folded and "age-18" not in "".join(segment.elements)


def child(o: Offence) -> Verdict:
    """Whether a means is needed where the victim is a child."""
    if not o.core:
        return absent(o.laws, "a rule on child victims")
    near: list[Segment | Piece] = [*o.basic, *o.aggravated, *o.definitions]
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    without = shown([*near, *everywhere], "child:no-means")
    sexual = without.pop("child:no-means-sexual", None)
    if without:
        return met("For a child the offence is complete without any of the means", without.values())
    own = list(_child_offences(o))
    wider = [place for place, sexual_only in own if not sexual_only]
    if wider:
        return met("A separate offence against children needs no means", wider[:1])
    if sexual or own:
        return partly(
            "No means is needed for a child in sexual exploitation only; for other exploitation the means are required",
            [sexual or own[0][0]],
        )
    required = {v: place for v, place in shown(o.basic, "means:").items() if v in _MEANS}
    if len(required) < 2:
        return met("The offence needs no means for any victim, hence none for a child", shown(o.core, "act:").values())
    named = shown([*o.aggravated, *o.basic], "child:")
    if named or not (o.cut or _definitions_only(o)):
        beside = "a child only raises the penalty" if named else "nothing is said of a child"
        return contrary(f"Child: means are required; {beside}", [*required.values(), *named.values()])
    return not_assessed("What was read of the offence says nothing of children; the rule may stand outside it")


def _child_offences(o: Offence) -> Iterator[tuple[Shown, bool]]:
    """Segments with acts done to a child and no means; whether each is for sexual exploitation alone."""
    for unit in dict.fromkeys((*o.core_units, *o.crime_units)):
        for segment in segments([unit]):
            values = segment.elements
            if "child:victim" not in values or any(v in _MEANS for v in values) or spares_children(segment):
                continue
            acting = sum(v.startswith("act:") for v in values) >= 2 or "child:offence" in values
            aims = any(v.startswith("purpose:") for v in values) or any(v.startswith("purpose:") for v in unit.elements)
            if acting and aims and "circumstance:aggravating" not in values:
                yield (
                    (segment.passage, next(s for s in segment.signals if s.value == "child:victim")),
                    _sexual_only(segment, unit),
                )


def _sexual_only(segment: Segment, unit: Unit) -> bool:
    """The offence, or its section where it names no aim itself, is about sexual exploitation and no other."""
    own = segment.elements & set(_PURPOSES)
    if not own and "purpose:exploitation" in segment.elements:
        return False
    return (own or unit.elements & set(_PURPOSES)) == {"purpose:sexual"}


def child_age(o: Offence) -> Verdict:
    near: list[Segment | Piece] = [*o.basic, *o.aggravated, *o.definitions]
    everywhere: list[Segment | Piece] = [s for law in o.laws for s in segments(law.relevant)]
    eighteen = shown(near, "child:age-18") or shown(everywhere, "child:age-18")
    if eighteen:
        return met("A child is a person under eighteen", eighteen.values())
    lower = shown(near, "child:age-lower") or shown(everywhere, "child:age-lower")
    if lower:
        return contrary("A child is a person under an age below eighteen", lower.values())
    if o.laws and all(law.beside for law in o.laws):
        return absent(o.laws, "an age of a child victim")
    if not o.laws or o.laws[0].kind is not Kind.ACT:
        return not_assessed("No age of a child is printed in what was read; it may be set elsewhere")
    return silent("No age of a child appears to be printed")


def crime(o: Offence) -> Verdict:
    if o.core and o.punished and not _gutted(o):
        places = [_place(s) for s in _best_crime(o)] or [_place(o.punished[0])]
        return _narrowed(o, places) or met("Trafficking in persons is a criminal offence", places)
    if o.core and _definitions_only(o):
        return not_assessed("Only definitions are in what was read; the offence stands elsewhere")
    if o.core:
        defined = shown(o.core, "act:").values()
        return partly("Trafficking is defined; the offence or its penalty is not printed in what was read", defined)
    if o.crime_units:
        return partly("Trafficking is named as an offence; its definition was not found", [_place(s) for s in o.punished[:2]])
    return absent(o.laws, "an offence of trafficking")


def _narrowed(o: Offence, places: list[Shown]) -> Verdict | None:
    """The offence asks for more than the Protocol allows: a border crossed, an organised group, women or children only."""
    if "border:not-required" not in _reaches(o) and _crosses(o):
        said = "The offence is committed across a border only"
        return contrary(said, places) if o.laws[0].kind is Kind.ACT else partly(f"{said}, in what was read", places)
    if _all(o, "group:required"):
        return contrary("The offence is committed by an organised group only", places)
    if _all(o, "victim:women"):
        return partly("The offence protects women and children only", places)
    return None


def _reaches(o: Offence) -> set[str]:
    """What any section on trafficking says of borders and the rest."""
    return {e for law in o.laws for unit in law.relevant for e in unit.elements}


def _crosses(o: Offence) -> bool:
    """Every segment with the offence's acts has a border in it."""
    acting = [s for piece in o.core for s in piece.segments if sum(e.startswith("act:") for e in s.elements) > 1]
    return bool(acting) and all("border:required" in s.elements for s in acting)


def _all(o: Offence, element: str) -> bool:
    return bool(o.core) and all(element in piece.elements for piece in o.core)


def _definitions_only(o: Offence) -> bool:
    return all(law.extract for law in o.laws) and not o.punished


def _gutted(o: Offence) -> bool:
    return all(law.kind is Kind.GUTTED for law in o.laws)


def _best_crime(o: Offence) -> list[Segment]:
    """Where the offence is created and punished: against adults first, in a section whose heading names it, with its acts."""
    adult = [u for u in o.core_units if not heads_child(u)] or [u for u in o.crime_units if not heads_child(u)]
    made = [(s, u) for u in adult or o.core_units for s in segments([u]) if "offence:created" in s.elements or s.penalties]
    plain = [(s, u) for s, u in made if "child:victim" not in s.elements and id(s) not in o.after_child | o.graver]
    best = sorted(plain or made, key=lambda pair: (not trafficking(pair[1].heading, pair[1].pack), -_weight(pair[0])))
    return [segment for segment, unit in best if unit is best[0][1]][:2]


def _weight(segment: Segment) -> int:
    """Acts that it names, and whether it creates the offence and prints its penalty."""
    return min(len(segment.elements & _EVERY_ACT), 2) + ("offence:created" in segment.elements) + bool(segment.penalties)


def _place(segment: Segment) -> Shown:
    wanted = [s for s in segment.signals if s.value == "offence:created" or s.kind is SignalKind.PENALTY]
    signals: list[Signal] = wanted or list(segment.signals)
    return segment.passage, signals[0]


__all__ = ["acts", "child", "child_age", "consent", "crime", "means", "purposes"]
