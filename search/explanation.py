"""What a hit shows of a passage, and why it is there."""

import re

from models.hit import Highlight, Hit, OtherUse
from search import terms
from search.folding import Fold
from search.index import Meta
from search.points import Point
from search.question import Question

USES = 20
"""Listed with a hit; the others are counted."""


def wanted(question: Question, meta: Meta) -> frozenset[int]:
    """The terms that a query looks for."""
    return frozenset(terms.of_query(question.words, meta.languages).indices) if question.words else frozenset()


def hit(fold: Fold, question: Question, sought: frozenset[int]) -> Hit:
    point = fold.shown.point
    marks = _highlights(point, question, sought)
    seen = dict.fromkeys(point.text[mark.start : mark.end].casefold() for mark in marks)
    shared = set(Hit.model_fields) & set(Point.model_fields)
    return Hit(
        **{field: getattr(point, field) for field in shared},
        score=round(fold.score, 4),
        why=fold.shown.why.model_copy(update={"words": tuple(seen)}),
        highlights=marks,
        provisions=point.provision,
        uses=tuple(_use(other.point, like) for other, like in fold.others[:USES]),
        more_uses=len(fold.others[USES:]),
    )


def _use(point: Point, like: float) -> OtherUse:
    shared = set(OtherUse.model_fields) & set(Point.model_fields)
    return OtherUse(**{field: getattr(point, field) for field in shared}, similarity=like)


def _highlights(point: Point, question: Question, sought: frozenset[int]) -> tuple[Highlight, ...]:
    """Words whose stem the query has, and quoted phrases whole."""
    spans = [
        (match.start(), match.end())
        for match in re.finditer(r"\w+", point.text)
        if sought & terms.stem(match[0].lower(), point.language)
    ]
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
