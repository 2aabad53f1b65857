"""Acts of the European Union by CELEX number, from the Publications Office's repository (Cellar).

EUR-Lex itself answers programs with empty pages; the repository is the way that is meant for them. New acts are found by a query
on their dates; each act is one answer per format: 406 says that there is none in this format, and 300 offers several files, of
which one is the act and the others its notice, table of contents and annexes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from models.document import Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup, sparql
from pipelines.gate import Gate, root_of
from pipelines.http import Ask, Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

ENDPOINT = "https://publications.europa.eu/webapi/rdf/sparql"
ACT = "http://publications.europa.eu/resource/celex/{celex}"
GATE = Gate(roots=frozenset({"ACT", "CONS.ACT", "CONS.DOC", "GENERAL", "html"}), least=300)
FORMATS = ("application/xml;type=fmx4", "application/xhtml+xml", "text/html")
"""In the order of how well they tell articles from the rest."""
FIRST = 90
"""Days that the first night looks back; older acts that matter are named."""

NAMED = {
    "32011L0036": "Directive 2011/36/EU on preventing and combating trafficking in human beings and protecting its victims",
    "32024L1712": "Directive (EU) 2024/1712 amending Directive 2011/36/EU",
    "32004L0081": "Directive 2004/81/EC on residence permits for victims of trafficking who cooperate",
    "32009L0052": "Directive 2009/52/EC on sanctions against employers of illegally staying third-country nationals",
    "32012L0029": "Directive 2012/29/EU on the rights of victims of crime",
    "32024R3015": "Regulation (EU) 2024/3015 prohibiting products made with forced labour",
}

QUERY = """
PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX authority: <http://publications.europa.eu/resource/authority/>
SELECT DISTINCT ?celex ?title ?date WHERE {
  ?work cdm:resource_legal_id_celex ?id ; cdm:work_date_document ?date ; cdm:work_has_resource-type ?type .
  ?expression cdm:expression_belongs_to_work ?work ; cdm:expression_title ?title ;
    cdm:expression_uses_language <http://publications.europa.eu/resource/authority/language/ENG> .
  VALUES ?type { <http://publications.europa.eu/resource/authority/resource-type/DIR>
    <http://publications.europa.eu/resource/authority/resource-type/REG>
    <http://publications.europa.eu/resource/authority/resource-type/DEC>
    <http://publications.europa.eu/resource/authority/resource-type/RECO> }
  FILTER(?date >= "$since"^^xsd:date)
  BIND(STR(?id) AS ?celex)
  FILTER(?celex > "$after")
} ORDER BY ?celex LIMIT $page
"""

act = partial(Reference, source="eu_law", body="eu", jurisdiction="eu", language="en")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for celex, title in NAMED.items():
        yield act(url=ACT.format(celex=celex), work=f"eu/{celex}", title=title)
    day = since or datetime.now(UTC).date() - timedelta(days=FIRST)
    found = sparql.rows(http, ENDPOINT, QUERY, "celex", since=day.isoformat())
    for celex, rows in sparql.grouped(found, "celex"):
        if "R(" not in celex and celex not in NAMED and bears(rows[0]["title"], "en"):  # R(01) marks corrigenda
            title, dated = rows[0]["title"], markup.day(rows[0]["date"])
            yield act(url=ACT.format(celex=celex), work=f"eu/{celex}", title=title, dated=dated)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    for format in FORMATS:
        try:
            ask = Ask(accept=format, language="en", choices=True)
            fetched = http.get(reference.url, known=known, ask=ask)
        except Unreachable as error:
            if error.status == 406:
                continue
            raise
        return _act(http, fetched) if fetched.status == 300 else fetched
    raise Unreachable(f"{reference.url}: expected Formex or HTML, it has neither in English", Trouble.FAILED)


def _act(http: Http, choices: Fetched) -> Fetched:
    """The file of several that is the act: the first whose root says so."""
    items = markup.some(choices, "li[title=item] > a", "files")
    for item in items:
        name = item.find_next("li", attrs={"title": "stream_name"})
        if name is not None and markup.words(name).endswith((".doc.xml", ".doc.fmx.xml", ".toc.fmx.xml")):
            continue
        fetched = http.get(markup.attribute(item, "href") or choices.url)
        if root_of(fetched.content) in GATE.roots:
            return fetched
    raise markup.unexpected(choices, "an act among the files")


source = Source(
    title="European Union law (Cellar)",
    home="https://publications.europa.eu/",
    licence="© European Union, reuse under Decision 2011/833/EU; consolidated texts have no legal effect",
    languages=("en",),
    expect=range(len(NAMED), 500),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"publications.europa.eu"}),
    manners=Manners(delay=1.0),
    checks=(
        Check(
            "An act has several Formex files, listed with status 300",
            ACT.format(celex="32016R0679"),
            ask=Ask(accept=FORMATS[0], language="en", choices=True),
            status=300,
            holds=(b"stream_name",),
        ),
        Check(
            "An act comes as XHTML",
            ACT.format(celex="32011L0036"),
            ask=Ask(accept=FORMATS[1], language="en"),
            gate=GATE,
        ),
        Check(
            "The endpoint answers queries on dates with JSON",
            ENDPOINT,
            ask=Ask(accept=sparql.JSON, form={"query": "SELECT * WHERE { ?s ?p ?o } LIMIT 1", "format": sparql.JSON}),
            holds=(b'"bindings"',),
        ),
    ),
    window=30,
)
