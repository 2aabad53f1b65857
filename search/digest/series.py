"""A newly adopted text beside the last one of its title: what asks more firmly, what less, what is new and what is gone."""

from collections.abc import Sequence
from typing import NamedTuple

from scipy.optimize import linear_sum_assignment
from sqlalchemy import select

from models.digest import Adopted, Moved, Paragraph, Series
from models.document import Document, Passage, Role
from models.precedent import Move
from models.signal import Extract
from search.catalogue import Catalogue
from search.index.points import ALIGNED
from search.schema import documents
from search.wordings.particulars import Particulars
from search.wordings.precedents import ADOPTED
from search.wordings.strength import move, strengths
from search.wordings.wording import diff, holds, likenesses, near, words

_ASKING = (Role.OPERATIVE, Role.ANNEX)
_ORDER = {Move.STRONGER: 0, Move.WEAKER: 1, Move.LEVEL: 2}


class _Asked(NamedTuple):
    passage: Passage
    extract: Extract


def compared(told: Adopted, catalogue: Catalogue) -> Adopted:
    """With its series, where an earlier text of its title is held."""
    earlier = _before(told, catalogue)
    if earlier is None:
        return told
    before, after = catalogue.load(earlier), catalogue.load(told.document)
    return told.model_copy(update={"series": beside(_asking(*before), _asking(*after), before[0])})


def _before(told: Adopted, catalogue: Catalogue) -> str | None:
    """The latest text adopted before it with the same words as its title, by the same body and in the same language."""
    if told.adopted is None or told.body is None or told.form not in ADOPTED:
        return None
    language = told.document.rpartition("@")[2]
    alike = (documents.c.body == told.body) & (documents.c.language == language) & documents.c.form.in_(ADOPTED)
    query = select(documents.c.id, documents.c.title).where(documents.c.current, alike, documents.c.adopted < told.adopted)
    with catalogue.engine.connect() as connection:
        found = connection.execute(query.order_by(documents.c.adopted.desc(), documents.c.id.desc())).all()
    return next((row.id for row in found if words(row.title) == words(told.title)), None)


def _asking(document: Document, extracts: Sequence[Extract]) -> list[_Asked]:
    pairs = zip(document.passages, extracts, strict=True)
    return [_Asked(passage, extract) for passage, extract in pairs if passage.role in _ASKING]


def beside(before: Sequence[_Asked], after: Sequence[_Asked], document: Document) -> Series:
    """Two lists of paragraphs, each matched with at most one of the other, so that together they are most alike."""
    same, moved = 0, []
    old, new = set(range(len(before))), set(range(len(after)))
    for row, column in _matched([one.passage.text for one in before], [one.passage.text for one in after]):
        old.discard(row)
        new.discard(column)
        if words(before[row].passage.text) == words(after[column].passage.text):
            same += 1
        else:
            moved.append(_moved(before[row], after[column]))
    return Series(
        before=document.id,
        symbol=document.symbol,
        adopted=document.adopted,
        moved=tuple(sorted(moved, key=lambda one: _ORDER[one.move])),
        new=tuple(_paragraph(after[n]) for n in sorted(new)),
        dropped=tuple(_paragraph(before[n]) for n in sorted(old)),
        same=same,
    )


def _matched(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that are one paragraph, edited or not."""
    if not before or not after:
        return []
    alike = likenesses(before, after)
    pairs = zip(*linear_sum_assignment(alike, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in pairs if _one(before[row], after[column], float(alike[row, column]))]


def _one(before: str, after: str, alike: float) -> bool:
    longer = max(len(words(before)), len(words(after)))
    return alike >= near(longer, series=True) or holds(before, after)


def _moved(before: _Asked, after: _Asked) -> Moved:
    earlier, later = _particulars(before.extract), _particulars(after.extract)
    moved = move(earlier, later)
    why = {Move.STRONGER: strengths(later, earlier), Move.WEAKER: strengths(earlier, later), Move.LEVEL: ()}[moved]
    return Moved(
        address=after.passage.address,
        number=after.passage.number,
        text=after.passage.text,
        before=before.passage.address,
        diff=diff(before.passage.text, after.passage.text),
        move=moved,
        strengths=why,
        provisions=_provisions(after.extract, before.extract),
    )


def _particulars(said: Extract) -> Particulars:
    return Particulars(**{field: getattr(said, field) for field in Particulars.model_fields if field in Extract.model_fields})


def _paragraph(one: _Asked) -> Paragraph:
    return Paragraph(
        address=one.passage.address,
        number=one.passage.number,
        text=one.passage.text,
        action=int(one.extract.action),
        provisions=_provisions(one.extract),
    )


def _provisions(*said: Extract) -> tuple[str, ...]:
    found = (a.provision for one in said for a in one.alignments if a.probability >= ALIGNED)
    return tuple(dict.fromkeys(found))
