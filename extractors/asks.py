"""What a paragraph asks of whom: its operative verbs, the addressees after each, and where the words of the ask begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.components.verb import lowered
from extractors.concreteness import LANGUAGE, opens
from extractors.matching import Found
from models.operative import compiled

_TO = re.compile(r"\bto\s+(?P<adverb>(?:\w+ly\s+|closely\s+|further\s+|also\s+|not\s+)*)(?P<act>[a-z-]+)")
_NOT_ACTS = frozenset(
    "the a an all any its their this that these those which whom what it them other such each both and or of in on at by be "
    "women men children girls boys persons victims states member international national regional human date do no".split()
)
"""Words that recommendations open with, or that "to" governs, without being what is to be done."""


@dataclass(frozen=True)
class Ask:
    """One operative verb and what follows, up to the next verb. Offsets in the text."""

    kind: str
    """`ask`, `decide`, `need` or `will`."""
    start: int
    named: int
    """Where the addressees begin: after the verb."""
    act: int | None
    """Where the words of the ask begin; None where it is said without a verb ("calls for its implementation")."""
    end: int


@cache
def _act_anywhere(language: str) -> re.Pattern[str]:
    acts = compiled(language, "acts")
    return re.compile("|".join(pattern.pattern for pattern in acts.values()))


def act_start(lower: str, start: int, end: int, language: str) -> int | None:
    """Where the first thing to do stands between two offsets of a lower-cased text."""
    if language != LANGUAGE:
        match = _act_anywhere(language).search(lower, start, end)
        return match.start() if match else None
    for match in _TO.finditer(lower, start, end):
        word = match["act"]
        if word not in _NOT_ACTS and (opens(word) or match["adverb"]):
            return match.start("adverb") if match["adverb"].startswith("further") else match.start("act")
    return None


def asks(text: str, verbs: list[Found], language: str) -> Iterator[Ask]:
    """The asks of a paragraph in its order; nothing for verbs that ask nothing."""
    lower = lowered(text)
    for at, verb in enumerate(verbs):
        end = verbs[at + 1].start if at + 1 < len(verbs) else len(text)
        if verb.label == "none":
            continue
        act = verb.end if verb.label == "decide" else act_start(lower, verb.end, end, language)
        yield Ask(kind=verb.label, start=verb.start, named=verb.end, act=act, end=end)
