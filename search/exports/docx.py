"""A memo as a Word document: headings one can navigate by, a table whose head repeats, quotations with numbered sources.

Sources are numbered in brackets and listed at the end, each number linked to its source: python-docx writes no footnotes.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO

from docx import Document as document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from models.finding import FindingValue
from search.exports.memo import Entry, Memo, words
from search.naming import STATES

_TONES = {
    FindingValue.MET: "1D6B3A",
    FindingValue.PARTLY: "7A5200",
    FindingValue.CONTRARY: "9C1C1C",
    FindingValue.SILENT: "4A2F80",
    FindingValue.NOT_ASSESSED: "555B62",
}
_FEW = 8
"""Laws that are listed before the findings."""
_LINK = RGBColor(0x14, 0x50, 0x8C)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold, and some PDFs do


def write(memos: Sequence[Memo], stream: BinaryIO) -> None:
    """One memo after the other, each on a page of its own."""
    made = document()
    lay_out(made, memos[0].title, memos[0].made)
    for number, memo in enumerate(memos):
        if number:
            made.add_page_break()
        _memo(made, memo)
    made.save(stream)


def _memo(made: Any, memo: Memo) -> None:  # noqa: ANN401  # python-docx has no types for what a document holds
    made.add_heading(printable(memo.title), level=0)
    made.add_paragraph(f"{memo.made.day} {memo.made:%B %Y}", style="Small")
    made.add_paragraph(printable(memo.caveat), style="Caveat")
    _in_short(made, memo)
    if len(memo.laws) <= _FEW:
        _laws(made, memo)
    else:
        made.add_paragraph(f"Laws read: {len(memo.laws)}, listed at the end.")
    made.add_heading("Findings", level=1)
    for heading, entries in memo.parts:
        made.add_heading(printable(heading), level=2)
        _table(made, memo, entries)
    if memo.context:
        made.add_heading("Context, not a finding", level=1)
        for line in memo.context:
            made.add_paragraph(printable(line))
    _quotations(made, memo)
    _sources(made, memo)
    if len(memo.laws) > _FEW:
        _laws(made, memo)


def printable(written: str) -> str:
    return _NO_XML.sub("", written)


def lay_out(made: Any, title: str, on: date) -> None:  # noqa: ANN401
    """Page, styles and footer of everything that is written for Word."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    made.core_properties.title = printable(title)
    made.core_properties.author = "palermo"
    made.core_properties.language = "en"
    made.core_properties.created = made.core_properties.modified = datetime.combine(on, time())
    made.core_properties.comments = ""
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 10.5)):
        made.styles[name].font.size, made.styles[name].font.color.rgb = Pt(size), RGBColor(0x1C, 0x20, 0x24)
    for name, size, italic in (("Small", 9, False), ("Caveat", 10.5, True), ("Quotation", 10, False)):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.italic = normal, Pt(size), italic
    made.styles["Quotation"].paragraph_format.left_indent = Cm(0.6)
    _page_number(section.footer.paragraphs[0], title)


def _page_number(paragraph: Any, title: str) -> None:  # noqa: ANN401
    paragraph.style = "Small"
    run = paragraph.add_run(f"{printable(title)} · page ")
    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        mark = OxmlElement("w:instrText" if instruction else "w:fldChar")
        if instruction:
            mark.text = instruction
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def _in_short(made: Any, memo: Memo) -> None:  # noqa: ANN401
    made.add_heading("In short", level=1)
    line = made.add_paragraph()
    for number, (value, count) in enumerate(memo.counts):
        line.add_run("   " if number else "")
        _toned(line.add_run(f"{words(value)}: {count}"), value)
    made.add_paragraph(printable(memo.imprisonment))
    for value in (FindingValue.CONTRARY, FindingValue.PARTLY, FindingValue.SILENT):
        titles = [entry.title for _, entries in memo.parts for entry in entries if entry.finding is value]
        if titles:
            line = made.add_paragraph(style="List Bullet")
            _toned(line.add_run(f"{STATES[value].word}: "), value)
            line.add_run(printable("; ".join(titles)) + ".")
    for state in STATES.values():
        made.add_paragraph(f"{state.sign} {state.word}: {state.meaning}", style="Small").paragraph_format.space_after = Pt(0)


def _laws(made: Any, memo: Memo) -> None:  # noqa: ANN401
    made.add_heading("Laws read", level=1)
    if not memo.laws:
        made.add_paragraph("None.")
    for law in memo.laws:
        line = made.add_paragraph(style="List Bullet")
        line.add_run(printable(law.title))
        line.add_run(printable(f" ({law.work}; {law.about})")).font.size = Pt(9)
        if law.url:
            line.add_run(" ")
            _link(line, law.url, law.url)


def _table(made: Any, memo: Memo, entries: tuple[Entry, ...]) -> None:  # noqa: ANN401
    table = made.add_table(rows=1, cols=3, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _fill(head.cells, (memo.kind, "Finding", "Reason and sources"), bold=True)
    for entry in entries:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _fill(row.cells, (entry.title, "", printable(entry.reason)))
        row.cells[0].add_paragraph(printable(entry.about), style="Small")
        _toned(row.cells[1].paragraphs[0].add_run(words(entry.finding)), entry.finding)
        for number in dict.fromkeys(quotation.source for quotation in entry.quotations):
            row.cells[2].paragraphs[0].add_run(" ")
            _to_source(row.cells[2].paragraphs[0], memo, number)
    for column, width in zip(table.columns, (5.0, 2.8, 8.8), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _fill(cells: Any, texts: tuple[str, ...], *, bold: bool = False) -> None:  # noqa: ANN401
    for cell, text in zip(cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        if text:
            paragraph.add_run(printable(text)).bold = bold


def _quotations(made: Any, memo: Memo) -> None:  # noqa: ANN401
    made.add_heading("Quotations", level=1)
    for _, entries in memo.parts:
        for entry in (one for one in entries if one.quotations):
            made.add_heading(printable(f"{entry.title}: {STATES[entry.finding].word.lower()}"), level=3)
            for quotation in entry.quotations:
                line = made.add_paragraph(style="Quotation")
                run = line.add_run(f"“{printable(quotation.text)}” ")
                in_language(run, quotation.language)
                _to_source(line, memo, quotation.source)


def _sources(made: Any, memo: Memo) -> None:  # noqa: ANN401
    made.add_heading("Sources", level=1)
    for source in memo.sources:
        line = made.add_paragraph(style="Small")
        _bookmark(line, memo, source.number)
        line.add_run(printable(f" {source.title}, {source.address}"))
        if source.url:
            line.add_run(", ")
            _link(line, source.url, source.url)


def _toned(run: Any, value: FindingValue) -> None:  # noqa: ANN401
    run.bold, run.font.color.rgb = True, RGBColor.from_string(_TONES[value])


def in_language(run: Any, language: str) -> None:  # noqa: ANN401
    """So that a screen reader says it in its own language and the spelling checker leaves it."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(mark)


def _to_source(paragraph: Any, memo: Memo, number: int) -> None:  # noqa: ANN401
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"{memo.jurisdiction}_source_{number}")
    _linked(paragraph, link, f"[{number}]")


def _link(paragraph: Any, url: str, text: str) -> None:  # noqa: ANN401
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _linked(paragraph, link, printable(text))


def _linked(paragraph: Any, link: Any, text: str) -> None:  # noqa: ANN401
    run = paragraph.add_run(text)
    run.font.color.rgb = _LINK
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Any, memo: Memo, number: int) -> None:  # noqa: ANN401
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"{memo.jurisdiction}_source_{number}")
            paragraph._p.append(mark)
            paragraph.add_run(f"[{number}]").bold = True
        else:
            paragraph._p.append(mark)
