"""The pages of agreed language: precedents of a pasted paragraph, what national law holds of it, the review of a draft."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.precedent import Move, Sameness
from models.reference import bodies
from search import naming
from search.web.pages import links
from search.web.pages.rendering import page
from search.web.pages.timeline import timeline
from search.web.parameters import LONGEST_WORDING, At, Draft, Pasted

agreed_pages = APIRouter(include_in_schema=False)
MOVES = {
    Move.STRONGER: ("▲", "stronger than the use it was edited from"),
    Move.WEAKER: ("▼", "weaker than the use it was edited from"),
    Move.LEVEL: ("=", "as firm as the use it was edited from"),
}


@agreed_pages.get("/review")
def empty_review() -> Response:
    return page("review.html", found=None)


@agreed_pages.post("/review")
def reviewed(at: At, draft: Draft) -> Response:
    found = at.review(*draft)
    return page("review.html", found=found, SAMENESS=naming.SAMENESS, STRENGTHS=naming.STRENGTHS, Sameness=Sameness)


@agreed_pages.get("/chain")
def chain(at: At, text: Annotated[str, Query(max_length=LONGEST_WORDING)] = "") -> Response:
    return page("chain.html", found=at.chain(text))


@agreed_pages.get("/agreed")
def agreed(at: At, pasted: Annotated[Pasted, Query()]) -> Response:
    found = at.agreed(pasted.wanted()) if pasted.text.strip() else None
    return page(
        "agreed.html",
        pasted=pasted,
        taken=links.query_string(pasted.model_dump(mode="json", exclude_defaults=True)),
        found=found,
        picture=timeline(found.precedents) if found else None,
        bodies=bodies(),
        SAMENESS=naming.SAMENESS,
        MOVES=MOVES,
        STRENGTHS=naming.STRENGTHS,
        Sameness=Sameness,
    )
