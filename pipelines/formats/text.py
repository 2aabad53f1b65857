"""Plain text: printed lines, joined into paragraphs."""

from pipelines.encoding import decode
from pipelines.formats.lines import paragraphs
from pipelines.layout import Block, Layout


def layout(content: bytes) -> Layout:
    text, warnings = decode(content)
    return Layout(blocks=blocks(text), warnings=warnings)


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block(text=paragraph) for paragraph in paragraphs(text.split("\n")))
