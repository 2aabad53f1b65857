"""What is said of one provision before it becomes a finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.document import Passage
from models.finding import FindingValue
from models.signal import Signal
from search.findings.statutes import Kind, Law

Shown = tuple[Passage, Signal]


@dataclass(frozen=True)
class Verdict:
    value: FindingValue
    reason: str
    """One sentence without its place and its full stop."""
    places: tuple[Shown, ...] = ()
    strength: float = 0.9
    """How directly the places show it, from 0 to 1 (search/findings/evidence.py)."""
    known: float | None = None
    """The probability, where it comes from elsewhere than the text."""


def met(reason: str, places: Iterable[Shown], strength: float = 0.9) -> Verdict:
    return Verdict(FindingValue.MET, reason, tuple(places), strength)


def partly(reason: str, places: Iterable[Shown], strength: float = 0.9) -> Verdict:
    return Verdict(FindingValue.PARTLY, reason, tuple(places), strength)


def contrary(reason: str, places: Iterable[Shown], strength: float = 0.9) -> Verdict:
    return Verdict(FindingValue.CONTRARY, reason, tuple(places), strength)


def silent(reason: str) -> Verdict:
    return Verdict(FindingValue.SILENT, reason)


def not_assessed(reason: str) -> Verdict:
    return Verdict(FindingValue.NOT_ASSESSED, reason)


def absent(laws: Sequence[Law], what: str) -> Verdict:
    """Nothing was found: silent where an act on trafficking, or nothing but whole laws that speak of it, was read."""
    if any(law.kind is Kind.ACT for law in laws):
        return silent(f"The law appears not to provide {what}")
    if laws and all(law.beside for law in laws):
        return silent(f"What was read whole, no law on trafficking itself, appears not to provide {what}")
    return not_assessed(f"The sections on {what} are not in what was read")
