"""Opinions of the OSCE's Office for Democratic Institutions and Human Rights on draft laws, from its list of them.

The site was rebuilt in 2025 and has no interface for programs. Decisions of the Ministerial Council come by file drop.
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import PDF, Gate
from pipelines.http import Fetched, Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

LIST = "https://odihr.osce.org/odihr/legal-opinions-and-comments"
TEASER = "a.teaser[href]"
FILE = 'a[href*="/sites/default/files/"][href$=".pdf"]'
GATE = Gate(magic=(PDF,))


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    seen: set[str] = set()
    place: str | None = LIST
    while place:
        fetched = http.get(place)
        new = [item for item in map(_item, markup.some(fetched, TEASER, "opinions")) if item[0] not in seen]
        for url, title, day in new:
            if bears(title, "en"):
                yield Reference(
                    source="osce_odihr",
                    url=url,
                    body="osce",
                    jurisdiction="osce",
                    form=Form.REPORT,
                    language="en",
                    title=title,
                    dated=day,
                )
        seen |= {url for url, _, _ in new}
        past = since is not None and bool(new) and all(day is not None and day < since for _, _, day in new)
        following = markup.page(fetched).select_one('a[rel="next"]')
        place = urljoin(fetched.url, markup.attribute(following, "href")) if following and new and not past else None


def _item(teaser: markup.Tag) -> tuple[str, str, date | None]:
    title, time = teaser.select_one(".teaser__title"), teaser.select_one("time[datetime]")
    url = urljoin(LIST, markup.attribute(teaser, "href"))
    return url, markup.words(title or teaser), markup.day(markup.attribute(time, "datetime")) if time else None


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    fetched = http.get(reference.url)
    files = markup.some(fetched, FILE, "a PDF")
    english = next((file for file in files if "english" in markup.words(file).lower()), files[0])
    return http.get(urljoin(fetched.url, markup.attribute(english, "href")), known=known)


source = Source(
    title="OSCE/ODIHR legal opinions",
    home="https://odihr.osce.org/",
    licence="OSCE; reproduction with attribution (https://www.osce.org/copyright)",
    languages=("en",),
    expect=range(0, 2000),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"odihr.osce.org", "www.osce.org", "cdn.osce.org"}),
    manners=Manners(delay=5.0),
    checks=(Check("Opinions are listed as teasers with a date", LIST, holds=(b"teaser", b"datetime=")),),
    drop="osce",
    window=60,
)
