"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML), and back without loss.

Resolutions, decisions and declarations are `statement`s as in the United Nations' profile (AKN4UN), laws, treaties and directives
`act`s, reports `doc`s. Passages nest by their eIds under the divisions above them. What the standard has no place for (role,
printed number, page, attribution) stands in `meta/proprietary`, one entry a passage in reading order, so that what is read back
is the same document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from models.document import Document, Footnote, Form, Passage, Role
from search.exports import akn_meta
from search.exports.akn_meta import NAMESPACE, OURS, clean, tag

_STATEMENTS = (Form.RESOLUTION, Form.DECISION, Form.DECLARATION, Form.DRAFT)
_ELEMENTS = {
    "art": "article",
    "sec": "section",
    "subsec": "subsection",
    "para": "paragraph",
    "subpara": "subparagraph",
    "clause": "clause",
    "subclause": "subclause",
    "op": "paragraph",
    "part": "part",
    "chp": "chapter",
}
"""Parts of eids that have an element of their own; others are an `hcontainer` with their name."""


@dataclass
class _Node:
    """A part of the text: a passage, or what stands above passages."""

    eid: str | None
    name: str
    passage: Passage | None = None
    heading: str | None = None
    number: str | None = None
    below: list["_Node"] = field(default_factory=list)


def write(document: Document, stream: BinaryIO) -> None:
    """The document as one XML file, UTF-8."""
    stream.write(etree.tostring(tree(document), xml_declaration=True, encoding="UTF-8"))
    stream.write(b"\n")


def tree(document: Document) -> etree._Element:
    """The root element `akomaNtoso`."""
    names: dict[str | None, str] = {None: NAMESPACE, "palermo": OURS}
    root = etree.Element(tag("akomaNtoso"), nsmap=names)  # type: ignore[arg-type]
    kind = "statement" if document.form in _STATEMENTS else "doc" if document.form is Form.REPORT else "act"
    main = etree.SubElement(root, tag(kind), name=document.form.value)
    notes = _notes(document)
    loose = [(eid, note) for eid, note in notes if note.address is None]
    meta = akn_meta.meta(document, loose)
    main.append(meta)
    _preface(main, document)
    builder = _Builder(document, {eid: note for eid, note in notes if note.address is not None})
    builder.preamble(main)
    builder.body(etree.SubElement(main, tag("body" if kind == "act" else "mainBody")))
    akn_meta.registry(meta, document, builder.printed, builder.derived, notes)
    return root


def _notes(document: Document) -> list[tuple[str, Footnote]]:
    """Footnotes with eids of their own. One that names no passage of this document counts as not placed."""
    known = {passage.address for passage in document.passages}
    placed = (note if note.address in known else note.model_copy(update={"address": None}) for note in document.footnotes)
    return [(f"fn_{count}", note) for count, note in enumerate(placed, start=1)]


def _preface(main: etree._Element, document: Document) -> None:
    preface = etree.SubElement(main, tag("preface"))
    line = etree.SubElement(etree.SubElement(preface, tag("longTitle")), tag("p"))
    if document.symbol:
        etree.SubElement(line, tag("docNumber")).text = clean(document.symbol)
    etree.SubElement(line, tag("docTitle")).text = clean(document.title)
    if document.adopted:
        etree.SubElement(line, tag("docDate"), date=document.adopted.isoformat()).text = document.adopted.isoformat()


class _Builder:
    """Places passages, and notes what a reader of the file would make of each."""

    def __init__(self, document: Document, notes: dict[str, Footnote]) -> None:
        self.passages = document.passages
        self.notes = notes
        self.opening = self._opening()
        self.printed: set[str] = set()
        """Addresses of passages whose number is the first of their words."""
        self.derived: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        """Heading and path that the elements above a passage give it, by address."""

    def _opening(self) -> int:
        """How many passages come before the body: headings, then the preamble."""
        before = (Role.HEADING, Role.PREAMBULAR, Role.RECITAL)
        count = next((n for n, passage in enumerate(self.passages) if passage.role not in before), len(self.passages))
        return count if any(passage.role is not Role.HEADING for passage in self.passages[:count]) else 0

    def preamble(self, main: etree._Element) -> None:
        """Preambular paragraphs and recitals as `recital`s; headings among them as containers."""
        if not self.opening:
            return
        preamble = etree.SubElement(main, tag("preamble"))
        recitals = None
        for passage in self.passages[: self.opening]:
            self.derived[passage.address] = (None, ())
            if passage.role is Role.HEADING:
                recitals = None
                element = etree.SubElement(preamble, tag("container"), name="heading", eId=eid_of(passage))
                self._paragraphs(element, passage)
                continue
            if recitals is None:
                recitals = etree.SubElement(preamble, tag("recitals"))
            element = etree.SubElement(recitals, tag("recital"), eId=eid_of(passage))
            if passage.role is Role.RECITAL and passage.number:
                etree.SubElement(element, tag("num")).text = f"({passage.number})"
            self._paragraphs(element, passage)

    def body(self, body: etree._Element) -> None:
        for node in _nested(self.passages[self.opening :]):
            self._write(body, node, (), None)
        if not len(body):  # a text of preambular paragraphs only
            etree.SubElement(etree.SubElement(body, tag("hcontainer"), name="none"), tag("content")).append(
                etree.Element(tag("p"))
            )

    def _write(self, above: etree._Element, node: _Node, path: tuple[str, ...], heading: str | None) -> None:
        element = _element(above, node)
        passage = node.passage
        text = passage.text if passage else ""
        if node.number:
            number, text = self._number(node.number, passage, text)
            etree.SubElement(element, tag("num")).text = clean(number)
        if node.heading:
            etree.SubElement(element, tag("heading")).text = clean(node.heading)
        if node.name == "division":
            path = (*path, node.heading or "")
        else:
            heading = node.heading or heading
        if passage:
            self.derived[passage.address] = (heading, path)
            self._paragraphs(etree.SubElement(element, tag("intro" if node.below else "content")), passage, text)
        for below in node.below:
            self._write(element, below, path, heading)
        if not passage and not node.below:
            etree.SubElement(etree.SubElement(element, tag("content")), tag("p"))

    def _number(self, number: str, passage: Passage | None, text: str) -> tuple[str, str]:
        """The number to show, and the words after it: the first of a passage's words may be its number ("(a)", "2.")."""
        match = re.match(r"(\S{1,12}) (?=\S)", text)
        if passage and match and re.sub(r"\W", "", match[1]) == re.sub(r"\W", "", number):
            self.printed.add(passage.address)
            return match[1], text[match.end() :]
        return number, text

    def _paragraphs(self, element: etree._Element, passage: Passage, text: str | None = None) -> None:
        """A `p` a line; the notes of the passage close its last."""
        for line in (passage.text if text is None else text).split("\n"):
            etree.SubElement(element, tag("p")).text = clean(line)
        for eid, note in self.notes.items():
            if note.address == passage.address:
                mark = etree.SubElement(element[-1], tag("authorialNote"), marker=clean(note.mark), placement="bottom", eId=eid)
                for line in note.text.split("\n"):
                    etree.SubElement(mark, tag("p")).text = clean(line)


def _nested(passages: Sequence[Passage]) -> list[_Node]:
    """The passages by their eids, within the divisions of their paths."""
    top: list[_Node] = []
    by_eid: dict[str, _Node] = {}
    divisions: list[_Node] = []
    for passage in passages:
        parts = parts_of(eid_of(passage))
        above = by_eid.get(parts[0])
        if above is None:
            divisions = _opened(divisions, passage.path, top)
            siblings = divisions[-1].below if divisions else top
            above = _node(parts[:1], passage)
            by_eid[parts[0]] = above
            siblings.append(above)
        for depth in range(1, len(parts)):
            eid = "__".join(parts[: depth + 1])
            if eid not in by_eid:
                by_eid[eid] = _node(parts[: depth + 1], passage)
                above.below.append(by_eid[eid])
            above = by_eid[eid]
        above.passage = passage
        above.number = _shown(passage) or above.number
    return top


def _opened(divisions: list[_Node], path: tuple[str, ...], top: list[_Node]) -> list[_Node]:
    """The divisions of a path: those of the last passage as far as they are the same, new ones from there."""
    both = zip(divisions, path, strict=False)
    same = next((n for n, (node, label) in enumerate(both) if node.heading != label), min(len(divisions), len(path)))
    opened = divisions[:same]
    for label in path[same:]:
        node = _Node(None, "division", heading=label)
        (opened[-1].below if opened else top).append(node)
        opened.append(node)
    return opened


def _node(parts: Sequence[str], passage: Passage) -> _Node:
    """What an eid names. The first part carries the heading of the article or section, and its number."""
    name = parts[-1].split("_")[0]
    first = len(parts) == 1
    number = re.sub(r"\(.*$", "", passage.number or "") if first and name in _ELEMENTS else None
    return _Node("__".join(parts), name, heading=passage.heading if first else None, number=number or None)


def _shown(passage: Passage) -> str | None:
    """Its number as it prints beside it: "(a)" of 4(a). Preambular paragraphs print none."""
    if passage.number is None or passage.role is Role.PREAMBULAR:
        return None
    return re.sub(r"^.*(\([^()]*\))$", r"\1", passage.number)


def _element(above: etree._Element, node: _Node) -> etree._Element:
    element = _ELEMENTS.get(node.name)
    attributes = {"eId": node.eid} if node.eid else {}
    if element is None:
        attributes["name"] = re.sub(r"[^\w-]", "", node.name) or "text"
    return etree.SubElement(above, tag(element or "hcontainer"), attributes)


def parts_of(eid: str) -> list[str]:
    """An eid's parts from the outermost in; a bare count belongs to the part before it: "sec_3__2__para_a" has two."""
    parts: list[str] = []
    for part in eid.split("__"):
        if parts and (not part or part.isdigit()):
            parts[-1] += f"__{part}"
        else:
            parts.append(part)
    return parts


def eid_of(passage: Passage) -> str:
    return passage.address.partition("#")[2]


def lines_of(element: etree._Element) -> Iterator[str]:
    """The words of each `p` of an element, without the notes in them."""
    for paragraph in element.iterchildren(tag("p")):
        yield (paragraph.text or "") + "".join(note.tail or "" for note in paragraph)
