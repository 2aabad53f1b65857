"""What is new: the digest as a page, as a feed, and as JSON."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.digest import Digest
from search import naming
from search.digest import html
from search.digest.telling import headline
from search.journal import Journal
from search.web.desk import Unknown
from search.web.pages.rendering import page
from search.web.parameters import At

news = APIRouter(include_in_schema=False)
news_api = APIRouter(prefix="/api", tags=["api"])
_EARLIER = 30

Until = Annotated[datetime | None, Query(description="End of a digest that was kept; without one, the newest.")]


@news.get("/new")
def new(at: At, until: Until = None) -> Response:
    kept = Journal(at.catalogue).told(_EARLIER)
    shown = _chosen(kept, until)
    return page(
        "new.html",
        told=headline(shown) if shown else None,
        inner=html.fragment(shown) if shown else "",
        earlier=[(one.until.isoformat(), naming.day(one.until.isoformat()), headline(one)) for one in kept if one is not shown],
    )


@news.get("/new.atom")
def feed(at: At) -> Response:
    kept = Journal(at.catalogue).told(_EARLIER)
    return Response(html.feed(kept, site=at.site), media_type="application/atom+xml")


@news_api.get("/digest")
def digest(at: At, until: Until = None) -> Digest | None:
    """What was new the last night; null before the first."""
    return _chosen(Journal(at.catalogue).told(_EARLIER), until)


def _chosen(kept: tuple[Digest, ...], until: datetime | None) -> Digest | None:
    """Raises Unknown where none ended then."""
    if until is None:
        return kept[0] if kept else None
    moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    for one in kept:
        if one.until == moment:
            return one
    raise Unknown(f"No digest that ended at {until.isoformat()} is kept.")
