"""From bytes to characters: the charset found, and mojibake undone where it can be."""

import re

import ftfy
from bs4.dammit import UnicodeDammit
from ftfy import TextFixerConfig
from ftfy.badness import is_bad

from pipelines.layout import Layout, Unreadable

_FIXES = TextFixerConfig(uncurl_quotes=False, fix_character_width=False, unescape_html=False, normalization=None)
_LEFTOVERS = re.compile(r"[\u00c2-\u00c5][\u0080-\u00bf]|\u00e2\u20ac|\ufffd")
"""What is left of two-byte letters read as one-byte ones ("Å¾" for "ž"), and the replacement character."""


def decode(content: bytes, *, markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file, line ends as \\n, and what had to be guessed or repaired."""
    try:
        text = content.decode("utf-8-sig")
        notes: tuple[str, ...] = ()
    except UnicodeDecodeError:
        dammit = UnicodeDammit(content, is_html=markup)
        if dammit.unicode_markup is None:
            raise Unreadable("no character encoding fits the bytes") from None
        text = dammit.unicode_markup
        notes = (f"not UTF-8: read as {dammit.original_encoding}",)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\xad", "")
    repaired, more = repair(text)
    return repaired, (*notes, *more)


def mended(layout: Layout) -> Layout:
    """A layout whose format decodes by itself (XML, Word), with mojibake undone that the publisher stored."""
    texts = [block.text for block in layout.blocks]
    repaired, warnings = repair("\n".join(text.replace("\n", " ") for text in texts))
    if not warnings:
        return layout
    blocks = tuple(
        block.model_copy(update={"text": text}) for block, text in zip(layout.blocks, repaired.split("\n"), strict=True)
    )
    return layout.model_copy(update={"blocks": blocks, "warnings": (*layout.warnings, *warnings)})


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with mojibake undone line by line, and a warning that says how far that went."""
    lines = text.split("\n")
    bad = [number for number, line in enumerate(lines) if is_bad(line)]
    if not bad:
        return text, ()
    for number in bad:
        lines[number] = ftfy.fix_text(lines[number], config=_FIXES)
    fixed = "\n".join(lines)
    lost = sum(bool(_LEFTOVERS.search(line)) for line in lines)
    if lost > max(3, len(lines) // 200):
        return fixed, (f"mojibake: letters were lost before the file was made, {lost} of {len(lines)} lines are still damaged",)
    return fixed, (f"mojibake undone in {len(bad)} of {len(lines)} lines",)
