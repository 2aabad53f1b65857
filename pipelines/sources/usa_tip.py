"""Country narratives of the yearly Trafficking in Persons Report of the United States Department of State.

The site answers programs with an error page and status 200: pages saved by hand are the normal way, once a year.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from models.countries import country
from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.source import Needs, Source

REPORT = "https://www.state.gov/reports/{year}-trafficking-in-persons-report/"
GATE = Gate(types=frozenset({"text/html"}), roots=frozenset({"html"}), least=1000)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    index = REPORT.format(year=_latest(datetime.now(UTC).date()))
    page = GATE.checked(http.get(index))
    for link in markup.some(page, f"a[href^='{index}'], a[href^='{index.removeprefix('https://www.state.gov')}']", "countries"):
        url = urljoin(page.url, markup.attribute(link, "href"))
        if url.rstrip("/") != index.rstrip("/"):
            yield Reference(
                source="usa_tip",
                url=url,
                jurisdiction=country(markup.words(link)),
                form=Form.NARRATIVE,
                language="en",
                title=markup.words(link),
            )


def _latest(today: date) -> int:
    """The year of the newest report: it is published between June and September."""
    return today.year if today.month >= 10 else today.year - 1


source = Source(
    title="Trafficking in Persons Report (United States Department of State)",
    home="https://www.state.gov/trafficking-in-persons-report/",
    licence="Public domain (17 U.S.C. 105)",
    languages=("en",),
    expect=range(150, 220),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"www.state.gov"}),
    manners=Manners(delay=5.0),
    checks=(Check("A country's page is open to programs", REPORT.format(year=2024) + "ireland/", gate=GATE, holds=(b"Tier",)),),
    needs=Needs.DROP,
    drop="tip/USA",
)
