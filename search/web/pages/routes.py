"""The pages: which address shows what. The same questions as under /api, answered for people."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.base import Record
from models.hit import Answer, Facet, Suggestion
from models.reference import bodies
from search import naming
from search.index.points import VERSION, fingerprint
from search.web.pages import links
from search.web.pages.rendering import page, style_sheet
from search.web.parameters import Asked, At

pages = APIRouter(include_in_schema=False)
_VALUES = 8  # of a facet, before the rest is folded away
_FAILURES = 200  # newest failures on the page of sources; the API has all


class Choice(Record):
    """A filter: its words, how many passages it would leave, and the address it leads to."""

    text: str
    url: str | None
    count: int | None = None
    chosen: bool = False


@pages.get("/")
def search(at: At, asked: Annotated[Asked, Query()]) -> Response:
    if not asked.q.strip():
        return page("start.html", asked=asked, held=at.catalogue.status(), states=at.states())
    answer = at.search(asked.query())
    shown = len(answer.works) or len(answer.hits)
    return page(
        "search.html",
        asked=asked,
        answer=answer,
        hits={hit.address: hit for hit in answer.hits},
        chosen=_chosen(asked),
        kept=_kept(asked),
        here_asked=links.of_asked(asked),
        facets=_facets(asked, answer),
        suggestions=[_suggestion(asked, one) for one in answer.suggestions],
        within=partial(links.within, asked),
        longer=links.longer(asked) if shown == asked.limit < 200 else None,
    )


def _filters(asked: Asked) -> list[tuple[str, str]]:
    """Every filter that is set, a value at a time."""
    given = asked.model_dump(mode="json", exclude={"q", "limit", "group", "mode"}, exclude_none=True)
    return [(key, str(one)) for key, value in given.items() for one in (value if isinstance(value, list) else [value])]


def _chosen(asked: Asked) -> list[Choice]:
    said = {"work": "Only ", "since": "From ", "until": "Until ", "mentions": "Names ", "in_force": "In force: "}
    return [
        Choice(text=said.get(key, "") + naming.value(key, value), url=links.widened(asked, key, value))
        for key, value in _filters(asked)
    ]


def _kept(asked: Asked) -> list[tuple[str, str]]:
    """What the form of the search box sends along; it has fields of its own for the years."""
    return [(key, value) for key, value in _filters(asked) if key not in ("since", "until")]


def _facets(asked: Asked, answer: Answer) -> Mapping[str, tuple[list[Choice], list[Choice]]]:
    """Per facet the values that are set and the commonest, then the others; no facet that leaves no choice."""
    found = {}
    used = {*_filters(asked), *([("year", str(asked.since))] if asked.since == asked.until else [])}
    for key, title in naming.FACETS.items():
        choices = [_choice(asked, key, one, (key, one.value) in used) for one in answer.facets.get(key, ())]
        choices.sort(key=lambda choice: not choice.chosen)  # stable: otherwise the commonest first
        if any(choice.chosen or choice.count != answer.matching for choice in choices):
            found[title] = (choices[:_VALUES], choices[_VALUES:])
    return found


def _choice(asked: Asked, key: str, facet: Facet, chosen: bool) -> Choice:
    lead = links.unset if chosen else links.narrowed
    return Choice(text=naming.value(key, facet.value), url=lead(asked, key, facet.value), count=facet.count, chosen=chosen)


def _suggestion(asked: Asked, one: Suggestion) -> Choice:
    conditions = {one.condition: one.values, **({one.also: one.also_values} if one.also else {})}
    text = " and without ".join(_condition(key, values) for key, values in conditions.items())
    return Choice(text=text, url=links.without(asked, *conditions), count=one.count)


def _condition(key: str, of_it: Sequence[str]) -> str:
    values = ", ".join(naming.value(key, value) for value in of_it)
    said = {"phrases": f"the quotation marks around “{values}”", "without": f"excluding {values}", "all filters": "any filter"}
    return said.get(key, f"{naming.FACETS.get(key, key.replace('_', ' ').capitalize())}: {values}")


@pages.get("/sources")
def sources(at: At) -> Response:
    meta = at.index.meta()
    fresh = meta is not None and (meta.version, meta.fingerprint) == (VERSION, fingerprint(at.catalogue))
    failures = at.catalogue.failures()[::-1]
    return page(
        "sources.html",
        held=at.catalogue.status(),
        failures=failures[:_FAILURES],
        hidden=len(failures[_FAILURES:]),
        meta=meta,
        fresh=fresh,
        bodies=bodies(),
    )


@pages.get("/about")
def about(at: At) -> Response:
    """How findings are made, and what they cannot know."""
    return page("about.html", held=at.catalogue.status())


@pages.get("/palermo.css")
def style() -> Response:
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": "max-age=300"})
