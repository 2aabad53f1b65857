"""From a template and records to a page. Everything is escaped; nothing that a document holds is trusted as HTML."""

from functools import cache
from importlib.resources import files

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from models.hit import Hit
from models.reference import provisions
from search import naming
from search.web.pages import links
from search.web.pages.marking import Piece, pieces

_HERE = {
    "start.html": "Search",
    "search.html": "Search",
    "agreed.html": "Agreed language",
    "chain.html": "Agreed language",
    "review.html": "Review a draft",
    "documents.html": "Documents",
    "matrix.html": "Matrix",
    "provisions.html": "Provisions",
    "sources.html": "Sources",
}
"""Which entry of the navigation a page is."""


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("search.web.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(day=naming.day, term=naming.term, place=naming.place, web=links.web, language=naming.language)
    made.globals.update(
        ACTIONS=naming.ACTIONS,
        MODES=naming.MODES,
        STATES=naming.STATES,
        part=naming.part,
        spotted=_spotted,
        provisions=provisions(),
        to_document=links.to_document,
        value=naming.value,
    )
    return made


def page(template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(template).render(shown, here=_HERE.get(template)), status)


def _spotted(hit: Hit) -> tuple[Piece, ...]:
    return pieces(hit.text, ((mark.start, mark.end) for mark in hit.highlights))


@cache
def style_sheet() -> str:
    return files("search.web.pages").joinpath("palermo.css").read_text(encoding="utf-8")
