"""Markdown: front matter, headings, lists and footnotes, whatever the converter that wrote it."""

import re
from collections.abc import Iterator

import yaml  # type: ignore[import-untyped]

from models.document import Footnote
from pipelines.encoding import decode
from pipelines.formats.inline import plain, printed_mark, without_amendment_marks
from pipelines.formats.lines import MARKER, rejoin
from pipelines.layout import Block, Layout, Style

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*(.*)$", re.S)
_FACT = re.compile(r"^(\w[^\n:]{0,40})\n:\s{1,4}(\S.*)$", re.S)  # "Fundstelle\n:   BGBl I: 2016, 2372"
_TABLE = re.compile(r"^\s*\|")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")


def layout(content: bytes) -> Layout:
    text, warnings = decode(content)
    front = _FRONT.match(text)
    facts, more = _facts(front.group(1)) if front else ({}, ())
    text = re.sub(r"<!--.*?-->", "", text[front.end() :] if front else text, flags=re.S)
    blocks: list[Block] = []
    notes: list[Footnote] = []
    furniture: list[str] = []
    for raw in rejoin(list(_raw_blocks(without_amendment_marks(text)))):
        if note := _NOTE.match(raw.strip()):
            words, _ = plain(note.group(2))
            notes += [Footnote(mark=printed_mark(note.group(1)), text=words)] if words else []
        elif fact := _FACT.match(raw.strip()):
            facts.setdefault(fact.group(1).strip().lower(), " ".join(fact.group(2).split()))
            furniture.append(raw.strip())
        elif _TABLE.match(raw) and _is_masthead(raw, len(blocks)):
            furniture.append(" ".join(re.sub(r"[|:\-]{2,}|\|", " ", raw).split()))
        else:
            blocks += _blocks(raw)
    return Layout(
        blocks=tuple(blocks), footnotes=tuple(notes), facts=facts, furniture=tuple(furniture), warnings=(*warnings, *more)
    )


def _facts(front: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Front matter as strings. YAML's base loader makes no objects and no dates of them."""
    try:
        loaded = yaml.load(front, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        pairs = re.findall(r"^(\w+):[ \t]*(.*?)[ \t]*$", front, re.M)
        return {key.lower(): value.strip("\"'") for key, value in pairs}, ("front matter is no valid YAML: read line by line",)
    if not isinstance(loaded, dict):
        return {}, ()
    return {str(key).lower(): value.strip() for key, value in loaded.items() if isinstance(value, str) and value.strip()}, ()


def _raw_blocks(text: str) -> Iterator[str]:
    """Runs of lines between blank lines, headings apart. Leading blanks stay: they tell the depth."""
    run: list[str] = []
    for line in text.split("\n"):
        line = line.expandtabs(4)
        line = line.rstrip() + ("  " if line.endswith("  ") and line.strip() else "")
        if _HEADING.match(line) or not line or _RULE.match(line):
            if run:
                yield "\n".join(run)
            run = []
            if line and not _RULE.match(line):
                yield line
        else:
            run.append(line)
    if run:
        yield "\n".join(run)


def _is_masthead(raw: str, before: int) -> bool:
    """A table of one row before the text begins: the journal's name, page and date."""
    return before < 3 and len([line for line in raw.split("\n") if re.search(r"\w", line)]) <= 1


def _blocks(raw: str) -> Iterator[Block]:
    heading = _HEADING.match(raw)
    if heading and "\n" not in raw:
        words, marks = plain(heading.group(2))
        if words:
            yield Block(text=words, style=Style.HEADING, level=len(heading.group(1)), marks=marks, bold=True)
        return
    if _TABLE.match(raw):
        yield from _rows(raw)
        return
    for piece in _pieces(raw):
        yield from _block(piece)


def _pieces(raw: str) -> Iterator[str]:
    """A run of lines cut where a line is enumerated, or where the one before ends with Markdown's hard break."""
    piece: list[str] = []
    for line in raw.split("\n"):
        hard = bool(piece) and piece[-1].endswith(("  ", "<br>", "\\"))
        if piece and (hard or MARKER.match(line.strip().lstrip("*"))):
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    if piece:
        yield "\n".join(piece)


def _block(piece: str) -> Iterator[Block]:
    indent = len(piece) - len(piece.lstrip(" "))
    body = piece.strip()
    bullet = re.match(r"[-*+]\s+(?=\S)", body)
    if bullet:
        body = body[bullet.end() :]
    words, marks = plain(" ".join(body.split("\n")))
    if not words:
        return
    bold = bool(re.fullmatch(r"\*\*(?:(?!\*\*).)+\*\*\.?", body, re.S))
    lead = re.match(r"(\*{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1", body, re.S)
    yield Block(
        text=words,
        style=Style.LIST_ITEM if bullet else Style.PARAGRAPH,
        level=indent // 2 + 1 if bullet else 0,
        lead=plain(lead.group(2))[0] if lead else "",
        bold=bold,
        indent=float(indent),
        marks=marks,
    )


def _rows(raw: str) -> Iterator[Block]:
    """A table row by row, cells kept apart by a bar."""
    for line in raw.split("\n"):
        cells = [plain(cell)[0] for cell in line.strip().strip("|").split("|")]
        words = " | ".join(cell for cell in cells if cell)
        if words and not re.fullmatch(r"[\s|:\-]+", line):
            yield Block(text=words, style=Style.TABLE, cells=tuple(cells))
