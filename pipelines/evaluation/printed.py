"""Whether a document holds all that its file prints: letters in, less furniture, are letters out.

Two steps are looked at. From the file to its layout: the file is read a second time by the plainest means that its format has
(the PDF library's own text; every run of a Word file; the characters themselves), which know nothing of layouts; not for HTML,
XML and JSON, whose menus and metadata are text too. From the layout to the document: every block in the language that is read.
Letters are counted by word, blind to order and hyphenation; words that only label a number ("Article 5") are no text.
"""

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from lxml import etree

from models.base import Record
from models.document import Document
from pipelines import media
from pipelines.footnotes import places
from pipelines.forms import outline
from pipelines.forms.bilingual import one_language
from pipelines.forms.convention import without_remarks
from pipelines.layout import Block, Layout, Unreadable
from pipelines.progress import told
from pipelines.reading import laid_out, read

_WORD = re.compile(r"[^\W\d_]+")
_UNHEARD = str.maketrans({"\u00ad": "", "\u200b": "", "\ufffe": "", "\u0002": ""})
"""Characters that mark a place where a word may be broken, or a break that PDFium saw."""
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)")
_PARTS = re.compile(r"word/(?:document|footnotes)\.xml")


_PAGE = """# The corpus, as it is read

Made by `palermo printed FOLDER --to docs/corpus.md`. Letters are those from the first passage to the last, in the language that
was read; mastheads and closing lines are furniture. *Lost* are letters that stand in no passage, heading, number, title or note.

| folder | files | read | as | passages | letters | lost | |
| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |
{folders}
{total}

## Refused

| file | why |
| --- | --- |
{refused}

## Where most is lost

| file | share | commonest words |
| --- | ---: | --- |
{losses}
"""


class Printed(Record):
    """A file, and how much of it its document holds."""

    file: str
    form: str | None = None
    language: str | None = None
    completeness: str | None = None
    passages: int = 0
    letters: int = 0
    """Printed from the first passage to the last, in the language that was read."""
    masthead: int = 0
    """Printed before the first passage or after the last, and not held."""
    lost: int = 0
    """Of `letters`: in no passage, heading, number, title or footnote."""
    unread: float = 0.0
    """Share of the file's letters that stand in no block, footnote or furniture."""
    words: tuple[str, ...] = ()
    """The commonest lost ones."""
    refused: str | None = None

    @property
    def share(self) -> float:
        return self.lost / self.letters if self.letters else 0.0


def table(measured: Sequence[Printed], below: Path) -> str:
    """A page in Markdown: what each folder's files are read as, what is refused and why, and where letters are lost."""
    folders: dict[str, list[Printed]] = {}
    for one in measured:
        folders.setdefault(str(Path(one.file).relative_to(below).parent), []).append(one)
    refused = [f"| `{Path(o.file).relative_to(below)}` | {_cell(o.refused)} |" for o in measured if o.refused is not None]
    worst = sorted((one for one in measured if one.lost), key=lambda one: (-one.share, one.file))[:15]
    losses = [f"| `{Path(o.file).relative_to(below)}` | {o.share:.2%} | {', '.join(o.words)} |" for o in worst]
    return _PAGE.format(
        folders="\n".join(_row(folder, several) for folder, several in sorted(folders.items())),
        refused="\n".join(refused),
        losses="\n".join(losses),
        total=_row("all", measured),
    )


def _row(folder: str, several: Sequence[Printed]) -> str:
    held = [one for one in several if one.refused is None]
    kinds = Counter(f"{one.form} {one.language}" for one in held)
    said = ", ".join(f"{kind} {n}" if n > 1 else kind for kind, n in kinds.most_common(4)) + (", …" if len(kinds) > 4 else "")
    letters, lost = sum(one.letters for one in held), sum(one.lost for one in held)
    share = f"{lost / letters:.3%}" if letters else ""
    passages = sum(one.passages for one in held)
    return f"| {folder} | {len(several)} | {len(held)} | {said} | {passages:,} | {letters:,} | {lost:,} | {share} |"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def printed(paths: Iterable[Path]) -> Iterator[Printed]:
    """For each file, in alphabetical order within its folder."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    for file in told("reading", [file for file in files if file.is_file()]):
        yield of_file(file)


def of_file(file: Path) -> Printed:
    """Reads the file twice and compares."""
    content = file.read_bytes()
    try:
        document = read(content, str(file))
    except Unreadable as error:
        return Printed(file=str(file), refused=str(error).removeprefix(f"{file.name}: "))
    layout = laid_out(media.sniff(content), content)
    inside, outside = _parted(one_language(without_remarks(layout)).blocks, document)
    wanted = _words(inside)
    lost = Counter({w: n for w, n in (wanted - _words(_held(document))).items() if w not in _labels()})
    text = _words([plain(content) or ""])
    return Printed(
        file=str(file),
        form=document.form.value,
        language=document.language,
        completeness=document.completeness.value,
        passages=len(document.passages),
        letters=_letters(wanted),
        masthead=_letters(_words(outside) - _words(_held(document))),
        lost=_letters(lost),
        unread=round(_letters(text - _words(_laid(layout))) / max(1, _letters(text)), 6),
        words=tuple(word for word, _ in lost.most_common(8)),
    )


def _parted(blocks: Sequence[Block], document: Document) -> tuple[list[str], list[str]]:
    """The texts of the blocks from the first passage to the last, and of those around them."""
    placed = [at for at, place in enumerate(places(blocks, document)) if place is not None]
    first, last = (placed[0], placed[-1] + 1) if placed else (0, len(blocks))
    texts = [block.text for block in blocks]
    return texts[first:last], texts[:first] + texts[last:]


def plain(content: bytes) -> str | None:
    """All text of a file in the order of its bytes; None where the format mixes it with other things."""
    kind = media.sniff(content)
    if kind is media.Media.PDF:
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if kind is media.Media.DOCX:
        return _of_docx(content)
    if kind in (media.Media.TEXT, media.Media.MARKDOWN):
        return _ADDRESS.sub("", _FRONT_MATTER.sub("", content.decode("utf-8", errors="replace")))
    return None


def _of_docx(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if _PARTS.fullmatch(name)]
    paragraphs = (paragraph for part in parts for paragraph in part.iter("{*}p"))
    return "\n".join("".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in paragraphs)


def _held(document: Document) -> Iterator[str]:
    """Everything that the document shows of its file."""
    yield document.title
    yield document.symbol or ""
    yield from (note.text for note in document.footnotes)
    above = {passage.path[: depth + 1] for passage in document.passages for depth in range(len(passage.path))}
    yield from (path[-1] for path in above)
    for passage in document.passages:
        yield from (passage.number or "", passage.heading or "", passage.text, passage.attribution or "")


def _laid(layout: Layout) -> Iterator[str]:
    yield from (block.text for block in layout.blocks)
    yield from (f"{block.number or ''} {block.aside or ''} {' '.join(block.marks)}" for block in layout.blocks)
    yield from (f"{note.mark} {note.text}" for note in layout.footnotes)
    yield from layout.furniture


def _words(texts: Iterable[str]) -> Counter[str]:
    joined = "\n".join(texts).translate(_UNHEARD)
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", joined).casefold()))


def _letters(words: Mapping[str, int]) -> int:
    return sum(len(word) * times for word, times in words.items())


@cache
def _labels() -> frozenset[str]:
    """Words that stand before or after the number of a unit or division."""
    several = (*outline.words()["articles"], *outline.words()["sections"], *outline.words()["after"], *outline.ranks())
    return frozenset(word for label in several for word in _words([label]))
