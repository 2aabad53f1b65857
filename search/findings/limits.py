"""What narrows a measure that a law provides: conditions, discretion, some victims only. Each in words for a reason."""

import re
from collections.abc import Sequence

from models.document import Passage
from models.law import LawPack, Rule, fold
from models.signal import Signal
from search.findings.statutes import Unit, has

_STOP = (". ", "; ", ";\n", ".\n")
_OPEN = re.compile(r"[:—–]\s*\n|:\s")
"""Where the words end that open a list."""


def clause(passage: Passage, signal: Signal) -> str:
    """The folded clause that a signal stands in, after the words that open its list."""
    text = passage.text
    start = max(text.rfind(mark, 0, signal.start) for mark in _STOP) + 1
    ends = [at for mark in _STOP if (at := text.find(mark, signal.end)) >= 0]
    opening = _OPEN.search(text)
    lead = text[: opening.start()] if opening and opening.start() < start else ""
    return fold(f"{lead} {text[start : min(ends, default=len(text))]}")


_RUN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
"""A word of a writing that joins words, where a beginning of a word tells nothing."""
_MEANS = re.compile(r"[”\"»][^.;]{0,60}?\b(?:means|includes|refers to|se entiende|significa|designa|s'entend|designe|bedeutet)\b")


def in_definition(passage: Passage, signal: Signal) -> bool:
    """The clause says what a word means ("“the Convention” means …")."""
    return _MEANS.search(clause(passage, signal)) is not None


def says(folded: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in the text, from its beginning; inside a word it does not count ("may" in "mayor")."""
    return any(re.search(rf"\b{re.escape(word)}(?!\w)", folded) or (_RUN.match(word) and word in folded) for word in words)


def limits(unit: Unit, passage: Passage, signal: Signal, rule: Rule) -> tuple[str, ...]:
    """What narrows the measure that the signal shows, under the rule of its provision."""
    said, pack = clause(passage, signal), unit.pack
    found: list[str] = []
    if not rule.unconditional and has(said, pack.conditions):
        found.append("subject to conditions or to means")
    if says(said, pack.narrowing.get(signal.value.split(":")[0], ())):
        found.append(rule.narrowed)
    if rule.cooperation and has(said, pack.cooperation):
        found.append("tied to the victim's cooperation with an investigation")
    if rule.everyone:
        found += _some_victims(f"{unit.heading} {said}", pack)
    if rule.bound and says(said, pack.discretion) and not says(said, pack.duty):
        found.append("left to discretion")
    return tuple(found)


def _some_victims(said: str, pack: LawPack) -> list[str]:
    """It reaches children only, or victims who are not nationals only."""
    if says(said, pack.beside):
        return []
    plain = said
    children = sum(len(re.findall(rf"\b{re.escape(word)}\w*", plain)) for word in pack.children)
    everyone = sum(len(re.findall(rf"\b{re.escape(word)}\w*", plain)) for word in pack.anyone)
    found = ["for children only"] if children >= max(everyone, 1) else []
    return [*found, *(["for foreign victims only"] if has(said, pack.aliens) else [])]
