"""A document laid out for its page: its passages under their headings, with what is said of each beside them."""

from collections.abc import Iterator, Sequence

from models.base import Record
from models.document import Document, Footnote, Passage, Role
from models.signal import Alignment, Extract
from search.index.points import ALIGNED
from search.naming import ROLES
from search.web.desk import Reading
from search.web.pages.marking import Piece, pieces


class Opened(Record):
    """A heading that starts above a passage."""

    text: str
    depth: int
    printed: bool
    """False for "Preamble", which nobody prints."""


class Shown(Record):
    passage: Passage
    extract: Extract
    place: str
    """Its anchor: the part of the address after the hash."""
    opened: tuple[Opened, ...]
    heading: str | None
    """Its own, where the passage before does not have the same."""
    alignments: tuple[Alignment, ...]
    pieces: tuple[Piece, ...]
    """Marked: the quotations that show its provisions."""
    footnotes: tuple[Footnote, ...]


class Entry(Record):
    """A line of the table of contents."""

    place: str
    text: str
    depth: int


def shown(reading: Reading) -> tuple[Shown, ...]:
    before: Passage | None = None
    found = []
    for passage, extract in zip(reading.document.passages, reading.extracts, strict=True):
        found.append(_shown(reading.document, passage, extract, before))
        before = passage
    return tuple(found)


def _above(passage: Passage) -> tuple[str, ...]:
    """Headings above a passage; where none is printed, the part of the text that it belongs to."""
    part = ROLES.get(passage.role)
    return passage.path or ((part,) if part else ())


def _opened(passage: Passage, before: Passage | None) -> tuple[Opened, ...]:
    """Headings that were not above the passage before, without one that this passage printed itself."""
    above, now = _above(before) if before else (), _above(passage)
    same = next((n for n, (old, new) in enumerate(zip(above, now, strict=False)) if old != new), min(len(above), len(now)))
    printed = _flat(before.text) if before and before.role is Role.HEADING else None
    fresh = [(same + n, text) for n, text in enumerate(now[same:]) if _flat(text) != printed]
    return tuple(Opened(text=text, depth=depth, printed=bool(passage.path)) for depth, text in fresh)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shown(document: Document, passage: Passage, extract: Extract, before: Passage | None) -> Shown:
    alignments = tuple(one for one in extract.alignments if one.probability >= ALIGNED)
    said = before is not None and (before.heading, before.path) == (passage.heading, passage.path)
    return Shown(
        passage=passage,
        extract=extract,
        place=passage.address.partition("#")[2],
        opened=_opened(passage, before),
        heading=None if said or passage.heading == passage.text else passage.heading,
        alignments=alignments,
        pieces=pieces(passage.text, ((s.start, s.end) for one in alignments for s in one.signals)),
        footnotes=tuple(note for note in document.footnotes if note.address == passage.address),
    )


def contents(passages: Sequence[Shown]) -> tuple[Entry, ...]:
    """The table of contents; empty where a page needs none."""
    lines = tuple(line for one in passages for line in _lines(one))
    return lines if len(lines) > 1 else ()


def _lines(one: Shown) -> Iterator[Entry]:
    for opened in one.opened:
        yield Entry(place=one.place, text=opened.text, depth=opened.depth)
    passage, depth = one.passage, len(one.passage.path)
    if passage.role is Role.HEADING:
        yield Entry(place=one.place, text=passage.text, depth=depth)
    elif one.heading:
        number = passage.number.partition("(")[0] + ". " if passage.number else ""  # "3(1)" is the first of section 3
        yield Entry(place=one.place, text=number + one.heading, depth=depth)


def unplaced(document: Document) -> tuple[Footnote, ...]:
    """Footnotes whose passage is not known."""
    held = {passage.address for passage in document.passages}
    return tuple(note for note in document.footnotes if note.address not in held)
