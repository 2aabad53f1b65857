"""Consolidated laws of Finland as Akoma Ntoso, by Finlex's open data."""

from collections.abc import Iterator
from datetime import date

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.source import Source

ACT = "https://opendata.finlex.fi/finlex/avoindata/v1/akn/fi/act/statute-consolidated/{number}/fin@"
GATE = Gate(roots=frozenset({"akomaNtoso"}), least=300)

NAMED = {"1889/39-001": "Rikoslaki", "2004/301": "Ulkomaalaislaki"}


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for number, title in NAMED.items():
        yield Reference(
            source="fin_finlex",
            url=ACT.format(number=number),
            jurisdiction="fin",
            form=Form.STATUTE,
            language="fi",
            title=title,
        )


source = Source(
    title="Finlex (Finland)",
    home="https://www.finlex.fi/",
    licence="CC BY 4.0, Ministry of Justice of Finland",
    languages=("fi",),
    expect=range(len(NAMED), 100),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"opendata.finlex.fi"}),
    manners=Manners(delay=1.0),
    checks=(Check("A consolidated law comes as Akoma Ntoso", ACT.format(number="2004/301"), gate=GATE),),
)
