"""A draft read as a negotiator would: how firmly each paragraph asks, what was agreed before, what is left out."""

from models.base import Address, NonEmpty, Record
from models.precedent import Precedent, StrengthKind


class Reviewed(Record):
    """An operative paragraph of the draft, and what adopted texts say on the point."""

    address: Address
    number: str | None
    text: NonEmpty
    action: int
    verb: str | None = None
    addressees: tuple[str, ...] = ()
    deadline: str | None = None
    qualifiers: tuple[str, ...] = ()
    """Words that soften it, as printed."""
    follow_up: str | None = None
    resources: str | None = None
    lacks: tuple[StrengthKind, ...] = ()
    """What would make it firmer: an actor, a deadline, resources, follow-up, fewer softening words."""
    provisions: tuple[str, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    """Nearest first."""
    stronger: tuple[Precedent, ...] = ()
    """Wordings on the same subject that ask more firmly."""


class LeftOut(Record):
    """A provision that no paragraph of the draft speaks to, with adopted wordings that do."""

    provision: NonEmpty
    title: NonEmpty
    article: NonEmpty
    wordings: tuple[Address, ...] = ()
    """Passages that ask for it most firmly, the latest first."""
    texts: tuple[NonEmpty, ...] = ()
    """Their words, in the same order."""


class Review(Record):
    title: NonEmpty
    language: str
    form: str
    grades: tuple[int, ...]
    """Number of operative paragraphs with each action grade, 0 to 5."""
    paragraphs: tuple[Reviewed, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...] = ()
    """Doubts in reading the draft."""
    notice: str | None = None
    """What the search for precedents could not do."""
