"""PDF: paragraphs, italics, footnotes and furniture by fonts and places; what is refused."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from pipelines.formats.pdf import layout
from pipelines.layout import Layout, Unreadable

ROMAN, ITALIC, BOLD = "Times-Roman", "Times-Italic", "Times-Bold"
Run = tuple[str, str, float, float]
"""Font, words, size, and how far above the line in points."""


def pdf(*pages: list[tuple[float, float, list[Run]]], **options: str) -> bytes:
    """A document of pages, each a list of lines: left edge, height above the foot of the page, runs."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=True, **options)
    for page in pages:
        for left, base, runs in page:
            for font, words, size, raised in runs:
                canvas.setFont(font, size)
                canvas.drawString(left, base + raised, words)
                left += canvas.stringWidth(words, font, size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def roman(words: str, size: float = 10) -> Run:
    return (ROMAN, words, size, 0)


def italic(words: str) -> Run:
    return (ITALIC, words, 10, 0)


def raised(mark: str) -> Run:
    return (ROMAN, mark, 6, 4)


FIRST = [
    (250.0, 640.0, [(BOLD, "99/7. Lamps", 12, 0)]),
    (120.0, 600.0, [italic("Recalling"), roman(" its resolution on lamps in ports,"), raised("1"), roman(" which asked")]),
    (100.0, 588.0, [roman("all of its Member States to see that lamps are lit at dusk,")]),
    (120.0, 564.0, [roman("1. "), italic("Urges"), roman(" Member States to light the lamps of their bridges and of")]),
    (100.0, 120.0, [raised("1"), roman(" United Nations, Lamp Series, vol. 1.", 8)]),
    (100.0, 40.0, [roman("44-01234", 8)]),
]
SECOND = [
    (100.0, 750.0, [roman("A/RES/99/7", 8)]),
    (480.0, 750.0, [roman("Lamps", 8)]),
    (100.0, 700.0, [roman("their harbours, and to trim the wicks nightly;")]),
    (120.0, 676.0, [roman("2. "), italic("Decides"), roman(" to remain seized of the matter.")]),
    (100.0, 40.0, [roman("2/2", 8)]),
]


@pytest.fixture(scope="module")
def read() -> Layout:
    return layout(pdf(FIRST, SECOND))


def test_paragraphs_go_on_over_lines_and_pages(read: Layout) -> None:
    assert [(block.text, block.page) for block in read.blocks] == [
        ("99/7. Lamps", 1),
        (
            "Recalling its resolution on lamps in ports, which asked all of its Member States to see that lamps are lit at dusk,",
            1,
        ),
        (
            "1. Urges Member States to light the lamps of their bridges and of their harbours, and to trim the wicks nightly;",
            1,
        ),
        ("2. Decides to remain seized of the matter.", 2),
    ]


def test_italics_open_a_paragraph_and_bold_makes_a_heading(read: Layout) -> None:
    assert [block.lead for block in read.blocks] == ["", "Recalling", "Urges", "Decides"]
    assert read.blocks[0].bold


def test_footnotes_and_furniture_are_set_apart(read: Layout) -> None:
    assert [(note.mark, note.text, note.page) for note in read.footnotes] == [("1", "United Nations, Lamp Series, vol. 1.", 1)]
    assert read.blocks[1].marks == ("1",)
    assert set(read.furniture) >= {"44-01234", "2/2"}
    assert not any("A/RES/99/7" in block.text for block in read.blocks)


LOCKED = pdf(FIRST, encrypt="secret")
PICTURE = pdf([(100.0, 700.0, [roman(" ")])])
REFUSED = [
    (b"", "damaged or cut short"),
    (b"Lamps, and no PDF at all", "damaged or cut short"),
    (pdf(FIRST, SECOND)[:300], "damaged or cut short"),
    (LOCKED, "password"),
    (PICTURE, "text layer"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED, ids=["empty", "not a PDF", "cut short", "encrypted", "picture"])
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refused:
        layout(content)
    assert "\n" not in str(refused.value)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["A_RES_78_228.pdf", "A_RES_79_154.pdf", "A_C.3_80_L.4.pdf"])
def test_real_pages_leave_no_furniture_in_the_text(corpus: Path, name: str) -> None:
    symbol = name.removesuffix(".pdf").replace("_", "/")
    read = layout((corpus / "un" / "pdf" / name).read_bytes())
    text = "\n".join(block.text for block in read.blocks)
    assert "Please recycle" not in text
    assert not any(block.text == symbol for block in read.blocks[12:])
    assert len(read.footnotes) >= 10
    assert all(note.text[0] != " " for note in read.footnotes)


@pytest.mark.corpus
def test_memory_stays_flat_over_many_documents(corpus: Path, growth: Callable[[], int]) -> None:
    content = (corpus / "un" / "pdf" / "A_RES_78_228.pdf").read_bytes()
    for _ in range(3):
        layout(content)
    growth()
    started = process_time()
    for _ in range(8):
        layout(content)
    assert process_time() > started
    assert growth() < 30_000


@pytest.fixture
def growth() -> Callable[[], int]:
    """Kilobytes by which the process's peak memory grew since the last call."""
    import resource

    last = [0]

    def grown() -> int:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        before, last[0] = last[0], peak
        return peak - before

    return grown


def gazette(scale: float) -> bytes:
    """Two sections with their headings in the right margin; the type is written at `scale` and brought to ten points."""
    body = [
        (700, "7. Whoever sells a lamp that he knows to be broken shall be fined, and whoever helps"),
        (688, "him to sell it shall be fined in the same manner."),
        (664, "8. Whoever breaks a lamp in a public place shall repair it within a month, or shall pay"),
        (652, "what it costs to have it repaired, as the keeper of the lamps may choose, and"),
        (640, "where he does neither, shall in addition be liable to a fine of ten crowns."),
    ]
    notes = [(700, "Selling of"), (690, "broken"), (680, "lamps."), (664, "Repair.")]
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=True)
    for left, lines in ((110.0, body), (500.0, notes)):
        for base, words in lines:
            text = canvas.beginText()
            text.setFont(ROMAN, 10 / scale)
            text.setTextTransform(scale, 0, 0, scale, left, base)
            text.textOut(words)
            canvas.drawText(text)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_notes_in_the_margin_stand_beside_the_paragraph_that_they_begin_at(scale: float) -> None:
    """Some programs write all type at one point and scale it by the text's matrix."""
    read = layout(gazette(scale))
    assert [(block.text.split(".")[0], block.aside) for block in read.blocks] == [
        ("7", "Selling of broken lamps."),
        ("8", "Repair."),
    ]
