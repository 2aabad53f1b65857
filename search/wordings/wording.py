"""Two wordings side by side: how alike they are, word by word, and what was changed.

Alike is measured as 2·L / (n + m), where L is the longest common subsequence of words and n, m their numbers: what Indel distance
gives, normalised. Between two years of one agenda item, pairs that a reader calls the same paragraph lie above 0.55, most above
0.85, and all others below 0.53. Between any two resolutions, formulas of procedure reach 0.7 on different matters, short ones
0.75.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse

import numpy as np
from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from models.precedent import Change, ChangeKind, Sameness

NEAR = 0.7
"""Least likeness of a paragraph that was edited."""
NEAR_IN_SERIES = 0.55
"""The same where both stand in texts of one title: the yearly resolution, its drafts."""
_NEAR_SHORT, _SHORT = 0.8, 25  # likeness that wordings of fewer words must have: they are mostly formula
_HELD = 0.9  # share of the shorter wording's words that the longer one must hold in order, to be the same paragraph grown
_HELD_WORDS = 20  # words of the shorter wording, so that a stock phrase is no paragraph
_HELD_PART = 0.4  # of the longer wording's length
_LONGEST = 10_000  # words of a wording that are compared: memory grows with their product
_WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*|\s+|.", re.DOTALL)
_FIRST = 0x10000  # code points that stand for tokens: no surrogates, no combining marks to be taken for one


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Words of a wording as they are compared: without case, accents, punctuation or typographic variants."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-")).casefold()
    return tuple(_WORD.findall("".join(filterfalse(unicodedata.combining, plain)))[:_LONGEST])


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """From 0 (no word in common) to 1 (the same words in the same order). What lies below `least` is given as 0."""
    return float(Indel.normalized_similarity(words(one), words(other), score_cutoff=least))


def likenesses(some: Sequence[str], others: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The likeness of each of some wordings (rows) to each of others (columns)."""
    codes: dict[str, str] = {}
    rows, columns = (
        ["".join(codes.setdefault(w, chr(_FIRST + len(codes))) for w in words(t)) for t in ts] for ts in (some, others)
    )
    return cdist(rows, columns, scorer=Indel.normalized_similarity, dtype=np.float32)


def holds(one: str, other: str) -> bool:
    """Whether one wording has nearly all words of the other, in order: a paragraph that grew, or lost a part."""
    short, long = sorted((words(one), words(other)), key=len)
    if len(short) < max(_HELD_WORDS, _HELD_PART * len(long)):
        return False
    return bool(LCSseq.similarity(short, long, score_cutoff=int(_HELD * len(short))))


def sameness(one: str, other: str, *, series: bool = False) -> Sameness | None:
    """EXACT or NEAR by the words alone; None where they are different paragraphs, whatever they mean.

    `series`: both stand in different texts of one title.
    """
    if words(one) == words(other):
        return Sameness.EXACT if words(one) else None
    least = near(max(len(words(one)), len(words(other))), series=series)
    return Sameness.NEAR if likeness(one, other, least=least) or holds(one, other) else None


def near(longer: int, *, series: bool = False) -> float:
    """Least likeness of an edited paragraph, by the number of words of the longer wording."""
    if series:
        return NEAR_IN_SERIES
    return NEAR if longer >= _SHORT else _NEAR_SHORT


def diff(old: str, new: str) -> tuple[Change, ...]:
    """What was kept, removed and added, in whole words and in the order of reading; a replaced part is removed, then added.

    Scattered words that both happen to have are not called kept: diff-match-patch joins the changes around them.
    """
    codes: dict[str, str] = {}
    before, after = (_coded(text, codes) for text in (old, new))
    pieces = [(0, before)] if before == after else _pieces(before, after)
    back = {code: token for token, code in codes.items()}
    kinds = {0: ChangeKind.KEPT, -1: ChangeKind.REMOVED, 1: ChangeKind.ADDED}
    return tuple(Change(kind=kinds[kind], text="".join(back[code] for code in some)) for kind, some in pieces if some)


def _coded(text: str, codes: dict[str, str]) -> str:
    """One character a token, the same for the same token."""
    return "".join(codes.setdefault(token, chr(_FIRST + len(codes))) for token in _TOKEN.findall(text))


def _pieces(before: str, after: str) -> Sequence[tuple[int, str]]:
    """As diff-match-patch has them: -1 removed, 0 kept, 1 added."""
    if max(len(before), len(after)) > 2 * _LONGEST:
        return [(-1, before), (1, after)]
    pieces: list[tuple[int, str]] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            pieces.append((0, before[step.src_start : step.src_end]))
        else:
            pieces += [(-1, before[step.src_start : step.src_end]), (1, after[step.dest_start : step.dest_end])]
    cleaned = [piece for piece in pieces if piece[1]]
    diff_match_patch().diff_cleanupSemantic(cleaned)
    return cleaned
