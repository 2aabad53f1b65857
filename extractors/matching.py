"""Word patterns: phrases with stems, alternatives and gaps, found in any language in time linear in the text.

A pattern is a line of elements, read against the words of a text in lower case and without accents (punctuation is passed over).
Texts are printed with and without accents, and patterns may be written either way. A Chinese character is a word, since nothing
stands between words there; an Arabic word also stands with the particles that are written with it (and, in, to, the):

- `victim` is that word; `victim*` any word that begins so;
- `(shelter|hous*|safe_place)` is one of these, where `_` joins the words of an alternative;
- `(the|their)?` may be missing;
- `...` stands for up to eight words, `..3` for up to three.

spaCy's own token patterns are some forty times slower on blank pipelines, and its PhraseMatcher knows no stems.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from models.law import fold

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u318d\u3400-\u9fff]+")
_WRITTEN = re.compile(rf"(?:{_WORD.pattern})\*?")
_ELEMENT = re.compile(r"\((?P<group>[^)]+)\)(?P<optional>\?)?|(?P<gap>\.\.(?:\.|\d+))|(?P<word>[^\s()]+)")
_GAP = 8  # words; longer gaps join clauses that have nothing to do with each other
CLAUSE = re.compile(r"[\n。；]|;(?=\s*(?:\w+\s+)?\(?\w{1,4}\))|(?<=[^\W\dA-Z_][\w)])\.(?=\s+[\"“«]?[^\W\da-z_])")
"""Ends of sentences and of the items of a list."""
_KEPT = 50_000  # words whose patterns are remembered


@dataclass(frozen=True)
class _Element:
    alternatives: tuple[tuple[str, ...], ...]
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    label: str
    start: int
    end: int


@lru_cache(maxsize=8)  # several components read the same text one after the other
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in lower case and without accents, with their character offsets."""
    return tuple(Word(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text))


def clauses(text: str, end: re.Pattern[str] = CLAUSE) -> list[tuple[Word, ...]]:
    """The words of each clause: those on both sides of an `end` have nothing to do with each other."""
    run, cuts = words(text), []
    at = 0
    for match in end.finditer(text):
        cut = bisect_right(run, match.start(), lo=at, key=lambda word: word.end)
        cuts.append(run[at:cut])
        at = cut
    return [clause for clause in (*cuts, run[at:]) if clause]


@lru_cache(maxsize=_KEPT)
def _plain(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _alternative(written: str) -> tuple[str, ...]:
    if " " in written:
        raise ValueError(f"alternative {written!r}: expected one word, or words joined by '_'")
    return tuple(fold(part) for part in _WRITTEN.findall(written))


@lru_cache(maxsize=50_000)
def parse(pattern: str) -> tuple[_Element, ...]:
    """The elements of a written pattern.

    Raises:
        ValueError: the pattern is empty, or begins or ends with something that may be missing.
    """
    elements = []
    for match in _ELEMENT.finditer(pattern):
        if gap := match["gap"]:
            elements.append(_Element((), gap=_GAP if gap == "..." else int(gap[2:])))
        elif group := match["group"]:
            elements.append(_Element(tuple(_alternative(a) for a in group.split("|")), optional=bool(match["optional"])))
        elif parts := _alternative(match["word"]):
            elements.append(_Element((parts,)))
    if not elements or any(e.gap or e.optional for e in (elements[0], elements[-1])):
        raise ValueError(f"pattern {pattern!r}: expected a word or a group of alternatives at both ends")
    return tuple(elements)


_ARABIC = re.compile(r"[\u0621-\u064a]")
_JOINED = re.compile(r"(?:[وف]?(?:[بلك]|(?:[بك]?ال|لل))|[وف])(?=\w{3})")
"""Particles that Arabic writes with the word they stand before: and, in, to, as, the."""


@lru_cache(maxsize=_KEPT)
def _forms(word: str) -> tuple[str, ...]:
    """A word as written and, in Arabic, without each run of the particles that it is written with."""
    if not _ARABIC.match(word):
        return (word,)
    bare = [word[match.end() :] for match in (_JOINED.match(word), re.match(r"[وف](?=\w{3})", word)) if match]
    return tuple(dict.fromkeys((word, *bare, *(f"ال{one}" for one in bare if not one.startswith("ال")))))


def _stand(parts: tuple[str, ...], at: int, text: Sequence[Word]) -> bool:
    """Whether the words of an alternative stand in the text from word `at`."""
    if at + len(parts) > len(text):
        return False
    return all(_is(part, text[i].text) for i, part in enumerate(parts, start=at))


def _is(part: str, word: str) -> bool:
    if word.startswith(part[:-1]) if part[-1] == "*" else word == part:
        return True
    forms = _forms(word) if _ARABIC.match(word) else ()
    return any(form.startswith(part[:-1]) if part[-1] == "*" else form == part for form in forms)


def _ends(elements: tuple[_Element, ...], at: int, text: Sequence[Word]) -> int | None:
    """Index after the last word when the elements match from word `at`, shortest gaps first; None when they do not."""
    if not elements:
        return at
    head, rest = elements[0], elements[1:]
    if head.gap:
        reach = range(at, min(at + head.gap, len(text)) + 1)
        return next((end for here in reach if (end := _ends(rest, here, text)) is not None), None)
    for parts in head.alternatives:
        if _stand(parts, at, text) and (end := _ends(rest, at + len(parts), text)) is not None:
            return end
    return _ends(rest, at, text) if head.optional else None


class Matcher:
    """Many labelled patterns, tried only where their first word stands."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._whole: dict[str, list[tuple[str, tuple[_Element, ...]]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, tuple[_Element, ...]]]] = defaultdict(list)
        self._known: dict[str, list[tuple[str, tuple[_Element, ...]]]] = {}
        for label, written in patterns.items():
            for pattern in written:
                self._add(label, parse(pattern))

    def _add(self, label: str, elements: tuple[_Element, ...]) -> None:
        for first in sorted({parts[0] for parts in elements[0].alternatives}):
            table, key = (self._stems, first[:-1]) if first.endswith("*") else (self._whole, first)
            table[key].append((label, elements))

    def _candidates(self, word: str) -> list[tuple[str, tuple[_Element, ...]]]:
        """The patterns that may begin with a word; looked up once for each of a text's few thousand words."""
        if word not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            forms = _forms(word)
            stems = (self._stems.get(form[:length], ()) for form in forms for length in range(1, len(form) + 1))
            whole = (self._whole.get(form, ()) for form in forms)
            self._known[word] = list(dict.fromkeys((*chain.from_iterable(whole), *chain.from_iterable(stems))))
        return self._known[word]

    def find(self, text: str | Sequence[Word]) -> list[Found]:
        """Every pattern at every word it begins at, in the order of the text, without repeats."""
        run = words(text) if isinstance(text, str) else text
        found: dict[Found, None] = {}
        for at, word in enumerate(run):
            for label, elements in self._candidates(word.text):
                end = _ends(elements, at, run)
                if end is not None:
                    found[Found(label, word.start, run[end - 1].end)] = None
        return list(found)
