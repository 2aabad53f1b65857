"""Instruments of the International Labour Organization on forced labour, child labour and migrant workers, from NORMLEX.

It answers most programs with a challenge to the browser and has no interface for them: files dropped by hand are the normal way.
Where it does answer, an instrument's page names its number.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.source import Needs, Source

PAGE = "https://normlex.ilo.org/dyn/nrmlx_{language}/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:{code}"
GATE = Gate(types=frozenset({"text/html"}), roots=frozenset({"html"}), least=500)
LANGUAGES = ("en", "fr", "es")

NAMED = {
    "C029": "Forced Labour Convention, 1930",
    "P029": "Protocol of 2014 to the Forced Labour Convention, 1930",
    "R203": "Forced Labour (Supplementary Measures) Recommendation, 2014",
    "C105": "Abolition of Forced Labour Convention, 1957",
    "C182": "Worst Forms of Child Labour Convention, 1999",
    "R190": "Worst Forms of Child Labour Recommendation, 1999",
    "C097": "Migration for Employment Convention (Revised), 1949",
    "C143": "Migrant Workers (Supplementary Provisions) Convention, 1975",
    "C181": "Private Employment Agencies Convention, 1997",
    "C189": "Domestic Workers Convention, 2011",
    "C190": "Violence and Harassment Convention, 2019",
}

instrument = partial(Reference, source="ilo_normlex", body="ilo", jurisdiction="ilo", form=Form.CONVENTION)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for code, title in NAMED.items():
        for language in LANGUAGES:
            yield instrument(url=PAGE.format(language=language, code=code), title=title, language=language)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    fetched = http.get(reference.url, known=known)
    code = reference.url.rsplit(":", 1)[-1]
    if not fetched.unchanged and code.encode() not in GATE.checked(fetched).content:
        raise Unreachable(f"{reference.url}: expected the page of {code}, it does not name it", Trouble.BLOCKED)
    return fetched


source = Source(
    title="NORMLEX (International Labour Organization)",
    home="https://normlex.ilo.org/",
    licence="International Labour Organization; reproduction of conventions with the source named",
    languages=LANGUAGES,
    expect=range(len(NAMED) * len(LANGUAGES), 1000),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"normlex.ilo.org"}),
    manners=Manners(delay=5.0),
    checks=(
        Check("An instrument's page is open to programs", PAGE.format(language="en", code="C029"), gate=GATE, holds=(b"C029",)),
    ),
    needs=Needs.DROP,
    drop="ilo",
)
