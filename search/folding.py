"""Passages that say the same become one hit, with the other texts that say it as its uses.

What may be folded depends on what a text is. A resolution takes paragraphs over from the year before, edits them and leaves
drafts behind, so near-identical ones are folded. In a law or treaty one word is another rule, and sections share most of their
words: only the same words are folded, as where one law lies in two files. Two passages of one work are never folded.
"""

from collections.abc import Sequence

from models.base import Record
from models.document import Form
from search.points import Point
from search.question import Question
from search.ranking import Ranked
from search.wording import likeness, sameness, words

ALIKE = 0.85
"""Least likeness across agenda items, as of one text to another with the same title `wording.NEAR` suffices. Read by hand: of 36
such pairs drawn at random all say the same."""
LEAST_WORDS = 20
"""Shorter passages are folded only where their words are the same."""
_NEARLY_AS_GOOD = 0.05  # of a score: within it the later text is shown
_SCORES_APART = 0.25  # passages with nearly the same words have nearly the same score
_LENGTHS_APART = 0.4  # the shorter of two like wordings has at least this share of the longer one's words
_LAWS = (Form.CONVENTION, Form.DIRECTIVE, Form.STATUTE)


class Fold(Record):
    """Passages that say the same. `shown` is the adopted one, the latest of those that answer the query nearly as well."""

    shown: Ranked
    score: float
    """Of the best of them: what it is ordered by."""
    others: tuple[tuple[Ranked, float], ...]
    """With their likeness to the shown one; adopted texts before drafts, the latest first."""


def folded(ranked: Sequence[Ranked], question: Question) -> list[Fold]:
    """Best first. `ranked` must be in its order. A paragraph asked for by symbol stands alone."""
    groups: list[list[Ranked]] = []
    for one in ranked:
        group = None if question.symbol else _best(one, groups)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [_fold(group) for group in groups]


def _best(one: Ranked, groups: Sequence[list[Ranked]]) -> list[Ranked] | None:
    """The group whose best passage says the same in the words that are most alike."""
    found, most = None, 0.0
    for group in groups:
        if group[0].score - one.score > _SCORES_APART or one.point.work in {other.point.work for other in group}:
            continue
        like = same(group[0].point, one.point)
        if like > most:
            found, most = group, like
    return found


def same(one: Point, other: Point) -> float:
    """Likeness of two passages that say the same; 0 where they do not."""
    if one.language != other.language or (one.form in _LAWS) != (other.form in _LAWS):
        return 0.0
    said, again = _said(one), _said(other)
    if said == again and (one.form not in _LAWS or one.jurisdiction == other.jurisdiction):
        return 1.0
    short, long = sorted((len(said), len(again)))
    if one.form in _LAWS or short < max(LEAST_WORDS, _LENGTHS_APART * long):
        return 0.0
    if one.title == other.title:
        return likeness(one.text, other.text) if sameness(one.text, other.text) else 0.0
    return likeness(one.text, other.text, least=ALIKE)


def _said(point: Point) -> tuple[str, ...]:
    """Its words without the number printed before them: "(4) A person who …"."""
    said = words(point.text)
    last = words(point.number or "")[-1:]
    return said[1:] if said[:1] == last and point.text.lstrip()[:1] in "([0123456789" else said


def _fold(group: Sequence[Ranked]) -> Fold:
    adopted = [one for one in group if one.point.form != Form.DRAFT] or list(group)
    good = [one for one in adopted if one.score >= adopted[0].score - _NEARLY_AS_GOOD]
    shown = _latest(good)[0]
    others = [other for other in group if other is not shown]
    return Fold(
        shown=shown,
        score=group[0].score,
        others=tuple((other, _like(shown.point, other.point)) for other in _latest(others)),
    )


def _like(one: Point, other: Point) -> float:
    return 1.0 if _said(one) == _said(other) else round(likeness(one.text, other.text), 2)


def _latest(several: Sequence[Ranked]) -> list[Ranked]:
    """Adopted texts before drafts, then the latest first; those of one day in the order of their scores."""
    return sorted(several, key=lambda one: (one.point.form != Form.DRAFT, one.point.adopted or ""), reverse=True)
