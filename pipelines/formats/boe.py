"""Consolidated law of Spain from the open data of the Boletín Oficial del Estado: blocks, each in all its wordings."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from models.document import Footnote
from pipelines.layout import Block, Layout, Style

_ARTICLE = re.compile(
    r"^Art(?:[ií]culo|\.)\s+(?P<number>\d+(?:[.\-]\d+)*(?:[ºª.]{1,2})?(?:\s(?:bis|ter|qu[aá]ter|quinquies|sexies|septies|octies|nonies|decies)\b)?"
    r"|[úu]nico|primero|segundo|tercero|cuarto|quinto|sexto|s[eé]ptimo|octavo|noveno|d[eé]cimo)\s*[.:—–-]*\s*(?P<title>.*)$",
    re.I | re.S,
)
_PROVISION = re.compile(
    r"^(?P<number>Disposici[oó]n\s+(?:adicional|transitoria|derogatoria|final)(?:\s+\w+)?)\s*[.:—–-]*\s*(?P<title>.*)$",
    re.I | re.S,
)


def blocks(root: etree._Element, day: date) -> Layout:
    """Of each block the wording that applies on the day; a warning says how many have others."""
    found: list[Block] = []
    notes: list[Footnote] = []
    several = coming = 0
    for bloque in root.iter("bloque"):
        wordings = sorted(bloque.iterfind("version"), key=_first_day)
        current = [wording for wording in wordings if _first_day(wording) <= day.strftime("%Y%m%d")]
        if not wordings:
            continue
        several += len(wordings) > 1
        coming += len(current) < len(wordings)
        found += _block(bloque, (current or wordings)[-1], None if current else False)
        notes += _notes((current or wordings)[-1])
    warnings = [f"{several} provisions stand in several wordings: the one in force on {day} is the text"] if several else []
    warnings += [f"{coming} provisions have a wording that is not yet in force on {day}"] if coming else []
    return Layout(blocks=tuple(found), footnotes=tuple(notes), warnings=tuple(warnings))


def _first_day(wording: etree._Element) -> str:
    """YYYYMMDD; of a wording without a first day that of its publication."""
    return wording.get("fecha_vigencia") or wording.get("fecha_publicacion") or ""


def _block(bloque: etree._Element, wording: etree._Element, in_force: bool | None) -> Iterator[Block]:
    kind = bloque.get("tipo", "")
    paragraphs = [p for p in wording.iter("p") if not _in_note(p)]
    lines = [(p.get("class", ""), _words(p)) for p in paragraphs if _words(p)]
    if kind == "encabezado":
        label = " ".join(words for _, words in lines)
        yield Block(text=label, style=Style.HEADING, level=_level(lines), bold=True, element="division")
        return
    if kind == "precepto" and lines:
        first = lines[0][1] if lines[0][0].startswith(("articulo", "anexo")) else bloque.get("titulo", "")
        if head := _head(first, in_force):
            yield head
            lines = lines[1:] if lines[0][1] == first else lines
    for _, words in lines:
        yield Block(text=words, in_force=in_force)


def _head(words: str, in_force: bool | None) -> Block | None:
    match = _ARTICLE.match(words) or _PROVISION.match(words)
    if match is None:
        annex = re.match(r"anexo\b", words, re.I)
        element = "annex" if annex else "division"
        return Block(text=words, style=Style.HEADING, level=1, bold=True, element=element, in_force=in_force) if words else None
    title = match["title"].strip(" .")
    return Block(
        text=title,
        style=Style.HEADING,
        bold=True,
        element="article",
        number=match["number"].lower().strip(" ."),
        in_force=in_force,
    )


def _level(lines: list[tuple[str, str]]) -> int:
    """Book, title, chapter, section, subsection, as the class of the line says ("capitulo_num")."""
    ranks = ("libro", "parte", "titulo", "capitulo", "seccion", "subseccion")
    names = [name for name, _ in lines]
    return 1 + next((n for n, rank in enumerate(ranks) if any(name.startswith(rank) for name in names)), len(ranks))


def _in_note(paragraph: etree._Element) -> bool:
    marked = paragraph.get("class", "").startswith(("nota", "cita"))
    return marked or any(above.tag == "blockquote" for above in paragraph.iterancestors())


def _notes(wording: etree._Element) -> Iterator[Footnote]:
    """What the publisher says of the wording's history."""
    for paragraph in wording.iter("p"):
        if _in_note(paragraph) and (words := _words(paragraph)):
            yield Footnote(mark="note", text=words)


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
