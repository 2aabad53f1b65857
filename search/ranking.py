"""The order of the candidates.

The two arms are joined by their scores, not their ranks: a share of the BM25 score relative to a whole (`Arms.whole`), plus the
cosine, plus what speaks for or against a passage whatever its words. Ranks are kept for the explanation. On the development
queries fusion by ranks alone (RRF, k = 60) gave nDCG@10 0.71; the figures of this order are in docs/quality.md.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.base import Record
from models.document import Role
from models.hit import Mode
from search.arms import Arms, Asked
from search.index.points import Point

_SENTENCE = 20  # words from which a passage stands on its own; below, the fewer the lower: labels, stubs of lists
_NUMBERS = 0.25  # share of a listing's words; one in a hundred operative paragraphs has as many
_NUMBER = re.compile(r"\d+")
_DIGITS = 5  # of a score: engines add up floats in any order, and the same question must have the same answer
_LABELS = (Role.HEADING, Role.FURNITURE, Role.FOOTNOTE)


class Weights(Record):
    """Everything that orders candidates. `palermo evaluate queries` chooses `words`, `preambular` and
    `provision` anew without each query in turn."""

    words: float = 0.6
    """Of the share of a whole score by words, beside the cosine. Within 0.013 between 0.5 and 0.8 on the development queries."""
    preambular: float = -0.03
    """What is asked for outranks what is recalled."""
    heading: float = -0.3
    """Headings and the lines of tables of contents name a subject and say nothing on it."""
    furniture: float = -0.5
    footnote: float = -0.1
    stub: float = -0.25
    """A passage of next to no words; half of it for one of half a sentence."""
    listing: float = -0.1
    """Contents, tables, references and amendments: passages much of which is numbers."""
    country: float = 0.3
    """A law of the country that is named, or a text that names it, goes before a better wording elsewhere."""
    provision: float = 0.3
    """A passage aligned with the provision that the query asks for, where the query says what the provision does."""

    def of_role(self, role: str) -> float:
        return {
            Role.PREAMBULAR: self.preambular,
            Role.HEADING: self.heading,
            Role.FURNITURE: self.furniture,
            Role.FOOTNOTE: self.footnote,
        }.get(Role(role), 0.0)


WEIGHTS = Weights()


MATCH = {Mode.HYBRID: 0.7, Mode.WORDS: 0.4, Mode.MEANING: 0.4}
"""Least score of a passage that counts as matching. Of the development judgements of 2 and more, 99, 98 and 89 % lie above."""


class Ranked(NamedTuple):
    """A candidate in its order, with its score and rank in each arm that ran."""

    point: Point
    score: float
    exact: str | None = None
    """The symbol or phrase that was asked for literally."""
    similarity: float | None = None
    word_rank: int | None = None
    meaning_rank: int | None = None


def ordered(points: Mapping[str, Point], arms: Arms, asked: Asked, weights: Weights = WEIGHTS) -> list[Ranked]:
    """Best first; ties by address. `points`: the candidates by id."""
    exact = asked.question.symbol or "; ".join(asked.question.phrases) or None
    scores = scored(points, arms, asked, weights)
    order = sorted(points, key=lambda id_: (-scores[id_], points[id_].address))
    similar = {id_: round(score, _DIGITS) for id_, score in (arms.meaning or {}).items()}
    return [
        Ranked(points[id_], scores[id_], exact, similar.get(id_), arms.word_ranks.get(id_), arms.meaning_ranks.get(id_))
        for id_ in order
    ]


def scored(points: Mapping[str, Point], arms: Arms, asked: Asked, weights: Weights) -> dict[str, float]:
    """By id."""
    joined = _joined(arms, weights)
    return {id_: round(joined[id_] + _fit(point, asked, weights), _DIGITS) for id_, point in points.items()}


def matching(ranked: Sequence[Ranked], mode: Mode) -> list[Ranked]:
    """Those near enough to be counted; all of them where a symbol or phrase decided."""
    return [one for one in ranked if one.exact or one.score >= MATCH[mode]]


def reaching(arms: Arms, asked: Asked, weights: Weights = WEIGHTS) -> list[str]:
    """Ids of the candidates that may match, told by their words and meaning alone: the others need not be read to be counted."""
    most = (weights.country if asked.question.countries else 0.0) + (
        weights.provision * asked.meant.share if asked.meant else 0.0
    )
    literal = asked.question.symbol or asked.question.phrases
    return sorted(id_ for id_, score in _joined(arms, weights).items() if literal or score + most >= MATCH[asked.mode])


def _joined(arms: Arms, weights: Weights) -> dict[str, float]:
    words, meaning = arms.words or {}, arms.meaning or {}
    whole = max([arms.whole, *words.values()]) or 1.0
    share = 1.0 if arms.meaning is None else weights.words
    return {id_: share * words.get(id_, 0.0) / whole + meaning.get(id_, 0.0) for id_ in words.keys() | meaning.keys()}


def _fit(point: Point, asked: Asked, weights: Weights) -> float:
    """What speaks for or against a passage, whatever its words."""
    fit = weights.of_role(point.role)
    length, numbers = _shape(point.meaning)
    if point.role not in _LABELS and length < _SENTENCE:
        fit += weights.stub * (1 - length / _SENTENCE)
    if length and numbers > _NUMBERS * length:
        fit += weights.listing
    if not {point.jurisdiction, *point.mentions}.isdisjoint(asked.question.countries):
        fit += weights.country
    if asked.meant and asked.meant.provision in point.provision:
        fit += weights.provision * asked.meant.share
    return fit


@lru_cache(maxsize=16_384)
def _shape(text: str) -> tuple[int, int]:
    """How many words and numbers: asked again of the same passages for every facet, and by the next question."""
    return len(text.split()), len(_NUMBER.findall(text))
