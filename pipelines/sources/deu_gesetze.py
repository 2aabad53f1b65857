"""Laws of Germany, by the table of contents and the zipped XML of gesetze-im-internet.de; only Last-Modified tells of changes."""

from collections.abc import Iterator
from datetime import date

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup, zipped
from pipelines.gate import ZIP, Gate
from pipelines.http import Fetched, Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

TOC = "https://www.gesetze-im-internet.de/gii-toc.xml"
GATE = Gate(roots=frozenset({"dokumente"}), least=300)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    fetched = http.get(TOC)
    items = list(markup.named(markup.xml(fetched, "items"), "item"))
    if not items:
        raise markup.unexpected(fetched, "laws in the table of contents")
    for item in items:
        title, link = markup.text(item, "title") or "", markup.text(item, "link")
        if link and bears(title, "de"):
            yield Reference(
                source="deu_gesetze",
                url=link.replace("http://", "https://", 1),
                jurisdiction="deu",
                form=Form.STATUTE,
                language="de",
                title=title,
            )


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    return zipped.member(http, http.get(reference.url, known=known), ".xml")


source = Source(
    title="Gesetze im Internet (Germany)",
    home="https://www.gesetze-im-internet.de/",
    licence="Official works, free of copyright (section 5 UrhG)",
    languages=("de",),
    expect=range(10, 400),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"www.gesetze-im-internet.de"}),
    manners=Manners(delay=1.0),
    checks=(
        Check("One file lists every law", TOC, gate=Gate(roots=frozenset({"items"})), holds=(b"/stgb/xml.zip",)),
        Check("A law comes as a ZIP file", "https://www.gesetze-im-internet.de/stgb/xml.zip", gate=Gate(magic=(ZIP,))),
    ),
    lists_all=True,
)
