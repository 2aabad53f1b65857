"""Resolutions and Third Committee drafts of the United Nations General Assembly, by symbol from the Official Document System.

The system lists nothing, but it answers for every symbol, and symbols are numbered without gaps: so we count upwards.
`/api/symbol/access?s=<symbol>` redirects to the file. For a symbol that does not exist it redirects to `/error`, which answers
200 with a page: what counts is where the redirect leads and that the bytes are a PDF, never the status.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.gate import PDF, Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.source import Source

ACCESS = "https://documents.un.org/api/symbol/access?s={symbol}&l=en&t=pdf"

GATE = Gate(magic=(PDF,))

# Numbers are handed out in order, but a text may be published some days after its successors.
MISSES = 3

SERIES = (
    ("A/RES/{session}/{number}", Form.RESOLUTION),
    ("A/C.3/{session}/L.{number}", Form.DRAFT),
)


def session(day: date) -> int:
    """The General Assembly's session on a day: the first opened in 1946, each later one in September."""
    return day.year - 1945 if day.month >= 9 else day.year - 1946


def symbols(since: date | None) -> Iterator[tuple[str, Form, int]]:
    """(series, form, session) to count in, oldest first: the sessions since a day, else the current one and the one before."""
    now = session(datetime.now(UTC).date())
    first = session(since) if since else now - 1
    for number in range(first, now + 1):
        for series, form in SERIES:
            yield series, form, number


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for series, form, which in symbols(since):
        number = misses = 0
        while misses < MISSES:
            number += 1
            symbol = series.format(session=which, number=number)
            url = ACCESS.format(symbol=quote(symbol, safe="/"))
            if _is_error(http.location(url)):
                misses += 1
                continue
            misses = 0
            yield Reference(source="un_ods", url=url, body="un", jurisdiction="un", form=form, language="en", title=symbol)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    fetched = http.get(reference.url, known=known)
    if not fetched.unchanged and _is_error(fetched.url):
        raise Unreachable(f"{reference.url}: no document has this symbol", Trouble.ABSENT)
    return fetched


def _is_error(location: str | None) -> bool:
    """Whether a redirect leads to the page for symbols that do not exist. No redirect at all is not how it says so."""
    return location is not None and urlsplit(location).path.startswith("/error")


source = Source(
    title="United Nations General Assembly (Official Document System)",
    home="https://documents.un.org/",
    licence="United Nations documents; see https://www.un.org/en/about-us/terms-of-use",
    languages=("en",),
    expect=range(1, 2000),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"documents.un.org"}),
    checks=(
        Check("A symbol leads to its file by a redirect", ACCESS.format(symbol="A/RES/78/228"), leads="/doc/undoc/"),
        Check("A symbol that no document has leads to /error", ACCESS.format(symbol="A/RES/1/9999"), leads="/error"),
        Check("The file of a symbol is a PDF", ACCESS.format(symbol="A/RES/78/228"), gate=GATE),
    ),
)
