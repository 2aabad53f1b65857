"""Files that hold many texts: volumes of a session's resolutions, compilations of a meeting's decisions. Each text is a work.

A text begins at its symbol where the line of its adoption follows, so that contents, which list the same symbols, and citations
are no texts; in compilations the symbol comes in brackets below the title.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from models.document import Footnote
from pipelines.layout import Block, Layout

_NEAR = 4  # blocks between a symbol and the line of adoption
_FACTS = ("language", "url", "source_url", "country")
"""What a file's metadata say of every text in it; its title and date are the volume's."""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """The patterns of volumes.toml under a key."""
    table = tomllib.loads(files("pipelines").joinpath("volumes.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in table[key]), re.I if key != "symbol" else 0)


def texts(layout: Layout) -> tuple[Layout, ...]:
    """The layouts of the texts that a file holds; the layout itself where it is one text."""
    starts = sorted({*_headed(layout.blocks), *_bracketed(layout.blocks)})
    if len(starts) < 2:
        return (layout,)
    ends = [*starts[1:], len(layout.blocks)]
    parts = [layout.blocks[start:end] for start, end in zip(starts, ends, strict=True)]
    facts = {key: layout.facts[key] for key in _FACTS if key in layout.facts}
    notes = _dealt(layout.footnotes, parts)
    return tuple(
        layout.model_copy(update={"blocks": blocks, "facts": facts, "footnotes": some, "furniture": ()})
        for blocks, some in zip(parts, notes, strict=True)
    )


def _headed(blocks: Sequence[Block]) -> Iterator[int]:
    """Where a symbol opens a text: alone or before the title, with the line of adoption near and no other symbol between."""
    heads = [n for n, block in enumerate(blocks) if _pattern("symbol").match(" ".join(block.text.split()))]
    for head, following in itertools.zip_longest(heads, heads[1:]):
        near = blocks[head : min(head + _NEAR + 1, following if following is not None else len(blocks))]
        if any(_pattern("adopted").match(block.text) for block in near):
            yield head


def _bracketed(blocks: Sequence[Block]) -> Iterator[int]:
    """Where the title begins below which a symbol stands in brackets: lines in capitals, and the number of a decision."""
    for n, block in enumerate(blocks):
        if _pattern("bracketed").fullmatch(block.text.strip()):
            above = list(
                itertools.takewhile(lambda one: one.text.isupper() or _pattern("number").match(one.text), blocks[:n][::-1])
            )
            yield n - len(above)


def _dealt(notes: Sequence[Footnote], parts: Sequence[Sequence[Block]]) -> list[tuple[Footnote, ...]]:
    """The notes in their order, as many to each text as it has marks; all to the first where the two do not add up."""
    marks = [sum(len(block.marks) for block in blocks) for blocks in parts]
    if sum(marks) != len(notes):
        return [tuple(notes), *((),) * (len(parts) - 1)]
    rest = iter(notes)
    return [tuple(itertools.islice(rest, count)) for count in marks]
