"""Sets a United Nations document on Letter paper: justified text, footnotes on the page of their marks, running heads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.source import NOTICE, Run, Source, runs

ROMAN, ITALIC, BOLD = "Times-Roman", "Times-Italic", "Times-Bold"
LEFT, RIGHT, EDGE_LEFT, EDGE_RIGHT = 124.0, 490.0, 60.0, 552.0
TOP_FIRST, TOP_NEXT, BOTTOM = 352.0, 84.0, 728.0  # from the upper edge, as the real pages have them
INDENT, LEADING, GAP = 24.0, 12.2, 6.0
_NUMBERED = re.compile(r"(?P<number>\d+(?: \*bis\*)?\.) (?P<text>.+)", re.DOTALL)  # 5 *bis*. *Further urges* …
_LETTERED = re.compile(r"(?P<number>\([a-z]\)) (?P<text>.+)", re.DOTALL)  # (a) To appoint …
_PART = re.compile(r"(?P<number>[IVX]+)\n(?P<title>.+)")  # II⏎Prosecution and cooperation


@dataclass(frozen=True)
class Word:
    """Pieces that no line break may separate, each with its face and size; superscripts have a rise."""

    pieces: tuple[tuple[str, str, float, float], ...]
    marks: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        return sum(stringWidth(text, font, size) for text, font, size, _ in self.pieces)


@dataclass
class Line:
    """Words at x, to be spread to `right` when justified."""

    words: list[Word]
    x: float
    right: float
    size: float
    last: bool
    before: float = 0.0
    number: tuple[Word, float] | None = None
    """The paragraph's number and its x, before the text."""

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(mark for word in self.words for mark in word.marks)


@dataclass
class Page:
    lines: list[tuple[float, Line]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def words(parts: list[Run], size: float, font: str = ROMAN) -> list[Word]:
    """Runs cut at blanks; a footnote's mark sticks to the word before it."""
    out: list[Word] = []
    glued = False
    for run in parts:
        if run.mark:
            before = out.pop()
            out.append(Word((*before.pieces, (run.text, font, size * 0.65, size * 0.35)), (*before.marks, run.text)))
            glued = True
            continue
        face = ITALIC if run.italic else font
        for token in re.split(r"( )", run.text):
            if token == " " or not token:
                glued = glued and not token
                continue
            piece = (token, face, size, 0.0)
            if glued and out:
                last = out.pop()
                out.append(Word((*last.pieces, piece), last.marks))
            else:
                out.append(Word((piece,)))
            glued = True
        glued = not run.text.endswith(" ")
    return out


def lines(parts: list[Run], *, first: float, left: float, right: float, size: float = 10, font: str = ROMAN) -> list[Line]:
    """Greedy lines; the first starts at `first`."""
    out: list[Line] = []
    row: list[Word] = []
    x, used = first, 0.0
    blank = stringWidth(" ", font, size)
    for word in words(parts, size, font):
        if row and x + used + blank + word.width > right:
            out.append(Line(row, x, right, size, last=False))
            row, x, used = [], left, 0.0
        used += word.width + (blank if row else 0.0)
        row.append(word)
    return [*out, Line(row, x, right, size, last=True)]


def draw(canvas: Canvas, line: Line, y: float) -> None:
    """One line with its baseline `y` points below the upper edge."""
    blank = stringWidth(" ", ROMAN, line.size)
    if not line.last and len(line.words) > 1:
        blank = (line.right - line.x - sum(word.width for word in line.words)) / (len(line.words) - 1)
    if line.number:
        word, x = line.number
        for text, font, size, rise in word.pieces:
            canvas.setFont(font, size)
            canvas.drawString(x, LETTER[1] - y + rise, text + " ")
            x += stringWidth(text, font, size)
    x = line.x
    for index, word in enumerate(line.words):
        for text, font, size, rise in word.pieces:
            end = " " if index < len(line.words) - 1 and (text, font, size, rise) == word.pieces[-1] and not rise else ""
            canvas.setFont(font, size)
            canvas.drawString(x, LETTER[1] - y + rise, text + end)
            x += stringWidth(text, font, size)
        x += blank


def note_lines(mark: str, text: str) -> list[Line]:
    """A footnote: its mark raised and small, then its text."""
    parts = lines(runs(text), first=LEFT, left=LEFT, right=RIGHT, size=8.5)
    raised = Word(((mark, ROMAN, 5.5, 3.0),))
    parts[0].number = (raised, LEFT - raised.width - 3)
    return parts


def _centred(text: str, font: str, size: float, before: float) -> Line:
    start = (LEFT + RIGHT - stringWidth(text, font, size)) / 2
    line = lines([Run(text)], first=start, left=start, right=RIGHT, size=size, font=font)[0]
    line.before = before
    return line


def _paragraph(text: str) -> list[Line]:
    numbered = _NUMBERED.fullmatch(text) or _LETTERED.fullmatch(text)
    first = LEFT + INDENT
    if not numbered:
        return lines(runs(text), first=first, left=LEFT, right=RIGHT)
    number = Word(tuple((r.text, ITALIC if r.italic else ROMAN, 10.0, 0.0) for r in runs(numbered["number"])))
    rows = lines(runs(numbered["text"]), first=first + max(24.0, number.width + 10), left=LEFT, right=RIGHT)
    rows[0].number = (number, first)
    return rows


def _meeting(row: str, before: float) -> Line:
    word = Word(((row, ITALIC, 10.0, 0.0),))
    return Line([word], RIGHT - word.width, RIGHT, 10, last=True, before=before)


def body(paragraphs: tuple[str, ...]) -> Iterator[list[Line]]:
    """The rows of each paragraph, part heading and annex heading."""
    for text in paragraphs:
        part = _PART.fullmatch(text)
        if text.startswith("@meeting "):
            yield [_meeting(row, 14.0 * (index == 0)) for index, row in enumerate(text.removeprefix("@meeting ").split("\n"))]
        elif text.startswith("@annex "):
            head, title = text.removeprefix("@annex ").split("\n")
            yield [Line(words([Run(head)], 14, BOLD), LEFT, RIGHT, 14, last=True, before=22.0)]
            yield [Line(words([Run(title)], 12, BOLD), LEFT, RIGHT, 12, last=True, before=8.0)]
        elif part:
            yield [_centred(part["number"], BOLD, 12, 12.0), _centred(part["title"], BOLD, 12, 3.0)]
        elif len(text) < 40 and not re.search(r"[,.;:]$|\*,$", text):
            yield [Line(words([Run(text)], 10, BOLD), LEFT, RIGHT, 10, last=True, before=10.0)]
        else:
            rows = _paragraph(text)
            rows[0].before = GAP
            yield rows


def _closed(source: Source) -> tuple[str, ...]:
    """The paragraphs with the meeting and its date where they are printed: after the last one, before an annex."""
    if "meeting" not in source.head:
        return source.paragraphs
    texts = list(source.paragraphs)
    annex = next((i for i, text in enumerate(texts) if text.startswith("@annex ")), len(texts))
    texts.insert(annex, f"@meeting {source.head['meeting']}\n{source.head['adopted']}")
    return tuple(texts)


def paginate(source: Source, top: float) -> list[Page]:
    """Rows to pages; a row is moved to the next page where its footnotes would not fit under it."""
    pages, y = [Page()], top
    for rows in body(_closed(source)):
        for row in rows:
            page = pages[-1]
            notes = [*page.notes, *(mark for mark in row.marks if mark not in page.notes)]
            height = sum(10.0 * len(note_lines(mark, source.notes[mark])) for mark in notes)
            step = row.before + LEADING * max(1.0, row.size / 10)
            if y + step + (height + 16 if notes else 0) > BOTTOM:
                pages.append(Page())
                page, y, notes = pages[-1], TOP_NEXT - LEADING, list(dict.fromkeys(row.marks))
                step = LEADING
            y += step
            page.lines.append((y, row))
            page.notes = notes
    return pages


def _notes(canvas: Canvas, source: Source, page: Page) -> None:
    rows = [row for mark in page.notes for row in note_lines(mark, source.notes[mark])]
    y = BOTTOM - 10.0 * len(rows)
    if rows:
        canvas.setFont(BOLD, 8)
        canvas.drawString(100, LETTER[1] - y + 4, "__________________")
    for index, row in enumerate(rows):
        draw(canvas, row, y + 10 + 10.0 * index)


def _text(canvas: Canvas, x: float, y: float, text: str, font: str = ROMAN, size: float = 10, *, right: bool = False) -> None:
    canvas.setFont(font, size)
    (canvas.drawRightString if right else canvas.drawString)(x, LETTER[1] - y, text)


def _rule(canvas: Canvas, y: float, weight: float) -> None:
    canvas.setLineWidth(weight)
    canvas.line(EDGE_LEFT, LETTER[1] - y, EDGE_RIGHT, LETTER[1] - y)


def _masthead(canvas: Canvas, head: dict[str, str]) -> None:
    draft = head["kind"] == "draft"
    _text(canvas, LEFT, 57, "United Nations", size=14)
    letter, rest = head["symbol"][:1], head["symbol"][1:]
    width = stringWidth(rest, ROMAN, 10)
    _text(canvas, EDGE_RIGHT - width, 57, letter, size=20, right=True)
    _text(canvas, EDGE_RIGHT, 57, rest, right=True)
    _rule(canvas, 65, 0.5)
    _text(canvas, LEFT, 87, "General Assembly", BOLD, 20)
    for index, row in enumerate(
        ("Distr.: " + ("Limited" if draft else "General"), head["distributed"], *(("Original: English",) * draft))
    ):
        _text(canvas, 397, 87 + 12 * index, row)
    _rule(canvas, 210, 2)
    heading = [(head["session"], BOLD), *(((head["committee"], BOLD),) * draft), (head["item"], ROMAN), (head["subject"], BOLD)]
    for index, (row, font) in enumerate(heading):
        _text(canvas, EDGE_LEFT, 223 + 12 * index, row, font)
    _text(canvas, 65, 748, f"{head['job']} (E)")
    _text(canvas, 65, 762, f"*{head['job'].replace('-', '')}*", "Courier", 12)


def _title(canvas: Canvas, source: Source) -> float:
    """Draws what stands between the masthead and the text; the baseline from which the text goes on."""
    head = source.head
    if head["kind"] == "draft":
        draw(canvas, lines(runs(head["sponsors"]), first=LEFT, left=LEFT, right=RIGHT, font=BOLD)[0], 300)
        row, y = lines([Run(head["title"])], first=LEFT, left=LEFT, right=RIGHT, size=12, font=BOLD), 326.0
    else:
        _text(canvas, LEFT, 279, "Resolution adopted by the General Assembly", BOLD, 14)
        _text(canvas, LEFT, 294, f"on {head['adopted']}" + ("*" if "note" in head else ""), BOLD, 14)
        draw(
            canvas,
            lines(runs(f"[*on the report of the {head['committee']} (*{head['report']})]"), first=LEFT, left=LEFT, right=RIGHT)[
                0
            ],
            318,
        )
        number = head["symbol"].removeprefix("A/RES/") + "."
        _text(canvas, LEFT - 10, 342, number, BOLD, 12, right=True)
        row, y = lines([Run(head["title"])], first=LEFT, left=LEFT, right=RIGHT, size=12, font=BOLD), 342.0
    for index, line in enumerate(row):
        line.last = True
        draw(canvas, line, y + 14 * index)
    return y + 14 * (len(row) - 1) + 8


def _running_head(canvas: Canvas, head: dict[str, str], number: int, of: int) -> None:
    even = number % 2 == 0
    left, right = (head["symbol"], head["title"]) if even else (head["title"], head["symbol"])
    if head["kind"] == "draft":
        left, right = (head["symbol"], "") if even else ("", head["symbol"])
    _text(canvas, EDGE_LEFT, 58, left, BOLD, 8.5)
    _text(canvas, EDGE_RIGHT, 58, right, BOLD, 8.5, right=True)
    _rule(canvas, 65, 0.5)
    pages, job = (f"{number}/{of}", BOLD, 9.5), (head["job"], ROMAN, 7.5)
    for x, (text, font, size) in ((EDGE_LEFT, pages if even else job), (EDGE_RIGHT, job if even else pages)):
        _text(canvas, x, 756, text, font, size, right=x == EDGE_RIGHT)


def _end(canvas: Canvas, y: float) -> None:
    """The short rule under the last line."""
    canvas.setLineWidth(0.5)
    canvas.line(270, LETTER[1] - y - 36, 342, LETTER[1] - y - 36)


def _notice(canvas: Canvas, number: int) -> None:
    """Where the first page asks to recycle; on the later ones between the page number and the job number."""
    x, y = (EDGE_RIGHT, 748) if number == 1 else (306 + stringWidth(NOTICE, ITALIC, 7) / 2, 756)
    _text(canvas, x, y, NOTICE, ITALIC, 7, right=True)


def resolution(source: Source) -> bytes:
    """The PDF. Same source, same bytes."""
    head, out = source.head, BytesIO()
    if "note" in head:
        source.notes["*"] = head["note"]
    canvas = Canvas(out, pagesize=LETTER, invariant=True)
    canvas.setTitle(f"{head['symbol']} {head['title']}")
    canvas.setSubject(NOTICE)
    _masthead(canvas, head)
    pages = paginate(source, _title(canvas, source))
    starred = "note" in head or "^*^" in head.get("sponsors", "")
    pages[0].notes = [*(("*",) * starred), *pages[0].notes]
    for number, page in enumerate(pages, 1):
        if number > 1:
            _running_head(canvas, head, number, len(pages))
        for y, row in page.lines:
            draw(canvas, row, y)
        _notes(canvas, source, page)
        _notice(canvas, number)
        if number == len(pages):
            _end(canvas, page.lines[-1][0])
        canvas.showPage()
    canvas.save()
    return out.getvalue()
