"""From a template and records to a page. Everything is escaped; nothing that a document holds is trusted as HTML."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from models.hit import Hit
from models.reference import provisions
from search import naming
from search.exports.citing import citations, of_hit
from search.mentions import Mention
from search.reasons import reasons
from search.web.pages import links
from search.web.pages.marking import Piece, pieces

_BEFORE, _BEHIND = 120, 200  # characters shown around the words that name a State
_HERE = {
    "start.html": "Search",
    "search.html": "Search",
    "agreed.html": "Agreed language",
    "chain.html": "Agreed language",
    "review.html": "Review a draft",
    "new.html": "What is new",
    "saved.html": "Search",
    "documents.html": "Documents",
    "document.html": "Documents",
    "changes.html": "Documents",
    "cite.html": "Documents",
    "country.html": "Countries",
    "matrix.html": "Countries",
    "compare.html": "Countries",
    "provisions.html": "Provisions",
    "provision.html": "Provisions",
    "about.html": "Sources",
    "sources.html": "Sources",
}
"""Which entry of the navigation a page is."""


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("search.web.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        article=naming.article,
        day=naming.day,
        group=naming.group,
        partial=naming.partial,
        term=naming.term,
        place=naming.place,
        web=links.web,
        language=naming.language,
    )
    made.globals.update(
        ACTIONS=naming.ACTIONS,
        FORCES=naming.FORCES,
        MODES=naming.MODES,
        STATES=naming.STATES,
        around=_around,
        cited=_cited,
        part=naming.part,
        spotted=_spotted,
        provisions=provisions(),
        to_document=naming.to_document,
        value=naming.value,
        why=reasons,
    )
    return made


def page(template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(template).render(shown, here=_HERE.get(template)), status)


def _around(one: Mention) -> tuple[Piece, ...]:
    """What stands around the words that name a State, cut at spaces."""
    start = 0 if one.start <= _BEFORE else one.text.find(" ", one.start - _BEFORE) + 1
    end = len(one.text) if len(one.text) <= one.end + _BEHIND else one.text.rfind(" ", one.end, one.end + _BEHIND)
    cut = pieces(one.text[start : end if end >= one.end else one.end], [(one.start - start, one.end - start)])
    before, behind = [Piece(text="… ")] if start else [], [Piece(text=" …")] if end < len(one.text) else []
    return (*before, *cut, *behind)


def _cited(hit: Hit) -> Mapping[str, str]:
    return citations(of_hit(hit))


def _spotted(hit: Hit) -> tuple[Piece, ...]:
    return pieces(hit.text, ((mark.start, mark.end) for mark in hit.highlights))


@cache
def style_sheet() -> str:
    return files("search.web.pages").joinpath("palermo.css").read_text(encoding="utf-8")
