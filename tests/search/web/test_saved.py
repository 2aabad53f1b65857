"""Saved searches: who may save, what a feed holds, what is refused in one sentence."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from invented import Letters
from pydantic import SecretStr
from seen import Seen

from search.catalogue import Catalogue
from search.exports.atom import NAMESPACE
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.settings import Settings
from search.web.api import create_app
from search.web.desk import Desk, Recent

TOKEN = "a token of some length"
FORM = {"name": "  Shelters,  daily ", "search": "/?q=shelters&body=un&since=2040", "token": TOKEN}


@pytest.fixture
def writing(filled: Catalogue, tmp_path: Path) -> Iterator[TestClient]:
    index = EmbeddedIndex(tmp_path / "index")
    reindex(filled, index, Letters(filled))
    with TestClient(create_app(Desk(filled, index, Letters(Recent())), settings=Settings(token=SecretStr(TOKEN)))) as client:
        yield client


def test_a_search_is_saved_from_its_page_and_forgotten(writing: TestClient) -> None:
    offered = Seen(writing.get("/?q=shelters&body=un&since=2040").text)
    assert FORM["search"] in offered.values("input", "value")
    page = writing.post("/saved", data=FORM).text
    assert "Shelters, daily" in page
    assert "/?q=shelters&body=un&since=2040" in Seen(page).values("a", "href")
    assert writing.get("/api/saved").json()[0]["query"]["since"] == 2040
    assert "No search is saved" in writing.post("/saved/forget", data={"name": "Shelters, daily", "token": TOKEN}).text
    assert writing.post("/saved/forget", data={"name": "Shelters, daily", "token": TOKEN}).status_code == 404


def test_its_feed_has_what_it_finds_as_text(writing: TestClient) -> None:
    writing.post("/saved", data=FORM)
    answer = writing.get("/saved.atom", params={"name": "Shelters, daily"})
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{{{NAMESPACE}}}entry")
    places = [entry.findtext(f"{{{NAMESPACE}}}id") for entry in entries]
    assert "/documents/un/A/RES/98/7@en#op_1" in places
    moments = [datetime.fromisoformat(entry.findtext(f"{{{NAMESPACE}}}updated") or "") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(moment.tzinfo for moment in moments)


def test_over_the_api(writing: TestClient) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert writing.put("/api/saved/daily", json={"text": "shelters"}, headers=bearer).json()["query"]["text"] == "shelters"
    assert writing.delete("/api/saved/daily", headers=bearer).status_code == 204
    assert writing.delete("/api/saved/daily", headers=bearer).status_code == 404


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"token": "another token of length"}, 403, "The token is not the one that was set"),
        ({"token": ""}, 403, "The token is not the one that was set"),
        ({"name": " "}, 422, "name: expected a name of 1 to 80 characters"),
        ({"name": "a" * 81}, 422, "name: expected a name of 1 to 80 characters"),
        ({"search": ""}, 422, "search: expected a value."),
        ({"search": "/?q=a&body=nato"}, 422, "body: expected one of un"),
        ({"search": "/?q=a&colour=red"}, 422, "colour: there is no such parameter."),
        ({"search": "https://example.org/"}, 422, "q: expected words to look for."),
    ],
)
def test_what_is_not_saved(writing: TestClient, changed: dict[str, str], status: int, sentence: str) -> None:
    answer = writing.post("/saved", data=FORM | changed)
    assert (answer.status_code, sentence in answer.text) == (status, True), answer.text
    assert writing.get("/api/saved").json() == []


def test_without_a_token_nothing_is_saved(client: TestClient) -> None:
    answer = client.post("/saved", data=FORM)
    assert (answer.status_code, "must set PALERMO_TOKEN first" in answer.text) == (403, True)
    assert client.put("/api/saved/a", json={"text": "a"}).status_code == 403
