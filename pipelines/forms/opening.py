"""Where the masthead of a resolution ends and its text begins."""

import re
from collections.abc import Sequence
from functools import cache

from models.reference import languages, organs
from pipelines.layout import Block, Style

_MASTHEAD = 25  # blocks
_FIRST = re.compile(r"^\s*(?:1|01)\.\s+(?=\S)")
_NUMBERED = re.compile(r"^\s*\d{1,3}\.\s+(?=\S)")
_TITLE_LIKE = 200  # characters
_SENTENCE = 50  # characters of a sentence at least: shorter lines that end with a full stop may be of a masthead


def opening(blocks: Sequence[Block], language: str, *, declares: bool = False) -> int:
    """Index of the block after the organ's opening line; where none is printed, after the last line of the masthead.

    Args:
        declares: the text is a declaration, which may name the organ in the middle of its prose.
    """
    lines = [i for i, block in enumerate(blocks) if organ_line(block.text, language)]
    if declares and (not lines or any(_is_sentence(block.text) for block in blocks[: lines[0]])):
        return _first_sentence(blocks)
    first = next((i for i, block in enumerate(blocks) if _FIRST.match(block.text)), None)
    if first is not None and (not lines or first < lines[0]) and _are_titles(blocks[:first]):
        return first  # numbered from the preamble on: the organ's line comes below it, or not at all
    if lines:  # the masthead names the organ too, without a comma; annexes open with lines of their own, far below
        near = [i for i in lines if i < lines[0] + _MASTHEAD]
        return next((i for i in near if blocks[i].text.rstrip().endswith((",", ":", ";"))), near[-1]) + 1
    numbered = next((i for i, b in enumerate(blocks) if _NUMBERED.match(b.text) or b.number), 0)
    heads = [i for i, b in enumerate(blocks[:numbered]) if b.style is Style.HEADING or b.bold]
    return heads[-1] + 1 if heads else _first_clause(blocks, language)


def _first_clause(blocks: Sequence[Block], language: str) -> int:
    """Index of the first clause of a preamble that no organ's line opens; 0 where what stands above it is no masthead."""
    pack = languages().get(language)
    openers = {word.split()[0] for word in pack.preambular} if pack else set()

    def opens(block: Block) -> bool:
        word = re.match(r"\W*([^\W\d_]+)", block.text)
        return word is not None and word[1].lower() in openers and block.text.rstrip().endswith((";", ",", ":"))

    first = next((i for i, block in enumerate(blocks[:_MASTHEAD]) if opens(block)), 0)
    return first if _are_titles(blocks[:first]) else 0


def organ_line(text: str, language: str) -> bool:
    """Whether an organ names itself, alone on its line or with those that it gathers ("The Ministers of …, meeting at …,")."""
    alone, gathered = _organ_lines(language)
    return bool(alone.match(text) or gathered.match(text))


@cache
def _organ_lines(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(organs().get(language, organs()["en"]))
    alone = re.compile(rf"^\W*(?:{names})[\s,:;*\d]*$", re.I)
    return alone, re.compile(rf"^\W*(?:{names})\b.{{0,900}}[,;]\s*$", re.S)


def _is_sentence(text: str) -> bool:
    return len(text) > _SENTENCE and text.rstrip().endswith((".", ";"))


def _first_sentence(blocks: Sequence[Block]) -> int:
    """Index of the first block that is no line of a masthead; 0 where there is none."""
    ends = (block.text.rstrip().endswith((".", ";", ":", ",")) and len(block.text) > _SENTENCE for block in blocks)
    first = next((i for i, ended in enumerate(ends) if ended), 0)
    numbered = next((i for i, block in enumerate(blocks[:first]) if _FIRST.match(block.text)), first)
    return min(first, numbered) if first <= _MASTHEAD else 0


def _are_titles(blocks: Sequence[Block]) -> bool:
    """Short lines, none of which ends as a sentence or clause does."""
    return all(len(block.text) < _TITLE_LIKE and not re.search(r"[.;,:]$", block.text) for block in blocks)
