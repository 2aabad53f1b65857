"""Passages that say the same become one hit."""

from collections.abc import Sequence

from search.question import Question, flat
from search.ranking import Ranked


def folded(ranked: Sequence[Ranked], question: Question) -> list[list[Ranked]]:
    """Groups of passages with the same words, best first. A paragraph asked for by symbol stands alone."""
    groups: dict[str, list[Ranked]] = {}
    for one in ranked:
        key = one.point.address if question.symbol else f"{one.point.language} {flat(one.point.text)}"
        groups.setdefault(key, []).append(one)
    return list(groups.values())
