"""Pages and API as a reader meets them: the main task of each, what a hostile text can do, and what is said of bad addresses."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as Word
from fastapi.testclient import TestClient
from invented import Letters, document, extracts, snapshot
from seen import HOSTILE, Seen

from models.document import Document, Form, Role
from models.hit import Answer
from models.signal import Extract
from search.catalogue import Catalogue
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.web.api import create_app
from search.web.desk import Desk, Reading, Recent
from search.web.pages.links import web
from search.web.pages.marking import pieces

PAGES = [
    "/",
    "/?q=shelters",
    "/agreed",
    "/review",
    "/chain?text=A/RES/98/7+op+1",
    "/agreed?text=Urges+Governments+to+open+shelters+for+victims+of+trafficking",
    "/documents",
    "/documents/un/A/RES/98/7@en",
    "/documents/xbb/act/666@en",
    "/cite?address=xbb/act/666@en%23sec_1",
    "/gaps/xaa",
    "/matrix",
    "/compare?jurisdiction=xaa&jurisdiction=xbb",
    "/provisions",
    "/provisions/6-3-recovery?near=xbb",
    "/saved",
    "/about",
    "/sources",
    "/nowhere",
]


def test_search_marks_words_says_why_and_narrows_by_link(client: TestClient) -> None:
    page = client.get("/?q=shelters+for+victims").text
    assert "<mark>shelters</mark>" in page
    assert "Why: has the words" in page
    assert "un/A/RES/98/7@en#op_1" in page
    links = Seen(page).values("a", "href")
    assert "/documents/un/A/RES/98/7@en#op_1" in links
    narrowed = next(link for link in links if "body=un" in link)
    answer = client.get(narrowed)
    assert answer.status_code == 200
    assert "xaa/act/2041/3" not in answer.text
    assert "/?q=shelters+for+victims" in Seen(answer.text).values("a", "href")  # takes the filter away again


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    page = client.get('/?q="shelters for carriers"').text
    assert "No passage was found" in page
    assert "/?q=shelters+for+carriers" in Seen(page).values("a", "href")  # without the quotation marks
    page = client.get("/?q=shelters&language=es&since=2050").text
    assert "From year" in page
    assert "/?q=shelters&language=es" in Seen(page).values("a", "href")  # without the year


def test_works_once_each(client: TestClient) -> None:
    page = client.get("/?q=shelters+for+victims&group=work").text
    links = Seen(page).values("a", "href")
    assert links.count("/documents/un/A/RES/98/7@en") == 1
    assert "/documents/un/A/RES/98/7@en#op_1" in links
    assert "matching passage" in page
    works = client.get("/api/search?q=shelters+for+victims&group=work&limit=2").json()["works"]
    assert [work["work"] for work in works] == ["xaa/act/2041/3", "un/A/RES/98/7"]


def test_a_facet_is_counted_without_its_own_filter(client: TestClient) -> None:
    seen = Seen(client.get("/?q=shelters+for+victims&jurisdiction=xaa").text)
    links = seen.values("a", "href")
    assert "/?q=shelters+for+victims&jurisdiction=xaa&jurisdiction=un" in links
    assert "/?q=shelters+for+victims" in links  # takes the value away again


def test_a_pasted_paragraph_meets_its_precedent_word_by_word(client: TestClient) -> None:
    pasted = "Urges all Governments to open shelters for victims of trafficking in persons by 2030"
    page = client.get("/agreed", params={"text": pasted, "country": "Ireland"}).text
    assert "<del>all </del>" in page
    assert "/documents/un/A/RES/98/7@en#op_1" in Seen(page).values("a", "href")
    answer = client.get("/api/precedents", params={"text": "A/RES/98/7 op 1"}).json()
    assert answer["address"] == "un/A/RES/98/7@en#op_1"
    assert answer["precedents"][0]["first_use"]["adopted"] == "2043-12-01"


class Outside:
    """Reads a draft as the outer layer does, without its formats: a paragraph a line."""

    def assess(self, text: str) -> Extract:
        return extracts(document([("op_1", Role.OPERATIVE, "1", text)], snapshot(text), work="un/x"))[0]

    def draft(self, content: bytes, name: str) -> tuple[Document, tuple[Extract, ...]]:
        if name.endswith(".exe"):
            raise ValueError(f"{name}: expected a document")
        lines = [(f"op_{n}", Role.OPERATIVE, str(n), line) for n, line in enumerate(content.decode().splitlines(), 1)]
        read = document(lines, snapshot(name), work="un/draft", form=Form.DRAFT)
        return read, extracts(read)


def test_a_draft_is_reviewed_and_not_kept(filled: Catalogue, tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    reindex(filled, index, Letters(filled))
    before = filled.status()
    with TestClient(create_app(Desk(filled, index, Letters(Recent()), Outside()))) as client:
        draft = {"file": ("draft.txt", "Invites Governments to open shelters for victims of trafficking;\n" + HOSTILE)}
        page = client.post("/review", files=draft)
        assert "/documents/un/A/RES/98/7@en#op_1" in Seen(page.text).values("a", "href")
        assert "<script>" not in page.text
        found = client.post("/api/review", files=draft).json()
        assert [one["number"] for one in found["paragraphs"]] == ["1", "2"]
        assert client.post("/review", data={"text": " "}).status_code == 422
        refused = client.post("/api/review", files={"file": ("draft.exe", b"x")})
        assert (refused.status_code, refused.json()["detail"]) == (422, "draft.exe: expected a document")
        assert client.post("/api/review", content=b"x" * 22_000_000).status_code == 413
    assert filled.status() == before


def test_the_chain_leads_from_a_paragraph_to_the_laws(client: TestClient) -> None:
    answer = client.get("/api/chain", params={"text": "A/RES/98/7 op 1"}).json()
    assert [link["provision"] for link in answer["links"]] == ["6-3-recovery"]
    assert answer["links"][0]["quotes"] == ["shelters"]
    assert {law["jurisdiction"] for law in answer["links"][0]["laws"]} == {"xaa", "xbb"}
    assert "/gaps/xaa#6-3-recovery" in Seen(client.get("/chain?text=A/RES/98/7+op+1").text).values("a", "href")


def test_document_has_anchors_provisions_and_grades(client: TestClient) -> None:
    page = client.get("/documents/un/A/RES/98/7@en").text
    seen = Seen(page)
    assert {"pp_1", "op_1", "op_2", "op_2__para_a"} <= set(seen.values("section", "id"))
    assert "/provisions/6-3-recovery" in seen.values("a", "href")
    assert "5/5 specific" in page
    assert "Preamble" in page
    assert "es" in Seen(client.get("/documents/xbb/ley/9@es").text).values("div", "lang")


def test_a_document_says_what_it_cites_and_when_it_was_read(client: TestClient) -> None:
    page = client.get("/documents/un/A/RES/98/7@en").text
    assert "on 1 March 2026" in page
    assert "General Assembly resolution 98/7." in page
    assert "/cite?address=un%2FA%2FRES%2F98%2F7%40en%23op_1" in page or "/cite?address=un/A/RES/98/7%40en%23op_1" in page
    cited = client.get("/cite", params={"address": "un/A/RES/98/7@en#op_2__para_a"}).text
    assert "General Assembly resolution 98/7, para. 2(a)." in cited
    file = client.get("/cite", params={"address": "un/A/RES/98/7@en#op_1", "style": "ris"})
    assert (file.headers["content-type"], "SE  - para. 1" in file.text) == ("text/plain; charset=utf-8", True)
    assert client.get("/works/un/A/RES/98/7", follow_redirects=False).headers["location"] == "/documents/un/A/RES/98/7@en"


def test_versions_are_shown_beside_each_other(filled: Catalogue, client: TestClient) -> None:
    of = snapshot("newer", url="https://example.org/xaa/act/2041/3")
    newer = [
        ("sec_2", Role.SECTION, "2", "The Minister shall open safe shelters where victims recover."),
        ("sec_4", Role.SECTION, "4", "New."),
    ]
    read = document(newer, of, work="xaa/act/2041/3")
    filled.save(of, read, extracts(read))
    page = client.get("/documents/xaa/act/2041/3@en?version=1").text
    assert "This is an older version" in page
    assert "/documents/xaa/act/2041/3@en?version=2&amp;beside=1" in page
    changes = client.get("/documents/xaa/act/2041/3@en?version=2&beside=1").text
    assert "<ins>safe </ins>" in changes
    assert changes.count("Removed") == 2  # sections 1 and 3
    assert client.get("/documents/xaa/act/2041/3@en?beside=7").status_code == 404


@pytest.mark.parametrize("layout", ["json", "csv", "xlsx", "html", "docx"])
def test_findings_can_be_taken_along(client: TestClient, layout: str) -> None:
    for address in (
        f"/files/gaps/xaa.{layout}",
        f"/files/gaps/xaa.{layout}?against=tvpa",
        f"/files/matrix.{layout}?pillar=protection",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.content
    assert f"/files/gaps/xaa.{layout}" in client.get("/gaps/xaa").text or layout == "json"
    assert client.get("/files/gaps/xaa.exe").status_code == 422
    assert client.get(f"/files/gaps/atlantis.{layout}").status_code == 404


@pytest.mark.parametrize("layout", ["csv", "xlsx", "html"])
@pytest.mark.parametrize(
    "address",
    [
        "/files/search.{}?q=shelters&body=un",
        "/files/agreed.{}?text=A/RES/98/7+op+1",
        "/files/documents.{}?jurisdiction=xaa",
        "/files/clauses/6-3-recovery.{}?near=xbb",
        "/files/treaties/irl.{}",
    ],
)
def test_every_list_can_be_taken_along(client: TestClient, address: str, layout: str) -> None:
    answer = client.get(address.format(layout))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert len(answer.content) > 50
    assert client.get(address.format("json")).status_code == 422


def test_agreed_language_for_word_has_its_sources_as_footnotes(client: TestClient) -> None:
    answer = client.get("/files/agreed.docx", params={"text": "A/RES/98/7 op 1"})
    with ZipFile(BytesIO(answer.content)) as file:
        notes = file.read("word/footnotes.xml").decode()
        text = file.read("word/document.xml").decode()
    assert "General Assembly resolution 98/7, para. 1." in notes
    assert text.count("w:footnoteReference ") == notes.count("w:footnoteRef/") > 0
    assert Word(BytesIO(answer.content)).paragraphs[0].text == "Agreed language"


def test_a_document_for_other_systems(client: TestClient) -> None:
    answer = client.get("/files/text", params={"id": "un/A/RES/98/7@en", "layout": "akn"})
    assert answer.headers["content-disposition"] == 'attachment; filename="un_A_RES_98_7.en.akn.xml"'
    assert b"akomaNtoso" in answer.content
    assert client.get("/files/text", params={"id": "un/A/RES/98/7@en", "layout": "pdf"}).status_code == 422


def test_gaps_and_matrix_tell_five_states_by_sign_and_word(client: TestClient) -> None:
    page = client.get("/gaps/xaa").text
    assert "not a legal opinion" in page
    assert all(word in page for word in ("Met", "Partly", "Contrary", "Silent", "Not assessed"))
    matrix = client.get("/matrix?pillar=protection&jurisdiction=xaa").text
    links = Seen(matrix).values("a", "href")
    assert "/gaps/xaa#6-3-recovery" in links
    assert "/gaps/xaa#5-1-offence" not in links
    assert client.get("/gaps/Arvenia").text == page


def test_a_country_has_its_treaties_and_where_resolutions_name_it(client: TestClient) -> None:
    page = client.get("/gaps/xaa").text
    assert "in <mark>Xanadu</mark>," in page
    assert "/documents/un/A/RES/98/7@en#pp_1" in Seen(page).values("a", "href")
    assert "17 June 2010" in client.get("/gaps/irl").text  # a party to the Protocol, whatever of its law is held
    assert "context, not a finding" in client.get("/gaps/irl").text


def test_the_matrix_is_narrowed_by_region_and_by_who_is_bound(client: TestClient) -> None:
    named = "jurisdiction=irl&jurisdiction=sle&jurisdiction=xaa"
    for narrowed, kept in (("region=africa", ["sle"]), ("region=weog", ["irl"]), ("ratified=false", ["xaa"])):
        reports = client.get(f"/api/matrix?{named}&{narrowed}").json()
        assert [report["jurisdiction"] for report in reports] == kept, narrowed
        links = Seen(client.get(f"/matrix?{named}&{narrowed}").text).values("a", "href")
        assert {link for link in links if link.startswith("/gaps/") and "#" not in link} == {f"/gaps/{kept[0]}"}
        assert client.get(f"/files/matrix.csv?{named}&{narrowed}").text.count(f"\n{kept[0]},") >= 36
    assert "No law of such a country is held" in client.get("/matrix?region=oceania").text


def test_countries_are_compared_with_their_quotations(client: TestClient) -> None:
    page = client.get("/compare?jurisdiction=xaa&jurisdiction=Belmaria&pillar=protection").text
    assert "Arvenia and Belmaria, side by side" in page
    assert "/provisions/6-3-recovery" in Seen(page).values("a", "href")
    assert "5-1-offence" not in page
    assert client.get("/compare?jurisdiction=xaa").status_code == 422


def test_a_provision_shows_every_law_and_the_clauses_that_have_it(client: TestClient) -> None:
    page = client.get("/provisions/6-3-recovery").text
    assert {"xaa", "xbb"} <= set(Seen(page).values("article", "id"))
    assert "Model clauses" in page


def test_sources_name_failures_with_reason(client: TestClient) -> None:
    page = client.get("/sources").text
    assert "the file is empty" in page
    assert "&lt;b&gt;law.pdf&lt;/b&gt;" in page


@pytest.mark.parametrize("address", PAGES)
def test_no_page_trusts_a_text_or_asks_another_host(client: TestClient, address: str) -> None:
    answer = client.get(address)
    seen = Seen(answer.text)
    assert not {"script", "style", "iframe", "object", "img"} & {tag for tag, _ in seen.tags}
    assert not [name for _, found in seen.tags for name in found if name.startswith("on") or name == "style"]
    assert not [link for link in seen.values("a", "href") if link.startswith("javascript:")]
    assert seen.values("link", "href") == ["/palermo.css", "/new.atom"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(answer.content) < 100_000


def test_hostile_text_is_shown_as_it_is_written(client: TestClient) -> None:
    page = client.get("/documents/xbb/act/666@en").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>shelters</mark>" in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/?q=a&since=abc", 422, "since: expected a whole number; found “abc”."),
        ("/?q=a&since=1", 422, "since: expected 1900 or more; found “1”."),
        ("/?q=a&body=nato", 422, "body: expected one of un, "),
        ("/?q=a&provision=9-9", 422, "provision: expected the id of a provision"),
        ("/?q=a&mode=magic", 422, "mode: expected "),
        ("/?q=a&colour=red", 422, "colour: there is no such parameter."),
        ("/?q=***", 422, "expected "),
        ("/?q=" + "a" * 5000, 422, "q: expected at most 4000 characters"),
        ("/?q=a&jurisdiction=<b>", 422, "found “&lt;b&gt;”"),
        ("/documents/un/A/RES/1/1@en", 404, "No document un/A/RES/1/1@en is held."),
        ("/documents/un/A/RES/98/7@en?version=9", 404, "in version 9"),
        ("/documents/../../etc/passwd", 404, "Nothing is kept"),
        ("/documents/un A RES", 422, "id: expected the id of a document, such as"),
        ("/documents/un/" + "a" * 600 + "@en", 422, "expected the id of a document"),
        ("/documents/un/A/RES/98/7@en?version=0", 422, "version: expected 1 or more"),
        ("/provisions/9-9", 404, "expected an id such as"),
        ("/provisions/6-3-recovery?near=atlantis", 422, "near: expected a country"),
        ("/matrix?region=narnia", 422, "region: expected one of africa"),
        ("/gaps/atlantis", 404, "is no country that is known here"),
        ("/chain", 422, "expected a paragraph"),
        ("/agreed?text=12.", 422, "is no wording"),
        ("/agreed?text=a&country=atlantis", 422, "country: expected a country"),
        ("/agreed?text=" + "a" * 10_001, 422, "text: expected at most 10000 characters"),
        ("/works/un/nothing", 404, "No document of un/nothing is held."),
        ("/cite?address=x", 422, "address: expected the id of a document"),
        ("/cite?address=un/A/RES/98/7@en%23op_9", 404, "holds no passage op_9"),
        ("/cite?address=un/A/RES/98/7@en&style=apa", 404, "There is no style"),
        ("/nowhere", 404, "Nothing is kept at /nowhere."),
    ],
)
def test_a_bad_address_is_answered_in_one_sentence(client: TestClient, address: str, status: int, sentence: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, sentence in answer.text) == (status, True), answer.text
    assert "text/html" in answer.headers["content-type"]


def test_without_an_index_searching_is_not_available_yet(filled: Catalogue, tmp_path: Path) -> None:
    desk = Desk(filled, EmbeddedIndex(tmp_path / "none"), Letters(Recent()))
    with TestClient(create_app(desk), raise_server_exceptions=False) as client:
        answer = client.get("/?q=shelters")
        assert answer.status_code == 503
        assert "palermo ingest" in answer.text
        assert client.get("/documents/un/A/RES/98/7@en").status_code == 200
        assert client.get("/sources").status_code == 200


def test_the_api_answers_with_the_records(client: TestClient) -> None:
    answer = Answer.model_validate_json(client.get("/api/search?q=shelters&body=un").text)
    assert answer.hits[0].work == "un/A/RES/98/7"
    reading = Reading.model_validate_json(client.get("/api/documents/un/A/RES/98/7@en").text)
    assert [extract.address for extract in reading.extracts] == [passage.address for passage in reading.document.passages]
    assert client.get("/api/gaps/xaa").json()["caveat"]
    assert client.get("/api/search").json() == {"detail": "q: expected words to look for."}
    assert set(client.get("/openapi.json").json()["paths"]) >= {"/api/search", "/api/gaps/{jurisdiction}", "/api/matrix"}
    assert client.post("/api/search").status_code == 405


def test_reading_the_pages_writes_nothing(client: TestClient, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.glob("catalogue.sqlite*") if not path.name.endswith("-shm")}
    for address in PAGES:
        client.get(address)
    after = {path: path.read_bytes() for path in tmp_path.glob("catalogue.sqlite*") if not path.name.endswith("-shm")}
    assert after == before


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ["abcdef"]),
        ([(0, 2)], ["[ab]", "cdef"]),
        ([(4, 6), (1, 2)], ["a", "[b]", "cd", "[ef]"]),
        ([(1, 3), (2, 4), (4, 5)], ["a", "[bcde]", "f"]),
        ([(4, 99)], ["abcd", "[ef]"]),
    ],
)
def test_pieces_cover_the_text_once(spans: list[tuple[int, int]], expected: list[str]) -> None:
    assert [f"[{piece.text}]" if piece.marked else piece.text for piece in pieces("abcdef", spans)] == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("file:///etc/hosts", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: bool) -> None:
    assert (web(url) is not None) is expected
