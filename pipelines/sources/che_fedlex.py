"""Federal law of Switzerland in three languages, by the query endpoint and the files of Fedlex.

A law has versions that apply from a day on, also of days to come; XML exists since 2021.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import jolux, sparql
from pipelines.gate import Gate
from pipelines.http import Ask, Fetched, Http
from pipelines.manners import Manners
from pipelines.source import Source

ENDPOINT = "https://fedlex.data.admin.ch/sparqlendpoint"
ELI = "https://fedlex.data.admin.ch/eli/cc/"
PAGE = "https://www.fedlex.admin.ch/eli/cc/{law}/{language}"
LANGUAGES = {"de": "DEU", "fr": "FRA", "it": "ITA"}
GATE = Gate(roots=frozenset({"akomaNtoso"}), least=300)

NAMED = {
    "54/757_781_799": "Schweizerisches Strafgesetzbuch",
    "2007/758": "Ausländer- und Integrationsgesetz",
    "2008/232": "Opferhilfegesetz",
}

law = partial(Reference, source="che_fedlex", jurisdiction="che", form=Form.STATUTE)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for number, title in NAMED.items():
        for language in LANGUAGES:
            yield law(url=PAGE.format(law=number, language=language), title=title, language=language)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    number, _, language = reference.url.partition("/eli/cc/")[2].rpartition("/")
    return jolux.current(http, ENDPOINT, f"{ELI}{number}", LANGUAGES[language], known)


source = Source(
    title="Fedlex (Switzerland)",
    home="https://www.fedlex.admin.ch/",
    licence="Free reuse; not the authoritative text, which is the official collection",
    languages=tuple(LANGUAGES),
    expect=range(1, 200),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"fedlex.data.admin.ch"}),
    manners=Manners(delay=1.0),
    checks=(
        Check(
            "The endpoint knows the versions of a law",
            ENDPOINT,
            ask=Ask(
                accept=sparql.JSON,
                form={
                    "query": jolux.QUERY.replace("$law", f"{ELI}54/757_781_799")
                    .replace("$language", "DEU")
                    .replace("$after", "")
                    .replace("$page", "5"),
                    "format": sparql.JSON,
                },
            ),
            holds=(b'"url"', b".xml"),
        ),
    ),
)
