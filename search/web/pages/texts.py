"""The pages of documents: the list, one document, what its versions changed, how it is cited."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from models.document import Form
from models.reference import bodies
from search import naming
from search.citations import cited_by, cites
from search.differences import differences
from search.exports.citing import citations, of_document
from search.web.desk import Reading, Unknown
from search.web.pages import documents, links
from search.web.pages.rendering import page
from search.web.parameters import AddressOrId, At, Browsed, DocumentId, Version

text_pages = APIRouter(include_in_schema=False)
_DOCUMENTS = 100  # a page of the list


@text_pages.get("/documents")
def listing(at: At, browsed: Annotated[Browsed, Query()]) -> Response:
    entries = at.listed(browsed.jurisdiction, browsed.body, browsed.form)
    newest = sorted(entries, key=lambda entry: (entry.adopted or "", entry.id), reverse=True)
    start = (browsed.page - 1) * _DOCUMENTS
    return page(
        "documents.html",
        entries=newest[start : start + _DOCUMENTS],
        total=len(entries),
        browsed=browsed,
        taken=links.query_string(browsed.model_dump(mode="json", exclude={"page"})),
        forms=Form,
        places=sorted({*(one.jurisdiction for one in bodies().values()), *at.states()}, key=naming.place),
        newer=_documents_page(browsed, -1) if browsed.page > 1 else None,
        older=_documents_page(browsed, +1) if start + _DOCUMENTS < len(entries) else None,
    )


def _documents_page(browsed: Browsed, step: int) -> str:
    given = browsed.model_dump(mode="json") | {"page": browsed.page + step}
    return "/documents?" + links.query_string(given)


@text_pages.get("/documents/{id:path}")
def document(
    at: At, id: DocumentId, version: Annotated[Version, Query()] = None, beside: Annotated[Version, Query()] = None
) -> Response:
    """With `beside`, what was changed from that version to this."""
    reading = at.reading(id, version)
    if beside is not None:
        return _changes(at.reading(id, beside), reading, (beside, version or reading.versions[-1]))
    passages = documents.shown(reading)
    read = reading.document
    return page(
        "document.html",
        document=read,
        versions=reading.versions,
        version=version or reading.versions[-1],
        fetched=reading.fetched,
        passages=passages,
        contents=documents.contents(passages),
        unplaced=documents.unplaced(read),
        graded=read.body is not None,
        others=[one for one in at.editions(read.work) if one != read.id],
        cites=cites(at.catalogue, read.work),
        cited_by=cited_by(at.catalogue, read.work),
        citations=citations(of_document(read)),
    )


def _changes(older: Reading, newer: Reading, numbers: tuple[int, int]) -> Response:
    return page(
        "changes.html",
        document=newer.document,
        older=older,
        newer=newer,
        numbers=numbers,
        differences=differences(older.document, newer.document),
    )


@text_pages.get("/works/{work:path}")
def work(at: At, work: str) -> Response:
    """Leads to a document of the work: the English one where there is one."""
    held = at.editions(work)
    if not held:
        raise Unknown(f"No document of {work[:200]} is held.")
    return RedirectResponse(naming.to_document(next((id for id in held if id.endswith("@en")), held[0])))


@text_pages.get("/cite")
def cite(at: At, address: Annotated[AddressOrId, Query()], style: Annotated[str, Query(max_length=20)] = "") -> Response:
    """How a passage or document is cited; with `style` as a file for a reference manager."""
    id, _, place = address.partition("#")
    read = at.reading(id).document
    passage = next((one for one in read.passages if one.address == address), None)
    if place and passage is None:
        raise Unknown(f"{id} holds no passage {place}.")
    citable = of_document(read, passage)
    found = citations(citable)
    if style:
        name = next((name for name in found if name.lower() == style.lower()), None)
        if name is None:
            raise Unknown(f"There is no style {style[:20]!r}: expected one of {', '.join(found)}.")
        return PlainTextResponse(found[name])
    return page("cite.html", citable=citable, passage=passage, citations=found)
