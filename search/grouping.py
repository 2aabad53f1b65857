"""Hits and works: each work once, with the best of its passages; or passages, no work of which fills the page."""

from collections import Counter
from collections.abc import Mapping, Sequence

from models.hit import FoundWork, Mode
from search.folding import Fold
from search.ranking import MATCH, Ranked, matching

PASSAGES = 3
"""Of a work, under its title or among others."""

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


def spread(folds: Sequence[Fold], mode: Mode, limit: int) -> list[Fold]:
    """The best `limit`, of a work `PASSAGES` at most: its others make room for other works, as far as these match."""
    of_work: Counter[str] = Counter()
    first, waiting, far = [], [], []
    for fold in folds:
        work = fold.shown.point.work
        if fold.shown.exact is None and fold.score < MATCH[mode]:
            far.append(fold)
        elif of_work[work] < PASSAGES:
            of_work[work] += 1
            first.append(fold)
        else:
            waiting.append(fold)
    return [*first, *waiting, *far][:limit]


def left_out(folds: Sequence[Fold], matched: Sequence[Ranked]) -> Mapping[str, int]:
    """How many more passages of a work match, by the address of its last hit."""
    shown = {one.point.address for fold in folds for one in (fold.shown, *(other for other, _ in fold.others))}
    more = Counter(one.point.work for one in matched if one.point.address not in shown)
    last = {fold.shown.point.work: fold.shown.point.address for fold in folds}
    of_work = Counter(fold.shown.point.work for fold in folds)
    return {address: more[work] for work, address in last.items() if more[work] and of_work[work] >= PASSAGES}
