"""Records by OAI-PMH 2.0, in bounded windows.

Kept OAI clients bring their own way to the network, past the limits that a source has here (hosts, pace, size, robots.txt); the
protocol itself is the few lines below. An open-ended window makes large repositories answer 503; so each spans some days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from lxml import etree

from models.report import Trouble
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http, Unreachable

GATE = Gate(roots=frozenset({"OAI-PMH"}), least=100)
_PAGES = 2000
"""A window with more pages than this is one whose tokens lead in a circle."""


@dataclass(frozen=True)
class Record:
    identifier: str
    stamp: datetime | None
    """When the repository last changed the record: never the date of the document."""
    metadata: etree._Element | None
    """None for a deleted record."""


def windows(since: date, until: date, days: int) -> Iterator[tuple[date, date]]:
    """First and last day of each window, oldest first."""
    while since <= until:
        last = min(since + timedelta(days=days - 1), until)
        yield since, last
        since = last + timedelta(days=1)


def records(http: Http, base: str, prefix: str, since: date, until: date, *, days: int = 7) -> Iterator[Record]:
    """All records changed between two days, both included; a window without any is no error. Raises Unreachable."""
    for first, last in windows(since, until, days):
        dates = {"from": first.isoformat(), "until": last.isoformat()}
        yield from _window(http, base, {"verb": "ListRecords", "metadataPrefix": prefix, **dates})


def _window(http: Http, base: str, question: Mapping[str, str]) -> Iterator[Record]:
    asked: set[str] = set()
    while question:
        url = f"{base}?{urlencode(question)}"
        root = markup.xml(GATE.checked(http.get(url)), "OAI-PMH")
        if (error := next(markup.named(root, "error"), None)) is not None:
            if error.get("code") == "noRecordsMatch":
                return
            raise Unreachable(f"{url}: the repository answered {error.get('code')}: {error.text or ''}".strip(), Trouble.FAILED)
        for found in markup.named(root, "record"):
            if (header := _child(found, "header")) is not None:  # the metadata of MARC is a <record>, too
                yield _record(found, header)
        token = markup.text(root, "resumptionToken")
        if token in asked or len(asked) > _PAGES:
            raise Unreachable(f"{url}: the resumption tokens lead in a circle", Trouble.FAILED)
        question = {"verb": "ListRecords", "resumptionToken": token} if token else {}
        asked.add(token or "")


def _child(node: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in node if isinstance(child.tag, str) and etree.QName(child).localname == name), None)


def _record(found: etree._Element, header: etree._Element) -> Record:
    metadata = None if header.get("status") == "deleted" else _child(found, "metadata")
    return Record(markup.text(header, "identifier") or "", markup.moment(markup.text(header, "datestamp")), metadata)
