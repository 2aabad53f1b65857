"""Laws of the Netherlands, by the search interface (SRU) of the Basiswettenbestand and its repository.

One record a version; the address without a version leads to the oldest, so that the version of a day is asked for by that day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import urlencode

from lxml import etree

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

SRU = "https://zoekservice.overheid.nl/sru/Search"
PAGE = 100
LAW = "https://wetten.overheid.nl/{id}"
GATE = Gate(roots=frozenset({"toestand", "wetgeving"}), least=300)

NAMED = {"BWBR0001854": "Wetboek van Strafrecht", "BWBR0011823": "Vreemdelingenwet 2000"}

law = partial(Reference, source="nld_wetten", jurisdiction="nld", form=Form.STATUTE, language="nl")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for named, known_as in NAMED.items():
        yield law(url=LAW.format(id=named), title=known_as)
    if since is None:
        return
    for record in _records(http, f"dcterms.modified>={since}"):
        id, title = markup.text(record, "identifier"), markup.text(record, "title") or ""
        if id and id not in NAMED and bears(title, "nl"):
            yield law(url=LAW.format(id=id), title=title, modified=markup.moment(markup.text(record, "modified")))


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    id, today = reference.url.rsplit("/", 1)[-1], datetime.now(UTC).date()
    valid = f"dcterms.identifier={id} and overheidbwb.geldigheidsdatum={today}"
    places = [place for record in _records(http, valid) if (place := markup.text(record, "locatie_toestand"))]
    if not places:
        raise Unreachable(f"{reference.url}: no version is valid today", Trouble.FAILED)
    return http.get(max(places), known=known)  # …/BWBR0019057_2026-07-01_0.xml: the latest correction of the version


def _records(http: Http, query: str) -> Iterator[etree._Element]:
    """Records, page after page. The namespace of the envelope varies."""
    start = 1
    while True:
        fixed = {"operation": "searchRetrieve", "version": "1.2", "x-connection": "BWB", "query": query}
        url = f"{SRU}?{urlencode({**fixed, 'startRecord': start, 'maximumRecords': PAGE})}"
        fetched = http.get(url)
        root = markup.xml(fetched, "searchRetrieveResponse")
        if (number := markup.text(root, "numberOfRecords")) is None:
            raise markup.unexpected(fetched, "the number of records")
        found = list(markup.named(root, "record"))
        yield from found
        start += PAGE
        if not found or start > int(number):
            return


source = Source(
    title="Basiswettenbestand (Netherlands)",
    home="https://wetten.overheid.nl/",
    licence="CC0 1.0",
    languages=("nl",),
    expect=range(len(NAMED), 500),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"zoekservice.overheid.nl", "repository.officiele-overheidspublicaties.nl"}),
    manners=Manners(delay=1.0),
    checks=(
        Check(
            "The search names the file of a law's version",
            f"{SRU}?operation=searchRetrieve&version=1.2&x-connection=BWB&query=dcterms.identifier%3DBWBR0001854&maximumRecords=1",
            holds=(b"locatie_toestand", b"numberOfRecords"),
        ),
    ),
    window=14,
)
