"""Footnotes tied to the passages that carry their marks.

A format knows which block carries a mark, a form which passage a block became; here the two are brought together. Notes
are tied only where there is one way to do it: a mark that is printed on several pages ("*", "1") belongs to the note of
its own page, and a note whose mark stands in two places, or nowhere, stays without an address.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from models.base import Record
from models.document import Document, Footnote
from pipelines.forms.numbering import marker
from pipelines.layout import Block, Layout


class _Mark(Record):
    """A mark in the running text, in reading order."""

    order: int
    pages: tuple[int, int] | None
    """First and last page on which it may stand; None in formats without pages."""
    passage: int | None
    """Position of the passage that carries it; None where its block is no passage, as a masthead is not."""

    def may_point_at(self, note: Footnote) -> bool:
        return self.pages is None or note.page is None or self.pages[0] <= note.page <= self.pages[1]


def tied(document: Document, layout: Layout) -> Document:
    """The document with the address of its passage in each footnote whose mark was found in exactly one."""
    if not document.footnotes or not any(block.marks for block in layout.blocks):
        return document
    marks = _marks(layout.blocks, places(layout.blocks, document))
    pointing = _pointing(document.footnotes, marks)
    notes = [
        note if note.address or mark is None or mark.passage is None else _addressed(note, document, mark.passage)
        for note, mark in zip(document.footnotes, pointing, strict=True)
    ]
    return document.model_copy(update={"footnotes": tuple(notes)})


def _addressed(note: Footnote, document: Document, passage: int) -> Footnote:
    return note.model_copy(update={"address": document.passages[passage].address})


# ---- which passage a block became


def places(blocks: Sequence[Block], document: Document) -> list[int | None]:
    """The position of the passage that each block's words went into, as the two sequences of lines match in order."""
    lines = list(_lines(document))
    keys = [_key(block.text) for block in blocks]
    places: list[int | None] = [None] * len(blocks)
    for step in LCSseq.opcodes(keys, [key for key, _ in lines]):
        if step.tag == "equal":
            for offset in range(step.src_end - step.src_start):
                places[step.src_start + offset] = lines[step.dest_start + offset][1]
    return [place if key else None for place, key in zip(places, keys, strict=True)]


def _lines(document: Document) -> Iterator[tuple[str, int]]:
    """Each line of a heading or passage, and the position of the passage."""
    heading = None
    for position, passage in enumerate(document.passages):
        if passage.heading and passage.heading != heading:
            yield _key(passage.heading), position
        heading = passage.heading
        for line in passage.text.split("\n"):
            yield _key(line), position


def _key(text: str) -> str:
    """The letters and figures of a line after its enumerators, which forms take off or move."""
    text = text.strip()
    while (found := marker(text)) and len(found.printed) < len(text):
        text = text[len(found.printed) :].lstrip()
    return "".join(character for character in text.lower() if character.isalnum())


# ---- which mark points at which note


def _marks(blocks: Sequence[Block], places: Sequence[int | None]) -> dict[str, list[_Mark]]:
    """The marks in the text, by what is printed."""
    found: dict[str, list[_Mark]] = defaultdict(list)
    order = 0
    for block, place in zip(blocks, places, strict=True):
        pages = (block.page, block.last_page or block.page) if block.page is not None else None
        for mark in block.marks:
            found[mark].append(_Mark(order=order, pages=pages, passage=place))
            order += 1
    return found


def _pointing(notes: Sequence[Footnote], marks: dict[str, list[_Mark]]) -> list[_Mark | None]:
    """For each note the one mark that points at it."""
    found: list[_Mark | None] = [None] * len(notes)
    at: dict[str, list[int]] = defaultdict(list)
    for n, note in enumerate(notes):
        at[note.mark].append(n)
    for printed, positions in at.items():
        candidates = marks.get(printed, [])
        if len(candidates) == len(positions):
            pairs = list(zip(positions, candidates, strict=True))
            if all(mark.may_point_at(notes[n]) for n, mark in pairs):
                for n, mark in pairs:
                    found[n] = mark
                continue
        for n in positions:
            near = [mark for mark in candidates if mark.may_point_at(notes[n])]
            rivals = [other for other in positions if other != n and any(mark.may_point_at(notes[other]) for mark in near)]
            if len(near) == 1 and not rivals:
                found[n] = near[0]
    return _between(notes, marks, found)


def _between(notes: Sequence[Footnote], marks: dict[str, list[_Mark]], found: list[_Mark | None]) -> list[_Mark | None]:
    """Notes with several marks, of which one alone stands between the marks of the notes before and after."""
    result = list(found)
    for n, note in enumerate(notes):
        if found[n] is not None:
            continue
        before = next((mark.order for mark in reversed(found[:n]) if mark), -1)
        after = next((mark.order for mark in found[n + 1 :] if mark), None)
        if after is None or before > after:
            continue
        near = [mark for mark in marks.get(note.mark, []) if before < mark.order < after and mark.may_point_at(note)]
        result[n] = near[0] if len(near) == 1 else None
    return result
