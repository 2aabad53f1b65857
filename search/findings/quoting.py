"""Quotations that prove a finding: verbatim, at most forty words, around what the extractors point at."""

import re
from collections.abc import Sequence

from models.document import Passage
from models.finding import Evidence
from models.signal import Signal

WORDS = 40
"""Words that a quotation has at most."""

_CLAUSE = re.compile(r"[.;:—]\s+|\n")


def quote(passage: Passage, start: int, end: int) -> Evidence:
    """The clause around the characters from `start` to `end`, cut to forty words."""
    text = passage.text
    opening = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    words = [match.span() for match in re.finditer(r"\S+", text)]
    first = next((i for i, span in enumerate(words) if span[1] > opening), 0)
    here = next((i for i, span in enumerate(words) if span[1] > start), first)
    last_needed = next((i for i, span in enumerate(words) if span[1] >= end), len(words) - 1)
    first = max(first, min(here, last_needed - WORDS + 1), here - WORDS // 2)
    last = min(first + WORDS - 1, len(words) - 1)
    closing = next((match.start() for match in re.finditer(r"[.;](?=\s|$)", text[end:])), None)
    if closing is not None:
        last = min(last, max(last_needed, next(i for i, span in enumerate(words) if span[1] >= end + closing)))
    return Evidence(address=passage.address, quote=text[words[first][0] : words[last][1]])


def quotes(shown: Sequence[tuple[Passage, Signal]], most: int = 3) -> tuple[Evidence, ...]:
    """One quotation per passage, around the first signal in it, for the first passages that are not quoted yet."""
    kept: dict[str, Evidence] = {}
    for passage, signal in shown:
        if passage.address not in kept and len(kept) < most:
            kept[passage.address] = quote(passage, signal.start, signal.end)
    return tuple(kept.values())
