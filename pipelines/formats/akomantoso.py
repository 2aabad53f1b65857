"""XML of legal texts: Akoma Ntoso and the national dialects that nest as it does, by the tables in dialects.toml."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from models.document import Footnote
from pipelines.formats.inline import printed_mark
from pipelines.formats.lines import MARKER
from pipelines.layout import Block, Layout, Style, Unreadable

_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}


def layout(content: bytes) -> Layout:
    """The blocks with what the XML says of each: its element, number and eId. Unreadable for an unknown root."""
    try:
        root = etree.fromstring(content.lstrip(), parser=etree.XMLParser(**_PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"XML that is not well-formed: {error.msg}") from error
    name = _local(root)
    dialect = next((table for table in _dialects().values() if name in table["roots"]), None)
    if dialect is None:
        raise Unreadable(f"XML with the root <{name}>, which is no form of legal text that is read here (Akoma Ntoso and others)")
    walk = _Walk(dialect, {element for element in root.iter() if _is_unit(element, dialect)})
    walk.into(root)
    walk.flush()
    return Layout(blocks=tuple(walk.blocks), footnotes=tuple(walk.notes), facts=_facts(root, dialect))


@cache
def _dialects() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("pipelines.formats").joinpath("dialects.toml").read_text(encoding="utf-8"))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_unit(element: etree._Element, dialect: dict[str, Any]) -> bool:
    """A unit; an element that may be a division is one only where no other unit lies in it."""
    name = _local(element)
    if name not in dialect["units"]:
        return False
    return name not in dialect["either"] or not any(
        _local(below) in ("article", "section") for below in element.iterdescendants()
    )


def _facts(root: etree._Element, dialect: dict[str, Any]) -> dict[str, str]:
    facts = {key: value for key, path in dialect["facts"].items() if (value := _found(root, path))}
    if "country" in dialect:
        facts["country"] = dialect["country"]
    if "alias" in facts and "/" not in facts["alias"]:
        facts.setdefault("title", facts["alias"])
    if "act_number" in facts:
        facts["identifier"] = f"IE-{facts.get('act_year', '')}-act-{facts['act_number']}"
    if facts.get("frbrdate", "").startswith("2999"):  # a placeholder for "no date"
        del facts["frbrdate"]
    return facts


def _found(root: etree._Element, path: str) -> str:
    """Text or attribute at a path of local names; "@lang" alone is an attribute of the root."""
    place, _, attribute = path.partition("@")
    nodes = [root]
    for depth, name in enumerate(part for part in place.split("/") if part):
        test = "*" if name == "*" else f"*[local-name()='{name}']"
        axis = ".//" if depth == 0 and name != _local(root) else "./" if depth else "self::"
        found = nodes[0].xpath(f"{axis}{test}")
        if not isinstance(found, list) or not found:
            return ""
        nodes = [node for node in found if isinstance(node, etree._Element)]
    if attribute:
        values = [value for key, value in nodes[0].attrib.items() if etree.QName(key).localname == attribute]
        return str(values[0]).strip() if values else ""
    return _local(nodes[0]) if place.endswith("*") else " ".join(_text(nodes[0]).split())


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


@dataclass
class _Walk:
    """Collects blocks in document order."""

    dialect: dict[str, Any]
    units: set[etree._Element]
    blocks: list[Block] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """Numbers of items whose first words have not come yet."""
    marks: list[str] = field(default_factory=list)
    term: str = ""
    defining: bool = False
    depth: int = 0

    def into(self, element: etree._Element) -> None:
        name = _local(element)
        if not name or name in self.dialect["skip"]:
            return
        if name in self.dialect["notes"]:
            self._note(element)
            if self.blocks and not "".join(self.run).strip():  # a note after a paragraph is about the paragraph
                last = self.blocks[-1]
                self.blocks[-1] = last.model_copy(update={"marks": (*last.marks, *self.marks)})
                self.marks.clear()
        elif element in self.units:
            self._unit(element, name)
        elif name in self.dialect["annexes"]:
            self.flush()
            heading = self._own(element, "heading") or self._own(element, "number") or name.capitalize()
            self._head(Block(text=heading, style=Style.HEADING, level=1, bold=True, element="annex"))
            self._children(element, skip=True)
        elif name in self.dialect["divisions"] or (name in self.dialect["either"] and self._holds_units(element)):
            self._division(element)
        elif name in self.dialect["items"]:
            self._item(element, name)
        elif name in self.dialect["text"]:
            self.flush()
            self._inline(element)
            self.flush()
        else:
            self._inline(element)

    def flush(self) -> None:
        """End the paragraph that is being collected; a number that waits for words goes in front."""
        words = " ".join("".join(self.run).split())
        self.run.clear()
        if not words:
            return
        text = " ".join([*(n for n in self.numbers if not words.startswith(n)), words])
        self.numbers.clear()
        if self.blocks and MARKER.fullmatch(self.blocks[-1].text):
            text = f"{self.blocks.pop().text} {text}"
        element = "definition" if self.defining else None
        self.blocks.append(Block(text=text, element=element, lead=self.term, marks=tuple(self.marks)))
        self.defining, self.term = False, ""
        self.marks.clear()

    def _head(self, block: Block) -> None:
        """A heading, with the marks of the notes in it."""
        self.blocks.append(block.model_copy(update={"marks": tuple(self.marks)}))
        self.marks.clear()

    def _holds_units(self, element: etree._Element) -> bool:
        return any(below in self.units for below in element.iterdescendants())

    def _own(self, element: etree._Element, kind: str) -> str:
        """Number or heading that is the element's own child."""
        child = next((below for below in element if _local(below) in self.dialect[kind]), None)
        if child is None:
            return ""
        words = _text(child)
        notes = [below for below in child.iter() if _local(below) in self.dialect["notes"]]
        for note in notes:
            self._note(note)
        for note in notes:
            words = words.replace(_text(note), "", 1)
        return " ".join(words.split())

    def _unit(self, element: etree._Element, name: str) -> None:
        self.flush()
        kind = "article" if name.lower() == "article" else "section"
        eid = element.get("eId") or element.get("id")
        number = self._own(element, "number")
        heading = self._own(element, "heading")
        self._head(Block(text=heading, style=Style.HEADING, element=kind, number=number, eid=eid, bold=True))
        self._children(element, skip=True)

    def _division(self, element: etree._Element) -> None:
        self.flush()
        label = " ".join(part for part in (self._own(element, "number"), self._own(element, "heading")) if part)
        self.depth += 1
        if label:
            self._head(Block(text=label, style=Style.HEADING, level=self.depth, bold=True, element="division"))
        self._children(element, skip=True)
        self.depth -= 1

    def _item(self, element: etree._Element, name: str) -> None:
        self.flush()
        number = self._own(element, "number")
        if number:
            self.numbers.append(number)
        self.defining = name == "Definition"
        if heading := self._own(element, "heading"):
            self.run.append(heading)
            self.flush()
        self._children(element, skip=True)
        self.flush()

    def _children(self, element: etree._Element, *, skip: bool = False) -> None:
        """Walk the children; with `skip` without the number and heading that were taken."""
        taken: set[str] = set()
        for child in element:
            kind = next((kind for kind in ("number", "heading") if _local(child) in self.dialect[kind]), None)
            if skip and kind and kind not in taken:
                taken.add(kind)
            else:
                self.into(child)
        self.flush()

    def _inline(self, element: etree._Element) -> None:
        self.run.append(element.text or "")
        if _local(element) in self.dialect["terms"]:
            self.term = " ".join(_text(element).split())
        for child in element:
            self.into(child)
            if _local(child) in ("br", "eol"):
                self.flush()
            self.run.append(child.tail or "")

    def _note(self, element: etree._Element) -> None:
        words = " ".join(_text(element).split())
        mark = printed_mark(element.get("marker") or element.get("NOTE.ID") or element.get("number") or "note")
        if words:
            self.notes.append(Footnote(mark=mark, text=re.sub(r"^\(?\d{1,3}\)?\s+(?=\S)", "", words) or words))
            self.marks.append(mark)
