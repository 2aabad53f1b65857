"""An exported Akoma Ntoso file as the document it was made from."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree
from pydantic import ValidationError

from models.document import Document
from search.exports.akn import lines_of
from search.exports.akn_meta import OURS, ours, tag


class NotOurs(ValueError):
    """The file says that it was exported here, but its entries do not fit its text. The message is one sentence."""


def is_ours(content: bytes) -> bool:
    """The bytes are an exported file: other Akoma Ntoso has no entries that say so."""
    return OURS.encode() in content


def document(content: bytes, root: etree._Element) -> Document:
    """The document, its digest that of the bytes.

    Args:
        content: The file's bytes.
        root: The tree parsed from them.

    Raises:
        NotOurs: an entry names a part that the text lacks, or a value that no document has.
    """
    record = root.find(f".//{ours('document')}")
    if record is None:
        raise NotOurs("exported Akoma Ntoso without its entry for the document")
    by_eid = {element.get("eId", ""): element for element in root.iter() if element.get("eId")}
    facts = {**_facts(record), "digest": sha256(content).hexdigest()}
    about = f"{facts.get('work')}@{facts.get('language')}"
    facts["passages"] = list(_passages(record, by_eid, about, str(facts.get("language"))))
    facts["footnotes"] = [_note(entry, by_eid, about) for entry in record.iterchildren(ours("note"))]
    facts["warnings"] = [warning.text or "" for warning in record.iterchildren(ours("warning"))]
    try:
        return Document.model_validate_json(json.dumps(facts))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise NotOurs(f"exported Akoma Ntoso whose entry {place} is wrong: {first['msg']}") from error


def _passages(record: etree._Element, by_eid: dict[str, etree._Element], about: str, language: str) -> Iterator[dict[str, Any]]:
    offset = 0
    for entry in record.iterchildren(ours("passage")):
        kept = _facts(entry)
        element = _part(by_eid, kept.pop("href", ""))
        number = element.findtext(tag("num")) or ""
        text = "\n".join(lines_of(_words(element)))
        text = f"{number} {text}" if kept.pop("printed", "") == "num" else text
        heading = kept.pop("heading", None)
        path = kept.pop("path", None)
        yield {
            "language": language,
            **kept,
            "address": f"{about}#{element.get('eId')}",
            "heading": _heading(element) if heading is None else heading or None,
            "path": _path(element) if path is None else path,
            "text": text,
            "start": offset,
            "end": offset + len(text),
        }
        offset += len(text) + 1


def _facts(entry: etree._Element) -> dict[str, Any]:
    """An entry's attributes, with those that are no words, which stand as JSON in one."""
    facts: dict[str, Any] = {str(key): str(value) for key, value in entry.attrib.items()}
    try:
        more = json.loads(facts.pop("more", "{}"))
    except (ValueError, RecursionError) as error:
        raise NotOurs(f"exported Akoma Ntoso with an entry {facts.get('href', 'document')} that is no JSON") from error
    return facts | more if isinstance(more, dict) else facts


def _note(entry: etree._Element, by_eid: dict[str, etree._Element], about: str) -> dict[str, Any]:
    kept = _facts(entry)
    element = _part(by_eid, kept.pop("href", ""))
    place = kept.pop("about", None)
    cites = [work.text or "" for work in entry.iterchildren(ours("cites"))]
    return {**kept, "text": "\n".join(lines_of(element)), "address": f"{about}#{place}" if place else None, "cites": cites}


def _part(by_eid: dict[str, etree._Element], reference: str) -> etree._Element:
    if reference[1:] not in by_eid:
        raise NotOurs(f"exported Akoma Ntoso with an entry for {reference}, which the text lacks")
    return by_eid[reference[1:]]


def _words(element: etree._Element) -> etree._Element:
    """Where the paragraphs of a part stand: in its content or introduction, or in itself."""
    found = element.find(tag("content"))
    found = element.find(tag("intro")) if found is None else found
    return element if found is None else found


def _heading(element: etree._Element) -> str | None:
    """The nearest heading of the part or of one above it that is no division; None in a preamble."""
    for above in (element, *element.iterancestors()):
        heading = above.find(tag("heading"))
        if heading is not None and above.get("name") != "division":
            return heading.text
    return None


def _path(element: etree._Element) -> list[str]:
    """The headings of the divisions above, outermost first."""
    above = (one for one in element.iterancestors(tag("hcontainer")) if one.get("name") == "division")
    return [one.findtext(tag("heading")) or "" for one in above][::-1]
