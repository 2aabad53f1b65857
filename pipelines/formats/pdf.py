"""PDF with a text layer, through PDFium: characters with their font and place, gathered into printed lines."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import hypot

import pypdfium2
import pypdfium2.raw as raw

from pipelines import ocr
from pipelines.formats.typography import Line, Run, blocks
from pipelines.layout import Layout, Unreadable

_MOST_PAGES = 3_000
_PICTURE = 0.3  # share of its page that a scan takes at least
_MOST_CHARACTERS = 200_000  # on one page; a dense gazette page has some 12,000
_MARKS = re.compile(r"^\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z])(?:\s*,\s*\d{1,3})*\s*$")
_RAISED = 0.82  # a footnote mark is printed at 0.55 to 0.8 of the size of its line


def layout(content: bytes) -> Layout:
    """The blocks of a PDF, page furniture and footnotes set apart; pages that are pictures are recognised where one can.

    Raises:
        Unreadable: the file is truncated, encrypted, without text that can be read, or has more than 3,000 pages.
    """
    document = _open(content)
    try:
        pages = [list(_lines(document, number)) for number in range(len(document))]
        pictures = [number for number, lines in enumerate(pages) if not _said(lines) and _is_picture(document[number])]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("expected a complete PDF; one of its pages is damaged") from error
    finally:
        document.close()
    if not pictures:
        if not any(map(_said, pages)):
            raise Unreadable("expected a PDF with a text layer; its pages hold no words")
        return blocks(pages)
    if not ocr.available():
        if not any(map(_said, pages)):
            raise Unreadable(f"expected a PDF with a text layer; its pages are pictures only: {ocr.INSTALL}")
        warning = f"{_named(pictures)} pictures only and not read: {ocr.INSTALL}"
    else:
        pages = _recognised(content, pages, pictures)
        warning = f"{_named(pictures)} read by optical character recognition (tesseract, {ocr.languages()}): letters may be wrong"
    found = blocks(pages)
    return found.model_copy(update={"warnings": (*found.warnings, warning)})


def _recognised(content: bytes, pages: Sequence[list[Line]], pictures: Sequence[int]) -> list[list[Line]]:
    """The pages, those that are pictures with the lines that were recognised on them."""
    document = _open(ocr.with_text_layer(content, len(pictures)))
    try:
        read = {number: list(_lines(document, number)) for number in pictures}
    finally:
        document.close()
    if not any(map(_said, (*pages, *read.values()))):
        raise Unreadable(f"its pages are pictures on which no words were recognised ({ocr.languages()})")
    return [read.get(number, lines) for number, lines in enumerate(pages)]


def _said(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """An image takes a good part of the page; a seal on an empty page does not."""
    width, height = page.get_size()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _PICTURE * width * height:
            return True
    return False


def _named(numbers: Sequence[int]) -> str:
    printed = ", ".join(str(number + 1) for number in numbers[:10])
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"page {printed} is" if len(numbers) == 1 else f"pages {printed}{more} are"


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        reason = "it asks for a password" if "assword" in str(error) else "it is damaged or cut short"
        raise Unreadable(f"expected a complete PDF; {reason}") from error
    if not 0 < len(document) <= _MOST_PAGES:
        pages = len(document)
        document.close()
        raise Unreadable(f"expected a PDF of 1 to {_MOST_PAGES} pages; it has {pages}")
    return document


class _Fonts:
    """How a text object is set, asked once per object."""

    def __init__(self) -> None:
        self._styles: dict[int, tuple[bool, bool, float]] = {}
        self._name = ctypes.create_string_buffer(128)
        self._matrix = raw.FS_MATRIX()

    def style(self, page: object, index: int) -> tuple[bool, bool, float] | None:
        """(italic, bold, scale); None for the spaces and line breaks that PDFium adds.

        Some programs write every font at size 1 and scale it by the text's matrix: `scale` is what the size is multiplied by.
        """
        text_object = raw.FPDFText_GetTextObject(page, index)
        key = ctypes.cast(text_object, ctypes.c_void_p).value
        if key is None:
            return None
        if key not in self._styles:
            font = raw.FPDFTextObj_GetFont(text_object)
            raw.FPDFFont_GetBaseFontName(font, self._name, 128)
            name = self._name.value.decode("latin-1").lower()
            scaled = raw.FPDFPageObj_GetMatrix(text_object, self._matrix)
            scale = hypot(self._matrix.c, self._matrix.d) if scaled else 1.0
            self._styles[key] = ("italic" in name or "oblique" in name, "bold" in name or "black" in name, scale)
        return self._styles[key]


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    """The printed lines of a page in PDFium's reading order."""
    page = document[number]
    text = page.get_textpage()
    try:
        size = page.get_size()
        yield from _gather(text, number + 1, size)
    finally:
        text.close()
        page.close()


def _gather(text: object, number: int, size: tuple[float, float]) -> Iterator[Line]:
    fonts = _Fonts()
    x, y = ctypes.c_double(), ctypes.c_double()
    line: list[tuple[str, float, float, float, bool, bool]] = []
    for index in range(min(raw.FPDFText_CountChars(text), _MOST_CHARACTERS)):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character in "\r\n":
            if character == "\n" and line:
                yield _line(line, number, size)
                line = []
            continue
        style = fonts.style(text, index)
        if style is None:
            if line:
                last = line[-1]
                line.append((" ", *last[1:]))
            continue
        italic, bold, scale = style
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        height = raw.FPDFText_GetFontSize(text, index) * scale
        if line and _elsewhere(line, x.value, y.value, height):
            yield _line(line, number, size)
            line = []
        line.append((character, x.value, y.value, height, italic, bold))
    if line:
        yield _line(line, number, size)


def _elsewhere(line: list[tuple[str, float, float, float, bool, bool]], x: float, y: float, height: float) -> bool:
    """Whether a character stands on another printed line: PDFium marks most line breaks, but not between columns."""
    _, last_x, last_y, last_height, *_ = line[-1]
    return abs(y - last_y) > 0.9 * max(height, last_height) or (x < last_x - 2 * height and abs(y - last_y) > 0.4 * height)


def _line(characters: list[tuple[str, float, float, float, bool, bool]], page: int, size: tuple[float, float]) -> Line:
    inked = [c for c in characters if not c[0].isspace()] or characters
    height = max(sorted(c[3] for c in inked)[len(inked) // 2], 0.1)
    base = sorted(c[2] for c in inked)[len(inked) // 2]
    runs: list[Run] = []
    for character, _, y, tall, italic, bold in characters:
        raised = tall <= _RAISED * height and y >= base + 0.12 * height and len(inked) > 1
        style = (italic, bold, raised)
        if runs and (runs[-1].italic, runs[-1].bold, runs[-1].raised) == style:
            runs[-1] = Run(runs[-1].text + character, *style)
        elif runs and character == " ":
            runs[-1] = Run(runs[-1].text + " ", runs[-1].italic, runs[-1].bold, runs[-1].raised)
        else:
            runs.append(Run(character, *style))
    return Line(
        runs=tuple(run if _MARKS.match(run.text) else replace(run, raised=False) for run in runs),
        page=page,
        left=inked[0][1],
        right=inked[-1][1],
        base=base,
        height=height,
        page_width=size[0],
        page_height=size[1],
    )
