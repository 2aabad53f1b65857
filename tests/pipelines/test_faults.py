"""Nights in which sites answer badly: nothing that is held is lost, changed or taken for gone, and a good night makes up for it.

The faults come at random, by a seed, over every source at once.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from replay import Asked, Reply
from sites import Fault, sites, table

from models.report import Report
from pipelines import stages
from pipelines.settings import Settings, settings
from pipelines.source import sources
from pipelines.stages import Bench

GATE = b"<html><head><title>Just a moment...</title></head><body>Checking your browser. Cloudflare</body></html>"
SHELL = b"<!DOCTYPE html><html><head><title>Documents</title></head><body><app-root></app-root></body></html>"
QUICK = {"delay": 0.0, "backoff": 0.001, "attempts": 2}
HURRIED = {"timeout": 0.1, "patience": 0.3}
"""Of bad nights alone: a good one must not fail because this machine is slow."""

FAULTS: Mapping[str, Callable[[Reply], Reply]] = {
    "no answer in time": lambda reply: replace(reply, late=0.15),
    "out of order": lambda reply: Reply(500),
    "busy": lambda reply: Reply(503, headers={"Retry-After": "0"}),
    "too many requests": lambda reply: Reply(429, headers={"Retry-After": "3600"}),
    "cut by the connection": lambda reply: replace(reply, short=len(reply.body) // 2),
    "cut in itself": lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "a gate with status 200": lambda reply: Reply(200, GATE, {"Content-Type": "text/html"}),
    "an empty 202": lambda reply: Reply(202),
    "a refusal": lambda reply: Reply(403, GATE),
    "a wrong charset": lambda reply: replace(reply, headers={**reply.headers, "Content-Type": "text/html; charset=koi8-r"}),
    "a slow body": lambda reply: replace(reply, drip=0.05),
    "another host": lambda reply: Reply(302, headers={"Location": "https://elsewhere.example/"}),
    "a private address": lambda reply: Reply(302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
    "a shell": lambda reply: Reply(200, SHELL, {"Content-Type": "text/html"}),
}

NETWORK = [name for name, source in sources().items() if source.hosts]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    with stages.bench() as opened:
        yield opened
    settings.cache_clear()


def night(bench: Bench, fault: Fault | None = None) -> dict[str, Report]:
    """What a night brings from every source. Nothing is embedded, which plays no part here and takes a model."""
    tables = [one for name in NETWORK for one in table(name)]
    hosts = {host for name in NETWORK for host in sources()[name].hosts}
    with sites(tables, fault or whole) as place:
        at = Settings(home=bench.settings.home, mirrors=place.mirrors(hosts), **QUICK, **(HURRIED if fault else {}))
        return {name: stages.run_source(name, replace(bench, settings=at, embed=None)) for name in NETWORK}


def whole(asked: Asked, reply: Reply) -> Reply:
    """No fault at all."""
    return reply


def held(bench: Bench) -> dict[str, str]:
    """Every current document by id, and its text."""
    return {document.id: document.text for document, _ in bench.catalogue.documents()}


def test_bad_nights_lose_nothing_and_delete_nothing(bench: Bench) -> None:
    assert len(NETWORK) >= 20
    night(bench)
    before = held(bench)
    assert len(before) >= 20
    seen: set[str] = set()
    for seed in range(3):
        chance = random.Random(seed)

        def fault(asked: Asked, reply: Reply, chance: random.Random = chance) -> Reply:
            if chance.random() < 0.6:
                return reply
            name = chance.choice(sorted(FAULTS))
            seen.add(name)
            return FAULTS[name](reply)

        reports = night(bench, fault)
        assert held(bench) == before
        assert [report for report in reports.values() if report.gone or report.new or report.changed] == []
        assert any(report.failed for report in reports.values())
    assert seen == FAULTS.keys()
    after = night(bench)
    assert held(bench) == before
    assert [report for report in after.values() if report.gone or report.new or report.changed] == []
