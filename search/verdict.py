"""What is said of one provision before it becomes a finding."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.document import Passage
from models.finding import FindingValue
from models.signal import Signal

_MET, _PARTLY, _CONTRARY = 0.85, 0.75, 0.8  # set by hand, not measured: docs/quality.md has the shares that annotators shared


@dataclass(frozen=True)
class Verdict:
    value: FindingValue
    reason: str
    places: tuple[tuple[Passage, Signal], ...]
    probability: float


def met(reason: str, places: Iterable[tuple[Passage, Signal]]) -> Verdict:
    return Verdict(FindingValue.MET, reason, tuple(places), _MET)


def partly(reason: str, places: Iterable[tuple[Passage, Signal]]) -> Verdict:
    return Verdict(FindingValue.PARTLY, reason, tuple(places), _PARTLY)


def contrary(reason: str, places: Iterable[tuple[Passage, Signal]]) -> Verdict:
    return Verdict(FindingValue.CONTRARY, reason, tuple(places), _CONTRARY)


def silent(reason: str, probability: float) -> Verdict:
    return Verdict(FindingValue.SILENT, reason, (), probability)


def not_assessed(reason: str) -> Verdict:
    return Verdict(FindingValue.NOT_ASSESSED, reason, (), 0.9)
