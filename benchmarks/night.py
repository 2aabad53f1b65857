"""Two nights over the same replayed site: what the second one brings, and its share of the first one's time.

python benchmarks/night.py --documents 1000

The site lists invented resolutions and serves them over HTTP from this machine, with validators, as a polite site does. A night
is a process of its own: list, fetch, read, extract, embed, index, findings, digest.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pipelines"))

from replay import Reply, replay

from models.document import Reference
from pipelines import morning, stages
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.settings import keep_to_this_machine
from pipelines.source import Source, sources

HOST = "replayed.example"
_SHARED = (
    "Recalling that every victim of trafficking in persons has a claim to safety, whatever the border that was crossed,",
    "Noting with concern that the harbour towns of the northern coast still lack a shelter,",
    "Urges Member States to open shelters for victims of trafficking in persons and to pay for them;",
    "Encourages Member States to train border guards, judges and labour inspectors in recognizing victims;",
    "Requests the Secretary-General to report on what was done at its next session;",
)
_OWN = (
    "Calls upon Member States to fund {n} places of safe housing for victims of trafficking in persons in district {n};",
    "Invites the cooperative of ferry lines number {n} to check the travel documents of passengers on its {n} routes;",
)


def text(number: int) -> bytes:
    """A resolution of which two paragraphs are its own and the rest is every year's."""
    own = [one.format(n=number) for one in _OWN]
    operative = [*_SHARED[2:4], *own, _SHARED[4]]
    lines = [
        "General Assembly",
        f"Resolution adopted by the General Assembly on {1 + number % 28} December 2043",
        f"98/{number}. Housing for victims of trafficking in persons in district {number}",
        "The General Assembly,",
        *_SHARED[:2],
        *(f"{place}. {said}" for place, said in enumerate(operative, start=1)),
    ]
    head = f"<h1>A/RES/98/{number}</h1>"
    return f"<html><body>{head}{''.join(f'<p>{line}</p>' for line in lines)}</body></html>".encode()


def answered(path: str, _: int, headers: Mapping[str, str], documents: int) -> Reply:
    if path == "/list":
        return Reply(body="\n".join(f"/A_RES_98_{n}.html" for n in range(1, documents + 1)).encode())
    number = path.removeprefix("/A_RES_98_").removesuffix(".html")
    if not number.isdigit():
        return Reply(status=404)
    if headers.get("If-None-Match") == f'"{number}"':
        return Reply(status=304)
    return Reply(body=text(int(number)), headers={"ETag": f'"{number}"', "Content-Type": "text/html; charset=utf-8"})


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for path in http.get(f"http://{HOST}/list").content.decode().splitlines():
        yield Reference(source="replayed", url=f"http://{HOST}{path}", body="un", jurisdiction="un", language="en")


def night() -> None:
    """One night, in this process; its report to standard output."""
    keep_to_this_machine()
    sources()["replayed"] = Source(
        title="A replayed site",
        home=f"http://{HOST}/",
        licence="invented",
        languages=("en",),
        expect=range(1, 1_000_000),
        discover=discover,
        hosts=frozenset({HOST}),
        manners=Manners(robots=False),
        lists_all=True,
    )
    with stages.bench() as bench:
        report = stages.run_source("replayed", bench)
        stages.index(bench)
        morning.observed(bench)
        told = morning.kept(bench, ["replayed"])
    sys.stdout.write(
        json.dumps({**report.model_dump(mode="json"), "told": len(told.adopted) + len(told.changed) + len(told.gone)})
    )


def timed(home: Path, site: str) -> tuple[float, dict[str, int]]:
    settings = {"PALERMO_HOME": str(home), "PALERMO_MIRRORS": json.dumps({HOST: site}), "PALERMO_DELAY": "0"}
    program = [sys.executable, __file__, "--night"]
    started = time.monotonic()
    done = subprocess.run(program, env=os.environ | settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the night ended with {done.returncode}: {done.stderr[-2000:]}")
    return time.monotonic() - started, json.loads(done.stdout)


def main(
    documents: Annotated[int, typer.Option(min=1, help="How many the site has.")] = 1000,
    one_night: Annotated[bool, typer.Option("--night", hidden=True)] = False,
) -> None:
    """Two nights, and whether the second one found anything new. Exit status 1 where it did."""
    if one_night:
        night()
        return
    with tempfile.TemporaryDirectory() as home, replay(lambda *asked: answered(*asked, documents)) as (site, _):
        nights = [timed(Path(home), site) for _ in range(2)]
    for took, report in nights:
        counts = ", ".join(f"{report[key]} {key}" for key in ("new", "changed", "unchanged", "gone", "told"))
        sys.stdout.write(f"{took:.1f} s: {counts}, {len(report['failed'])} failed\n")  # type: ignore[arg-type]
    (first, _), (second, report) = nights
    sys.stdout.write(f"the second night took {second / first:.1%} of the first\n")
    raise typer.Exit(1 if any(report[key] for key in ("new", "changed", "gone", "told")) else 0)


if __name__ == "__main__":
    typer.run(main)
