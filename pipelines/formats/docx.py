"""Word files: paragraphs with their styles, automatic numbers as they print, footnotes, tables."""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from models.document import Footnote
from pipelines.layout import Block, Layout, Style, Unreadable

_MOST_BYTES = 200_000_000  # unpacked; a session volume of a thousand pages has some 30 million
_MOST_RATIO = 200  # unpacked to packed; text packs at 5 to 30


def layout(content: bytes) -> Layout:
    """The blocks of a Word file.

    Raises:
        Unreadable: the archive is damaged, unpacks to more than 200 MB, or holds no Word document.
    """
    _check(content)
    try:
        document = docx.Document(BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError) as error:
        raise Unreadable("expected a Word document; the archive lacks its parts or they are damaged") from error
    numbers = _Numbers(document)
    blocks = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            blocks += [_block(Paragraph(element, document), numbers)]
        elif element.tag == qn("w:tbl"):
            blocks += _rows(Table(element, document))
    heads = [
        " ".join(paragraph.text.split()) for section in document.sections for paragraph in section.first_page_header.paragraphs
    ]
    heads += [" ".join(paragraph.text.split()) for section in document.sections for paragraph in section.header.paragraphs]
    title = document.core_properties.title
    return Layout(
        blocks=tuple(block for block in blocks if block.text),
        footnotes=tuple(_footnotes(document)),
        furniture=tuple(dict.fromkeys(head for head in heads if head)),
        facts={"title": title} if title and len(title) > 8 else {},
    )


def _check(content: bytes) -> None:
    """Refuses archives that would fill the memory: they are sized before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable("expected a Word document; the archive is damaged or cut short") from error
    if size > _MOST_BYTES or size > _MOST_RATIO * max(len(content), 10_000):
        raise Unreadable(
            f"expected a Word document of at most {_MOST_BYTES // 1_000_000} MB unpacked; it says it has {size // 1_000_000} MB"
        )


def _block(paragraph: Paragraph, numbers: "_Numbers") -> Block:
    text, marks = "", []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen"), qn("w:footnoteReference")):
        if node.tag == qn("w:t"):
            text += node.text or ""
        elif node.tag == qn("w:footnoteReference"):
            marks.append(node.get(qn("w:id"), ""))
        else:
            text += "-" if node.tag == qn("w:noBreakHyphen") else " "
    text = " ".join(text.split())
    level = _heading_level(numbers.style_of(paragraph))
    bold = bool(text) and all(run.bold for run in paragraph.runs if run.text.strip())
    heading = level or (1 if bold and len(text) < 300 else 0)
    return Block(
        text=text,
        style=Style.HEADING if heading else Style.PARAGRAPH,
        level=heading,
        lead=_lead(paragraph),
        bold=bold,
        number=numbers.printed(paragraph),
        indent=float(paragraph.paragraph_format.left_indent.pt) if paragraph.paragraph_format.left_indent else None,
        centred=str(paragraph.alignment or "").startswith("CENTER"),
        marks=tuple(marks),
    )


def _heading_level(style: ParagraphStyle | None) -> int:
    name = (style.name or "") if style is not None else ""
    if name == "Title":
        return 1
    match = re.match(r"Heading (\d)", name)
    return min(int(match[1]), 6) if match else 0


def _lead(paragraph: Paragraph) -> str:
    """The run in italics, or underlined as older OAS texts have it, that opens the paragraph."""
    lead = ""
    for run in paragraph.runs:
        if not run.text.strip() or (not lead and re.match(r"^\s*\(?\w{1,4}[.)]\s*$", run.text)):
            continue
        if not (run.italic or run.underline):
            break
        lead += run.text
    return " ".join(lead.split()).rstrip(",:;")


def _rows(table: Table) -> Iterator[Block]:
    """A table row by row, cells joined as they read."""
    for row in table.rows:
        cells = tuple(" ".join(cell.text.split()) for cell in row.cells)
        if text := " | ".join(cell for cell in dict.fromkeys(cells) if cell):
            yield Block(text=text, style=Style.TABLE, cells=cells)


def _footnotes(document: Word) -> Iterator[Footnote]:
    """Footnotes, which python-docx leaves in their part of the package."""
    for part in document.part.package.iter_parts():
        if not str(part.partname).endswith("/footnotes.xml"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(part.blob, parser).iter(qn("w:footnote")):
            text = " ".join("".join(t.text or "" for t in note.iter(qn("w:t"))).split())
            if text and note.get(qn("w:type")) is None:
                yield Footnote(mark=note.get(qn("w:id"), "*"), text=text)


class _Numbers:
    """Word's automatic numbers, counted as Word prints them."""

    def __init__(self, document: Word) -> None:
        self._styles: dict[str | None, ParagraphStyle | None] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)
        part = next((p for p in document.part.package.iter_parts() if str(p.partname).endswith("/numbering.xml")), None)
        if part is not None:
            self._read(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True)))

    def _read(self, root: etree._Element) -> None:
        abstract = {node.get(qn("w:abstractNumId")): node for node in root.iter(qn("w:abstractNum"))}
        for num in root.iter(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            node = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
            if node is not None:
                self._levels[num.get(qn("w:numId"), "")] = {
                    int(lvl.get(qn("w:ilvl"), "0")): self._level(lvl) for lvl in node.iter(qn("w:lvl"))
                }

    def _level(self, level: etree._Element) -> tuple[str, str, int]:
        def value(name: str, default: str) -> str:
            node = level.find(qn(name))
            return node.get(qn("w:val"), default) if node is not None else default

        return value("w:numFmt", "decimal"), value("w:lvlText", "%1."), int(value("w:start", "1"))

    def style_of(self, paragraph: Paragraph) -> ParagraphStyle | None:
        """The paragraph's style, looked up once per name: python-docx searches all styles for each paragraph."""
        name = paragraph._p.style
        if name not in self._styles:
            self._styles[name] = paragraph.style
        return self._styles[name]

    def printed(self, paragraph: Paragraph) -> str | None:
        """The number before a paragraph; None where there is none, or only a bullet."""
        properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        style = self.style_of(paragraph)
        while properties is None and style is not None:
            inherited = style.element.find(qn("w:pPr"))
            properties = inherited.numPr if inherited is not None else None
            style = style.base_style
        if properties is None or properties.numId is None:
            return None
        name, depth = str(properties.numId.val), int(properties.ilvl.val) if properties.ilvl is not None else 0
        levels = self._levels.get(name, {})
        if depth not in levels or levels[depth][0] in ("bullet", "none"):
            return None
        counts = self._counts[name]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (8 - depth)
        _, text, _ = levels[depth]
        return re.sub(r"%(\d)", lambda m: self._figure(levels, counts, int(m[1]) - 1), text)

    def _figure(self, levels: dict[int, tuple[str, str, int]], counts: list[int], depth: int) -> str:
        form, _, start = levels.get(depth, ("decimal", "", 1))
        count = max(counts[depth], 1) + start - 1
        if form in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter if form == "lowerLetter" else letter.upper()
        if form in ("lowerRoman", "upperRoman"):
            roman = _roman(count)
            return roman.lower() if form == "lowerRoman" else roman
        return str(count)


def _roman(number: int) -> str:
    pairs = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
    )
    text = ""
    for value, letters in (*pairs, (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (number // value)
        number %= value
    return text
