"""What sites answer, and what we make of it."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from replay import Answer, Asked, Reply, Script, replay, serve

from models.report import Trouble
from pipelines import stages
from pipelines.http import Ask, Http, Unreachable
from pipelines.manners import Manners, Rules, Turns
from pipelines.settings import Settings
from pipelines.source import sources

HOST = "documents.un.org"
PDF = b"%PDF-1.7\n" + b"x" * 400


def way(address: str, **more: object) -> Http:
    quick = {"delay": 0.0, "backoff": 0.01, "timeout": 0.5, "patience": 0.4, "attempts": 2, "max_bytes": 10_000}
    cache = more.pop("cache", None)
    return Http(Settings(mirrors={HOST: address}, **(quick | more)), frozenset({HOST}), cache=cache)


def always(reply: Reply) -> Script:
    return lambda path, time, headers: reply


@pytest.mark.parametrize(
    ("reply", "trouble", "asked", "words"),
    [
        (Reply(404), Trouble.ABSENT, 1, "no such document"),
        (Reply(410), Trouble.ABSENT, 1, "no such document"),
        (Reply(200, b""), Trouble.BLOCKED, 1, "empty answer"),
        (Reply(202, b""), Trouble.BLOCKED, 1, "keeps the document from us"),
        (Reply(204), Trouble.BLOCKED, 1, "keeps the document from us"),
        (Reply(403, b"Just a moment"), Trouble.BLOCKED, 1, "keeps the document from us"),
        (Reply(429, headers={"Retry-After": "0"}), Trouble.BLOCKED, 2, "status 429"),
        (Reply(503, headers={"Retry-After": "3600"}), Trouble.FAILED, 1, "status 503"),
        (Reply(500), Trouble.FAILED, 2, "status 500"),
        (Reply(400), Trouble.FAILED, 1, "status 400"),
        (Reply(200, b"x" * 20_000), Trouble.FAILED, 1, "10000 bytes"),
        (Reply(200, b"x" * 4000, drip=0.1), Trouble.FAILED, 1, "not complete"),
        (Reply(302, headers={"Location": "https://elsewhere.example/x"}), Trouble.BLOCKED, 1, "leads away"),
        (Reply(302, headers={"Location": "http://169.254.169.254/latest"}), Trouble.BLOCKED, 1, "leads away"),
        (Reply(302, headers={"Location": "file:///etc/hostname"}), Trouble.BLOCKED, 1, "leads away"),
    ],
)
def test_absent_blocked_and_failed_are_told_apart(reply: Reply, trouble: Trouble, asked: int, words: str) -> None:
    with replay(always(reply)) as (address, counts), way(address) as http:
        with pytest.raises(Unreachable, match=words) as caught:
            http.get(f"https://{HOST}/a")
        assert caught.value.trouble is trouble
        assert counts["/a"] == asked


def test_a_host_that_recovers_is_asked_again() -> None:
    with replay(lambda path, time, headers: Reply(503) if time == 1 else Reply(200, PDF)) as (address, _), way(address) as http:
        assert http.get(f"https://{HOST}/a").content == PDF


def test_endless_redirects_end() -> None:
    round_and_round = always(Reply(302, headers={"Location": "/a"}))
    with replay(round_and_round) as (address, _), way(address) as http, pytest.raises(Unreachable, match="redirects"):
        http.get(f"https://{HOST}/a")


def test_a_private_address_is_never_asked() -> None:
    with Http(Settings(), frozenset({"127.0.0.1"})) as http, pytest.raises(Unreachable, match="private network"):
        http.get("http://127.0.0.1:1/a")


def test_changes_only_are_asked_for_of_what_we_hold(tmp_path: Path) -> None:
    def script(path: str, time: int, headers: object) -> Reply:
        if headers["If-None-Match"] == '"1"':
            return Reply(304)
        return Reply(200, PDF, {"ETag": '"1"'})

    held = sha256(PDF).hexdigest()
    with replay(script) as (address, _), way(address, cache=tmp_path) as http:
        url = f"https://{HOST}/a"
        assert not http.get(url, known=held).unchanged, "nothing is known of its versions yet"
        assert http.get(url, known=held).unchanged
        assert not http.get(url, known="0" * 64).unchanged, "we hold something else"
        assert not http.get(url).unchanged


# ---- the Official Document System


def ods(path: str, time: int, headers: object) -> Reply:
    """Symbols 1, 2 and 4 of each session exist; a missing one redirects to a page that answers 200."""
    if path.startswith("/api/symbol/access"):
        number = path.partition("&")[0].rsplit("/", 1)[1]
        there = f"/doc/{number}.pdf" if number in ("1", "2", "4") else "/error"
        return Reply(302, headers={"Location": f"https://{HOST}{there}"})
    if path == "/doc/4.pdf":
        return Reply(200, b"<html><title>Request access</title></html>", {"Content-Type": "text/html"})
    if path == "/error":
        return Reply(200, b"<!DOCTYPE html><app-root></app-root>", {"Content-Type": "text/html"})
    return Reply(200, PDF, {"Content-Type": "application/pdf"})


def test_symbols_are_counted_until_three_are_missing() -> None:
    source = sources()["un_ods"]
    with replay(ods) as (address, _), way(address) as http:
        listed = list(islice(source.discover(http, None), 3))
        assert [reference.title.rsplit("/", 1)[1] for reference in listed] == ["1", "2", "4"]
        assert source.fetch(http, listed[0], None).content == PDF
        with pytest.raises(Unreachable, match="expected a PDF") as blocked:
            source.gate.checked(source.fetch(http, listed[2], None))
        assert blocked.value.trouble is Trouble.BLOCKED
        missing = listed[0].model_copy(update={"url": listed[0].url.replace("/1&", "/3&")})
        with pytest.raises(Unreachable, match="no document has this symbol") as absent:
            source.fetch(http, missing, None)
        assert absent.value.trouble is Trouble.ABSENT


def test_every_source_says_what_it_is() -> None:
    for name, source in sources().items():
        assert source.title, name
        assert source.licence, name
        assert source.languages, name
        assert source.expect, name
        assert bool(source.hosts) == source.home.startswith("https://"), name


@pytest.mark.corpus
def test_a_real_resolution_comes_through(shared: Path) -> None:
    body = (shared / "sites" / "ods" / "A_RES_78_228.en.pdf").read_bytes()

    def script(path: str, time: int, headers: object) -> Reply:
        if path.startswith("/api"):
            return Reply(302, headers={"Location": f"https://{HOST}/doc/undoc/gen/n00/1.pdf"})
        return Reply(200, body, {"Content-Type": "application/pdf"})

    source = sources()["un_ods"]
    with replay(script) as (address, _), way(address, max_bytes=10**6) as http:
        reference = next(source.discover(http, None))
        assert source.fetch(http, reference, None).content == body


# ---- manners


def robots(text: str, status: int = 200) -> Answer:
    return lambda asked: Reply(status, text.encode()) if asked.path == "/robots.txt" else Reply(200, PDF)


@pytest.mark.parametrize(
    ("text", "status", "trouble"),
    [
        ("User-agent: *\nDisallow: /search\n", 200, None),
        ("User-agent: *\nDisallow: /a\n", 200, Trouble.BLOCKED),
        ("User-agent: *\nDisallow: /\n\nUser-agent: palermo\nAllow: /\n", 200, None),
        ("User-agent: palermo\nDisallow: /\n", 200, Trouble.BLOCKED),
        ("", 404, None),
        ("", 403, None),
        ("", 503, Trouble.FAILED),
    ],
)
def test_robots_txt_is_obeyed(text: str, status: int, trouble: Trouble | None) -> None:
    with serve(robots(text, status)) as (address, counts), way(address) as http:
        if trouble is None:
            assert http.get(f"https://{HOST}/a").content == PDF
            http.get(f"https://{HOST}/a")
            assert counts["/robots.txt"] == 1
        else:
            with pytest.raises(Unreachable, match=r"robots\.txt") as caught:
                http.get(f"https://{HOST}/a")
            assert caught.value.trouble is trouble
            assert not counts["/a"]


def test_the_slowest_of_what_is_asked_for_is_the_pace() -> None:
    settings, host = Settings(delay=1.0), frozenset({HOST})
    assert Http(settings, host).pace(HOST) == 1.0
    assert Http(settings, host, manners=Manners(delay=5.0)).pace(HOST) == 5.0
    assert Rules.read(b"User-agent: *\nCrawl-delay: 7\n", "palermo/0.1").delay == 7.0
    mirrored = Settings(delay=0.5, mirrors={HOST: "http://127.0.0.1:1"})
    assert Http(mirrored, host, manners=Manners(delay=5.0)).pace(HOST) == 0.5, "a mirror is not the host"


def test_turns_are_taken_by_all_together() -> None:
    turns = Turns()
    assert [turns.turn("a", 2.0, now=10.0) for _ in range(3)] == [10.0, 12.0, 14.0]
    assert turns.turn("b", 2.0, now=10.0) == 10.0
    assert turns.turn("a", 2.0, now=20.0) == 20.0


def test_one_address_answers_several_questions(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        kind = asked.headers.get("Accept", "")
        if asked.path == "/robots.txt":
            return Reply(404)
        if asked.headers.get("If-None-Match") == f'"{kind}"':
            return Reply(304)
        status = {"a/choice": 300, "a/none": 406}.get(kind, 200)
        return Reply(status, kind.encode() + asked.posted, {"ETag": f'"{kind}"', "Content-Language": "en"})

    url = f"https://{HOST}/a"
    with serve(answer) as (address, _), way(address, cache=tmp_path) as http:
        one, other = Ask(accept="a/one"), Ask(accept="a/other")
        held = sha256(http.get(url, ask=one).content).hexdigest()
        assert http.get(url, ask=other).content == b"a/other"
        assert http.get(url, ask=one, known=held).unchanged, "what is remembered is remembered by question"
        assert http.get(url, ask=Ask(accept="a/choice", choices=True)).status == 300
        with pytest.raises(Unreachable) as caught:
            http.get(url, ask=Ask(accept="a/none"))
        assert caught.value.status == 406
        assert http.get(url, ask=Ask(accept="a/", form={"query": "x y"})).content == b"a/query=x+y"


def test_keys_reach_their_host_and_nothing_else(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    asked: list[Mapping[str, str]] = []

    def answer(one: Asked) -> Reply:
        asked.append(one.headers)
        return Reply(404) if "missing" in one.path or "robots" in one.path else Reply(200, PDF, {"ETag": '"1"'})

    caplog.set_level("DEBUG")
    with serve(answer) as (address, _):
        settings = Settings(mirrors={HOST: address}, keys={"a_source": "hush"}, home=tmp_path)
        source = replace(sources()["un_ods"], key="X-Api-Key")
        with stages.way("a_source", source, settings) as http:
            fetched = http.get(f"https://{HOST}/a")
            with pytest.raises(Unreachable) as caught:
                http.get(f"https://{HOST}/missing")
    assert all(headers["X-Api-Key"] == "hush" for headers in asked)
    kept = [file.read_text() for file in tmp_path.rglob("*") if file.is_file()]
    for said in (str(settings), repr(http), repr(fetched), str(caught.value), caplog.text, *kept):
        assert "hush" not in said
