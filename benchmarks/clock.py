"""Two ways to do the same work, timed in turns on the same machine."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """Ours beside another way, both in `unit`, and the ratio that is to hold on any machine."""

    what: str
    ours: float
    beside: float
    unit: str
    ratio: float
    """Times faster than the other way; for `unit` "s", the share of its time."""
    said: str
    """What was compared, on how much."""


def seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turns(ours: Work, beside: Work, rounds: int) -> tuple[float, float]:
    """The best time of each, in seconds: a busy machine only ever makes a run slower."""
    pairs = [(seconds(ours), seconds(beside)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def rate(what: str, count: int, times: tuple[float, float], unit: str, said: str) -> Figure:
    """A figure of so many a second, from the seconds that each way took for `count`."""
    ours, beside = times
    return Figure(what, count / ours, count / beside, unit, beside / ours, said)


def percentile(times: Sequence[float], share: float) -> float:
    """The time, in milliseconds, that this share of the calls stayed within."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
