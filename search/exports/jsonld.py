"""A document as JSON-LD: schema.org's Legislation with the terms of the European Legislation Identifier (ELI)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from models import countries
from models.document import Document, Footnote, Form, Passage, Role
from models.reference import bodies
from search.exports.akn_meta import alpha3

CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "lang": "http://publications.europa.eu/resource/authority/language/",
    "palermo": "urn:palermo:term:",
}
_SCHEMA = "https://schema.org/"
_NOT_PARTS = (Role.FURNITURE, Role.FOOTNOTE)


def write(document: Document, stream: BinaryIO) -> None:
    """The document as one JSON object, UTF-8."""
    stream.write(json.dumps(record(document), ensure_ascii=False, indent=1).encode())
    stream.write(b"\n")


def record(document: Document) -> dict[str, Any]:
    """The expression (one language version) with its work, its parts in reading order and its notes."""
    found = {
        "@context": dict(CONTEXT),
        "@id": f"urn:palermo:{document.id}",
        "@type": ["Legislation", "eli:LegalExpression"],
        "name": document.title,
        "inLanguage": document.language,
        "eli:language": {"@id": f"lang:{alpha3(document.language).upper()}"},
        "url": _web(document.url),
        "legislationIdentifier": document.symbol or document.work,
        "legislationType": document.form.value,
        "legislationDate": document.adopted.isoformat() if document.adopted else None,
        "legislationPassedBy": _passed_by(document),
        "legislationJurisdiction": _jurisdiction(document),
        "legislationLegalForce": _force(document.in_force),
        "eli:realizes": _work(document),
        "hasPart": [_part(document, passage) for passage in document.passages if passage.role not in _NOT_PARTS],
        "citation": [f"urn:palermo:{work}" for work in _cited(document)],
        "comment": [_note(note) for note in document.footnotes],
        "palermo:completeness": document.completeness.value,
        "palermo:warnings": list(document.warnings),
    }
    return _filled(found)


def _work(document: Document) -> dict[str, Any]:
    return _filled(
        {
            "@id": f"urn:palermo:{document.work}",
            "@type": "eli:LegalResource",
            "eli:id_local": document.symbol or document.work,
            "eli:type_document": document.form.value,
            "eli:date_document": document.adopted.isoformat() if document.adopted else None,
        }
    )


def _part(document: Document, passage: Passage) -> dict[str, Any]:
    return _filled(
        {
            "@id": f"urn:palermo:{passage.address}",
            "@type": ["Legislation", "eli:LegalResourceSubdivision"],
            "eli:number": passage.number,
            "eli:type_subdivision": passage.role.value,
            "name": passage.heading,
            "isPartOf": " / ".join(passage.path) or None,
            "text": passage.text,
            "inLanguage": passage.language if passage.language != document.language else None,
            "legislationLegalForce": _force(passage.in_force),
            "author": passage.attribution,
        }
    )


def _note(note: Footnote) -> dict[str, Any]:
    about = {"@id": f"urn:palermo:{note.address}"} if note.address else None
    return _filled({"@type": "Comment", "identifier": note.mark, "text": note.text, "about": about})


def _passed_by(document: Document) -> dict[str, Any] | None:
    if document.body is None or document.body not in bodies():
        return None
    return {"@type": "Organization", "name": bodies()[document.body].name, "identifier": document.body}


def _jurisdiction(document: Document) -> dict[str, Any]:
    national = document.body is None and document.form in (Form.STATUTE, Form.REPORT)
    name = countries.name(document.jurisdiction) if national else document.jurisdiction
    return {"@type": "AdministrativeArea", "name": name, "identifier": document.jurisdiction}


def _force(in_force: bool | None) -> dict[str, str] | None:
    if in_force is None:
        return None
    return {"@id": f"{_SCHEMA}{'InForce' if in_force else 'NotInForce'}"}


def _cited(document: Document) -> Iterator[str]:
    return iter(dict.fromkeys(work for note in document.footnotes for work in note.cites))


def _web(url: str | None) -> str | None:
    """Addresses on the web only: a path on this machine is nobody's business."""
    return url if url and url.startswith(("http://", "https://")) else None


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, [], "")}
