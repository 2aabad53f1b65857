"""A document laid out for its page: its passages under their headings, with what is said of each beside them."""

from collections.abc import Iterator, Sequence

from models.base import Record
from models.document import Document, Footnote, Passage, Role
from models.signal import Alignment, Extract
from search.desk import Reading
from search.pages.marking import Piece, pieces
from search.pages.naming import ROLES
from search.points import ALIGNED


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
    document = reading.document
    above: tuple[str, ...] = ()
    found = []
    for passage, extract in zip(document.passages, reading.extracts, strict=True):
        now = _above(passage)
        found.append(_shown(document, passage, extract, _opened(above, now, passage)))
        above = now
    return tuple(found)


def _above(passage: Passage) -> tuple[str, ...]:
    """Headings above a passage; where none is printed, the part of the text that it belongs to."""
    part = ROLES.get(passage.role)
    return passage.path or ((part,) if part else ())


def _opened(above: Sequence[str], now: Sequence[str], passage: Passage) -> tuple[Opened, ...]:
    same = next((n for n, (old, new) in enumerate(zip(above, now, strict=False)) if old != new), min(len(above), len(now)))
    return tuple(Opened(text=text, depth=same + n, printed=bool(passage.path)) for n, text in enumerate(now[same:]))


def _shown(document: Document, passage: Passage, extract: Extract, opened: tuple[Opened, ...]) -> Shown:
    alignments = tuple(one for one in extract.alignments if one.probability >= ALIGNED)
    return Shown(
        passage=passage,
        extract=extract,
        place=passage.address.partition("#")[2],
        opened=opened,
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
    elif passage.heading and passage.level == 0:
        number = f"{passage.number}. " if passage.number else ""
        yield Entry(place=one.place, text=number + passage.heading, depth=depth)


def unplaced(document: Document) -> tuple[Footnote, ...]:
    """Footnotes whose passage is not known."""
    held = {passage.address for passage in document.passages}
    return tuple(note for note in document.footnotes if note.address not in held)
