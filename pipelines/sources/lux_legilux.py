"""Laws of Luxembourg, by the query endpoint and the files of Legilux: what was enacted, by title and date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup, sparql
from pipelines.gate import Gate
from pipelines.http import Ask, Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

ENDPOINT = "https://data.legilux.public.lu/sparqlendpoint"
GATE = Gate(roots=frozenset({"akomaNtoso"}), least=300)
FIRST = 20 * 365
"""Days that the first night looks back: to the years when States made their first laws against trafficking."""

QUERY = """
PREFIX jolux: <http://data.legilux.public.lu/resource/ontology/jolux#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?act ?date ?title ?url WHERE {
  ?act jolux:typeDocument <http://data.legilux.public.lu/resource/authority/resource-type/LOI> ;
    jolux:dateDocument ?date ; jolux:isRealizedBy ?expression .
  ?expression jolux:title ?title ; jolux:isEmbodiedBy ?file .
  ?file jolux:isExemplifiedBy ?url .
  FILTER(?date >= "$since"^^xsd:date)
  FILTER(STR(?act) > "$after")
  FILTER(STRENDS(STR(?url), ".xml"))
} ORDER BY ?act LIMIT $page
"""


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    day = since or datetime.now(UTC).date() - timedelta(days=FIRST)
    found = sparql.rows(http, ENDPOINT, QUERY, "act", since=day.isoformat())
    for _, rows in sparql.grouped(found, "act"):
        if bears(rows[0]["title"], "fr"):
            yield Reference(
                source="lux_legilux",
                url=rows[0]["url"],
                work=f"lux/{rows[0]['act'].partition('/eli/')[2]}",
                jurisdiction="lux",
                form=Form.STATUTE,
                language="fr",
                title=rows[0]["title"],
                dated=markup.day(rows[0]["date"]),
            )


source = Source(
    title="Legilux (Luxembourg)",
    home="https://legilux.public.lu/",
    licence="CC BY 4.0, Ministère d'État, Service central de législation",
    languages=("fr",),
    expect=range(0, 500),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"data.legilux.public.lu", "legilux.public.lu"}),
    manners=Manners(delay=1.0),
    checks=(
        Check(
            "The endpoint answers queries with JSON",
            ENDPOINT,
            ask=Ask(accept=sparql.JSON, form={"query": "SELECT * WHERE { ?s ?p ?o } LIMIT 1", "format": sparql.JSON}),
            holds=(b'"bindings"',),
        ),
    ),
    window=30,
)
