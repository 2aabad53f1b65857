"""From printed lines to paragraphs: what leading, indents and type sizes say about a page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.document import Footnote
from pipelines.formats.hyphens import BROKEN, mended
from pipelines.layout import Block, Layout, Style

_TOP, _BOTTOM = 0.905, 0.075  # shares of the page's height beyond which running heads and page numbers stand
_COLUMN = 3  # long lines of a page that has a column of text
_NEXT_LINE = 1.7  # times the type size: a marginal note is set close
_RULE = re.compile(r"^[_\s–—-]{4,}$")
_MARK = re.compile(r"^\s*(\d{1,3}|[*†‡]{1,3}|[a-z])$")
_NOTE = re.compile(r"^\s*(\d{1,3}|[*†‡]{1,3}|[a-z])\s+(?=\S)")
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,4}(?:[A-Za-z]{0,2}| (?:bis|ter|quater) ?)\.|\((?:[a-z]{1,3}|[ivxlc]+|\d{1,3})\)|[IVXLC]+\.)\s"
)
_BIS = re.compile(r"^(\d{1,4} (?:bis|ter|quater)) \.")  # PDFium sees a space after "bis" in italics
_ENDED = re.compile(r"[.;:!?,…][”\"’)»]*\s*(?:and|or)?\s*$")
# "23-25978 (E) 100124", "*2325978*", "2/13 23-25978", "Please recycle", "Page 3 of 9"
_FURNITURE = re.compile(
    r"^(?:\*\d{5,}[A-Z]?\*|(?:\d{1,3}/\d{1,3}\s*)?\d\d-\d{5}(?:\s*[A-Z]?\s*\([A-Z]\))?(?:\s*\d{6})?(?:\s*\d{1,3}/\d{1,3})?"
    r"|\d{1,3}\s*/\s*\d{1,3}|-?\s*\d{1,4}\s*-?|Please recycle.*|Page \d+(?: of \d+)?)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Run:
    """Characters set alike."""

    text: str
    italic: bool
    bold: bool
    raised: bool
    """Smaller and above the line: a footnote mark."""


@dataclass(frozen=True)
class Line:
    """A printed line; lengths in points, `base` from the foot of the page."""

    runs: tuple[Run, ...]
    page: int
    left: float
    right: float
    base: float
    height: float
    page_width: float
    page_height: float
    aside: str = ""
    """The marginal note that begins beside it."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text.strip())


def blocks(pages: Sequence[Sequence[Line]]) -> Layout:
    """Paragraphs in reading order, with footnotes and page furniture set apart."""
    merged = [_with_marks(page) for page in pages]
    height = _body_height(merged)
    heads = _running_heads(merged)
    furniture: list[str] = []
    footnotes: list[Footnote] = []
    body: list[Line] = []
    for page in merged:
        kept = []
        for line in page:
            if _is_furniture(line, heads, height):
                furniture.append(line.text.strip())
            elif line.text.strip() and not _RULE.match(line.text):
                kept.append(line)
        text, notes = _split_notes(_with_side_notes(kept), height)
        body += text
        footnotes += _footnotes(notes)
    return _mended(list(_paragraphs(body)), footnotes, furniture)


def _mended(paragraphs: Sequence[Block], footnotes: Sequence[Footnote], furniture: Sequence[str]) -> Layout:
    """The layout with the words whole that its lines broke."""
    asides = [block.aside or "" for block in paragraphs]
    written = [*(block.text for block in paragraphs), *(note.text for note in footnotes), *asides]
    texts = iter(mended(written, blanks=True))
    blocks = [block.model_copy(update={"text": next(texts)}) for block in paragraphs]
    notes = [note.model_copy(update={"text": next(texts)}) for note in footnotes]
    beside = [block.model_copy(update={"aside": next(texts) or None}) for block in blocks]
    return Layout(blocks=tuple(beside), footnotes=tuple(notes), furniture=tuple(furniture))


def _body_height(pages: Iterable[Sequence[Line]]) -> float:
    """The type size of most characters."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.height * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _with_marks(page: Sequence[Line]) -> list[Line]:
    """The lines of a page, with footnote marks that PDFium set on lines of their own put back: after a line, or before a note."""
    lines: list[Line] = []
    for line in page:
        last = lines[-1] if lines else None
        if last and _ends_with_mark(last, line):
            mark = Run(line.text.strip(), italic=False, bold=False, raised=True)
            lines[-1] = replace(last, runs=(*last.runs, mark), right=line.right)
        elif last and _MARK.match(last.text) and last.height < 0.8 * line.height and 0 <= last.base - line.base < line.height:
            mark = Run(last.text.strip() + " ", italic=False, bold=False, raised=True)
            lines[-1] = replace(line, runs=(mark, *line.runs), left=last.left)
        else:
            lines.append(line)
    return lines


def _ends_with_mark(line: Line, after: Line) -> bool:
    """Whether what follows a line is a footnote mark at its right end, smaller and above it."""
    small = bool(_MARK.match(after.text)) and after.height < 0.8 * line.height
    return (
        small and 0 < after.base - line.base < 0.6 * line.height and line.right - 1 <= after.left < line.right + 2 * line.height
    )


def _in_margin(line: Line) -> bool:
    return not _BOTTOM * line.page_height < line.base < _TOP * line.page_height


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split())).lower()


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What recurs in the margins of two pages or more, page numbers disregarded."""
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in page if _in_margin(line)})
    return frozenset(shape for shape, times in shapes.items() if times > 1 and shape)


def _is_furniture(line: Line, heads: frozenset[str], height: float) -> bool:
    """Page numbers, job numbers, what recurs in the margins, and what stands above the text of a later page in smaller type."""
    if not _in_margin(line):
        return False
    small_head = line.page > 1 and line.base > _TOP * line.page_height and line.height < 0.92 * height
    return small_head or bool(_FURNITURE.match(line.text.strip())) or _shape(line) in heads


def _split_notes(lines: list[Line], height: float) -> tuple[list[Line], list[Line]]:
    """Body lines, and the small lines that end the page from the first footnote mark on."""
    start = len(lines)
    while start and lines[start - 1].height <= 0.92 * height:
        start -= 1
    while start < len(lines) and not (lines[start].runs[0].raised or _NOTE.match(lines[start].text)):
        start += 1
    return lines[:start], lines[start:]


def _with_side_notes(page: Sequence[Line]) -> list[Line]:
    """The lines of the text column, each with the marginal note that begins beside it: gazettes print section headings there.

    A page has such a column where most of its characters stand in lines longer than two fifths of its width. A note stands wholly
    beyond that column, is narrow and not set larger. Bare numbers there count the lines, and are left out.
    """
    long = [line for line in page if line.right - line.left > 0.4 * line.page_width]
    if sum(len(line.text) for line in long) < 0.5 * sum(len(line.text) for line in page) or len(long) < _COLUMN:
        return list(page)
    left, right = min(line.left for line in long), max(line.right for line in long)
    size = max(line.height for line in long)
    beside = [line for line in page if (line.left >= right or line.right <= left) and line.height <= size]
    notes = [line for line in beside if line.right - line.left < 0.25 * line.page_width]
    text = [line for line in page if line not in notes]
    for note in _side_notes(notes):
        at = min(range(len(text)), key=lambda at: abs(text[at].base - note.first.base))
        text[at] = replace(text[at], aside=" ".join(part for part in (text[at].aside, note.text) if part))
    return text


@dataclass(frozen=True)
class _SideNote:
    text: str
    first: Line
    last: Line

    def goes_on(self, line: Line) -> bool:
        """Whether the line is set close below, in the same margin, and the note has not come to its full stop."""
        same_margin = (self.last.left > line.page_width / 2) == (line.left > line.page_width / 2)
        close = self.last.base - line.base < _NEXT_LINE * line.height
        return same_margin and close and not self.text.endswith((".", ";"))


def _side_notes(lines: Sequence[Line]) -> list[_SideNote]:
    """From the top, those of the left margin first."""
    notes: list[_SideNote] = []
    for line in sorted(lines, key=lambda line: (line.left > line.page_width / 2, -line.base, line.left)):
        if notes and notes[-1].goes_on(line):
            notes[-1] = replace(notes[-1], text=_join(notes[-1].text, line.text.strip()), last=line)
        else:
            notes.append(_SideNote(line.text.strip(), line, line))
    return [note for note in notes if any(character.isalpha() for character in note.text)]


def _footnotes(lines: Sequence[Line]) -> Iterator[Footnote]:
    mark, text, page = "", "", 0
    raised = any(line.runs[0].raised for line in lines)  # then "26 August" at the start of a line is no mark
    for line in lines:
        opening = line.runs[0].text.strip() if line.runs[0].raised else ""
        found = _MARK.match(opening) if raised else _NOTE.match(line.text)
        if found:
            if text:
                yield Footnote(mark=mark, text=text, page=page)
            mark, page = found[1], line.page
            text = line.text.strip()[len(mark) :].strip()
        elif mark:
            text = _join(text, line.text.strip())
    if text:
        yield Footnote(mark=mark, text=text, page=page)


def _join(text: str, more: str) -> str:
    """Two printed lines as running text. PDFium gives U+0002 for a hyphen at the end of a line, real or made by the break."""
    if text.endswith((BROKEN, "\u00ad")):
        return text[:-1] + BROKEN + more
    if text.endswith(("-", "–", "—", "/")) and more[:1].isalnum():
        return text + more
    return f"{text} {more}" if text else more


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of one paragraph, as a multiple of the type size."""
    gaps = Counter[float]()
    for above, below in pairwise(lines):
        if above.page == below.page and 0 < above.base - below.base < 3 * above.height:
            gaps[round((above.base - below.base) / above.height, 1)] += 1
    if not gaps:
        return 1.2
    most = gaps.most_common(1)[0][1]
    return min(gap for gap, times in gaps.items() if times >= 0.3 * most)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Block]:
    """Lines gathered into blocks. A paragraph goes on over a page break when nothing says that a new one begins."""
    leading = _leading(lines)
    open_lines: list[Line] = []
    for line in lines:
        if open_lines and _begins(open_lines, line, leading):
            yield _block(open_lines)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _block(open_lines)


def _begins(open_lines: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether a line opens a new paragraph."""
    last, margin = open_lines[-1], min(one.left for one in open_lines[-3:])
    if abs(line.height - last.height) > 0.1 * last.height or line.bold != last.bold:
        return True
    indented = line.left > margin + 6
    numbered = bool(_NUMBERED.match(line.text))
    if numbered and line.aside:
        return True  # a section and its heading in the margin
    ended = bool(_ENDED.search(last.text))
    if line.page != last.page:
        return numbered or (indented and (ended or _leads(line))) or (ended and _leads(line))
    gap = (last.base - line.base) / last.height
    if gap < 0 or gap > leading * 1.25:
        return True
    return (numbered and (indented or ended)) or (indented and ended and len(open_lines) > 1)


def _leads(line: Line) -> bool:
    """Whether a line opens with words in italics and goes on in roman type, as paragraphs of resolutions do."""
    styles = [run.italic for run in line.runs if run.text.strip() and not run.raised]
    return len(styles) > 1 and styles[0] and not styles[-1] and line.text.lstrip()[:1].isupper()


def _block(lines: Sequence[Line]) -> Block:
    text, marks = "", []
    for line in lines:
        marks += [run.text.strip() for run in line.runs if run.raised and run.text.strip()]
        text = _join(
            text, " ".join("".join(" " * run.text.endswith(" ") if run.raised else run.text for run in line.runs).split())
        )
    text = _BIS.sub(r"\1.", text)
    first, middle = lines[0], lines[0].page_width / 2
    narrow = all(one.right - one.left < 1.2 * middle for one in lines)
    centred = len(lines) < 4 and narrow and all(abs((one.left + one.right) / 2 - middle) < 14 for one in lines)
    bold = all(line.bold for line in lines)
    return Block(
        text=text.replace(" ", " "),
        style=Style.HEADING if bold and len(text) < 300 else Style.PARAGRAPH,
        level=1 if bold and len(text) < 300 else 0,
        lead=_lead(lines),
        bold=bold,
        page=first.page,
        last_page=lines[-1].page,
        indent=round(first.left, 1),
        centred=centred,
        marks=tuple(marks),
        aside=" ".join(line.aside for line in lines if line.aside) or None,
    )


def _lead(lines: Sequence[Line]) -> str:
    """The words in italics that open a block, after its number."""
    runs = [run for line in lines for run in (*line.runs, Run(" ", True, False, False)) if not run.raised]
    number = _NUMBERED.match("".join(run.text for run in runs))
    skip, lead = number.end() if number else 0, ""
    for run in runs:
        text, skip = run.text[skip:], max(0, skip - len(run.text))
        if text.strip() and not run.italic:
            break
        lead += text if lead or text.strip() else ""
    return " ".join(lead.split()).rstrip(",:;")
