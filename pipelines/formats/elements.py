"""From the nested elements of legal XML to blocks: what a dialect's table calls them decides, depth is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from lxml import etree

from models.document import Footnote
from pipelines.formats.dialects import Dialect, local
from pipelines.formats.inline import printed_mark
from pipelines.formats.lines import MARKER
from pipelines.layout import Block, Style

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Walk:
    """Collects blocks and notes in document order."""

    dialect: Dialect
    day: date
    units: frozenset[etree._Element] = frozenset()
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    counted: int = 0
    """Notes so far that print a mark."""
    cited: dict[str, str] = field(default_factory=dict)
    """Marks of the notes that were referred to, by the note's id."""
    number: str = ""
    """Number of an item whose first words have not come yet."""
    part: str = ""
    """What the item is called in an eid."""
    term: str = ""
    heading: str = ""
    """Of a group, for the units in it."""
    level: int = 0
    """Divisions that are open."""
    depth: int = 0
    """Items that are open."""
    nested: bool = False
    """Within a unit or annex: depth counts."""
    annexed: bool = False
    quoting: bool = False
    """Within words for another text: whatever is numbered is an item."""
    in_force: bool | None = None

    @classmethod
    def over(cls, root: etree._Element, dialect: Dialect, day: date) -> Self:
        """The walk after it went over the whole tree."""
        units = frozenset(element for element in root.iter() if _is_unit(element, dialect))
        by_id = {name: element for element in root.iter() if (name := element.get("id"))} if dialect.references else {}
        walk = cls(dialect, day, units, by_id)
        walk.into(root)
        walk.flush()
        walk.say_number()
        return walk

    def into(self, element: etree._Element) -> None:
        name = self.dialect.name(element)
        if not name or name in self.dialect.skip:
            return
        if name in self.dialect.notes or name in self.dialect.remarks:
            self._noted(element, name)
        elif name in self.dialect.quoted and not self.quoting:
            self._quoted(element)
        elif name in self.dialect.codes:
            self.run.append(_character(element))
        elif name in self.dialect.references:
            self._refer(element.get(self.dialect.references[name]))
        elif self.quoting and (name in self.dialect.units or name in self.dialect.divisions or name in self.dialect.groups):
            self._item(element, name)
        elif element in self.units:
            self._unit(element, name)
        elif name in self.dialect.annexes:
            self._annex(element, name)
        elif name in self.dialect.groups and self._holds_units(element):
            self._group(element)
        elif (
            name in self.dialect.divisions
            or name in self.dialect.groups
            or (name in self.dialect.either and self._holds_units(element))
        ):
            self._division(element)
        elif name in self.dialect.items:
            self._item(element, name)
        elif name in self.dialect.text or name in self.dialect.number or name in self.dialect.heading:
            self.flush()
            self._inline(element)
            self.flush()
        else:
            self._inline(element)

    # ---- blocks

    def flush(self) -> None:
        """End the paragraph that is being collected; a number that waits for words goes in front."""
        words = " ".join("".join(self.run).replace("\xad", "").split())
        self.run.clear()
        if not words:
            return
        if self.blocks and not self.number and re.fullmatch(r"[.,;:”»\"’)\]]{1,3}", words):  # prints right after what was quoted
            self.blocks[-1] = self.blocks[-1].model_copy(update={"text": self.blocks[-1].text + words})
            return
        defines = bool(self.term) and not self.number and words.lstrip("“\"„«‘'”»").startswith(self.term)
        text = words if not self.number or words.startswith(self.number) else f"{self.number} {words}"
        if not self.number and not self.nested and self.blocks and MARKER.fullmatch(self.blocks[-1].text):
            text = f"{self.blocks.pop().text} {text}"
        self._emit(text, element="definition" if defines else self.part or None, lead=self.term if defines else "")
        self.number = self.part = self.term = ""

    def say_number(self) -> None:
        """A number of an item without words of its own stands alone, above the items in it."""
        if self.number:
            self._emit(self.number, element=self.part or None, lead="")
            self.number = self.part = ""

    def _emit(self, text: str, element: str | None, lead: str) -> None:
        depth = self.depth if self.nested and self.dialect.items else None
        block = Block(
            text=text,
            number=self.number or None,
            element=element,
            lead=lead,
            marks=tuple(self.marks),
            depth=depth,
            in_force=self.in_force,
        )
        self.blocks.append(block)
        self.marks.clear()

    def _head(self, text: str, element: str, *, level: int = 0, number: str | None = None, eid: str | None = None) -> None:
        """A heading, with the marks of the notes in it."""
        marks, in_force = tuple(self.marks), self.in_force
        self.blocks.append(
            Block(
                text=text,
                style=Style.HEADING,
                level=level,
                bold=True,
                element=element,
                number=number,
                eid=eid,
                marks=marks,
                in_force=in_force,
            )
        )
        self.marks.clear()

    # ---- what contains

    def _unit(self, element: etree._Element, name: str) -> None:
        self.flush()
        self.say_number()
        before, depth, nested = self.in_force, self.depth, self.nested
        self._enter(element)
        number = self._own(element, self.dialect.number, self.dialect.value) or self.dialect.unnumbered.get(name, "")
        heading = self._own(element, self.dialect.heading) or self.heading
        kind = self.dialect.in_annex if self.annexed and self.dialect.in_annex else self.dialect.units[name]
        self._head(heading, kind, number=number, eid=element.get("eId") or element.get("id"))
        self.depth, self.nested = 0, True
        self._children(element)
        self.in_force, self.depth, self.nested = before, depth, nested

    def _annex(self, element: etree._Element, name: str) -> None:
        self.flush()
        label = self._label(element)
        before, nested = self.in_force, self.nested
        self._enter(element)
        self._head(label or name.capitalize(), "annex", level=1)
        self.annexed, self.depth, self.nested = True, 0, True
        self._children(element)
        self.in_force, self.annexed, self.nested = before, False, nested

    def _division(self, element: etree._Element) -> None:
        self.flush()
        before = self.in_force
        self._enter(element)
        label = self._label(element)
        self.level += 1
        if label:
            given = element.get("level", "")
            self._head(label, "division", level=int(given) if given.isdigit() else self.level)
        self._children(element)
        self.level -= 1
        self.in_force = before

    def _group(self, element: etree._Element) -> None:
        self.flush()
        before = self.heading
        self.heading = self._own(element, self.dialect.heading)
        self._children(element)
        self.heading = before

    def _item(self, element: etree._Element, name: str) -> None:
        self.flush()
        self.say_number()
        before = self.in_force
        self._enter(element)
        number = self._own(element, self.dialect.number) or element.get(self.dialect.item_number or "-", "")
        if name in self.dialect.bracketed and number.isalnum():
            number = f"({number})"
        self.depth += 1
        self.number, self.part = number, self.dialect.items.get(name, "")
        if heading := self._own(element, self.dialect.heading):
            self.run.append(heading)
            self.flush()
        self._children(element)
        self.say_number()
        self.number = self.part = ""
        self.depth -= 1
        self.in_force = before

    def _enter(self, element: etree._Element) -> None:
        """What the element says of its own force goes for all in it."""
        if _lapsed(element, self.dialect, self.day):
            self.in_force = False

    def _quoted(self, element: etree._Element) -> None:
        """Words for another text, line by line and between quotation marks, as part of the item they stand in."""
        inner = Walk(self.dialect, self.day, by_id=self.by_id, quoting=True, cited=self.cited)
        inner._inline(element)
        inner.flush()
        inner.say_number()
        self.notes += inner.notes
        opened = element.get("startQuote") or self.dialect.quotes[:1]
        closed = element.get("endQuote") or self.dialect.quotes[1:]
        lines = [block.text for block in inner.blocks]
        if not lines:
            return
        if len(lines) == 1 and "".join(self.run).strip() and local(element) not in self.dialect.text:
            self.run.append(f" {opened}{lines[0]}{closed}")
            return
        self.flush()
        lines[0], lines[-1] = opened + lines[0], lines[-1] + closed
        if len(lines) == 1:
            lines = [f"{opened}{inner.blocks[0].text}{closed}"]
        for line in lines:
            self.run.append(line)
            self.flush()

    def _children(self, element: etree._Element) -> None:
        """Walk the children without the number and heading that were taken."""
        taken: set[frozenset[str]] = set()
        self._walk_through(element, taken)
        self.flush()

    def _walk_through(self, element: etree._Element, taken: set[frozenset[str]]) -> None:
        self.run.append(element.text or "")
        for child in element:
            name = self.dialect.name(child)
            kind = next((kind for kind in (self.dialect.number, self.dialect.heading) if name in kind), None)
            if kind is not None and kind not in taken:
                taken.add(kind)
            elif name in self.dialect.labels:
                continue
            elif name in self.dialect.wrappers:
                self._walk_through(child, taken)
            else:
                self.into(child)
            self.run.append(child.tail or "")

    def _inline(self, element: etree._Element) -> None:
        self.run.append(element.text or "")
        if self.dialect.name(element) in self.dialect.terms and not self.term:
            self.term = " ".join(_text(element).split())
        if "*" in self.dialect.references and (name := element.get(self.dialect.references["*"])):
            self._refer(name)
        for child in element:
            self.into(child)
            if local(child) in self.dialect.breaks:
                self.flush()
            self.run.append(child.tail or "")

    # ---- numbers, headings, notes

    def _holds_units(self, element: etree._Element) -> bool:
        return any(below in self.units for below in element.iterdescendants())

    def _label(self, element: etree._Element) -> str:
        parts = (self._own(element, kind) for kind in (self.dialect.labels, self.dialect.number, self.dialect.heading))
        return " ".join(part for part in parts if part)

    def _own(self, element: etree._Element, kind: frozenset[str], value: str = "") -> str:
        """Number or heading that is the element's own, directly or in a wrapper; its notes are collected."""
        wrapped = (
            below for child in element if self.dialect.name(child) in self.dialect.wrappers for below in child.iterdescendants()
        )
        child = next((below for below in (*element, *wrapped) if self.dialect.name(below) in kind), None)
        if child is None:
            return ""
        if value and (bare := child.get(value)):
            return str(bare).strip()
        words = _printed(child)
        for below in child.iter():
            name = self.dialect.name(below)
            if name in self.dialect.notes or name in self.dialect.remarks:
                self._note(below, name)
                words = words.replace(_text(below), "", 1)
            elif name in self.dialect.references:
                self._refer(below.get(self.dialect.references[name]))
        return " ".join(words.split())

    def _noted(self, element: etree._Element, name: str) -> None:
        """A note in the text; one after a paragraph is about the paragraph."""
        self._note(element, name)
        if self.blocks and not "".join(self.run).strip():
            last = self.blocks[-1]
            self.blocks[-1] = last.model_copy(update={"marks": (*last.marks, *self.marks)})
            self.marks.clear()

    def _note(self, element: etree._Element, name: str) -> None:
        words = " ".join("".join(self._spaced(element)).split())
        given = element.get("marker") or element.get("NOTE.ID") or element.get("number")
        self.counted += name in self.dialect.notes
        mark = printed_mark(given or (str(self.counted) if name in self.dialect.notes else "note"))
        if words:
            self.notes.append(Footnote(mark=mark, text=re.sub(r"^\(?\d{1,3}\)?\s+(?=\S)", "", words) or words))
            self.marks.append(mark)

    def _spaced(self, element: etree._Element) -> Iterator[str]:
        """A note's words, those of its paragraphs, headings and numbers apart."""
        yield element.text or ""
        for child in element:
            name = self.dialect.name(child)
            apart = " " if any(name in kind for kind in (self.dialect.text, self.dialect.heading, self.dialect.number)) else ""
            yield from (apart, *self._spaced(child), apart, child.tail or "")

    def _refer(self, name: str | None) -> None:
        """A mark for a note that stands elsewhere in the file; the note is taken where it is first referred to."""
        note = self.by_id.get((name or "").lstrip("#"))
        if note is None or not name:
            return
        if name not in self.cited:
            kind = note.get("Type", "")
            self.cited[name] = f"{kind}{1 + sum(mark.startswith(kind) for mark in self.cited.values())}"
            if words := " ".join("".join(self._spaced(note)).split()):
                self.notes.append(Footnote(mark=self.cited[name], text=words))
        self.marks.append(self.cited[name])


def _is_unit(element: etree._Element, dialect: Dialect) -> bool:
    """A unit of this text; an element that may be a division is one only where no other unit lies in it."""
    name = dialect.name(element)
    if name not in dialect.units or any(dialect.name(above) in dialect.quoted for above in element.iterancestors()):
        return False
    return name not in dialect.either or not any(local(below) in ("article", "section") for below in element.iterdescendants())


def _lapsed(element: etree._Element, dialect: Dialect, day: date) -> bool:
    """Repealed, past its last day or not yet at its first."""
    if any(f"{str(key).rpartition('}')[2]}={value!s}" in dialect.lapsed for key, value in element.attrib.items()):
        return True
    today = day.isoformat()
    ends, begins = element.get(dialect.until or "-", "")[:10], element.get(dialect.since or "-", "")[:10]
    return bool(_DAY.match(ends) and ends <= today) or bool(_DAY.match(begins) and begins > today)


def _character(element: etree._Element) -> str:
    """The character whose Unicode number the element carries, in hexadecimal: U+2018 as CODE="2018"."""
    code = element.get("CODE", "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else ""


def _raised(piece: object) -> bool:
    """A number in <sup>."""
    parent = piece.getparent() if isinstance(piece, etree._ElementUnicodeResult) and not piece.is_tail else None
    return parent is not None and local(parent) == "sup" and str(piece).strip().isdigit()


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _printed(element: etree._Element) -> str:
    """A number's or heading's words; raised figures stay raised: "§ 3¹" is not section 31."""
    text = "".join(str(piece).translate(_SUPERSCRIPTS) if _raised(piece) else str(piece) for piece in element.itertext())
    return re.sub(r"<sup>(\d+)</sup>", lambda match: match[1].translate(_SUPERSCRIPTS), text)
