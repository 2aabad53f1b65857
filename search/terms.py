"""Texts as weighted terms for BM25: stemmed, without stop words, each language by its own rules."""

import re
from collections.abc import Sequence
from functools import cache

from qdrant_edge import Bm25, Bm25Config

from models.base import Record

_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
}
_B = 0.5
"""Less weight on length than the usual 0.75: an operative paragraph is long because it asks for more. Best of 0.3, 0.5, 0.75 on
the development queries."""
_LENGTH = 50.0
"""Terms in a passage, without stop words, on average."""
_WORDS_OF_A_GUESS = 64
"""Words of a query that decide its language."""


class Terms(Record):
    """A sparse vector: parallel indices and weights."""

    indices: tuple[int, ...]
    weights: tuple[float, ...]


@cache
def _bm25(language: str) -> Bm25:
    return Bm25(Bm25Config(language=_LANGUAGES.get(language, "english"), b=_B, avg_len=_LENGTH))


def of_passage(text: str, language: str) -> Terms:
    vector = _bm25(language).embed_document(text)
    return Terms(indices=tuple(vector.indices), weights=tuple(vector.values))


def of_query(text: str, among: Sequence[str]) -> Terms:
    """Each term once. In the query's language where its small words give it away, else in all of `among`."""
    found: dict[int, float] = {}
    for language in languages(text, among):
        vector = _bm25(language).embed_query(text)
        found.update(zip(vector.indices, vector.values, strict=True))
    return Terms(indices=tuple(found), weights=tuple(found.values()))


def languages(text: str, among: Sequence[str]) -> list[str]:
    """Those of `among` whose small words (stop words) the text uses most; all of them where it uses none."""
    words = re.findall(r"\w+", text.lower())[:_WORDS_OF_A_GUESS]
    small = {language: sum(is_small(word, language) for word in words) for language in among or ("en",)}
    most = max(small.values())
    return [language for language, n in sorted(small.items()) if n == most]


@cache
def stem(word: str, language: str) -> frozenset[int]:
    """The terms of one word; none for a stop word."""
    return frozenset(_bm25(language).embed_query(word).indices)


def is_small(word: str, language: str) -> bool:
    return not stem(word, language)
