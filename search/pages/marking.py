"""A text cut where marks begin and end, so that a template escapes every piece."""

from collections.abc import Iterable

from models.base import Record


class Piece(Record):
    text: str
    marked: bool = False


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The whole text in pieces; those within `spans` (character offsets, in any order, overlapping or not) are marked.

    >>> [piece.text for piece in pieces("open shelters now", [(5, 13)])]
    ['open ', 'shelters', ' now']
    """
    found, at = [], 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            found.append(Piece(text=text[at:start]))
        found.append(Piece(text=text[start:end], marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text=text[at:]))
    return tuple(found)
