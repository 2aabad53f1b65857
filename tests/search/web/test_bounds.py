"""What one client may take, and to whom the pages may be opened."""

import time
from pathlib import Path

import anyio
import pytest
from fastapi.testclient import TestClient
from invented import Letters
from pydantic import SecretStr
from starlette.types import Message, Receive, Scope, Send

from models.document import Document
from models.signal import Extract
from search.catalogue import Catalogue
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.settings import Settings
from search.web.api import create_app
from search.web.bounds import BoundedBodies
from search.web.desk import Desk, Recent
from search.web.security import may_listen


@pytest.mark.parametrize("address", ["/", "/documents/un/A/RES/98/7@en", "/api/status", "/palermo.css", "/nowhere"])
def test_head_is_answered_as_get_without_the_body(client: TestClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_client_that_asks_too_often_is_told_when_to_come_back(filled: Catalogue, tmp_path: Path) -> None:
    desk = Desk(filled, EmbeddedIndex(tmp_path / "none"), Letters(Recent()))
    with TestClient(create_app(desk, settings=Settings(rate="3/minute"))) as client:
        assert [client.get("/provisions").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = client.get("/provisions")
        assert "try again in" in refused.text
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "content-security-policy" in refused.headers
        assert client.get("/api/status").json()["detail"].startswith("More than 3 per 1 minute")
        assert client.get("/palermo.css").status_code == 200  # a page without its style helps nobody


def test_a_body_says_how_long_it_is(client: TestClient) -> None:
    answer = client.post("/review", content=iter([b"text=a"]))
    assert (answer.status_code, "expected its length" in answer.text) == (411, True)
    answer = client.post("/review", content=b"x" * 22_000_000)
    assert (answer.status_code, "at most 21 MB" in answer.text) == (413, True)


def test_a_body_that_drips_is_not_waited_for() -> None:
    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async def dripping() -> Message:
        await anyio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    sent: list[Message] = []

    async def sending(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/review", "headers": [(b"content-length", b"1000")]}
    anyio.run(BoundedBodies(reading, most=1000, seconds=0.05), scope, dripping, sending)
    assert sent[0]["status"] == 408


class Slow:
    """Reads drafts as nobody wants to wait for."""

    def assess(self, text: str) -> Extract:
        return Extract()

    def draft(self, content: bytes, name: str) -> tuple[Document, tuple[Extract, ...]]:
        time.sleep(0.2)
        raise ValueError("read at last")


def test_a_draft_that_takes_too_long_is_given_up(filled: Catalogue, tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    reindex(filled, index, Letters(filled))
    desk = Desk(filled, index, Letters(Recent()), Slow(), review_seconds=0.01)
    with TestClient(create_app(desk)) as client:
        answer = client.post("/api/review", data={"text": "Urges"})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "draft.txt: not reviewed within 0.01 seconds; send a shorter part of it."


@pytest.mark.parametrize(
    ("host", "token", "allowed"),
    [
        ("127.0.0.1", None, True),
        ("localhost", None, True),
        ("::1", None, True),
        ("0.0.0.0", None, False),
        ("192.168.1.4", None, False),
        ("palermo.example", None, False),
        ("0.0.0.0", SecretStr("a long enough token"), True),
    ],
)
def test_other_machines_are_let_in_only_where_a_token_guards_what_is_written(
    host: str, token: SecretStr | None, allowed: bool
) -> None:
    if allowed:
        may_listen(host, token)
    else:
        with pytest.raises(ValueError, match="set PALERMO_TOKEN first"):
            may_listen(host, token)
