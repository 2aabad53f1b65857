"""Pages that are pictures: recognised where the recogniser is installed, else refused with what to install."""

import shutil
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipelines import ocr
from pipelines.layout import Unreadable
from pipelines.reading import read

LINES = ("HARBOUR LIGHTS ACT 2041", "1. A lantern shall be lit on every quay at dusk.", "2. The warden shall keep a register.")


def scanned(*, typed_first: bool = False) -> bytes:
    """A PDF whose page is a picture of words, after a page of real text where asked."""
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(LINES):
        pen.text((120, 200 + 120 * number), line, fill=0, font=ImageFont.load_default(size=40))
    buffer = BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842))
    if typed_first:
        page.drawString(72, 720, "1. This page is typed, and it stays as it is in the file.")
        page.showPage()
    page.drawImage(ImageReader(picture), 0, 0, 595, 842)
    page.showPage()
    page.save()
    return buffer.getvalue()


@pytest.mark.skipif(not ocr.available(), reason="needs tesseract and the extra `ocr`")
def test_a_picture_of_a_page_is_read_and_said_to_be():
    act = read(scanned(typed_first=True), "XAA/scan.pdf")
    assert "lantern shall be lit on every quay" in act.text
    assert "This page is typed" in act.text
    assert any("page 2 is read by optical character recognition (tesseract, eng)" in warning for warning in act.warnings)


@pytest.mark.skipif(not ocr.available(), reason="needs tesseract and the extra `ocr`")
def test_a_language_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(ocr, "languages", lambda: "xxx")
    with pytest.raises(Unreadable, match="xxx"):
        read(scanned(), "XAA/scan.pdf")


def test_without_a_recogniser_the_reason_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match=r"pictures only: install tesseract and the extra `ocr`"):
        read(scanned(), "XAA/scan.pdf")
    act = read(scanned(typed_first=True), "XAA/scan.pdf")
    assert any("page 2 is pictures only and not read: install tesseract" in warning for warning in act.warnings)
