"""A document as one file for other systems: Akoma Ntoso, JSON-LD, or its record."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import BinaryIO

from models.document import Document
from search.exports import akn, jsonld


class DocumentLayout(StrEnum):
    AKN = "akn"
    """Akoma Ntoso 3.0, which is read back without loss."""
    JSONLD = "jsonld"
    """schema.org's Legislation with ELI terms."""
    JSON = "json"
    """The record as `palermo read --json` gives it."""


MEDIA: Mapping[DocumentLayout, str] = {
    DocumentLayout.AKN: "application/akn+xml",
    DocumentLayout.JSONLD: "application/ld+json",
    DocumentLayout.JSON: "application/json",
}
_ENDINGS: Mapping[DocumentLayout, str] = {
    DocumentLayout.AKN: "akn.xml",
    DocumentLayout.JSONLD: "jsonld",
    DocumentLayout.JSON: "json",
}


def write(document: Document, layout: DocumentLayout, stream: BinaryIO) -> None:
    """The whole document in the layout, UTF-8."""
    if layout is DocumentLayout.AKN:
        akn.write(document, stream)
    elif layout is DocumentLayout.JSONLD:
        jsonld.write(document, stream)
    else:
        stream.write(document.model_dump_json().encode() + b"\n")


def file_name(document: Document, layout: DocumentLayout) -> str:
    """`un_A_RES_78_228.en.akn.xml`: the work, the language, the layout; nothing that a file system or a header could misread."""
    work = re.sub(r"[^\w.-]+", "_", document.work, flags=re.ASCII).strip("._") or "document"
    return f"{work[:150]}.{document.language}.{_ENDINGS[layout]}"
