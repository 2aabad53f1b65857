"""Passages that are one paragraph, adopted again and again: told by their words, each of them edited from another of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.sparse.csgraph import connected_components

from models.base import Record
from search.wordings.wording import holds, near, words

T = TypeVar("T")

_WORTH_ASKING = 0.5
"""Likeness below which one wording cannot hold the other: 2·0.9·0.4 / 1.4 is 0.51."""
_FIRST = 0x10000


class Wording(Record):
    """A text and where it stands."""

    text: str
    work: str
    title: str

    def in_series_with(self, other: "Wording") -> bool:
        """Whether they stand in different works of one title: the yearly resolution, its drafts."""
        return self.work != other.work and bool(words(self.title)) and words(self.title) == words(other.title)


def families(items: Sequence[T], wording: Callable[[T], Wording]) -> list[list[T]]:
    """Items that are the same paragraph, together; in the order given, families by their first member."""
    if not items:
        return []
    _, labels = connected_components(_alike([wording(item) for item in items]), directed=False)
    found: dict[int, list[T]] = {}
    for item, label in zip(items, labels, strict=True):
        found.setdefault(int(label), []).append(item)
    return list(found.values())


def _alike(wordings: Sequence[Wording]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whether each pair is one paragraph: a square, symmetric matrix."""
    codes: dict[str, str] = {}
    coded = ["".join(codes.setdefault(word, chr(_FIRST + len(codes))) for word in words(one.text)) for one in wordings]
    likely = cdist(coded, coded, scorer=Indel.normalized_similarity, score_cutoff=_WORTH_ASKING, dtype=np.float32)
    alike = np.eye(len(wordings), dtype=np.bool_)
    for row, column in zip(*np.nonzero(np.triu(likely, 1)), strict=True):
        one, other = wordings[row], wordings[column]
        least = near(max(len(coded[row]), len(coded[column])), series=one.in_series_with(other))
        alike[row, column] = alike[column, row] = likely[row, column] >= least or holds(one.text, other.text)
    return alike
