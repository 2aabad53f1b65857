"""Resolutions of the United Nations and Third Committee drafts: symbols from the Digital Library's records, files by symbol.

The library's interface for programs (OAI-PMH) says what was catalogued or corrected between two days, which is weeks to months
after a text was adopted: so a wide window is read again each night. A deleted record is a duplicate that cataloguers merged; it
says nothing about the document. The files come from the Official Document System, which has no gate (un_ods). What happens to be
missing from the records is found there by counting.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup, oai
from pipelines.feeds.marc import value, values
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.source import Source
from pipelines.sources import un_ods

BASE = "https://digitallibrary.un.org/oai2d"
FIRST = 60
"""Days that the first night looks back."""

# The record's own types (089) mix resolutions with much else; a symbol says what its document is.
SERIES = (
    (re.compile(r"(?:A|S|E|A/HRC)/RES/\S+"), Form.RESOLUTION),  # A/RES/78/228, S/RES/2388(2017), A/HRC/RES/44/4
    (re.compile(r"A/C\.3/\d+/L\.\d+\S*"), Form.DRAFT),  # A/C.3/78/L.12/Rev.1
)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    today = datetime.now(UTC).date()
    for record in oai.records(http, BASE, "marcxml", since or today - timedelta(days=FIRST), today):
        if record.metadata is None:
            continue
        for symbol in values(record.metadata, "191", "a"):
            symbol = "".join(symbol.split())  # files are asked for without blanks: S/RES/2722(2024)
            form = next((form for pattern, form in SERIES if pattern.fullmatch(symbol)), None)
            if form is not None:
                yield Reference(
                    source="un_library",
                    url=un_ods.ACCESS.format(symbol=quote(symbol, safe="/()")),
                    body="un",
                    jurisdiction="un",
                    form=form,
                    language="en",
                    title=symbol,
                    modified=record.stamp,
                    dated=markup.day(value(record.metadata, "269", "a")),
                )


source = Source(
    title="United Nations Digital Library",
    home="https://digitallibrary.un.org/",
    licence="United Nations documents; see https://www.un.org/en/about-us/terms-of-use",
    languages=("en",),
    expect=range(1, 5000),
    discover=discover,
    fetch=un_ods.fetch,
    gate=un_ods.GATE,
    hosts=frozenset({"digitallibrary.un.org", "documents.un.org"}),
    manners=Manners(delay=5.0, wait=15.0),  # a Retry-After of a second or two is too short by experience
    checks=(
        Check("The library answers programs by OAI-PMH", f"{BASE}?verb=Identify", gate=oai.GATE, holds=(b"<Identify",)),
        Check(
            "Records come as MARCXML in windows of days",
            f"{BASE}?verb=ListRecords&metadataPrefix=marcxml&from=2025-05-01&until=2025-05-01",
            gate=oai.GATE,
            holds=(b"datafield",),
        ),
        Check(
            "Pages of records are open to programs",
            "https://digitallibrary.un.org/record/4026536/export/xm",
            gate=Gate(roots=frozenset({"collection"})),
        ),
    ),
    window=14,
    quiet=7,
)
