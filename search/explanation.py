"""What a hit shows of a passage, and why it is there."""

import re
from collections.abc import Iterable, Sequence

from models.hit import Highlight, Hit, OtherUse, Why
from search import terms
from search.arms import Asked
from search.folding import Fold
from search.index.contract import Meta
from search.index.points import Point
from search.query.question import Question
from search.ranking import Ranked

USES = 20
"""Listed with a hit; the others are counted."""


def wanted(question: Question, meta: Meta) -> frozenset[int]:
    """The terms that a query looks for."""
    return frozenset(question.sought(meta.languages).indices)


def hit(fold: Fold, asked: Asked, sought: frozenset[int], more: int = 0) -> Hit:
    """`more`: passages of its work that match and are not shown."""
    point, question = fold.shown.point, asked.question
    marks = _highlights(point, question, sought)
    shared = set(Hit.model_fields) & set(Point.model_fields)
    return Hit(
        **{field: getattr(point, field) for field in shared},
        score=round(fold.score, 4),
        why=_why(fold.shown, [point.text[mark.start : mark.end] for mark in marks], asked, sought),
        highlights=marks,
        provisions=point.provision,
        uses=tuple(_use(other.point, like) for other, like in fold.others[:USES]),
        more_uses=len(fold.others[USES:]),
        more_of_work=more,
    )


def _why(one: Ranked, marked: Sequence[str], asked: Asked, sought: frozenset[int]) -> Why:
    point, meant = one.point, asked.meant
    above = " ".join(filter(None, (*point.path, point.heading)))
    return Why(
        words=_distinct(marked),
        above=_distinct(above[start:end] for start, end in _found(above, point.language, sought)),
        similarity=one.similarity,
        word_rank=one.word_rank,
        meaning_rank=one.meaning_rank,
        countries=tuple(code for code in asked.question.countries if code in (point.jurisdiction, *point.mentions)),
        provisions=point.provision,
        provision=meant.provision if meant and meant.provision in point.provision else None,
        exact=one.exact,
    )


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.casefold() for word in words))


def _found(text: str, language: str, sought: frozenset[int]) -> list[tuple[int, int]]:
    """Where words stand whose stem is sought."""
    return [match.span() for match in re.finditer(r"\w+", text) if sought & terms.stem(match[0].lower(), language)]


def _use(point: Point, like: float) -> OtherUse:
    shared = set(OtherUse.model_fields) & set(Point.model_fields)
    return OtherUse(**{field: getattr(point, field) for field in shared}, similarity=like)


def _highlights(point: Point, question: Question, sought: frozenset[int]) -> tuple[Highlight, ...]:
    """Words whose stem the query has, and quoted phrases whole."""
    spans = _found(point.text, point.language, sought)
    for phrase in question.phrases:
        words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", phrase))
        spans += [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", point.text, re.IGNORECASE)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Highlight(start=start, end=end) for start, end in merged)
