"""Declarations of the Regional Conference on Migration, about one a year, from the pages of its two sites."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Fetched, Http
from pipelines.manners import Manners
from pipelines.source import Needs, Source

LIST = "https://rcmvs.org/taxonomy/term/11"
NAMED = {"https://portal.crmsv.org/en/content/rcm-extraordinary-declaration": "RCM Extraordinary Declaration"}
GATE = Gate(types=frozenset({"application/pdf", "text/html"}), least=300)
FILE = 'a[href$=".pdf"]'


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for url, title in NAMED.items():
        yield _declaration(url, title)
    page = http.get(LIST)
    for link in markup.some(page, "a[href*='/events/']", "events"):
        if "declara" in (title := markup.words(link)).lower():
            yield _declaration(urljoin(page.url, markup.attribute(link, "href")), title)


def _declaration(url: str, title: str) -> Reference:
    return Reference(source="rcm", url=url, body="rcm", jurisdiction="rcm", form=Form.DECLARATION, title=title)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    """The PDF that the page offers, or the page itself where the declaration stands on it."""
    page = http.get(reference.url)
    file = markup.page(page).select_one(FILE)
    return http.get(urljoin(page.url, markup.attribute(file, "href")), known=known) if file else page


source = Source(
    title="Regional Conference on Migration",
    home="https://rcmvs.org/",
    licence="Regional Conference on Migration; no terms are stated",
    languages=("es", "en"),
    expect=range(1, 200),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"rcmvs.org", "portal.crmsv.org"}),
    manners=Manners(delay=5.0),
    checks=(
        Check("One page lists the events", LIST, holds=(b"/events/",)),
        Check("A declaration has a page", next(iter(NAMED)), gate=Gate(least=300), holds=(b"eclaration",)),
    ),
    needs=Needs.DROP,
    drop="rcm",
)
