"""Whether a passage meets the hard conditions of a query: phrases, what AND, OR and NOT join."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from models.base import Record
from search import terms
from search.query.grammar import Condition
from search.query.translation import known, language_of


class Said(Record):
    """What a condition is checked against."""

    text: str
    language: str
    work: str
    countries: frozenset[str]
    """Whose text it is, and whom it names."""


def meets(said: Said, condition: Condition | None) -> bool:
    return condition is None or _meets(said, condition)


def _meets(said: Said, condition: Condition) -> bool:
    if condition.kind == "all":
        return all(_meets(said, part) for part in condition.parts)
    if condition.kind == "either":
        return any(_meets(said, part) for part in condition.parts)
    if condition.kind == "not":
        return not _meets(said, condition.parts[0])
    return _occurs(said, condition)


def _occurs(said: Said, leaf: Condition) -> bool:
    if leaf.kind == "phrase":
        return f" {flat(leaf.text)} " in f" {flat(said.text)} "
    if leaf.kind == "country":
        return not said.countries.isdisjoint(leaf.text.split())
    if leaf.kind == "work":
        return said.work in leaf.text.split()
    stems = _stems(said.text, said.language)
    return any(_within(wanted, stems) for wanted in _wanted(leaf.text, said.language))


def flat(text: str) -> str:
    """For comparison of phrases: without case, marks and the shape of blanks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@lru_cache(maxsize=2048)
def _stems(text: str, language: str) -> tuple[frozenset[int], ...]:
    """Of the words that are not small, in order."""
    stems = (terms.stem(word, language) for word in re.findall(r"\w+", text.lower()))
    return tuple(stem for stem in stems if stem)


@lru_cache(maxsize=256)
def _wanted(text: str, language: str) -> tuple[tuple[frozenset[int], ...], ...]:
    """A word or term as its stems in a text's language, and so its other names there where a list knows it."""
    own = language_of(text)
    names = [name for one in known(text, own) for name in one.term.names.get(language, ()) if one.words == len(_stems(text, own))]
    return tuple(stems for stems in (_stems(each, language) for each in dict.fromkeys((text, *names))) if stems)


def _within(wanted: Sequence[Collection[int]], stems: Sequence[Collection[int]]) -> bool:
    length = len(wanted)
    return any(list(stems[at : at + length]) == list(wanted) for at in range(len(stems) - length + 1))
