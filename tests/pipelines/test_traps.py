"""Every source against every way in which a whole site may answer badly: no document comes of it, and nothing is absent."""

from itertools import islice, product

import pytest
from replay import Asked, Reply
from sites import Fault, sites, table
from test_faults import GATE, NETWORK, SHELL

from models.document import Reference
from models.report import Trouble
from pipelines.http import Http, Unreachable
from pipelines.settings import Settings
from pipelines.source import Source, sources
from pipelines.stages import listed, way

HTML = {"Content-Type": "text/html"}
QUICK = {"delay": 0.0, "backoff": 0.0, "timeout": 0.05, "patience": 0.1, "attempts": 1, "max_bytes": 50_000}
TRAPS: dict[str, Fault] = {
    "an empty 200": lambda asked, reply: Reply(200),
    "an empty 202": lambda asked, reply: Reply(202),
    "204": lambda asked, reply: Reply(204),
    "a challenge with 200": lambda asked, reply: Reply(200, GATE, HTML),
    "a challenge with 403": lambda asked, reply: Reply(403, GATE, HTML),
    "a shell": lambda asked, reply: Reply(200, SHELL, HTML),
    "an error page after a redirect": lambda asked, reply: _redirected(asked),
    "another host": lambda asked, reply: Reply(302, headers={"Location": "https://elsewhere.example/"}),
    "a private address": lambda asked, reply: Reply(302, headers={"Location": "http://10.0.0.1/"}),
    "too many requests": lambda asked, reply: Reply(429, headers={"Retry-After": "3600"}),
    "a circle": lambda asked, reply: Reply(302, headers={"Location": f"https:/{asked.path}"}),
    "out of order": lambda asked, reply: Reply(503),
    "no answer": lambda asked, reply: Reply(200, late=0.1),
    "too large": lambda asked, reply: Reply(200, b" " * 60_000, HTML),
    "cut by the connection": lambda asked, reply: Reply(200, reply.body or GATE, short=10),
    "broken compression": lambda asked, reply: Reply(200, b"no gzip", {"Content-Encoding": "gzip"}),
}


def _redirected(asked: Asked) -> Reply:
    there = "https://" + asked.path.split("/")[1] + "/out-of-service"
    return Reply(200, SHELL, HTML) if asked.path.endswith("/out-of-service") else Reply(302, headers={"Location": there})


OWN = {("eu_parliament", "204")}
"""What a site says so in earnest: that it has none."""


@pytest.mark.parametrize(("name", "trap"), sorted({*product(NETWORK, TRAPS)} - OWN))
def test_a_site_that_answers_badly_gives_nothing_and_takes_nothing(name: str, trap: str) -> None:
    source = sources()[name]
    with sites(table(name), _beyond_robots(TRAPS[trap])) as place:
        settings = Settings(mirrors=place.mirrors(source.hosts), **QUICK)
        with way(name, source, settings) as http:
            there = listed(name, islice(source.discover(http, None), 2), limit=None, whole=False)
            said = [failure.trouble for failure in there.failed] + [_trouble(http, source, one) for one in there.references]
    assert said, "what is not there was not listed, and nobody was told"
    assert set(said) <= {Trouble.BLOCKED, Trouble.FAILED}


def _beyond_robots(fault: Fault) -> Fault:
    """The fault everywhere but in robots.txt, so that it reaches the source's own requests."""
    return lambda asked, reply: Reply(404) if asked.path.endswith("/robots.txt") else fault(asked, reply)


def _trouble(http: Http, source: Source, reference: Reference) -> Trouble | None:
    """What is said of a document; None where one came."""
    try:
        fetched = source.fetch(http, reference, None)
        assert source.gate
        source.gate.checked(fetched)
    except Unreachable as error:
        return error.trouble
    return None
