"""Laws of African States at their legal information institutes: links and the days of their changes, nothing more.

Their robots.txt lets texts be searched and forbids giving them to a model, and their licence forbids more: so nothing is fetched
or kept. Whoever has an agreement drops the files.
"""

from collections.abc import Iterator
from datetime import date

from models.document import Form, Reference
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.source import Source

MAP = "https://{host}/sitemaps/legislation.xml"
GATE = Gate(roots=frozenset({"urlset"}), least=50)

NAMED = {
    "new.kenyalaw.org": ("ken", {"/akn/ke/act/2010/8/": "Counter-Trafficking in Persons Act, 2010"}),
    "ulii.org": ("uga", {"/akn/ug/act/2009/7/": "Prevention of Trafficking in Persons Act, 2009"}),
    "zambialii.org": ("zmb", {"/akn/zm/act/2008/11/": "Anti-Human Trafficking Act, 2008"}),
}
"""By host: the State, and the laws by the beginning of their path."""


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for host, (state, laws) in NAMED.items():
        fetched = GATE.checked(http.get(MAP.format(host=host)))
        for entry in markup.named(markup.xml(fetched, "urlset"), "url"):
            url, changed = markup.text(entry, "loc") or "", markup.moment(markup.text(entry, "lastmod"))
            title = next((title for path, title in laws.items() if url.startswith(f"https://{host}{path}")), None)
            if title is not None:
                yield Reference(
                    source="africa_lii",
                    url=url,
                    jurisdiction=state,
                    form=Form.STATUTE,
                    title=title,
                    modified=changed,
                )


source = Source(
    title="African legal information institutes (links)",
    home="https://new.kenyalaw.org/",
    licence="CC BY-NC-SA 4.0; Content-Signal: search=yes, ai-input=no, ai-train=no",
    languages=("en",),
    expect=range(0, 100),
    discover=discover,
    gate=GATE,
    hosts=frozenset(NAMED),
    manners=Manners(delay=5.0),
    checks=tuple(
        Check(f"{host} lists its laws with the days of their changes", MAP.format(host=host), gate=GATE, holds=(b"<lastmod>",))
        for host in NAMED
    ),
    may_store=False,
    may_embed=False,
    may_show=False,
)
