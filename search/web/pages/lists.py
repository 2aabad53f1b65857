"""Lists and texts to take along: hits, agreed language, documents, model clauses, treaties, and a document for other systems."""

from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from models.hit import Grouping
from search.exports import documents as texts
from search.exports import sheets, wordings
from search.exports.documents import DocumentLayout, file_name
from search.exports.files import MEDIA, Layout, streamed
from search.exports.sheets import Sheet
from search.findings.clauses import clauses, places
from search.findings.comparison import only
from search.web.desk import Meaningless
from search.web.pages.downloads import attached, today
from search.web.parameters import Asked, At, CountryOrNone, DocumentId, Listed, Pasted, Version, one_provision, one_state

lists = APIRouter(prefix="/files", tags=["files"])
_MOST = 200
"""Hits that one question answers with; precedents at most a hundred."""


@lists.get("/search.{layout}")
def hits(at: At, layout: Layout, asked: Annotated[Asked, Query()]) -> Response:
    """All hits of a search as rows: `/files/search.xlsx?q=shelters`."""
    query = asked.query().model_copy(update={"limit": _MOST, "counts": False})
    if query.group is Grouping.WORK:
        query = query.model_copy(update={"group": None})
    return _rows(sheets.hits(at.search(query).hits), layout, "search")


@lists.get("/agreed.{layout}")
def agreed(at: At, layout: Layout, pasted: Annotated[Pasted, Query()]) -> Response:
    """Agreed language as rows, or as a document for Word with its sources as footnotes: `/files/agreed.docx?text=…`."""
    found = at.agreed(pasted.wanted().model_copy(update={"limit": 100}))
    if layout is not Layout.DOCX:
        return _rows(sheets.precedents(found), layout, "agreed-language")
    stream = BytesIO()
    wordings.write(found, stream, today())
    return attached(stream, MEDIA[layout], "agreed-language.docx")


@lists.get("/documents.{layout}")
def documents(at: At, layout: Layout, listed: Annotated[Listed, Query()]) -> Response:
    """Every document held, without its text, as rows."""
    return _rows(sheets.documents(at.listed(listed.jurisdiction, listed.body, listed.form)), layout, "documents")


@lists.get("/clauses/{id}.{layout}")
def model_clauses(at: At, id: str, layout: Layout, near: CountryOrNone = None) -> Response:
    """How laws word a provision, as rows."""
    one = one_provision(id)
    reports = [only(report, [one]) for report in at.gaps(at.states())]
    return _rows(sheets.clauses(clauses(one.id, reports, places(at.catalogue, reports), near=near)), layout, f"clauses-{one.id}")


@lists.get("/treaties/{jurisdiction}.{layout}")
def treaties(at: At, jurisdiction: str, layout: Layout) -> Response:
    """By which treaties a State is bound, as rows."""
    code = one_state(jurisdiction)
    return _rows(sheets.ratifications(at.ratifications(code)), layout, f"treaties-{code}")


@lists.get("/text")
def text(
    at: At, id: Annotated[DocumentId, Query()], layout: DocumentLayout, version: Annotated[Version, Query()] = None
) -> Response:
    """A document whole, for other systems: `/files/text?id=un/A/RES/55/25@en&layout=akn`."""
    read = at.reading(id, version).document
    stream = BytesIO()
    texts.write(read, layout, stream)
    return attached(stream, texts.MEDIA[layout], file_name(read, layout))


def _rows(sheet: Sheet, layout: Layout, name: str) -> Response:
    if layout not in (Layout.CSV, Layout.XLSX, Layout.HTML):
        raise Meaningless(f"layout: expected csv, xlsx or html; found “{layout.value}”.")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{layout.value}"'}
    return StreamingResponse(streamed(sheet, layout), media_type=MEDIA[layout], headers=headers)
