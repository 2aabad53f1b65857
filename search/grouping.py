"""Hits gathered by work: each work once, with the best of its passages."""

from collections.abc import Sequence

from models.hit import FoundWork, Mode
from search.folding import Fold
from search.ranking import Ranked, matching

PASSAGES = 3
"""Of a work."""

_SHARED = ("work", "title", "symbol", "body", "jurisdiction", "form", "adopted", "url")


def by_work(ranked: Sequence[Ranked], mode: Mode, limit: int) -> tuple[list[FoundWork], list[Fold]]:
    """Works in the order of their best passages, and these passages by work. What two works say alike stands under both."""
    works: dict[str, list[Ranked]] = {}
    for one in ranked:
        works.setdefault(one.point.work, []).append(one)
    shown = list(works.values())[:limit]
    folds = [Fold(shown=one, score=one.score, others=()) for several in shown for one in several[:PASSAGES]]
    return [_found(several, mode) for several in shown], folds


def _found(several: Sequence[Ranked], mode: Mode) -> FoundWork:
    first = several[0].point
    return FoundWork(
        **{field: getattr(first, field) for field in _SHARED},
        matching=len(matching(several, mode)),
        addresses=tuple(one.point.address for one in several[:PASSAGES]),
    )
