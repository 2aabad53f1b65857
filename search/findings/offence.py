"""The offence of trafficking in a State's laws: where it is defined and punished, and its elements.

Looked for first, because everything on acts, means, purposes, consent, children and penalties is read within it and the
definitions that it uses: a code also speaks of receiving goods, transporting drugs and punishing fraud.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.document import Role
from models.law import fold
from models.signal import SignalKind
from search.findings.statutes import Kind, Law, Piece, Segment, Unit, has, segments, trafficking
from search.findings.verdict import Shown

_ACTS = 2  # kinds of acts that a passage must name to be the offence's own words
_OF_SHELTERS = {"act:harbouring", "act:receipt"}  # words that rules on shelters use too
_DEFINING = ("defin", "interpret", "begriff")
_CRIME = ("offence:created", "offence:definition")
_ELLIPSIS = ("[…]", "[...]", "[. . .]")
_FIRST = re.compile(r"\W{0,3}(?:1|a|i)\W")


@dataclass(frozen=True, eq=False)
class Offence:
    """The units that hold it, by what they are for."""

    laws: tuple[Law, ...]
    core: tuple[Piece, ...]
    """Passages with the offence's own words: two acts or more, and an exploitation."""
    core_units: tuple[Unit, ...]
    crime_units: tuple[Unit, ...]
    """Units that create an offence of trafficking or name its penalty, core units first."""
    definitions: tuple[Piece, ...]
    """Definitions that the law gives beside it."""

    @cached_property
    def basic(self) -> tuple[Segment, ...]:
        """Segments of the offence without its aggravated forms."""
        others = [u for u in self.crime_units if u not in self.core_units and _is_offence_itself(u)]
        own = [s for unit in self.core_units for s in self._own(unit)]
        return tuple(s for s in (*own, *segments(others)) if id(s) not in self.graver)

    def _own(self, unit: Unit) -> list[Segment]:
        """The offence's segments; of a section with many definitions, only those of the offence and what lies below them."""
        pieces = unit.pieces
        if has(unit.heading, _DEFINING):
            places = tuple(piece.passage.address for piece in self.core if piece in unit.pieces)
            pieces = tuple(piece for piece in unit.pieces if piece.passage.address.startswith(places))
        return [segment for piece in pieces for segment in piece.segments]

    @cached_property
    def graver(self) -> frozenset[int]:
        """Ids of the segments that aggravate, and of the items of the lists that such a segment opens."""
        units = dict.fromkeys((*self.core_units, *self.crime_units))
        return frozenset(id(segment) for unit in units for segment in _aggravating(unit))

    @cached_property
    def after_child(self) -> frozenset[int]:
        """Ids of the segments that follow, in their section, an offence against a child: their penalties are for it."""
        units = dict.fromkeys((*self.core_units, *self.crime_units))
        return frozenset(id(segment) for unit in units for segment in _following_child(unit))

    @cached_property
    def aggravated(self) -> tuple[Segment, ...]:
        own = [s for unit in self.core_units for s in self._own(unit)]
        others = segments([unit for unit in self.crime_units if unit not in self.core_units])
        basic = {id(segment) for segment in self.basic}
        return tuple(s for s in (*own, *others) if id(s) not in basic)

    def is_named_in(self, unit: Unit) -> bool:
        """Whether another unit names the offence's section by number ("an offence under section 118")."""
        return unit not in self.core_units and unit.cites(core.number for core in self.core_units)

    @cached_property
    def cut(self) -> bool:
        """What was read of the offence ends within its section: an ellipsis is printed, or the first of its paragraphs alone."""
        read = [unit for law in self.laws if law.extract for unit in law.units]
        return any(_is_cut(unit) for unit in self.core_units if unit in read)

    @property
    def punished(self) -> list[Segment]:
        units = (*self.core_units, *self.crime_units)
        return [s for s in segments(units) if s.penalties or "offence:created" in s.elements]


def _aggravating(unit: Unit) -> Iterator[Segment]:
    opened = False
    for segment in segments([unit]):
        aggravates = "circumstance:aggravating" in segment.elements
        if aggravates or opened:
            yield segment
        opened = opened or (aggravates and segment.folded.rstrip().endswith((":", ":—", "—", "–")))


def _following_child(unit: Unit) -> Iterator[Segment]:
    of_child = False
    for segment in segments([unit]):
        names = "child:victim" in segment.elements
        if "offence:created" in segment.elements and (names or has(segment.folded, segment.pack.anyone)):
            of_child = names and not has(segment.folded, segment.pack.adult)
        elif of_child:
            yield segment


def _is_cut(unit: Unit) -> bool:
    if has(unit.folded, _ELLIPSIS):
        return True
    return len(unit.pieces) == 1 and bool(_FIRST.match(unit.folded)) and not re.search(r"(?:\n|[.;] )\W{0,3}2[.)° ]", unit.folded)


def _excuses(unit: Unit) -> bool:
    """It says when a victim is not punished: its words on compulsion are no means of the offence."""
    return any(s.value.startswith("non-punishment") for piece in unit.pieces for s in piece.extract.signals)


def _is_offence_itself(unit: Unit) -> bool:
    """It says "who traffics another person for the purpose of exploitation" without the acts, which a definition gives."""
    return unit.about and "offence:created" in unit.elements and any(e.startswith("purpose:") for e in unit.elements)


def _purposes(elements: set[str]) -> set[str]:
    return {element for element in elements if element.startswith("purpose:")}


def _is_core(piece: Piece, unit: Unit) -> bool:
    enough = len(piece.acts) >= _ACTS and bool(piece.acts - _OF_SHELTERS) and bool(_purposes(unit.elements) or unit.about)
    if not enough or unit.elsewhere:
        return False
    names = unit.about or has(f"{unit.heading} {unit.above} {unit.folded}", unit.pack.sister)
    own = len(piece.acts) >= _ACTS + 1 and bool(_purposes(piece.elements) or "offence:definition" in unit.elements)
    punishes = any(element in unit.elements for element in _CRIME) or bool(unit.penalties)
    defines = trafficking(fold(piece.passage.text), unit.pack) and len(piece.acts) > _ACTS and bool(_purposes(piece.elements))
    return ((names or own) and punishes) or defines


def _cores(laws: Sequence[Law]) -> Iterator[tuple[Piece, Unit]]:
    for law in laws:
        for unit in law.relevant:
            for piece in unit.pieces:
                if _is_core(piece, unit) or _defines_it(piece, unit):
                    yield piece, unit


def _defines_it(piece: Piece, unit: Unit) -> bool:
    """A definition of trafficking by its acts."""
    opening = piece.extract.address is not None and trafficking(unit.folded, unit.pack)
    return piece.passage.role is Role.DEFINITION and len(piece.acts) >= _ACTS + 1 and opening


def _superseded(laws: Sequence[Law]) -> frozenset[int]:
    """Ids of the provisions by which a lighter law worded a section that a weightier one prints: it may have changed."""
    found: set[int] = set()
    printed: list[str] = []
    for law in laws:
        found |= {id(unit) for unit in law.units if any(unit.stands_for(number) for number in printed)}
        if law.kind is Kind.PART:
            printed += [unit.printed for unit in law.relevant if unit.printed]
    return frozenset(found)


def offence(laws: Sequence[Law]) -> Offence:
    """The offence, in laws given with the weightiest first."""
    passed = _superseded(laws)
    found = [pair for pair in _cores(laws) if id(pair[1]) not in passed]
    strong = [pair for pair in found if len(pair[0].acts) >= _ACTS + 1]
    found = strong or found
    core_units = tuple(dict.fromkeys(unit for _, unit in found if not _only_definitions(unit)))
    return Offence(
        laws=tuple(laws),
        core=tuple(piece for piece, _ in found),
        core_units=core_units,
        crime_units=tuple(
            unit for law in laws for unit in law.relevant if unit in core_units or (_is_crime(unit) and id(unit) not in passed)
        ),
        definitions=tuple(piece for law in laws for unit in law.relevant for piece in unit.pieces if _is_definition(piece, unit)),
    )


def _only_definitions(unit: Unit) -> bool:
    return all(piece.passage.role is Role.DEFINITION for piece in unit.pieces)


def _is_crime(unit: Unit) -> bool:
    """It punishes trafficking by name."""
    created = "offence:created" in unit.elements or bool(unit.penalties)
    return created and unit.about and not _excuses(unit)


def _is_definition(piece: Piece, unit: Unit) -> bool:
    if _excuses(unit):
        return False
    headed = has(unit.heading, _DEFINING) or "exploitation:definition" in unit.elements
    return piece.passage.role is Role.DEFINITION or headed


def shown(parts: Sequence[Segment | Piece], prefix: str) -> dict[str, Shown]:
    """A place of each element that begins with `prefix`: in the passage that has most of them, which is the definition."""
    places = [
        (part.passage, signal)
        for part in parts
        for signal in (part.signals if isinstance(part, Segment) else part.extract.signals)
        if signal.kind is SignalKind.ELEMENT and signal.value.startswith(prefix)
    ]
    held: dict[str, set[str]] = defaultdict(set)
    for passage, signal in places:
        held[passage.address].add(signal.value)
    found: dict[str, Shown] = {}
    for place in sorted(places, key=lambda place: -len(held[place[0].address])):
        found.setdefault(place[1].value, place)
    return found


__all__ = ["Kind", "Offence", "Shown", "offence", "shown"]
