"""What a source knows of a document, beside what its text says."""

from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import urlsplit

from models.document import CONTEXT, Document, Footnote, Form, Passage, Reference
from search.catalogue import Listing


def form(reference: Reference) -> Form | None:
    """A form to read by. Of series that are mixed only the text knows; but what is written about a State is none of its laws."""
    return reference.form if reference.form in CONTEXT else None


def completed(document: Document, reference: Reference) -> Document:
    """The document under the source's own number of the work, with its date and title where the text gave none."""
    found: dict[str, object] = {}
    if document.adopted is None and reference.dated:
        found["adopted"] = reference.dated
    if reference.title and _is_file_name(document.title, reference.url):
        found["title"] = reference.title
    if reference.work and reference.work != document.work:
        found |= _renumbered(document, reference.work)
    return Document.model_validate(dict(document) | found) if found else document


def _is_file_name(title: str, url: str) -> bool:
    return title == PurePath(urlsplit(url).path).stem.replace("_", " ")


def _renumbered(document: Document, work: str) -> dict[str, object]:
    old, new = f"{document.id}#", f"{work}@{document.language}#"

    def moved(one: Passage | Footnote) -> Passage | Footnote:
        address = one.address
        return one.model_copy(update={"address": address.replace(old, new, 1)}) if address else one

    return {
        "work": work,
        "passages": tuple(moved(passage) for passage in document.passages),
        "footnotes": tuple(moved(note) for note in document.footnotes),
    }


class Owners:
    """Which address of a site each document came from: two laws that are read as one must not take turns in its place."""

    def __init__(self, listed: Mapping[str, Listing]) -> None:
        self._of = {one.document: (url, one.digest) for url, one in listed.items()}

    def claim(self, document: Document, url: str) -> str | None:
        """Why the document is not to be saved; None where it is this address's own, or the very bytes of the other one's."""
        owner, digest = self._of.setdefault(document.id, (url, document.digest))
        if owner == url or digest == document.digest:
            return None
        return f"read as {document.id}, which came from {owner}: expected one address a document"
