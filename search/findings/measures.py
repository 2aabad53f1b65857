"""Provisions that statutory wording shows: what a law provides for victims, prevention and cooperation, and beside the offence.

Facets that the laws show are added up by the rule of each provision (models/statutory/rules.toml).
"""

from collections.abc import Iterable, Sequence

from models.document import Completeness, Passage, Role
from models.law import Rule, fold, rules
from models.reference import Pillar, provisions
from models.signal import Signal, SignalKind
from search.findings import elements
from search.findings.evidence import Place, best_of_each, density, ranked
from search.findings.limits import in_definition, limits
from search.findings.offence import Offence
from search.findings.statutes import Kind, Law, Piece, Unit, has, trafficking
from search.findings.verdict import Shown, Verdict, contrary, met, not_assessed, partly, silent

_NARROWING = {"conditional": "tied to a condition", "excepted": "some cases are excepted"}
"""Facets of words that narrow what their section provides elsewhere."""


def measure(id: str, rule: Rule, found: Offence) -> Verdict:
    """Facets that the laws show, added up by the provision's rule; what is shown under limits is provided in part."""
    title = provisions()[id].title
    places = ranked(_unopposed(place for one in found.laws for place in _places(one, id, found)))
    firm = [place for place in places if not place.limits]
    provided = [place for place in firm if place.level == "met"]
    against = [place for place in places if place.level == "contrary"]
    if against and not provided:
        return contrary(f"{title}: the text provides the opposite", [place.shown for place in against])
    if not places:
        return _absent(id, rule, found)
    facets = best_of_each([place for place in firm if place.facet and place.facet not in _NARROWING])
    facets.sort(key=lambda place: place.facet not in rule.needs)
    best = [*provided[:1], *facets]
    narrowed = _condition(best, places)
    if narrowed is None and (provided or (rule.facets > 1 and _enough(rule, facets))):
        counted = [place for place in facets if place.level == "met" or not provided]
        return met(f"{title}: {_named(rule, counted) or 'provided'}", _shown(best), best[0].strength)
    shown = best_of_each(places)
    return partly(f"{title}: {_partial(rule, shown, firm, narrowed)}", _shown([*([narrowed] if narrowed else []), *shown]), 0.5)


def _unopposed(places: Iterable[Place]) -> list[Place]:
    """Without what a passage seems to provide and says the opposite of ("shall not be relieved of liability")."""
    every = list(places)
    opposed = {place.piece.passage.address for place in every if place.level == "contrary"}
    return [place for place in every if place.level == "contrary" or place.piece.passage.address not in opposed]


def _enough(rule: Rule, facets: Sequence[Place]) -> bool:
    return len({place.facet for place in facets}) >= rule.facets


def _shown(places: Iterable[Place]) -> list[Shown]:
    return [place.shown for place in places]


def _condition(best: Sequence[Place], places: Sequence[Place]) -> Place | None:
    """A condition or exception that the section of the best place states elsewhere in it."""
    units = {id(place.unit) for place in best}
    return next((place for place in places if place.facet in _NARROWING and id(place.unit) in units), None)


def _named(rule: Rule, places: Iterable[Place]) -> str:
    """The facets in words, in the rule's order."""
    shown = {place.facet for place in places}
    return elements.listed(name for facet, name in rule.names.items() if facet in shown)


def _partial(rule: Rule, shown: Sequence[Place], firm: Sequence[Place], narrowed: Place | None) -> str:
    """What is there, and what limits it."""
    held = _named(rule, shown)
    missing = [rule.names[facet] for facet in rule.needs if facet not in {place.facet for place in shown}]
    limited = dict.fromkeys(limit for place in shown for limit in place.limits)
    if narrowed and narrowed.facet:
        limited = {_NARROWING[narrowed.facet]: None}
    why = elements.listed(limited) if narrowed or not firm else "" if held else rule.missing
    without = elements.without(missing) if not limited or firm else ""
    return "; ".join(filter(None, (held, without, why))) or rule.missing or "in part"


def _own_words(id: str, found: Offence) -> frozenset[str]:
    """Addresses of the offence's own words, which shelter or move victims, but protect nobody."""
    if provisions()[id].pillar is Pillar.PROSECUTION:
        return frozenset()
    exploiting = [piece for piece in found.definitions if any(e.startswith("purpose:") for e in piece.elements)]
    meanings = [piece for one in found.laws for unit in one.units if _is_meaning(unit) for piece in unit.pieces]
    return frozenset(piece.passage.address for piece in (*found.core, *exploiting, *meanings))


def _is_meaning(unit: Unit) -> bool:
    """A section that says what exploitation is."""
    aims = {element for element in unit.elements if element.startswith("purpose:")}
    heading = f"{unit.heading} {fold(unit.path[-1]) if unit.path else ''}"
    return "exploitation:definition" in unit.elements and len(aims) > 2 and has(heading, unit.pack.aims)


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
        return [unit for unit in one.relevant if unit.about or _serves(one, id, unit) or (punishing and found.is_named_in(unit))]
    if one.extract:
        moved = [unit for unit in one.relevant if not _smuggles(unit, found)]
        return [unit for unit in moved if _sister(unit) or not _punishes_else(unit, found)]
    return [unit for unit in one.units if unit.headed or unit in found.core_units or found.is_named_in(unit)]


def _smuggles(unit: Unit, found: Offence) -> bool:
    """A section of an extract that moves people across a border for no exploitation: smuggling, whatever it is called."""
    aims = any(element.startswith("purpose:") for element in unit.elements)
    return "border:required" in unit.elements and not (aims or unit.about or unit in found.core_units or found.is_named_in(unit))


def _punishes_else(unit: Unit, found: Offence) -> bool:
    """A section of an extract that creates an offence of its own, which is not trafficking."""
    acts = [element for element in unit.elements if element.startswith("act:")]
    creates = len(acts) > 1 and "offence:created" in unit.elements and bool(unit.penalties)
    return creates and not (unit.about or unit in found.core_units or found.is_named_in(unit))


def _serves(one: Law, id: str, unit: Unit) -> bool:
    return provisions()[id].pillar is Pillar.PROTECTION and unit in one.serving and not unit.about


def _sister(unit: Unit) -> bool:
    return has(f"{unit.heading} {unit.folded}", unit.pack.sister)


def _limits(one: Law, id: str, unit: Unit, passage: Passage, signal: Signal, found: Offence) -> tuple[str, ...]:
    prosecuting = provisions()[id].pillar is Pillar.PROSECUTION
    found_limits = list(limits(unit, passage, signal, rules()[id]))
    if one.extract and prosecuting and _punishes_else(unit, found):
        found_limits.append("for a sister offence only")
    if _serves(one, id, unit):
        found_limits.append("for several groups, victims of trafficking among them")
    return tuple(found_limits)


def _places(one: Law, id: str, found: Offence) -> list[Place]:
    """Where a law's sections show the provision; definitions and findings of fact provide nothing."""
    passed = _own_words(id, found)
    protecting = provisions()[id].pillar is not Pillar.PROSECUTION
    return [
        Place(one, unit, piece, signal, _limits(one, id, unit, piece.passage, signal, found), density(piece, id))
        for unit in _units(one, id, found)
        if not has(unit.heading, ("finding", "short title"))
        for piece in unit.pieces
        if piece.passage.role is not Role.DEFINITION and piece.passage.address not in passed
        for signal in piece.extract.signals
        if signal.kind is SignalKind.STATUTORY and signal.value.split(":")[0] == id
        if not _counts(piece, one) and not _of_another_crime(piece, one)
        if not (protecting and in_definition(piece.passage, signal))
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
    if all(one.beside for one in found.laws):
        return silent(f"{provisions()[id].title}: what was read whole, no law on trafficking itself, appears not to provide it")
    if not kinds & {Kind.ACT, Kind.GUTTED}:
        return not_assessed("Only sections of a code or an extract were read, which could not be expected to hold it")
    if (prosecution or rule.general_part) and Kind.GUTTED in kinds:
        return not_assessed("Sections with criminal provisions are blank in the copy read")
    if rule.general_part and Kind.PART in kinds and any(_in_code(unit, found) for unit in found.core_units):
        return not_assessed("The offence stands in a code whose general part was not read")
    return silent(f"{provisions()[id].title}: the law was read whole and appears not to provide it")


def _in_code(unit: Unit, found: Offence) -> bool:
    return any(unit in one.units for one in found.laws if one.kind is Kind.PART)
