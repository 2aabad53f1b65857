"""Web copies of resolutions whose paragraph breaks were lost: put back where the form itself shows them.

A break is put back before the organ's opening line and after it, before a resolution's number with its title, before a
participle that opens a preambular paragraph after a comma or semicolon, and before an operative paragraph's number that
follows the last one. A later page that opens with its symbol and title has them set apart. Footnote marks printed as "6/"
go; bare digits stay, since nothing tells them from numbers.
"""

import re
from collections.abc import Iterator

from models.reference import languages, organs
from pipelines.layout import Block, Layout, Style

_LONG = 200  # characters; shorter blocks are lines of a masthead, or whole
_NOTE = re.compile(r"\s+\d{1,2}/(?=[\s,;.]|$)")  # "Human Rights,  1/ the Convention"
_BEFORE = re.compile(r"(?<=[,;]) \d{1,2}$")  # "Violence against Women, 6" before the next paragraph
_TITLE = re.compile(r"\s(?=\d{1,3} ?/ ?\d{1,3}\. [A-ZÀ-Þ])")  # "… (A/61/444)] 61/180. Improving"
_NUMBER = re.compile(r"(?<=[,;:.]) (?=(\d{1,3})\. ([A-ZÀ-Þ][^\W\d_]+))")


def unflattened(layout: Layout, language: str) -> Layout:
    """The layout with lost paragraph breaks put back; itself where pages, italics or numbers show the paragraphs."""
    if any(block.page or block.lead or block.number for block in layout.blocks):
        return layout
    breaks = _Breaks(language)
    blocks = tuple(part for block in layout.blocks for part in breaks.parts(block))
    return layout.model_copy(update={"blocks": blocks})


class _Breaks:
    """Where paragraphs begin in the running text of one language."""

    def __init__(self, language: str) -> None:
        pack = languages().get(language, languages()["en"])
        opener = "|".join(sorted((word.capitalize() for word in pack.preambular), key=len, reverse=True))
        names = "|".join(organs().get(language, organs()["en"]))
        self._organ = re.compile(rf"(?:^|(?<=\s))((?:{names}),) (?=(?:{opener})\b)")
        self._head = re.compile(rf"([ASE]/\S*\d) ([^,;]{{4,200}}?) (?=(?:{opener})\b)")
        self._preambular = re.compile(rf"(?<=[,;])(?: \d{{1,2}})? (?=(?:{opener})\b)")
        self._operative = frozenset(pack.operative)

    def parts(self, block: Block) -> Iterator[Block]:
        """The paragraphs that one block holds, the block itself where it holds one."""
        text = " ".join(_NOTE.sub("", block.text).split())
        pieces = [text]
        if len(text) >= _LONG and (head := self._head.match(text)):
            yield block.model_copy(update={"text": head[1]})
            yield block.model_copy(update={"text": head[2], "style": Style.HEADING, "level": 1})
            pieces = [*self._preamble(text[head.end() :])]
        elif len(text) >= _LONG:
            before, organ, after = self._opened(text)
            pieces = [*_TITLE.split(before), organ, *self._preamble(after)]
        for piece in pieces:
            if piece.strip():
                yield block.model_copy(update={"text": _BEFORE.sub("", piece.strip())})

    def _opened(self, text: str) -> tuple[str, str, str]:
        """What stands before the organ's line, that line, and what follows it."""
        match = self._organ.search(text)
        return (text[: match.start()], match[1], text[match.end() :]) if match else ("", "", text)

    def _preamble(self, text: str) -> Iterator[str]:
        start, last = 0, 0
        cuts = {match.end() for match in self._preambular.finditer(text)}
        for match in _NUMBER.finditer(text):
            if match[2].lower() in self._operative and (int(match[1]) == last + 1 or last == 0):
                last = int(match[1])
                cuts.add(match.start())
        for cut in sorted(cuts):
            yield text[start:cut]
            start = cut
        yield text[start:]
