"""Federal regulations of the United States that carry out its laws on trafficking, by the developer interface of the eCFR.

The pages of the site are closed to programs; the interface is open. A part is asked for as of the day up to which its title is.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.source import Source

API = "https://www.ecfr.gov/api/versioner/v1"
PART = "https://www.ecfr.gov/current/title-{title}/part-{part}"
GATE = Gate(types=frozenset({"application/xml", "text/xml"}), roots=frozenset({"DIV5", "ECFR", "DLPSTEXTCLASS"}), least=300)

NAMED = {(28, "1100"): "28 CFR Part 1100: Trafficking in persons"}

part = partial(Reference, source="usa_ecfr", jurisdiction="usa", form=Form.STATUTE, language="en")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    as_of = _up_to(http)
    for (title, number), name in NAMED.items():
        url = PART.format(title=title, part=number)
        yield part(url=url, work=f"usa/cfr/{title}/{number}", title=name, modified=markup.moment(as_of[title]))


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    title, number = reference.url.partition("/title-")[2].split("/part-")
    day = _up_to(http)[int(title)]
    return http.get(f"{API}/full/{day}/title-{title}.xml?part={number}", known=known)


def _up_to(http: Http) -> dict[int, str]:
    """The day up to which each title is consolidated."""
    fetched = http.get(f"{API}/titles.json")
    days = {int(title["number"]): title.get("up_to_date_as_of") for title in markup.data(fetched)["titles"]}
    if missing := [title for title, _ in NAMED if not days.get(title)]:
        raise Unreachable(f"{fetched.url}: expected a date for title {missing[0]}, found none", Trouble.FAILED)
    return {title: day for title, day in days.items() if day}


source = Source(
    title="Electronic Code of Federal Regulations (United States)",
    home="https://www.ecfr.gov/",
    licence="Public domain (17 U.S.C. 105)",
    languages=("en",),
    expect=range(1, 50),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"www.ecfr.gov"}),
    manners=Manners(delay=2.0),
    checks=(
        Check("Titles are listed with the day up to which they are", f"{API}/titles.json", holds=(b"up_to_date_as_of",)),
        Check("A part comes as XML", f"{API}/full/2025-01-02/title-28.xml?part=1100", gate=GATE),
    ),
)
