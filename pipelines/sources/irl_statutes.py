"""Acts of Ireland as enacted, by the electronic Statute Book; new ones by the open data of the Houses of the Oireachtas."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

BILLS = (
    "https://api.oireachtas.ie/v1/legislation?bill_status=Enacted&date_start={since}&date_end={until}&limit={page}&skip={skip}"
)
PAGE = 100
ACT = "https://www.irishstatutebook.ie/eli/{year}/act/{number}/enacted/en/xml"
GATE = Gate(roots=frozenset({"act"}), least=300)

NAMED = {
    (2008, 8): "Criminal Law (Human Trafficking) Act 2008",
    (2013, 24): "Criminal Law (Human Trafficking) (Amendment) Act 2013",
    (2017, 2): "Criminal Law (Sexual Offences) Act 2017",
}

law = partial(Reference, source="irl_statutes", jurisdiction="irl", form=Form.STATUTE, language="en")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for (year, number), title in NAMED.items():
        yield law(url=ACT.format(year=year, number=number), title=title)
    if since is None:
        return
    until, skip = datetime.now(UTC).date(), 0
    while True:
        fetched = http.get(BILLS.format(since=since, until=until, page=PAGE, skip=skip))
        found = markup.data(fetched)["results"]
        for result in found:
            act = result["bill"].get("act")
            if act and bears(act["shortTitleEn"], "en"):
                yield law(
                    url=ACT.format(year=act["actYear"], number=act["actNo"]),
                    title=act["shortTitleEn"],
                    dated=markup.day(act.get("dateSigned")),
                )
        skip += PAGE
        if len(found) < PAGE:
            return


source = Source(
    title="electronic Irish Statute Book",
    home="https://www.irishstatutebook.ie/",
    licence="PSI Licence, CC BY 4.0; Houses of the Oireachtas and Office of the Attorney General",
    languages=("en",),
    expect=range(len(NAMED), 200),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"www.irishstatutebook.ie", "api.oireachtas.ie"}),
    manners=Manners(delay=2.0),
    checks=(
        Check("An Act comes as XML", ACT.format(year=2008, number=8), gate=GATE),
        Check(
            "Enacted bills are listed with their Acts",
            BILLS.format(since="2024-01-01", until="2024-12-31", page=1, skip=0),
            holds=(b'"actNo"', b'"shortTitleEn"'),
        ),
    ),
    window=60,
)
