"""Laws of Chile by the number of the Biblioteca del Congreso Nacional.

More than a few requests a second are answered with a ban of half an hour and more. A law that does not exist is answered with
500, which cannot be told from a fault: so nothing is ever taken for gone here.
"""

from collections.abc import Iterator
from datetime import date

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.source import Source

XML = "https://www.leychile.cl/Consulta/obtxml?opt=7&idNorma={id}"
GATE = Gate(types=frozenset({"application/xml", "text/xml"}), roots=frozenset({"Norma"}), least=300)

NAMED = {1984: "Código Penal", 1158549: "Ley 21325 de migración y extranjería"}


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for id, title in NAMED.items():
        yield Reference(
            source="chl_leychile",
            url=XML.format(id=id),
            jurisdiction="chl",
            form=Form.STATUTE,
            language="es",
            title=title,
        )


source = Source(
    title="Ley Chile",
    home="https://www.bcn.cl/leychile/",
    licence="Biblioteca del Congreso Nacional de Chile, CC BY 3.0 CL",
    languages=("es",),
    expect=range(len(NAMED), 200),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"www.leychile.cl"}),
    manners=Manners(delay=3.0, wait=60.0),
    checks=(Check("A law comes as XML", XML.format(id=1984), gate=GATE),),
)
