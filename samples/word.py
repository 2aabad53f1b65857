"""Writes the Word documents of the OAS and the OSCE: real footnotes, Word's own numbering, a footer. Same source, same bytes."""

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from samples.source import Source, runs

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NUMBERED = re.compile(r"\d+\. (.+)", re.DOTALL)  # 1. To urge member states …
_LETTERED = re.compile(r"([a-z]\.) (.+)", re.DOTALL)  # a. To continue supporting …
_MIDNIGHT = (2044, 1, 1, 0, 0, 0)  # a zip needs a date; the clock's would change the bytes


def _runs(paragraph: Paragraph, text: str, *, bold: bool = False) -> Paragraph:
    for run in runs(text):
        if run.mark:
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), run.text)
            added = paragraph.add_run()
            added.font.superscript = True
            added._r.append(reference)
        else:
            added = paragraph.add_run(run.text)
            added.italic, added.bold = run.italic or None, bold or None
    return paragraph


def _footnotes(word: Word, notes: dict[str, str]) -> None:
    texts = "".join(
        f'<w:footnote w:id="{mark}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for mark, text in notes.items()
    )
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{separator}{texts}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _blank(source: Source) -> Word:
    word = Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    word.sections[0].footer.paragraphs[0].text = source.head["footer"]
    properties = word.core_properties
    properties.title = source.head["title"].capitalize()
    properties.author, properties.comments, properties.language = "", source.head["footer"], source.head["language"]
    return word


def _line(word: Word, text: str, align: ALIGN = ALIGN.LEFT, *, bold: bool = False) -> Paragraph:
    paragraph = _runs(word.add_paragraph(), text, bold=bold)
    paragraph.alignment = align
    return paragraph


def oas(source: Source) -> Word:
    """A resolution of the General Assembly: centred head, capitals, Word's numbering for the operative paragraphs."""
    head, word = source.head, _blank(source)
    for text, bold in ((head["symbol"], False), (head["title"], True), (head["adopted"], False)):
        _line(word, text, ALIGN.CENTER, bold=bold)
    _line(word, head["organ"]).paragraph_format.first_line_indent = Cm(1.25)
    for text in source.paragraphs:
        if numbered := _NUMBERED.fullmatch(text):
            _runs(word.add_paragraph(style="List Number"), numbered[1]).alignment = ALIGN.JUSTIFY
        elif lettered := _LETTERED.fullmatch(text):
            _line(word, f"{lettered[1]}\t{lettered[2]}", ALIGN.JUSTIFY).paragraph_format.left_indent = Cm(2.5)
        elif text.startswith("- "):
            _line(word, text[2:], ALIGN.JUSTIFY).paragraph_format.left_indent = Cm(2.5)
        else:
            _line(word, text, ALIGN.JUSTIFY).paragraph_format.first_line_indent = Cm(1.25)
    return word


def osce(source: Source) -> Word:
    """A Ministerial Council decision: mastheads at the right, typed numbers, the attachment on its own page."""
    head, word = source.head, _blank(source)
    _line(word, f"Organization for Security and Co-operation in Europe\t{head['symbol']}")
    _line(word, f"Ministerial Council\t{head['date']}", bold=True)
    _line(word, f"{head['meeting']}\tOriginal: ENGLISH")
    _line(word, head["day"])
    _line(word, head["journal"])
    for text in (head["number"], head["title"]):
        _line(word, text, ALIGN.CENTER, bold=True)
    _line(word, head["organ"]).paragraph_format.first_line_indent = Cm(1.25)
    for text in source.paragraphs:
        if text.startswith("@attachment "):
            word.add_page_break()
            for row in text.removeprefix("@attachment ").split("\n"):
                _line(word, row, ALIGN.RIGHT)
            _line(word, "Original: ENGLISH", ALIGN.RIGHT)
        elif text.isupper():
            _line(word, text, ALIGN.CENTER, bold=True)
        else:
            _line(word, re.sub(r"^(\d+\.) ", "\\1\t", text), ALIGN.JUSTIFY)
    return word


def un(source: Source) -> Word:
    """A General Assembly resolution as its Word file has it: symbol in the page header, typed numbers, blank lines between."""
    head, word = source.head, _blank(source)
    word.sections[0].header.paragraphs[
        0
    ].text = f"Nations Unies\t{head['symbol']}\nAssemblée générale\tDistr. générale\n\t{head['distributed']}"
    for name in ("session", "item", "subject"):
        _line(word, head[name], bold=name != "item")
    _line(word, "")
    _line(word, head["head"], bold=True)
    _line(word, head["report"])
    _line(word, f"{head['number']}\t{head['title']}", bold=True)
    for text in source.paragraphs:
        numbered = re.sub(r"^(\d+\.|[a-z]\)) ", "\\1\t", text)
        _line(word, "\t" + numbered, ALIGN.JUSTIFY)
        _line(word, "")
    for name in ("meeting", "date"):
        _line(word, f"*{head[name]}*", ALIGN.RIGHT)
    return word


SET = {"oas": oas, "osce": osce, "un": un}


def docx(source: Source) -> bytes:
    """The file, with every entry's time set to one midnight."""
    word = SET[source.head["kind"]](source)
    if source.notes:
        _footnotes(word, source.notes)
    raw, out = BytesIO(), BytesIO()
    word.save(raw)
    with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _MIDNIGHT), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
