"""Consolidated laws of Spain, by the open data of the Boletín Oficial del Estado.

Listed by the day on which the consolidation was updated. The status of an answer stands in its body, whatever HTTP says; a text
comes only to those who ask for XML. Each block of it carries all its versions.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Ask, Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

API = "https://www.boe.es/datosabiertos/api/legislacion-consolidada"
XML = Ask(accept="application/xml")
PAGE = 50
GATE = Gate(types=frozenset({"application/xml", "text/xml"}), roots=frozenset({"response"}), least=300)

NAMED = {
    "BOE-A-1995-25444": "Ley Orgánica 10/1995, de 23 de noviembre, del Código Penal",
    "BOE-A-2000-544": "Ley Orgánica 4/2000, sobre derechos y libertades de los extranjeros en España",
    "BOE-A-2015-4606": "Ley 4/2015, del Estatuto de la víctima del delito",
}

law = partial(Reference, source="esp_boe", jurisdiction="esp", form=Form.STATUTE, language="es")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for id, title in NAMED.items():
        yield law(url=f"{API}/id/{id}/texto", work=f"esp/{id}", title=title)
    if since is not None:
        yield from _updated(http, since)


def _updated(http: Http, since: date) -> Iterator[Reference]:
    offset = 0
    while True:
        until = datetime.now(UTC).strftime("%Y%m%d")
        url = f"{API}?from={since:%Y%m%d}&to={until}&limit={PAGE}&offset={offset}"
        found = list(markup.named(markup.xml(_answered(http.get(url, ask=XML)), "response"), "item"))
        for item in found:
            id, title = markup.text(item, "identificador"), markup.text(item, "titulo") or ""
            if id and id not in NAMED and bears(title, "es"):
                yield law(
                    url=f"{API}/id/{id}/texto",
                    work=f"esp/{id}",
                    title=title,
                    modified=markup.moment(markup.text(item, "fecha_actualizacion")),
                    dated=markup.day(markup.text(item, "fecha_disposicion")),
                )
        if len(found) < PAGE:
            return
        offset += PAGE


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    fetched = http.get(reference.url, known=known, ask=XML)
    return fetched if fetched.unchanged else _answered(GATE.checked(fetched))


def _answered(fetched: Fetched) -> Fetched:
    """The answer, if its own status is 200."""
    code = markup.text(markup.xml(fetched, "response"), "code")
    if code == "404":
        raise Unreachable(f"{fetched.url}: the answer says 404, no such law", Trouble.ABSENT)
    if code != "200":
        raise Unreachable(f"{fetched.url}: the answer says {code or 'nothing of its status'}, expected 200", Trouble.FAILED)
    return fetched


source = Source(
    title="Boletín Oficial del Estado (Spain)",
    home="https://www.boe.es/",
    licence="Reuse with the source named: Agencia Estatal Boletín Oficial del Estado",
    languages=("es",),
    expect=range(len(NAMED), 1000),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"www.boe.es"}),
    manners=Manners(delay=2.0),
    checks=(
        Check(
            "A consolidated law comes as XML", f"{API}/id/BOE-A-2015-4606/texto", ask=XML, gate=GATE, holds=(b"<code>200</code>",)
        ),
        Check(
            "Updates of some days are listed",
            f"{API}?from=20250101&to=20250131&limit=1&offset=0",
            ask=XML,
            gate=Gate(roots=frozenset({"response"}), least=50),
            holds=(b"identificador",),
        ),
    ),
    window=14,
)
