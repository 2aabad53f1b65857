"""Law of Chile as Ley Chile gives it: parts with a kind and a number, and plain text wrapped in lines."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from pipelines.layout import Block, Layout, Style

_INDENT = re.compile(r"\n(?=[ \t]*\n|[ \t]{2,}\S)")
"""A paragraph begins after an empty line, or where a line is set in."""
_PRINTED = re.compile(r"^[\"“]?Art[íi]culo\s+(\S+?)(?:[ºª°])?\.?\s?-", re.I)
_RANKS = {"libro": 1, "título": 2, "capítulo": 3, "párrafo": 4}


def blocks(root: etree._Element, day: date) -> Layout:
    """Preface, parts, promulgation and annexes in reading order."""
    found = list(_below(root))
    return Layout(blocks=tuple(found))


def _below(element: etree._Element) -> Iterator[Block]:
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "EstructuraFuncional":
            yield from _part(child)
        elif name in ("Encabezado", "Promulgacion"):
            yield from _paragraphs(child, None)
        elif name == "Anexo":
            title = " ".join((child.findtext("{*}Metadatos/{*}Titulo") or "Anexo").split())
            yield Block(text=title, style=Style.HEADING, level=1, bold=True, element="annex")
            yield from _paragraphs(child, None)
        elif name in ("EstructurasFuncionales", "Anexos"):
            yield from _below(child)


def _part(part: etree._Element) -> Iterator[Block]:
    kind = part.get("tipoParte", "").lower()
    in_force = False if part.get("derogado") == "derogado" else None
    title = _stated(part, "TituloParte")
    if kind.startswith("artículo"):
        number = _stated(part, "NombreParte") or _printed(part)
        if part.get("transitorio") == "transitorio" and number:
            number = f"{number} transitorio"
        if number:
            yield Block(text=title, style=Style.HEADING, bold=True, element="article", number=number, in_force=in_force)
    yield from _paragraphs(part, in_force, heading=None if kind.startswith("artículo") else _RANKS.get(kind, 5))
    yield from _below(part)


def _paragraphs(element: etree._Element, in_force: bool | None, heading: int | None = None) -> Iterator[Block]:
    """The part's own text, a block a paragraph; of a division it is the heading."""
    text = (element.findtext("{*}Texto") or "").strip("\n")
    pieces = [" ".join(piece.split()) for piece in _INDENT.split(text) if piece.strip()]
    if heading is not None and pieces:
        yield Block(text=" ".join(pieces), style=Style.HEADING, level=heading, bold=True, element="division", in_force=in_force)
        return
    for piece in pieces:
        yield Block(text=_without_name(piece), in_force=in_force)


def _without_name(piece: str) -> str:
    """Without "Artículo 1º.-" in front, which is the part's number."""
    match = _PRINTED.match(piece)
    return piece[match.end() :].lstrip(" -") if match else piece


def _printed(part: etree._Element) -> str:
    match = _PRINTED.match((part.findtext("{*}Texto") or "").strip())
    return match.group(1).strip(".") if match else ""


def _stated(part: etree._Element, name: str) -> str:
    """A fact of the part where it says that the text has one."""
    found = part.find(f"{{*}}Metadatos/{{*}}{name}")
    return " ".join((found.text or "").split()) if found is not None and found.get("presente") == "si" else ""
