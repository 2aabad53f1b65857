"""Laws of Japan, by the second version of the e-Gov interface.

Past the end of a list it says that there are none at all: pages are read until one brings nothing. XML is the stable format.
"""

from collections.abc import Iterator
from datetime import date

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.relevance import bears
from pipelines.source import Source

API = "https://laws.e-gov.go.jp/api/2"
PAGE = 100
LIST = API + "/laws?law_type=Act&limit={page}&offset={offset}"
LAW = API + "/law_data/{id}?law_full_text_format=xml&response_format=xml"
GATE = Gate(roots=frozenset({"law_data_response", "Law"}), least=300)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    offset = 0
    while True:
        found = markup.data(http.get(LIST.format(page=PAGE, offset=offset)))["laws"]
        for law in found:
            info, revision = law["law_info"], law["revision_info"]
            if bears(revision["law_title"], "ja"):
                yield Reference(
                    source="jpn_egov",
                    url=LAW.format(id=info["law_id"]),
                    work=f"jpn/{info['law_id']}",
                    jurisdiction="jpn",
                    form=Form.STATUTE,
                    language="ja",
                    title=revision["law_title"],
                    modified=markup.moment(revision["updated"]),
                    dated=markup.day(info["promulgation_date"]),
                )
        if not found:
            return
        offset += PAGE


source = Source(
    title="e-Gov law search (Japan)",
    home="https://laws.e-gov.go.jp/",
    licence="Public Data License 1.0; source: e-Gov",
    languages=("ja",),
    expect=range(5, 500),
    discover=discover,
    gate=GATE,
    hosts=frozenset({"laws.e-gov.go.jp"}),
    manners=Manners(delay=0.5),
    checks=(
        Check("Laws are listed as JSON", LIST.format(page=1, offset=0), holds=(b'"law_info"', b'"revision_info"')),
        Check("A law comes as XML", LAW.format(id="140AC0000000045"), gate=GATE),
    ),
    lists_all=True,
)
