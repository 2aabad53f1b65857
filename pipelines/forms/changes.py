"""Texts that say what to change in another: amendments to a draft, corrigenda. Each instruction is a section of its own."""

import re
from collections.abc import Iterator, Sequence

from models.document import Form, Role
from pipelines.layout import Block
from pipelines.passages import Draft

_OF_DRAFT = re.compile(
    r"\bamendments? to (?:revised )?draft (?:resolution|decision)\b|\benmiendas? al proyecto de|\bamendements? au projet de", re.I
)
_CORRECTS = re.compile(r"^\W*(?:corrigendum|corrigenda|corrección|correcciones|rectificatif)\W*$", re.I | re.M)
_PLACE = re.compile(
    r"\b(?:operative|preambular) (?:sub)?paragraph|\bparagraph \d|\bpárrafo|\bparagraphe|\balinéa|\bsection [IVX]+\b|\btitle\b"
    r"|\bannex\b",
    re.I,
)
_TO_DO = re.compile(
    r"\b(?:replace|delete|insert|add|reword|read|suprím|sustitú|insért|supprimer|remplacer|insérer|ajouter)", re.I
)
_NUMBER = re.compile(r"^\s*(\d{1,3})\.\s+(?=\S)")
_MASTHEAD = 16  # blocks


def changes(blocks: Sequence[Block]) -> tuple[Form, str] | None:
    """The form of such a text and a warning; None for any other."""
    masthead = "\n".join(block.text for block in blocks[:_MASTHEAD])
    if not any(_instructs(block.text) for block in blocks):
        return None
    if _OF_DRAFT.search(masthead):
        return Form.DRAFT, "amendments to a draft resolution: its paragraphs say what to change, not what is resolved"
    if _CORRECTS.search(masthead):
        return Form.REPORT, "a corrigendum: its paragraphs say what to change in another text"
    return None


def _instructs(text: str) -> bool:
    return bool(_PLACE.search(text) and _TO_DO.search(text))


def instructions(blocks: Sequence[Block]) -> Iterator[Draft]:
    """A section per instruction, with the lines that follow it, from the first on."""
    start = next(n for n, block in enumerate(blocks) if _instructs(block.text) or _NUMBER.match(block.text))
    run: list[Block] = []
    count = 0
    for block in (*blocks[start:], None):
        if run and (block is None or block.number or _NUMBER.match(block.text) or _instructs(block.text)):
            count += 1
            yield _section(run, count)
            run = []
        if block is not None:
            run.append(block)


def _section(run: Sequence[Block], count: int) -> Draft:
    first = f"{run[0].number} {run[0].text}" if run[0].number else run[0].text
    match = _NUMBER.match(first)
    words = "\n".join([first[match.end() :] if match else first, *(block.text for block in run[1:])])
    return Draft(eid=f"change_{count}", role=Role.SECTION, number=match[1] if match else None, text=words, page=run[0].page)
