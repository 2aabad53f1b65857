"""What is new, as page, feed and JSON."""

from xml.etree import ElementTree

from fastapi.testclient import TestClient

from search.catalogue import Catalogue
from search.digest.compose import digest
from search.exports.atom import NAMESPACE as ATOM
from search.journal import Journal


def test_before_and_after_the_first_night(client: TestClient, filled: Catalogue) -> None:
    assert "No night has been told of yet" in client.get("/new").text
    assert client.get("/api/digest").json() is None
    assert ElementTree.fromstring(client.get("/new.atom").content).findall(f"{{{ATOM}}}entry") == []
    journal = Journal(filled)
    journal.keep(digest(filled, since=None))
    journal.keep(digest(filled, since=journal.told_until()))
    page = client.get("/new").text
    assert "Nothing new is known" in page
    assert "4 new texts" in page, "the earlier one, by its headline"
    first = journal.told()[1].until.isoformat()
    older = client.get("/new", params={"until": first})
    assert older.status_code == 200
    assert "/documents/xaa/act/2041/3@en" in older.text
    assert "<script>alert" not in older.text
    assert client.get("/new", params={"until": "2001-01-01T00:00:00Z"}).status_code == 404
    feed = ElementTree.fromstring(client.get("/new.atom").content)
    assert len(feed.findall(f"{{{ATOM}}}entry")) == 1, "a night without news is no entry"
