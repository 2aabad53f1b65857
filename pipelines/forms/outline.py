"""The numbered units of a statute or treaty: articles or sections with their headings, divisions above and blocks inside."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from pipelines.forms.editorial import is_note as is_note
from pipelines.forms.editorial import is_repealed as is_repealed
from pipelines.forms.editorial import matches
from pipelines.forms.editorial import words as words
from pipelines.layout import Block, Style

_NUMBER = (
    r"(?:[A-Z]{1,2}\.?\s?)?\d+[⁰¹²³⁴-⁹]*(?:[.\-–‑/]\d+)*(?:\.?[ªº°])?"
    r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)\b)?"
    r"(?:(?-i:[A-Z]{1,2}|[a-z]{1,2}))?(?!\w)(?:\s[A-Z](?=\s*(?:$|[.:—–\-])))?"
)
_ROMAN = r"[IVXLC]{1,7}(?![\w])"
_CJK_UNIT = re.compile(
    r"^(?P<number>第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?|제\s?\d+조(?:의\s?\d+)?)\s*(?P<rest>.*)$",
    re.S,
)
_CJK_DIVISION = re.compile(r"^(?:第[一二三四五六七八九十百千零〇\d]+(?P<rank>[编章节])|제\s?\d+\s?(?P<rank2>[편장절관]))")
_CJK_RANKS = {"编": 0, "章": 3, "节": 4, "편": 1, "장": 3, "절": 4, "관": 5}


_SENTENCE_FOLLOWS = re.compile(r"^\w+\s+\d+\w*\s?(?:[ªº°]\s?\.?|\.)\s?[-–—]")  # "ARTÍCULO 2°.- Sin reglamentar."

_TITLE = 150  # letters that the title of an article has at most


class Kind(StrEnum):
    """What the text calls its units; the value is the first part of their eids."""

    ARTICLE = "art"
    SECTION = "sec"
    PARAGRAPH = "para"
    """Of a schedule."""


_KINDS = {"article": Kind.ARTICLE, "section": Kind.SECTION, "paragraph": Kind.PARAGRAPH}
"""What formats call the headings of units."""


@dataclass
class Unit:
    """An article or section as printed."""

    number: str
    kind: Kind
    heading: str | None = None
    path: tuple[str, ...] = ()
    prefix: str = ""
    """Eid of the annex it stands in, with the separator."""
    page: int | None = None
    in_force: bool | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Loose:
    """Blocks that stand in no unit: what precedes the first, an annex's own text, what closes."""

    name: str
    """"preface", "annex_1", "conclusion"."""
    path: tuple[str, ...] = ()
    heading: str | None = None
    blocks: list[Block] = field(default_factory=list)


@cache
def ranks() -> dict[str, int]:
    lists: list[list[str]] = words()["divisions"]  # type: ignore[assignment]
    return {word: rank for rank, level in enumerate(lists) for word in level}


@cache
def _unit_patterns() -> dict[str, re.Pattern[str]]:
    def either(names: list[str]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    worded = rf"\s*(?:n[o°º]\.?\s*)?(?P<number>{_NUMBER}|{_ROMAN}|(?:{either(words()['first'])})\b)(?P<rest>.*)$"
    return {
        "article": re.compile(rf"^\s*(?:{either(words()['articles'])}){worded}", re.S | re.I),
        "section": re.compile(rf"^\s*(?:{either(words()['sections'])}){worded}", re.S | re.I),
        "after": re.compile(rf"^(?P<number>\d+(?:[.\-]\d+)*(?:\s?[a-z])?)\s*(?:{either(words()['after'])})(?P<rest>.*)$", re.S),
        "number": re.compile(
            r"^(?P<number>\d+(?:[.\-]\d+)*[A-Za-z]{0,3})(?P<rest>(?:[.:]|\s*[—–]|$|(?=\s*[(\[])|(?=\s[^\W\d])).*)$", re.S
        ),
    }


def _head(pattern: re.Pattern[str], block: Block) -> tuple[str, str] | None:
    """(number, rest) when the block opens a unit. A sentence that merely begins with a reference ("Article 5 of …") does not."""
    match = pattern.match(block.text)
    if not match:
        return None
    number, rest = match.group("number"), match.group("rest")
    if block.style is not Style.HEADING and re.match(r"\s*[,;)]|\s+[a-zà-ÿа-я]|[(]\d", rest) and not block.bold:
        return None
    if block.style is Style.HEADING and re.match(r"\s*[,;)]", rest):
        return None
    return _clean(number), re.sub(r"^[.:—–\-\s]+", "", rest).strip()


def _clean(number: str) -> str:
    """The number as cited: without closing punctuation, ordinal signs kept off ("1º." is article 1)."""
    return re.sub(r"[ªºо°.\s]+$", "", re.sub(r"(?<=\d)\.?[ªºо°]\.?", "", number)).strip()


def style_of(blocks: Sequence[Block]) -> str | None:
    """How this text names its units: the key of the pattern that most of them match; None when there are none."""
    if any(block.element in _KINDS and block.style is Style.HEADING for block in blocks):
        return "element"
    counts: Counter[str] = Counter()
    for block in blocks:
        if _CJK_UNIT.match(block.text):
            counts["cjk"] += 1
        for name in ("article", "section", "after"):
            if (found := _head(_unit_patterns()[name], block)) and found[0][:1].isdigit() | (name == "article"):
                counts[name] += 1
    headings = sum(bool(_head(_unit_patterns()["number"], block)) for block in blocks if block.style is Style.HEADING)
    if counts["article"] and counts["article"] >= max(counts["section"] / 3, headings / 2):
        return "article"
    if counts["after"] < 2 * counts["section"]:
        del counts["after"]
    if _run(blocks) > max(4, 2 * max(counts.values(), default=0), headings):
        return "number"
    if counts and counts.most_common(1)[0][1] > headings / 2:
        return counts.most_common(1)[0][0]
    if headings:
        return "heading"
    return "number" if any(_numbered_head(block) for block in blocks) else None


def _are_headings(blocks: Sequence[Block], style: str | None) -> bool:
    """Nearly all blocks that look like the beginning of a unit are headings."""
    if style not in ("article", "section", "after"):
        return False
    heads = [block.style is Style.HEADING for block in blocks if _head(_unit_patterns()[style], block)]
    return len(heads) >= 3 and sum(heads) > 0.8 * len(heads)


def _run(blocks: Sequence[Block]) -> int:
    """How far paragraphs "1. …", "2. …" count on through the text."""
    last = run = 0
    for block in blocks:
        found = _numbered_head(block)
        count = int(match.group()) if found and (match := re.match(r"\d+", found[0])) else 0
        if last < count <= last + 3:
            last, run = count, run + 1
    return run


def _numbered_head(block: Block) -> tuple[str, str] | None:
    """A section that is only numbered: "1. Interpretation", "3.—(1) A person …", "566.206. Trafficking …"."""
    if not re.match(r"^\d+(?:\.\d+)*[A-Z]{0,2}\s?(?:\.|[—–])", block.text) or re.match(r"^\d+\.\d+\s", block.text):
        return None
    return _head(_unit_patterns()["number"], block)


def outline(blocks: Sequence[Block], title: str) -> Iterator[Unit | Loose]:
    """The parts of the text in reading order."""
    return _Outliner(blocks, title).parts()


class _Outliner:
    """Reads blocks one by one; holds the divisions that are open and the part that takes the next block."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self.blocks = blocks
        self.title = _bare(title)
        self.style = style_of(blocks)
        self.headed = _are_headings(blocks, self.style)
        """Units open with headings: a paragraph that begins with a number begins with a reference."""
        self.nests = any(block.depth is not None for block in blocks)
        self.divisions: list[tuple[int, str]] = []
        self.annexes = 0
        self.prefix = ""
        self.current: Unit | Loose = Loose("preface")
        self.last_number = 0
        self.last_main = 0
        """Number of the last unit outside annexes."""
        self.last_count = 0
        self.closed = False
        """The closing formula has been read, and no unit since."""
        self.fresh = False
        """A unit or division has just opened: the next short line may be its heading."""

    def parts(self) -> Iterator[Unit | Loose]:
        for index, block in enumerate(self.blocks):
            following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
            opened = self._opened(block)
            if opened is not None:
                yield self.current
                self.current, self.fresh = opened, not opened.blocks
            elif self.fresh and self._names(block, following):
                continue
            elif not (_bare(block.text) == self.title and isinstance(self.current, Loose)):
                self.current.blocks.append(block)
                self.fresh = False
        yield self.current

    def _opened(self, block: Block) -> "Unit | Loose | None":
        """The unit, division or annex that the block opens, if it opens one."""
        if isinstance(self.current, Unit) and matches("closing", block.text):
            self.closed = True
            return Loose("conclusion", blocks=[block])
        if self._leaves(block):
            return Loose(f"{self.prefix}text", path=self._path(), blocks=[block])
        if (unit := self._unit(block)) is not None:
            return unit
        if self._is_annex(block):
            self.annexes += 1
            self.divisions = [(-1, block.text)]
            self.prefix, self.last_number = f"annex_{self.annexes}__", 0
            return Loose(f"annex_{self.annexes}", heading=block.text)
        rank = self._rank(block)
        if rank is None or _bare(block.text) == self.title:
            return None
        self.divisions = [*(pair for pair in self.divisions if pair[0] < rank), (rank, block.text)]
        return Loose(f"{self.prefix}text", path=self._path())

    def _leaves(self, block: Block) -> bool:
        """The file nests its text, and the block in no unit any more."""
        outside = block.depth is None and block.style is not Style.HEADING
        return self.nests and outside and isinstance(self.current, Unit)

    def _unit(self, block: Block) -> Unit | None:
        found = self._numbered(block)
        if found is None:
            return None
        number, rest, kind = found
        if self.style == "number":
            self.last_number = int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
        self._follow(number)
        unit = Unit(number=number, kind=kind, path=self._path(), prefix=self.prefix, page=block.page, in_force=block.in_force)
        if block.element in _KINDS or (block.style is Style.HEADING and not _SENTENCE_FOLLOWS.match(block.text)):
            title, text = _run_in(rest)
            unit.heading = _heading(title) or None
            if text:
                unit.blocks.append(block.model_copy(update={"text": text, "lead": "", "style": Style.PARAGRAPH, "bold": False}))
        elif rest:
            unit.heading, rest = _split_heading(rest, block)
            if rest:
                unit.blocks.append(block.model_copy(update={"text": rest, "lead": "", "bold": False}))
        return unit

    def _follow(self, number: str) -> None:
        """Where numbers start again after a closing formula a second text begins; where an annex's end, the first goes on."""
        if self.nests:
            return
        count = int(match.group()) if (match := re.match(r"\d+", number)) else 0
        if self.prefix and count > 1 and count == self.last_main + 1:
            self.prefix = ""
            self.divisions = [pair for pair in self.divisions if pair[0] >= 0]
        elif count == 1 and self.last_count > 1 and self.closed:
            self.annexes += 1
            self.prefix = f"annex_{self.annexes}__"
            concluded = isinstance(self.current, Loose) and self.current.name == "conclusion"
            self.divisions = [] if concluded else self.divisions
        if not self.prefix:
            self.last_main = count or self.last_main
        self.last_count, self.closed = count or self.last_count, False

    def _numbered(self, block: Block) -> tuple[str, str, Kind] | None:
        if self.style is None:
            return None
        if self.style == "element":
            if block.element not in _KINDS or block.style is not Style.HEADING:
                return None
            return _clean_label(block.number or ""), block.text, _KINDS[block.element]
        if self.style == "cjk":
            match = _CJK_UNIT.match(block.text)
            return (match.group("number"), match.group("rest"), Kind.ARTICLE) if match else None
        if self.style in ("heading", "number"):
            return self._plain_number(block)
        found = _head(_unit_patterns()[self.style], block) if not self.headed or block.style is Style.HEADING else None
        if found is None or (self.style != "article" and not found[0][:1].isdigit() and not re.search(r"\d", found[0])):
            return None
        if self.style == "after" and block.style is Style.LIST_ITEM:
            return None
        return (*found, Kind.ARTICLE if self.style == "article" else Kind.SECTION)

    def _plain_number(self, block: Block) -> tuple[str, str, Kind] | None:
        """Numbered headings, or numbered paragraphs that count on from the last one."""
        if self.style == "heading":
            found = _head(_unit_patterns()["number"], block) if block.style is Style.HEADING else None
            year = (
                found is not None and re.fullmatch(r"\d{4}", found[0]) and _word_rank(found[1]) is not None
            )  # "2023 CHAPTER 37"
            return (*found, Kind.SECTION) if found and not year else None
        found = _numbered_head(block)
        if found is None:
            return None
        count = int(re.match(r"\d+", found[0]).group())  # type: ignore[union-attr]
        if self.last_number and not self.last_number <= count <= self.last_number + 3:
            return None
        if count == self.last_number and not re.search(r"[A-Za-z]|\.", found[0]):
            return None
        return (*found, Kind.SECTION)

    def _is_annex(self, block: Block) -> bool:
        """A line of its own that says "ANNEX II" or "First Schedule"; a sentence about an annex is none."""
        if self.style == "element":
            return block.element == "annex"
        if len(block.text) > 120 or not re.search(rf"\b(?:{'|'.join(words()['annexes'])})\b", block.text[:40], re.I):
            return False
        if re.fullmatch(r"\W*(?:\w+\s)?\w+\W*(?:[IVXLC\d]{1,4}|[A-Z])?\W*", block.text):
            return block.style is Style.HEADING or block.bold or block.centred or block.text.isupper() or self._alone(block)
        return block.style is Style.HEADING and bool(re.match(rf"\W*(?:{'|'.join(words()['annexes'])})\b", block.text, re.I))

    def _alone(self, block: Block) -> bool:
        return len(block.text) < 30 and not re.search(r"[.,;:]$", block.text) and block.text[:1].isupper()

    def _names(self, block: Block, following: Block | None) -> bool:
        """A short line right after a number names what was numbered; it is noted as the heading and is no text."""
        if self.style == "element" or re.match(r"[(\d“\"]", block.text) or len(block.text) > 200 or block.style is Style.TABLE:
            return False
        short = len(block.text) < 120 and not re.search(r"[.;,:—]$", block.text)
        heading = block.style is Style.HEADING or block.bold or (short and block.centred)
        if isinstance(self.current, Unit):
            plain_line = short and block.text[:1].isupper() and self._follows_with_text(following)
            if self.current.blocks or self.current.heading is not None or not (heading or plain_line):
                return False
            self.current.heading = _heading(block.text)
            return True
        if not self.divisions or len(self.divisions[-1][1]) > 60 or not (heading or short or block.text.isupper()):
            return False
        rank, label = self.divisions[-1]
        self.divisions[-1] = (rank, f"{label} {block.text}")
        self.current.path = self._path()
        return True

    def _follows_with_text(self, following: Block | None) -> bool:
        return (
            following is not None
            and (len(following.text) > 40 or following.text.endswith((":", "—")))
            and self._numbered(following) is None
        )

    def _rank(self, block: Block) -> int | None:
        """How high a division the block opens; None when it is none."""
        text = block.text
        if self.nests:
            return block.level if block.element == "division" else None
        if re.match(r"[a-zà-ÿ“‘\"(]", text):  # the middle of a sentence or a quotation that was styled as a heading
            return None
        if match := _CJK_DIVISION.match(text):
            return _CJK_RANKS[match.group("rank") or match.group("rank2")] if len(text) < 60 else None
        rank = _word_rank(text)
        unnamed = self.fresh and isinstance(self.current, Unit) and not self.current.heading  # "Ex parte applications" names it
        if rank is not None and ((block.style is Style.HEADING and not unnamed) or _is_division_line(text)):
            return rank
        if block.style is Style.HEADING and not self.fresh and not re.match(r"[(\[]?\w{1,4}[)]", text):
            return 10 + block.level
        return None

    def _path(self) -> tuple[str, ...]:
        return tuple(label for _, label in self.divisions)


def _word_rank(text: str) -> int | None:
    """The rank of the division word among the first two words: "CHAPTER I", "Erster Abschnitt"."""
    found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text.lower())[:2]
    for word in found:
        if word in ranks() and re.match(rf"\W*(?:\w+\W+)?{re.escape(word)}", text.lower()):
            return ranks()[word]
    return None


def _is_division_line(text: str) -> bool:
    """A line such as "PART II – The National Task Force": the word, a count, and no sentence."""
    match = re.match(
        r"^\W*([^\W\d_]+(?:-[^\W\d_]+)?)\s+(?:[IVXLC]+|\d+[A-Z]?|[A-Z]|one|two|three|four|five|\w+[eo]r?)(?:\b|\s)(.*)$",
        text,
        re.I,
    )
    if not match or match.group(1).lower() not in ranks() or len(text) > 150:
        return False
    rest = match.group(2)
    return (
        not rest.strip()
        or bool(re.match(r"\s*[.:—–-]", rest))
        or text.isupper()
        or (rest.strip()[:1].isupper() and not rest.endswith("."))
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _clean_label(label: str) -> str:
    """The number in an XML label: "Article 12" and "§ 3." give "12" and "3"; "1 transitorio" is a number as it stands."""
    bare = re.sub(rf"^\W*(?:(?:{_unit_words()})(?!\w))?\W*", "", label, flags=re.I)
    if re.fullmatch(r"\w[\w .\-–/]{0,60}", bare):
        return _clean(bare)
    match = re.search(_NUMBER + "|" + _ROMAN, label)
    return _clean(match.group()) if match else label.strip()


def _heading(rest: str) -> str:
    return re.sub(r"^[(（]([^()（）]+)[)）]\.?-?$", r"\1", rest.strip().strip("—–- ")).rstrip(".").strip()


def _run_in(rest: str) -> tuple[str, str]:
    """The title and the text of a heading that holds the article's first sentences too, as some copies mark it."""
    match = re.match(r"^([^.]{3,150})\.\s+(?=[A-ZÀ-Ý])", rest) if len(rest) > _TITLE else None
    return (match[1], rest[match.end() :]) if match else (rest, "")


def _split_heading(rest: str, block: Block) -> tuple[str | None, str]:
    """Heading and text of a unit that begins on its number's line: "(Objeto).- Esta ley …", "Short title.—This Act …"."""
    if found := parenthesised(rest):
        return found
    match = re.match(r"^([^.—–:]{3,150})\.?\s?[—–]+\s?(?=[(“\"\w])", rest)
    if match and not match.group(1)[:1].islower() and len(rest) > match.end():
        return match.group(1).strip(" .-"), rest[match.end() :].strip()
    if len(rest) < 150 and not re.search(r"[.;:,—。；：，]$", rest) and rest[:1] not in '(“"（':
        return rest, ""
    return None, rest


def parenthesised(text: str) -> tuple[str, str] | None:
    """A heading in brackets before the text, and the text: "(Objeto).- Esta ley …"."""
    match = re.match(r"^[(（]([^()（）]{3,150})[)）]\s?(?:\.\s?[-–—]+|[.:]|[-–—]+|$)\s*(?=\S|$)", text)
    return (match.group(1).strip(), text[match.end() :].strip()) if match else None


def without_number(text: str, number: str) -> str:
    """The text without its unit's number repeated in front: "1.— In this Act" and "Artículo 2º: Se entiende"."""
    name = _unit_words()
    match = re.match(rf"^(?:(?:{name})\s*)?{re.escape(number)}\s?(?:[ªºо°]|\.?[—–:]|\.(?=\s))[.:—–-]*\s*(?=\S)", text, re.I)
    return text[match.end() :] if match else text


@cache
def _unit_words() -> str:
    return "|".join(re.escape(word) for word in sorted([*words()["articles"], *words()["sections"]], key=len, reverse=True))
