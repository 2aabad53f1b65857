"""Passages that say the same become one hit, with the other texts that say it as its uses.

What may be folded depends on what a text is. A resolution takes paragraphs over from the year before, edits them and leaves
drafts behind, so near-identical ones are folded. In a law or treaty one word is another rule, and sections share most of their
words: only the same words are folded, as where one law lies in two files. Two passages of one work are never folded.
"""

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from models.document import Form
from search.index.points import Point
from search.query.question import Question
from search.ranking import Ranked
from search.wordings.wording import likeness, sameness, words

ALIKE = 0.85
"""Least likeness across agenda items, as of one text to another with the same title `wording.NEAR` suffices. Read by hand: of 36
such pairs drawn at random all say the same."""
LEAST_WORDS = 20
"""Shorter passages are folded only where their words are the same."""
_NEARLY_AS_GOOD = 0.05  # of a score: within it the later text is shown
_SCORES_APART = 0.1  # of 1,700 pairs that are folded, 99 % lie within: the same words have nearly the same score
_LENGTHS_APART = 0.4  # the shorter of two like wordings has at least this share of the longer one's words
_SHARED = 0.6  # of the distinct words of the shorter one: fewer cannot make them alike, and need no comparison in order
_BITS = 509  # of a signature; a prime
_LAWS = (Form.CONVENTION, Form.DIRECTIVE, Form.STATUTE)


class Fold(NamedTuple):
    """Passages that say the same. `shown` is the adopted one, the latest of those that answer the query nearly as well."""

    shown: Ranked
    score: float
    """Of the best of them: what it is ordered by."""
    others: tuple[tuple[Ranked, float], ...]
    """With their likeness to the shown one; adopted texts before drafts, the latest first."""


class _Wording:
    """A passage's words as they are compared, and a bit for each that it has."""

    def __init__(self, point: Point) -> None:
        self.point = point
        self.said = _said(point)
        self.law = point.form in _LAWS
        self.bits = 0
        for word in set(self.said):
            self.bits |= 1 << (crc32(word.encode()) % _BITS)

    def may_be(self, other: "_Wording") -> bool:
        """False where too few words are common to both, in whatever order."""
        return (self.bits & other.bits).bit_count() >= _SHARED * min(self.bits.bit_count(), other.bits.bit_count())


class _Group:
    """Passages that say the same as the first of them, one of each work."""

    def __init__(self, first: Ranked, wording: _Wording) -> None:
        self.members = [first]
        self.wording = wording
        self.works = {first.point.work}

    def add(self, one: Ranked) -> None:
        self.members.append(one)
        self.works.add(one.point.work)


def folded(ranked: Sequence[Ranked], question: Question, limit: int) -> list[Fold]:
    """The best `limit`. `ranked` must be in its order. A paragraph asked for by symbol stands alone."""
    if question.symbol:
        return [_fold([one]) for one in ranked[:limit]]
    groups: list[_Group] = []
    for one in ranked:
        full = len(groups) == limit
        if full and groups[-1].members[0].score - one.score > _SCORES_APART:
            break  # none that follows can belong to a group
        wording = _Wording(one.point)
        group = _best(one, wording, groups)
        if group is not None:
            group.add(one)
        elif not full:
            groups.append(_Group(one, wording))
    return [_fold(group.members) for group in groups]


def _best(one: Ranked, wording: _Wording, groups: Sequence[_Group]) -> _Group | None:
    """The group whose best passage says the same in the words that are most alike."""
    found, most = None, 0.0
    for group in groups:
        if group.members[0].score - one.score > _SCORES_APART or one.point.work in group.works:
            continue
        like = _same(group.wording, wording)
        if like > most:
            found, most = group, like
    return found


def same(one: Point, other: Point) -> float:
    """Likeness of two passages that say the same; 0 where they do not."""
    return _same(_Wording(one), _Wording(other))


def _same(one: _Wording, other: _Wording) -> float:
    if one.law is not other.law or not one.may_be(other) or one.point.language != other.point.language:
        return 0.0
    if one.said == other.said and (not one.law or one.point.jurisdiction == other.point.jurisdiction):
        return 1.0
    short, long = sorted((len(one.said), len(other.said)))
    if one.law or short < max(LEAST_WORDS, _LENGTHS_APART * long):
        return 0.0
    texts = one.point.text, other.point.text
    if one.point.title == other.point.title:
        return likeness(*texts) if sameness(*texts) else 0.0
    return likeness(*texts, least=ALIKE)


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
