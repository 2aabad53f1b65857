"""The metadata of an exported Akoma Ntoso file: identification by FRBR, references, and what the standard has no place for."""

import json
import re
from collections.abc import Collection, Mapping, Sequence

import pycountry
from lxml import etree

from models import countries
from models.document import Document, Footnote, Form

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:palermo:document:1"
"""Namespace of the entries in `proprietary`; the number rises when they change."""
_UNDATED = "0001-01-01"
"""Akoma Ntoso asks for a date where there is none."""
_ORGANS = {"A": "unga", "S": "unsc", "E": "ecosoc", "A/HRC": "unhrc"}
"""First part of a UN symbol to the organ in AKN4UN's URIs."""


_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def clean(text: str) -> str:
    return _INVALID.sub("\ufffd", text)


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def meta(document: Document, notes: Sequence[tuple[str, Footnote]]) -> etree._Element:
    """Identification, references, and the notes whose place in the text is not known."""
    element = etree.Element(tag("meta"))
    identification = etree.SubElement(element, tag("identification"), source="#palermo")
    work = uri(document)
    expression = f"{work}/{alpha3(document.language)}@{document.adopted or ''}"
    _work(etree.SubElement(identification, tag("FRBRWork")), document, work)
    _level(node := etree.SubElement(identification, tag("FRBRExpression")), document, expression)
    etree.SubElement(node, tag("FRBRlanguage"), language=alpha3(document.language))
    _level(node := etree.SubElement(identification, tag("FRBRManifestation")), document, f"{expression}.xml")
    etree.SubElement(node, tag("FRBRformat"), value="application/akn+xml")
    references = etree.SubElement(element, tag("references"), source="#palermo")
    for eid, name in (("palermo", "palermo"), (_author(document), _author(document))):
        etree.SubElement(references, tag("TLCOrganization"), eId=eid, href=f"/akn/ontology/organization/{eid}", showAs=name)
    if notes:
        held = etree.SubElement(element, tag("notes"), source="#palermo")
        for eid, note in notes:
            text = etree.SubElement(held, tag("note"), eId=eid)
            for line in note.text.split("\n"):
                etree.SubElement(text, tag("p")).text = clean(line)
    return element


def _work(element: etree._Element, document: Document, work: str) -> None:
    _level(element, document, work)
    alias = etree.Element(tag("FRBRalias"), name="title", value=clean(document.title))
    element.insert(2, alias)
    etree.SubElement(element, tag("FRBRcountry"), value=country(document))
    if document.symbol:
        etree.SubElement(element, tag("FRBRnumber"), value=clean(document.symbol))


def _level(element: etree._Element, document: Document, address: str) -> None:
    etree.SubElement(element, tag("FRBRthis"), value=f"{address}/!main")
    etree.SubElement(element, tag("FRBRuri"), value=address)
    name = "adoption" if document.adopted else "unknown"
    etree.SubElement(element, tag("FRBRdate"), date=str(document.adopted or _UNDATED), name=name)
    etree.SubElement(element, tag("FRBRauthor"), href=f"#{_author(document)}")


def _author(document: Document) -> str:
    return document.body or document.jurisdiction


def uri(document: Document) -> str:
    """The work's address: `/akn/ie/act/2008/8`; of a UN resolution as in AKN4UN: `/akn/un/statement/deliberation/unga/…`."""
    name = document.work.partition("/")[2]
    if document.body == "un" and document.symbol and (match := re.match(r"(A/HRC|[ASE])/(?:RES/)?(.+)$", document.symbol)):
        number = re.sub(r"[^\w.]+", "-", match[2]).strip("-")
        return f"/akn/un/statement/deliberation/{_ORGANS[match[1]]}/{document.adopted or _UNDATED}/{number}"
    kind = "act" if document.form in (Form.STATUTE, Form.DIRECTIVE, Form.CONVENTION) else "statement"
    path = name if name.startswith(f"{kind}/") else f"{kind}/{document.form.value}/{name}"
    address = re.sub(r"[^\w./-]+", "-", path)
    return f"/akn/{country(document)}/{address}"


def country(document: Document) -> str:
    """ISO 3166-1 alpha-2, or an organisation's id."""
    return (countries.alpha_2(document.jurisdiction) or document.jurisdiction).lower()


def alpha3(language: str) -> str:
    """ISO 639-2 for ISO 639-1, as FRBR addresses write languages."""
    found = pycountry.languages.get(alpha_2=language) if len(language) == 2 else None
    return str(found.alpha_3) if found else language


def registry(
    element: etree._Element,
    document: Document,
    printed: Collection[str],
    derived: Mapping[str, tuple[str | None, tuple[str, ...]]],
    notes: Sequence[tuple[str, Footnote]],
) -> None:
    """The entries that complete the text: the document, its passages in order, its notes, its warnings."""
    held = etree.SubElement(element, tag("proprietary"), source="#palermo")
    facts = document.model_dump(mode="json", exclude={"passages", "footnotes", "warnings", "digest"}, exclude_none=True)
    record = etree.SubElement(held, ours("document"), _attributes(facts))
    for passage in document.passages:
        kept = passage.model_dump(
            mode="json", exclude={"address", "text", "start", "end", "heading", "path"}, exclude_none=True, exclude_defaults=True
        )
        if passage.language == document.language:
            kept.pop("language", None)
        kept["href"] = f"#{passage.address.partition('#')[2]}"
        if passage.address in printed:
            kept["printed"] = "num"
        heading, path = derived[passage.address]
        if passage.heading != heading:
            kept["heading"] = passage.heading or ""
        if passage.path != path:
            kept["path"] = passage.path
        etree.SubElement(record, ours("passage"), _attributes(kept))
    for eid, note in notes:
        about = {"href": f"#{eid}", "mark": note.mark, "page": note.page, "about": (note.address or "").partition("#")[2] or None}
        entry = etree.SubElement(
            record, ours("note"), _attributes({key: value for key, value in about.items() if value is not None})
        )
        for work in note.cites:
            etree.SubElement(entry, ours("cites")).text = clean(work)
    for warning in document.warnings:
        etree.SubElement(record, ours("warning")).text = clean(warning)


def _attributes(facts: Mapping[str, object]) -> dict[str, str]:
    """Words as attributes of their own, what is no word together as JSON in one."""
    words = {key: clean(value) for key, value in facts.items() if isinstance(value, str)}
    others = {key: value for key, value in facts.items() if not isinstance(value, str)}
    return {**words, "more": clean(json.dumps(others, ensure_ascii=False))} if others else words
