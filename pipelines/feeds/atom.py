"""Entries of Atom feeds, page after page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http

GATE = Gate(roots=frozenset({"feed"}), least=100)


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    updated: datetime | None
    links: tuple[tuple[str, str, str], ...]
    """(rel, media type, address)."""

    @property
    def places(self) -> tuple[str, ...]:
        """Every address in it, its id first."""
        return (self.id, *(url for _, _, url in self.links))

    def link(self, media_type: str) -> str | None:
        return next((url for _, kind, url in self.links if kind == media_type), None)


def entries(http: Http, url: str) -> Iterator[Entry]:
    """All entries, following rel="next" as long as pages bring new ones: counts that feeds give of themselves are not used."""
    seen: set[str] = set()
    place: str | None = url
    while place:
        root = markup.xml(GATE.checked(http.get(place)), "feed")
        new = [entry for found in markup.named(root, "entry") if (entry := _entry(found)).id not in seen]
        yield from new
        seen |= {entry.id for entry in new}
        place = _next(root) if new else None


def _entry(found: etree._Element) -> Entry:
    links = ((link.get("rel", ""), link.get("type", ""), link.get("href", "")) for link in markup.named(found, "link"))
    return Entry(
        markup.text(found, "id") or "",
        markup.text(found, "title") or "",
        markup.moment(markup.text(found, "updated")),
        tuple((str(rel), str(kind), str(url)) for rel, kind, url in links),
    )


def _next(root: etree._Element) -> str | None:
    own = (link for link in root if isinstance(link.tag, str) and etree.QName(link).localname == "link")
    return next((str(link.get("href")) for link in own if link.get("rel") == "next" and link.get("href")), None)
