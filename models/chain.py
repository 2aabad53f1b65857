"""From what was agreed to what the law holds: passage, provisions, national laws, gaps."""

from models.base import Address, JurisdictionCode, NonEmpty, Probability, Record
from models.finding import CAVEAT, Evidence, FindingValue


class InLaw(Record):
    """What one State's law holds on a provision."""

    jurisdiction: JurisdictionCode
    finding: FindingValue
    reason: NonEmpty
    evidence: tuple[Evidence, ...] = ()
    probability: Probability


class Link(Record):
    """A provision that a passage speaks to, and the laws that hold it or lack it."""

    provision: NonEmpty
    title: NonEmpty
    article: NonEmpty
    probability: Probability
    """That the passage speaks to it."""
    quotes: tuple[NonEmpty, ...]
    """Words of the passage that show it."""
    laws: tuple[InLaw, ...]
    """Met, partly, contrary, silent, not assessed; within each by code."""


class Chain(Record):
    text: NonEmpty
    address: Address | None = None
    """Of the passage that was named instead of pasted."""
    links: tuple[Link, ...]
    """In the Protocol's order; none where the text speaks to no provision."""
    caveat: str = CAVEAT
