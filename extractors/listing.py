"""Parts of one paragraph's own list, "(a) …; (b) …", and where the words of an act end."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.components.verb import lowered
from models.operative import packs

_AFTER_STOP = r"(?:(?<=[:;,.—–\n])|(?<=[;,]\sand)|(?<=;\sy)|(?<=;\set)|(?<=;\se)|(?<=;\sund))"
_MARK = re.compile(_AFTER_STOP + r"\s*(\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+")
"""A printed number after a stop: "Articles 2 (a) and 3 (b)" has none."""
_FIRST = {"a", "i", "1"}
_SERIES = re.compile(r";\s+(?:(?:and|y|et|e|und)\s+)?(?=(?:to|a|à|de)\s+[a-zà-ÿ])")
"""Where an act of a series begins that has no numbers: "to adopt …; to train …"."""
_LONGEST = 400  # characters of a quoted act
_END = re.compile(r"[;\n]|:\s|:$|\.(?=\s|$)|\s[—–]\s")
_JOINS = r"and|y|e|et|und|but|while|as well as|therefore|to this end|in (?:this|that) (?:regard|context|respect)"
_TAIL = re.compile(rf"(?:[\s,;]|(?<=[\s,;])(?:{_JOINS})(?!\w))+$")
"""What joins an act to the next one and belongs to neither."""


PARTICLE = re.compile(r"\s*(?:(?:to|a que|a|à|de|d[’'])\s*\b(?=\s|\w))?\s*")
"""What may stand between the number of a part and its verb."""


@dataclass(frozen=True)
class Item:
    """One part of a list. Offsets in the text; `number` as printed, None in a series without numbers."""

    number: str | None
    start: int
    end: int


def items(text: str, start: int, end: int) -> list[Item]:
    """The parts of the list between two offsets; none where there are not two."""
    marks = list(_MARK.finditer(text, start, end))
    if len(marks) >= 2 and marks[0][1].strip("()") in _FIRST:
        stops = [*(mark.start() for mark in marks[1:]), end]
        return [Item(mark[1], mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)]
    series = [match.end() for match in _SERIES.finditer(text, start, end)]
    return [Item(None, at, stop) for at, stop in zip(series, [*series[1:], end], strict=False)]


@cache
def _how(language: str) -> re.Pattern[str] | None:
    pack = packs().get(language)
    return re.compile(rf",\s+(?:{pack.ends})(?!\w)") if pack else None


def act_end(text: str, start: int, end: int, language: str) -> int:
    """Where the verb phrase that begins at `start` ends: before what says how or why, and at a stop."""
    reach = min(end, start + _LONGEST)
    stop = _END.search(text, start, reach)
    last = stop.start() if stop else reach
    how = _how(language)
    if how:
        lower, first = lowered(text[:last]), re.compile(r"[\w-]+").match(text, start)
        cuts = (match.start() for match in how.finditer(lower, start))
        # "submit, if it deems it appropriate, a report": what stands right after the verb ends nothing
        last = next((cut for cut in cuts if first is None or cut > first.end() or "," not in text[cut + 1 : last]), last)
    if last == reach < end:  # cut at a word
        last = max(text.rfind(" ", start, last), start + 1)
    tail = _TAIL.search(text, start, last)
    return max(tail.start() if tail else last, start)
