"""Which passage shows a provision best: the one to quote, and how strong it is.

A passage shows a provision directly when its heading names it, when several of its words do, when it is a duty or a right, and
when the alignment of passages says so too; less so when it states aims, when what it provides is narrowed, or when its law is
about something else. The weights are set by hand; what follows from them (probabilities) is fitted on labels.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.document import Role
from models.law import fold
from models.signal import Signal
from search.findings.limits import clause, says
from search.findings.statutes import Kind, Law, Piece, Unit, has
from search.findings.verdict import Shown

_STEM = 5
"""Letters of a word that its family shares."""
_HEADED, _ALIGNED, _DUTY, _DENSE, _BESIDE = 1.5, 2.0, 0.7, 0.4, 1.0
_AIM, _ANNEX, _LIMITED = -1.5, -1.5, -0.5
_MOST = 4.0
"""A passage with a heading, an alignment and a duty is as strong as it gets."""


@dataclass(frozen=True)
class Place:
    """Where a law shows a provision."""

    law: Law
    unit: Unit
    piece: Piece
    signal: Signal
    limits: tuple[str, ...]
    dense: int
    """Signals of the same provision in the passage."""

    @property
    def shown(self) -> Shown:
        return self.piece.passage, self.signal

    @property
    def level(self) -> str:
        return self.signal.value.split(":")[1]

    @property
    def facet(self) -> str | None:
        parts = self.signal.value.split(":")
        return parts[2] if len(parts) > 2 else None

    @property
    def score(self) -> float:
        """How directly it shows the provision; higher is better."""
        provision = self.signal.value.split(":")[0]
        aligned = max((a.probability for a in self.piece.extract.alignments if a.provision == provision), default=0.0)
        heading = f"{self.unit.heading} {fold(self.piece.passage.path[-1]) if self.piece.passage.path else ''}"
        pack = self.unit.pack
        return (
            _ALIGNED * aligned
            + _HEADED * _in_heading(self.signal.text, heading)
            + _DUTY * says(clause(*self.shown), pack.duty)
            + _DENSE * min(self.dense - 1, 3)
            + _AIM * (has(self.unit.heading, pack.aims) and not has(self.unit.heading, pack.subject))
            + _ANNEX * (self.piece.passage.role in (Role.ANNEX, Role.PREAMBULAR))
            + _LIMITED * len(self.limits)
            + _BESIDE * (self.law.kind is not Kind.PART and self.law.devoted)
        )

    @property
    def strength(self) -> float:
        return max(0.0, min(self.score / _MOST, 1.0))


def _in_heading(words: str, heading: str) -> bool:
    """A word of the signal, or one of its family, stands in the heading."""
    stems = {word[:_STEM] for word in fold(words).split() if len(word) > _STEM}
    return any(part[:_STEM] in stems for part in heading.replace(",", " ").split())


def ranked(places: Iterable[Place]) -> list[Place]:
    """The best first; of equals the first in the text."""
    return sorted(places, key=lambda place: -place.score)


def density(piece: Piece, provision: str) -> int:
    counted = Counter(s.value.split(":")[0] for s in piece.extract.signals if s.kind.value == "statutory")
    return counted[provision]


def best_of_each(places: Sequence[Place]) -> list[Place]:
    """The best place of each facet, the best first."""
    first: dict[str, Place] = {}
    for place in ranked(places):
        first.setdefault(place.signal.value, place)
    return list(first.values())
