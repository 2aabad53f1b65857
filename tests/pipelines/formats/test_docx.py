"""Word files: numbers as they print, leads, footnotes, tables; what is refused."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipelines.formats.docx import layout
from pipelines.layout import Style, Unreadable


def saved(word: WordDocument) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def repacked(content: bytes, name: str, data: bytes) -> bytes:
    """The archive with one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
    return out.getvalue()


def test_headings_leads_and_automatic_numbers() -> None:
    word = docx.Document()
    word.add_heading("Lamps in harbours", level=2)
    opening = word.add_paragraph()
    opening.add_run("Recalling").italic = True
    opening.add_run(" its resolution on lamps,")
    for line in ("Urges States to light lamps;", "Decides to meet again."):
        word.add_paragraph(line, style="List Number")
    word.add_paragraph("a lamp", style="List Bullet")
    blocks = layout(saved(word)).blocks
    assert (blocks[0].style, blocks[0].level) == (Style.HEADING, 2)
    assert (blocks[1].lead, blocks[1].text) == ("Recalling", "Recalling its resolution on lamps,")
    assert [block.number for block in blocks[2:]] == ["1.", "2.", None]


def test_a_table_is_read_row_by_row() -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Harbour", "Lamps"
    assert [(block.style, block.text) for block in layout(saved(word)).blocks] == [(Style.TABLE, "Harbour | Lamps")]


def test_soft_breaks_and_tabs_are_spaces() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("lamps")
    paragraph.add_run().add_break()
    run = paragraph.add_run("in")
    run._r.append(OxmlElement("w:tab"))
    paragraph.add_run("harbours")
    assert paragraph._p.tag == qn("w:p")
    assert layout(saved(word)).blocks[0].text == "lamps in harbours"


GOOD = saved(docx.Document())
BOMB = repacked(GOOD, "word/document.xml", b"<w:p/>" * 4_000_000)
REFUSED = [
    (b"lamps", "damaged or cut short"),
    (GOOD[:2000], "damaged or cut short"),
    (repacked(GOOD, "word/document.xml", b"<w:document"), "damaged"),
    (BOMB, "MB unpacked"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED, ids=["no archive", "cut short", "broken part", "bomb"])
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refused:
        layout(content)
    assert "\n" not in str(refused.value)
