"""Acts of Canada in English and French, by the index and the XML of the Department of Justice."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

INDEX = "https://laws-lois.justice.gc.ca/eng/XML/Legis.xml"
GATE = Gate(types=frozenset({"application/xml", "text/xml"}), roots=frozenset({"Statute"}), least=300)
LANGUAGES = {"eng": "en", "fra": "fr"}


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    fetched = http.get(INDEX)
    acts = list(markup.named(markup.xml(fetched), "Act"))
    if not acts:
        raise markup.unexpected(fetched, "Acts in the index")
    for act in acts:
        language = LANGUAGES[markup.text(act, "Language") or "eng"]
        title, link = markup.text(act, "Title") or "", markup.text(act, "LinkToXML")
        if link and bears(title, language):
            yield Reference(
                source="can_justice",
                url=quote(link.replace("http://", "https://", 1), safe=":/,.-_%"),
                jurisdiction="can",
                form=Form.STATUTE,
                language=language,
                title=title,
                modified=markup.moment(markup.text(act, "CurrentToDate")),
            )


source = Source(
    title="Justice Laws Website (Canada)",
    home="https://laws-lois.justice.gc.ca/",
    licence="Open Government Licence, Canada; Reproduction of Federal Law Order",
    languages=("en", "fr"),
    expect=range(10, 600),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"laws-lois.justice.gc.ca"}),
    manners=Manners(delay=2.0),
    checks=(
        Check("The index of Acts is one XML file", INDEX, holds=(b"<LinkToXML>", b"CurrentToDate")),
        Check("An Act comes as XML", "https://laws-lois.justice.gc.ca/eng/XML/F-10.6.xml", gate=GATE),
    ),
    lists_all=True,
)
