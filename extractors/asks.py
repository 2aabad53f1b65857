"""What a paragraph asks of whom: its operative verbs, the addressees after each, and where the words of the ask begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.components.addressee import addressees
from extractors.components.verb import lowered
from extractors.concreteness import LANGUAGE, opens
from extractors.matching import Found
from models.operative import compiled, packs

_TO = re.compile(
    r"\bto\s+(?P<adverb>(?:(?!(?:comp|app|supp|re|rep|imp|multip)ly\b)\w+ly\s+|closely\s+|further\s+|also\s+|not\s+)*)(?P<act>[a-z-]+)"
)
_NEED = re.compile(r"(?:\s+for\s[^,;]{3,80})?\s+(?:to|that)\s+")
"""Between "stresses the need" and its act; what stands further on says why, not what."""
_NOT_ACTS = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "any",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "which",
        "whom",
        "what",
        "it",
        "them",
        "other",
        "such",
        "each",
        "both",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "by",
        "be",
        "women",
        "men",
        "children",
        "girls",
        "boys",
        "persons",
        "victims",
        "states",
        "member",
        "international",
        "national",
        "regional",
        "human",
        "date",
        "do",
        "no",
    ]
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


_NOUNS = re.compile(
    r"\b(?:access|accordance|admission|affiliation|answers?|approach(?:es)?|attention|commitments?|contributions?|due|exposure"
    r"|barriers?|challenges?|harm|injury|keys?|impediments?|linked|links?|obstacles?|owing|prior|pursuant|regard|related|relating"
    r"|relation|relative|respect|response|responses|rights?|risks?|solutions?|subject|support|threats?|transition|vulnerable|with|up"
    r"|next|similar|equal|adherence|alternatives?|according|back|damage|returns?|assistance|compared|applicable)\s+$"
)
"""Words after which "to" governs a noun."""


@cache
def _act_anywhere(language: str) -> re.Pattern[str]:
    acts = compiled(language, "acts")
    return re.compile("|".join(pattern.pattern for pattern in acts.values()))


@cache
def _begins(language: str) -> tuple[re.Pattern[str], ...]:
    pack = packs().get(language)
    return tuple(re.compile(pattern) for pattern in pack.begins) if pack else ()


def act_start(text: str, start: int, end: int, language: str) -> int | None:
    """Where the first thing to do stands between two offsets. Names ("Protocol to Prevent") hold none."""
    lower = lowered(text)
    if language != LANGUAGE:
        return _by_words_before(lower, start, end, language)
    for match in _TO.finditer(lower, start, end):
        word = match["act"]
        if word in _NOT_ACTS or not text[match.start("act")].islower():
            continue
        governed = _NOUNS.search(lower, max(start, match.start() - 20), match.start())
        if opens(word) or match["adverb"] or not governed:
            return match.start("adverb") if match["adverb"].startswith("further") else match.start("act")
    return _after_that(text, start, end)


def _by_words_before(lower: str, start: int, end: int, language: str) -> int | None:
    """The act after the words that the language sets before it ("a que"), or the first one that is known."""
    at = re.compile(r"\s*").match(lower, start, end)
    if at and _act_anywhere(language).match(lower, at.end(), end):
        return at.end()  # the verb's own particle was before it: "la conveniencia de | explorar"
    found = [match for pattern in _begins(language) if (match := pattern.search(lower, start, end))]
    if found:
        return min(found, key=lambda match: match.start()).end()
    match = _act_anywhere(language).search(lower, start, end)
    return match.start() if match else None


def _after_that(text: str, start: int, end: int) -> int | None:
    """ "recommends that States should consider": the act after the addressee of a clause with "that"."""
    that = re.compile(r"\s+that\s").match(text, start, end)
    named = addressees(text[:end], LANGUAGE) if that else []
    ends = [found.end for found in named if that and found.start >= that.end()]
    if not ends:
        return None
    modal = re.compile(r"\s*(?:should|shall|may)?\s*").match(text, ends[0], end)
    return modal.end() if modal else ends[0]


_SELF = ("decide", "will")
"""Verbs whose act is the body's own and follows at once."""


def _after(text: str, verb: Found, language: str) -> int:
    """Where the act of such a verb begins: past the particle after it, or with the verb itself ("fortaleceremos")."""
    future = packs()[language].future
    if future and verb.label == "will" and re.fullmatch(rf"\w+{future}", lowered(text[verb.start : verb.end])):
        return verb.start
    passed = re.compile(r"[\s,:]*(?:(?:to|that|on|upon|de|que|à|a|zu)\s+)?").match(text, verb.end)
    return passed.end() if passed else verb.end


def asks(text: str, verbs: list[Found], language: str) -> Iterator[Ask]:
    """The asks of a paragraph in its order; nothing for verbs that ask nothing."""
    for at, verb in enumerate(verbs):
        end = verbs[at + 1].start if at + 1 < len(verbs) else len(text)
        if verb.label == "none":
            continue
        act = act_start(text, verb.end, end, language) if verb.label not in _SELF else _after(text, verb, language)
        if lowered(text[verb.start : verb.end]).endswith(" for"):
            act = None  # what is called for is a noun
        if verb.label == "need" and language == LANGUAGE and act is not None and not _NEED.fullmatch(text, verb.end, act):
            act = None
        yield Ask(kind=verb.label, start=verb.start, named=verb.end, act=act, end=end)
