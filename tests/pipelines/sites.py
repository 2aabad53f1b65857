"""The sites of our sources on this machine, by tables: tests/pipelines/sites/<source>.toml.

Every [[answer]] names the `url` it answers (a `*` stands for anything), the conditions under which it does, and what comes:

    accept, language   part of the request's header of that name
    posted             part of the posted form
    agent              part of the User-Agent
    time               from this time on that the URL is asked (1 where it is not given)
    status, type, location, headers, short, drip
    body               text; or one of: file (below samples/), pdf and docx (lines of text), zip (members by name)

The first table that fits answers, the one with the latest `time` first; a URL without any answers 404. The bodies are written for
these tests in the structure of the real answers; the words of real laws and resolutions stand in none of them.
"""

import re
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from replay import Asked, Reply, serve

TABLES = Path(__file__).parent / "sites"
SAMPLES = Path(__file__).parents[2] / "samples"

Fault = Callable[[Asked, Reply], Reply]
"""What becomes of an answer on its way."""


@dataclass(frozen=True)
class Sites:
    address: str
    counts: Mapping[str, int]

    def mirrors(self, hosts: Iterable[str]) -> dict[str, str]:
        """For the setting `mirrors`: every host at this server, under its own name."""
        return {host: f"{self.address}/{host}" for host in hosts}

    def asked(self, url: str) -> int:
        """How often."""
        return self.counts[f"/{url.partition('://')[2]}"]


@contextmanager
def sites(tables: Sequence[Mapping[str, Any]], fault: Fault = lambda asked, reply: reply) -> Iterator[Sites]:
    def answer(asked: Asked) -> Reply:
        return fault(asked, answered(tables, asked))

    with serve(answer) as (address, counts):
        yield Sites(address, counts)


@cache
def table(name: str) -> tuple[Mapping[str, Any], ...]:
    """The answers of a source's sites."""
    return tuple(tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))["answer"])


def answered(tables: Sequence[Mapping[str, Any]], asked: Asked) -> Reply:
    fitting = [one for one in tables if _fits(one, asked)]
    return _reply(max(fitting, key=lambda one: one.get("time", 1))) if fitting else Reply(404, b"<html>no such page</html>")


def _fits(one: Mapping[str, Any], asked: Asked) -> bool:
    url = unquote_plus(one["url"].removeprefix("https://").removeprefix("http://"))
    if not re.fullmatch(re.escape(url).replace(r"\*", ".*"), unquote_plus(asked.path[1:])):
        return False
    headers = {"accept": "Accept", "language": "Accept-Language", "agent": "User-Agent"}
    said = all(one.get(key, "") in asked.headers.get(header, "") for key, header in headers.items())
    return said and one.get("posted", "") in unquote_plus(asked.posted.decode()) and asked.time >= one.get("time", 1)


def _reply(one: Mapping[str, Any]) -> Reply:
    headers = {"Content-Type": one["type"]} if "type" in one else {}
    if "location" in one:
        headers["Location"] = one["location"]
    status = one.get("status", 302 if "location" in one else 200)
    return Reply(status, _body(one), headers | one.get("headers", {}), one.get("drip", 0.0), short=one.get("short", 0))


def _body(one: Mapping[str, Any]) -> bytes:
    if "file" in one:
        return (SAMPLES / one["file"]).read_bytes()
    if "pdf" in one:
        return pdf(one["pdf"])
    if "zip" in one:
        return zipped(tuple(one["zip"].items()))
    if "docx" in one:
        return word(one["docx"])
    return one.get("body", "").encode(one.get("charset", "utf-8"))


@cache
def pdf(text: str) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    out, style = BytesIO(), getSampleStyleSheet()["BodyText"]
    lines = [line for line in text.splitlines() if line.strip()]
    SimpleDocTemplate(out, invariant=1).build([Paragraph(line, style) for line in lines])
    return out.getvalue()


@cache
def word(text: str) -> bytes:
    from docx import Document

    out, document = BytesIO(), Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@cache
def zipped(members: tuple[tuple[str, str], ...]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
