"""Texts adopted by the European Parliament, from its open data: new ones are listed at once and have no file for some days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Ask, Http, Unreachable
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

JSON = "application/ld+json"
PAGE = 100
LIST = (
    "https://data.europarl.europa.eu/api/v2/adopted-texts?year={year}&limit={page}&offset={offset}&format=application%2Fld%2Bjson"
)
FILE = "https://data.europarl.europa.eu/distribution/reds_iPlTa_Itm/{id}/{id}-FNL_en.xml"
GATE = Gate(roots=frozenset({"SDOCTA"}), least=300)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    now = datetime.now(UTC).date()
    for year in range(since.year if since else now.year, now.year + 1):
        for text in _of(http, year):
            id, title = str(text["id"]).rsplit("/", 1)[-1], _title(text)  # eli/dl/doc/TA-10-2026-0146
            if title is None or bears(title, "en"):
                yield Reference(
                    source="eu_parliament",
                    url=FILE.format(id=id),
                    body="eu",
                    jurisdiction="eu",
                    form=Form.RESOLUTION,
                    language="en",
                    title=title or id,
                    dated=markup.day(text.get("document_date")),
                )


def _of(http: Http, year: int) -> Iterator[dict[str, Any]]:
    """All texts of a year. The list has no stable order: pages are read until none brings a new one."""
    seen: set[str] = set()
    offset = 0
    while True:
        url = LIST.format(year=year, page=PAGE, offset=offset)
        try:
            answer = markup.data(http.get(url, ask=Ask(accept=JSON)))
        except Unreachable as error:
            if error.status == 204:  # how it says that there is none
                return
            raise
        new = [text for text in answer["data"] if text["id"] not in seen]
        yield from new
        seen |= {text["id"] for text in new}
        offset += PAGE
        if not new or offset >= answer.get("meta", {}).get("total", offset):
            return


def _title(text: dict[str, Any]) -> str | None:
    """The English title, where the list carries titles."""
    titles = text.get("title_dcterms") or text.get("title_alternative")
    return titles.get("en") if isinstance(titles, dict) else None


source = Source(
    title="European Parliament (adopted texts)",
    home="https://data.europarl.europa.eu/",
    licence="© European Union, European Parliament; reuse with the source named",
    languages=("en",),
    expect=range(0, 3000),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"data.europarl.europa.eu"}),
    manners=Manners(delay=1.0),
    checks=(
        Check(
            "A year of adopted texts is listed as JSON",
            LIST.format(year=2025, page=1, offset=0),
            ask=Ask(accept=JSON),
            holds=(b'"data"', b"TA-10-2025-"),
        ),
        Check("A text comes as SDOCTA", FILE.format(id="TA-10-2025-0343"), gate=GATE),
    ),
    window=30,
    quiet=60,
)
