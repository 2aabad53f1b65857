"""Acts of the United Kingdom, of Scotland, Wales and Northern Ireland, by the feeds and the XML of legislation.gov.uk.

The first night reads the lists of Acts by year; later ones the log of what was published, new versions of old Acts included. A
feed says how many pages it has and is wrong: a page is followed as long as it brings something new. Links come as http. An Act
before 1963 is numbered by reign (ukpga/Geo3/41/90).
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import atom
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

HOST = "https://www.legislation.gov.uk"
GATE = Gate(types=frozenset({"application/xml", "text/xml", "application/akn+xml"}), roots=frozenset({"Legislation"}), least=300)
SERIES = ("ukpga", "asp", "nia", "asc", "anaw")
YEARS = 2
"""The first night reads the lists of so many years; older Acts that matter are named."""

# http://www.legislation.gov.uk/id/ukpga/2018/15, …/ukpga/2018/15/2020-12-31/data.xml
_ACT = re.compile(rf"legislation\.gov\.uk/(?:id/)?((?:{'|'.join(SERIES)})/(?:\d{{4}}|[A-Z]\w+/[\w-]+)/\d+)")

NAMED = (
    ("ukpga/2015/30", "Modern Slavery Act 2015"),
    ("asp/2015/12", "Human Trafficking and Exploitation (Scotland) Act 2015"),
    ("nia/2015/2", "Human Trafficking and Exploitation (Criminal Justice and Support for Victims) Act (Northern Ireland) 2015"),
    ("ukpga/2003/42", "Sexual Offences Act 2003"),
    ("ukpga/2022/36", "Nationality and Borders Act 2022"),
)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for named, title in NAMED:
        yield _reference(named, title, None)
    now = datetime.now(UTC).date()
    for feed in [_log(since, now)] if since else _lists(now):
        for entry in atom.entries(http, feed):
            path = next((match.group(1) for place in entry.places if (match := _ACT.search(place))), None)
            if path and bears(entry.title, "en"):
                yield _reference(path, entry.title, entry.updated)


def _log(since: date, now: date) -> str:
    return f"{HOST}/update/data.feed?start-date={since}&end-date={now}&results-count=200"


def _lists(now: date) -> list[str]:
    years = range(now.year - YEARS + 1, now.year + 1)
    return [f"{HOST}/{series}/{year}/data.feed?results-count=100" for series in SERIES for year in years]


def _reference(path: str, title: str, modified: datetime | None) -> Reference:
    return Reference(
        source="gbr_legislation",
        url=f"{HOST}/{path}/data.xml",
        work=f"gbr/{path}",
        jurisdiction="gbr",
        form=Form.STATUTE,
        language="en",
        title=title,
        modified=modified,
    )


source = Source(
    title="legislation.gov.uk",
    home=HOST,
    licence="Open Government Licence v3.0",
    languages=("en",),
    expect=range(len(NAMED), 2000),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"www.legislation.gov.uk"}),
    manners=Manners(delay=5.0, busy=frozenset({429, 436})),
    checks=(
        Check("An Act comes as Crown Legislation XML", f"{HOST}/ukpga/2015/30/data.xml", gate=GATE),
        Check(
            "A year has an Atom feed",
            f"{HOST}/ukpga/2018/data.feed?results-count=100",
            gate=atom.GATE,
            holds=(b"/id/ukpga/",),
        ),
    ),
    window=14,
)
