"""The API and the pages: a FastAPI application over one desk. JSON under /api, the same questions as pages beside it."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query

from models.chain import Chain
from models.finding import GapReport
from models.hit import Answer
from models.precedent import AgreedLanguage
from models.reference import Provision, provisions
from models.report import Failure
from models.review import Review
from search.catalogue import Entry, Status
from search.findings.comparison import chosen, only
from search.settings import Settings
from search.web.bounds import BoundedBodies, Heads, RateLimit
from search.web.desk import Desk, Outside, Reading
from search.web.errors import answer_errors
from search.web.pages.agreed import agreed_pages
from search.web.pages.countries import country_pages
from search.web.pages.downloads import downloads
from search.web.pages.lists import lists
from search.web.pages.matrix import matrix_pages
from search.web.pages.news import news, news_api
from search.web.pages.routes import pages
from search.web.pages.saved import saved_api, saved_pages
from search.web.pages.texts import text_pages
from search.web.parameters import (
    LONGEST_WORDING,
    MAX_UPLOAD,
    Asked,
    At,
    Compared,
    DocumentId,
    Draft,
    Listed,
    Pasted,
    Version,
    one_state,
)
from search.web.security import SecurityHeaders

api = APIRouter(prefix="/api", tags=["api"])


@api.get("/search")
def search(at: At, asked: Annotated[Asked, Query()]) -> Answer:
    """Passages for a query."""
    return at.search(asked.query())


@api.get("/precedents")
def precedents(at: At, pasted: Annotated[Pasted, Query()]) -> AgreedLanguage:
    """Adopted wordings close to a given one, their uses by date, what changed; with `stronger` those that ask more firmly."""
    return at.agreed(pasted.wanted())


@api.post("/review")
def review(at: At, draft: Draft) -> Review:
    """A draft beside what was adopted: grades, precedents, stronger wordings, what it leaves out. Nothing of it is kept."""
    return at.review(*draft)


@api.get("/chain")
def chain(at: At, text: Annotated[str, Query(max_length=LONGEST_WORDING)] = "") -> Chain:
    """From a wording to the provisions it speaks to, and to the laws that hold or lack them."""
    return at.chain(text)


@api.get("/documents")
def documents(at: At, listed: Annotated[Listed, Query()]) -> tuple[Entry, ...]:
    """Current documents, without their texts."""
    return at.listed(listed.jurisdiction, listed.body, listed.form)


@api.get("/documents/{id:path}")
def document(at: At, id: DocumentId, version: Annotated[Version, Query()] = None) -> Reading:
    """A document (`un/A/RES/55/25@en`) with what was extracted from each of its passages."""
    return at.reading(id, version)


@api.get("/gaps/{jurisdiction}")
def gaps(at: At, jurisdiction: str) -> GapReport:
    """What a country's law holds on each provision."""
    return at.gaps([one_state(jurisdiction)])[0]


@api.get("/matrix")
def matrix(at: At, compared: Annotated[Compared, Query()]) -> tuple[GapReport, ...]:
    """The same for several countries; for all whose laws are held where none is named."""
    kept = chosen([compared.pillar.value] if compared.pillar else [], [])
    asked = at.within(compared.jurisdiction, compared.region, compared.ratified)
    return tuple(only(report, kept) for report in at.gaps(asked))


@api.get("/provisions")
def all_provisions() -> tuple[Provision, ...]:
    return tuple(provisions().values())


@api.get("/status")
def status(at: At) -> Status:
    return at.catalogue.status()


@api.get("/failures")
def failures(at: At) -> tuple[Failure, ...]:
    """What could not be fetched or read, oldest first."""
    return at.catalogue.failures()


_SENDING = 60  # seconds that a body may take to arrive


def create_app(at: Desk | None = None, *, outside: Outside | None = None, settings: Settings | None = None) -> FastAPI:
    """The application over a desk; where none is given over that of the settings, with `outside` for what is pasted."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk = at or Desk.of(settings, outside)
        threading.Thread(target=app.state.desk.warm, daemon=True).start()
        yield
        app.state.desk.close()

    # FastAPI's own pages of documentation load scripts from other hosts.
    app = FastAPI(title="palermo", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.token = settings.token
    # The last one added is the first to see a request.
    app.add_middleware(BoundedBodies, most=MAX_UPLOAD + 1_000_000, seconds=_SENDING)  # a form has more than the file
    app.add_middleware(RateLimit, rate=settings.rate)
    app.add_middleware(Heads)
    app.add_middleware(SecurityHeaders)
    answer_errors(app)
    app.include_router(api)
    app.include_router(pages)
    app.include_router(agreed_pages)
    app.include_router(text_pages)
    app.include_router(country_pages)
    app.include_router(matrix_pages)
    app.include_router(downloads)
    app.include_router(lists)
    app.include_router(saved_api)
    app.include_router(saved_pages)
    app.include_router(news_api)
    app.include_router(news)
    return app
