"""Federal law of Germany as gesetze-im-internet.de gives it: one `norm` after the other, headings of divisions among them."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from models.document import Footnote
from pipelines.layout import Block, Layout, Style

_CONTENTS = re.compile(r"^Inhalts(?:übersicht|verzeichnis)", re.I)
_ANNEX = re.compile(r"^(?:Anlage|Anhang)\b")
_PARAGRAPH = re.compile(r"^\(\d+[a-z]*\)")


def blocks(root: etree._Element, day: date) -> Layout:
    """Every norm as a heading and its words; the table of contents left out."""
    found: list[Block] = []
    notes: list[Footnote] = []
    for norm in root.iter("norm"):
        name, title = _words(norm.find("metadaten/enbez")), _words(norm.find("metadaten/titel"))
        if _CONTENTS.match(name or title):
            continue
        found += _heads(norm, name, title)
        for content in norm.iterfind("textdaten/text/Content"):
            found += _content(content, 0)
        notes += [
            Footnote(mark="note", text=words) for note in norm.iterfind("textdaten/fussnoten/Content") if (words := _words(note))
        ]
    return Layout(blocks=tuple(found), footnotes=tuple(notes))


def _heads(norm: etree._Element, name: str, title: str) -> Iterator[Block]:
    division = norm.find("metadaten/gliederungseinheit")
    if division is not None:
        label = " ".join(part for tag in ("gliederungsbez", "gliederungstitel") if (part := _words(division.find(tag))))
        level = max(1, len(_words(division.find("gliederungskennzahl"))) // 3)  # three figures a level
        yield Block(text=label, style=Style.HEADING, level=level, bold=True, element="division")
    if _ANNEX.match(name):
        yield Block(text=f"{name} {title}".strip(), style=Style.HEADING, level=1, bold=True, element="annex")
    elif match := re.match(r"(§§?|Art(?:ikel|\.)?)\s*(.+)", name):
        kind = "section" if match[1].startswith("§") else "article"
        yield Block(text=title, style=Style.HEADING, bold=True, element=kind, number=match[2])
    elif name and division is None:
        yield Block(text=name, style=Style.HEADING, level=1, bold=True, element="division")


def _content(element: etree._Element, depth: int) -> Iterator[Block]:
    """Paragraphs and lists. A list's item is a DT with its number and a DD with its words."""
    run = [element.text or ""]
    number = ""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in ("P", "DL", "DT", "DD", "LA", "Revision", "table", "row", "entry", "tbody", "tgroup", "pre"):
            yield from _flushed(run, depth)
            if tag == "DT":
                number = _words(child)
            elif tag == "DD":
                yield from _numbered(number, list(_content(child, depth + 1)), depth + 1)
                number = ""
            else:
                yield from _content(child, depth + (tag == "P"))
        elif tag == "BR":
            yield from _flushed(run, depth)
        elif tag:
            run.append("".join(str(piece) for piece in child.itertext()))
        run.append(child.tail or "")
    yield from _flushed(run, depth)


def _numbered(number: str, item: list[Block], depth: int) -> Iterator[Block]:
    """An item with its number in front of its first words."""
    if number and item and item[0].number is None and item[0].depth == depth:
        item[0] = item[0].model_copy(update={"text": f"{number} {item[0].text}", "number": number})
    elif number:
        yield Block(text=number, number=number, depth=depth)
    yield from item


def _flushed(run: list[str], depth: int) -> Iterator[Block]:
    words = " ".join("".join(run).split())
    run.clear()
    if words:
        match = _PARAGRAPH.match(words)
        yield Block(text=words, number=match.group() if match else None, depth=depth)


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(str(piece) for piece in element.itertext()).split())
