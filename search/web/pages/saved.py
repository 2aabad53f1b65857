"""Saved searches: the list of them, saving and forgetting with the token, and a feed of each."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Form, Query, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from models.hit import Hit
from models.hit import Query as Wanted
from search import naming
from search.exports import atom
from search.journal import Journal, SavedSearch
from search.web.desk import Unknown
from search.web.pages import links
from search.web.pages.rendering import page
from search.web.parameters import LONGEST, Asked, At, Name
from search.web.writing import Bearer, Written

saved_pages = APIRouter(include_in_schema=False)
saved_api = APIRouter(prefix="/api", tags=["api"])
_IN_FEED = 50


@saved_pages.get("/saved")
def saved(at: At) -> Response:
    kept = Journal(at.catalogue).searches()
    return page("saved.html", searches=[(one, links.of_query(one.query)) for one in kept])


@saved_pages.post("/saved")
def save(at: At, _: Written, name: Annotated[Name, Form()], search: Annotated[str, Form(max_length=4 * LONGEST)]) -> Response:
    """`search`: the query of the address of the page of hits."""
    Journal(at.catalogue).save(name, _asked(search).query(), at=datetime.now(UTC))
    return RedirectResponse("/saved", 303)


@saved_pages.post("/saved/forget")
def forget(at: At, _: Written, name: Annotated[Name, Form()]) -> Response:
    if not Journal(at.catalogue).forget(name):
        raise Unknown(f"No search is saved as “{name}”.")
    return RedirectResponse("/saved", 303)


@saved_pages.get("/saved.atom")
def feed(at: At, name: Annotated[Name, Query()]) -> Response:
    """What the search finds, what came last first."""
    one = _saved(at, name)
    hits = at.search(one.query.model_copy(update={"limit": _IN_FEED, "counts": False, "group": None})).hits
    seen = at.seen([hit.address.partition("#")[0] for hit in hits])
    entries = [_entry(hit, seen[hit.address.partition("#")[0]]) for hit in hits if hit.address.partition("#")[0] in seen]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    path = f"/saved.atom?{links.query_string({'name': name})}"
    return Response(
        atom.feed(f"{one.name}: new passages", entries, site=at.site, path=path, page=links.of_query(one.query)),
        media_type="application/atom+xml",
    )


@saved_api.get("/saved")
def all_saved(at: At) -> tuple[SavedSearch, ...]:
    """By name."""
    return Journal(at.catalogue).searches()


@saved_api.put("/saved/{name}")
def put(at: At, _: Bearer, name: Name, query: Wanted) -> SavedSearch:
    """Saves a search under a name, in place of an earlier one. Needs `Authorization: Bearer` with the token."""
    Journal(at.catalogue).save(name, query, at=datetime.now(UTC))
    return _saved(at, name)


@saved_api.delete("/saved/{name}", status_code=204)
def delete(at: At, _: Bearer, name: Name) -> None:
    """Forgets a saved search. Needs `Authorization: Bearer` with the token."""
    if not Journal(at.catalogue).forget(name):
        raise Unknown(f"No search is saved as “{name}”.")


def _saved(at: At, name: str) -> SavedSearch:
    found = next((one for one in Journal(at.catalogue).searches() if one.name == name), None)
    if found is None:
        raise Unknown(f"No search is saved as “{name}”.")
    return found


def _asked(written: str) -> Asked:
    """Raises RequestValidationError where it is no search."""
    given = parse_qs(written.removeprefix("/?"), keep_blank_values=False, max_num_fields=200)
    lists = {name for name, field in Asked.model_fields.items() if isinstance(field.get_default(), list)}
    try:
        return Asked.model_validate({key: several if key in lists else several[-1] for key, several in given.items()})
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


def _entry(hit: Hit, seen: datetime) -> atom.Entry:
    numbered = f", {naming.part(hit.role, hit.number)}" if hit.number else ""
    title = f"{hit.symbol or hit.title}{numbered}"
    return atom.Entry(title=title, updated=seen.isoformat(), path=naming.to_document(hit.address), content=hit.text)
