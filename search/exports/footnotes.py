"""Footnotes of a Word document, which python-docx does not write: a part of their own, and a mark for each in the text."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree


class Footnotes:
    """Of one document: `add` marks a paragraph, `attach` puts them into the file once all are known."""

    def __init__(self) -> None:
        self._root = OxmlElement("w:footnotes")
        self._next = 1
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):  # the lines above the notes
            note = self._note(number)
            note.set(qn("w:type"), kind)
            note[-1].append(_within(OxmlElement("w:r"), OxmlElement(f"w:{kind}")))

    def add(self, paragraph: Any, text: str) -> None:  # noqa: ANN401  # python-docx has no types for what a document holds
        note = self._note(self._next)
        note[-1].append(_raised(OxmlElement("w:footnoteRef")))
        words = OxmlElement("w:t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = f" {text}"
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), "18")  # half points
        note[-1].append(_within(OxmlElement("w:r"), _within(OxmlElement("w:rPr"), size), words))
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._next))
        paragraph._p.append(_raised(mark))
        self._next += 1

    def attach(self, made: Any) -> None:  # noqa: ANN401
        content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, number: int) -> Any:  # noqa: ANN401
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        self._root.append(_within(note, OxmlElement("w:p")))
        return note


def _within(parent: Any, *children: Any) -> Any:  # noqa: ANN401
    for child in children:
        parent.append(child)
    return parent


def _raised(mark: Any) -> Any:  # noqa: ANN401
    raised = OxmlElement("w:vertAlign")
    raised.set(qn("w:val"), "superscript")
    return _within(OxmlElement("w:r"), _within(OxmlElement("w:rPr"), raised), mark)
