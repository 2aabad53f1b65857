"""Passages that are one paragraph, adopted again and again: told by their words, each of them edited from another of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.sparse.csgraph import connected_components

from search.wording import NEAR, holds, words

T = TypeVar("T")

_WORTH_ASKING = 0.5
"""Likeness below which one wording cannot hold the other: 2·0.9·0.4 / 1.4 is 0.51."""
_FIRST = 0x10000


def families(items: Sequence[T], text: Callable[[T], str]) -> list[list[T]]:
    """Items whose texts are the same paragraph, together; in the order given, families by their first member."""
    if not items:
        return []
    texts = [text(item) for item in items]
    alike = _alike(texts)
    _, labels = connected_components(alike, directed=False)
    found: dict[int, list[T]] = {}
    for item, label in zip(items, labels, strict=True):
        found.setdefault(int(label), []).append(item)
    return list(found.values())


def _alike(texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whether each pair is one paragraph: a square, symmetric matrix."""
    codes: dict[str, str] = {}
    coded = ["".join(codes.setdefault(word, chr(_FIRST + len(codes))) for word in words(one)) for one in texts]
    near = cdist(coded, coded, scorer=Indel.normalized_similarity, score_cutoff=_WORTH_ASKING, dtype=np.float32)
    alike: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = near >= NEAR
    for row, column in zip(*np.nonzero(np.triu(near) > 0), strict=True):
        if row < column and not alike[row, column] and holds(texts[row], texts[column]):
            alike[row, column] = alike[column, row] = True
    return alike
