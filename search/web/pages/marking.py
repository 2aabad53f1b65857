"""A text cut where marks begin and end, so that a template escapes every piece."""

from collections.abc import Iterable

from models.base import Record


class Piece(Record):
    text: str
    marked: bool = False


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The whole text in pieces; those within `spans` (character offsets, in any order, overlapping or not) are marked."""
    found, at = [], 0
    for start, end in _merged(spans):
        found += [Piece(text=text[at:start]), Piece(text=text[start:end], marked=True)]
        at = end
    found.append(Piece(text=text[at:]))
    return tuple(piece for piece in found if piece.text)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted, with those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
