"""Laws of Poland, by the interface of the Sejm: the Journal of Laws year by year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

API = "https://api.sejm.gov.pl/eli/acts"
TEXT = API + "/{eli}/text.html"
GATE = Gate(types=frozenset({"text/html"}), roots=frozenset({"html"}), least=300)

law = partial(Reference, source="pol_eli", jurisdiction="pol", form=Form.STATUTE, language="pl")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    now = datetime.now(UTC).date()
    for year in range(since.year if since else now.year - 1, now.year + 1):
        for item in markup.data(http.get(f"{API}/DU/{year}"))["items"]:
            if item.get("textHTML") and bears(item["title"], "pl"):
                yield law(
                    url=TEXT.format(eli=item["ELI"]),
                    work=f"pol/{item['ELI']}",
                    title=item["title"],
                    modified=markup.moment(item.get("changeDate")),
                    dated=markup.day(item.get("announcementDate")),
                )


source = Source(
    title="Dziennik Ustaw (Poland)",
    home="https://api.sejm.gov.pl/eli",
    licence="Official texts, free of copyright (article 4 of the copyright act)",
    languages=("pl",),
    expect=range(0, 500),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"api.sejm.gov.pl"}),
    manners=Manners(delay=1.0),
    checks=(
        Check("A year of the journal is listed as JSON", f"{API}/DU/2024", holds=(b'"items"', b'"ELI"')),
        Check("A law comes as HTML", TEXT.format(eli="DU/2024/1976"), gate=GATE),
    ),
    window=30,
)
