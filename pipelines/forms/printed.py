"""Gazette pages whose printed lines came as blocks: joined into paragraphs."""

import re
from collections.abc import Sequence

from pipelines.formats.hyphens import BROKEN, mended
from pipelines.formats.lines import MARKER
from pipelines.layout import Block, Layout, Style

_END = re.compile(r"[.;:!?—–―]['\"”’)]*$|[.;:—–―](?:and|or)$|;\s(?:and|or)$")
_LEADER = re.compile(r"(?:\s?[.…]){6,}\s*[\divxlc]*\s*$")  # "General principles . . . . . . . . 9"
_BROKEN = 0.15
"""Share of blocks that begin in the middle of a sentence, above which blocks are lines."""


def unwrapped(layout: Layout) -> Layout:
    """The layout without the lines of a table of contents, and with lines joined if its blocks are lines of a printed page."""
    layout = layout.model_copy(update={"blocks": tuple(block for block in layout.blocks if not _is_contents_line(block.text))})
    blocks = layout.blocks
    broken = sum(block.text[:1].islower() for block in blocks)
    if (
        not blocks
        or broken < _BROKEN * len(blocks)
        or sum(block.indent is not None and block.page is not None for block in blocks) < len(blocks) / 2
    ):
        return layout
    return layout.model_copy(update={"blocks": tuple(_joined(blocks))})


def _is_contents_line(text: str) -> bool:
    """Words, dots, a page number."""
    return (". . ." in text or "....." in text or "……" in text) and text[:1].isalnum() and bool(_LEADER.search(text))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        if joined and _goes_on(joined[-1], block):
            broken = re.search(r"[a-z]-$", joined[-1].text)
            before, glue = (joined[-1].text[:-1], BROKEN) if broken else (joined[-1].text, " ")
            joined[-1] = joined[-1].model_copy(
                update={
                    "text": f"{before}{glue}{block.text}",
                    "marks": (*joined[-1].marks, *block.marks),
                    "last_page": block.last_page,
                    "aside": " ".join(note for note in (joined[-1].aside, block.aside) if note) or None,
                }
            )
        else:
            joined.append(block)
    whole = mended([block.text for block in joined])
    return [block.model_copy(update={"text": text}) for block, text in zip(joined, whole, strict=True)]


def _goes_on(before: Block, block: Block) -> bool:
    """The line continues the paragraph: nothing enumerates it, and the paragraph has not come to an end."""
    if Style.HEADING in (before.style, block.style) or MARKER.match(block.text) or re.match(r"\d+[A-Z]?\.\s?\(?", block.text):
        return False
    if re.match(r"(?:Explanation|Exception|Illustration|Provided)\b", block.text):
        return False
    return block.text[:1].islower() or not _END.search(before.text)
