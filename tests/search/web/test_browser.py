"""The pages in a real browser: their main tasks with and without script, accessibility by axe, screenshots in data/screens."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from invented import ESPAÑOL, LAW, RESOLUTION, Letters, document, extracts, snapshot
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pydantic import SecretStr

from models.document import Form
from search.catalogue import Catalogue
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.settings import Settings
from search.web.api import create_app
from search.web.desk import Desk, Recent

CHROMIUM = Path("/usr/bin/chromium")
SCREENS = Path(__file__).parents[3] / "data" / "screens"
TOKEN = "a token of some length"
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}: apt-get install chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "start": "/",
    "search": "/?q=shelters",
    "nothing": "/?q=%22no+such+words%22",
    "agreed": "/agreed?text=A/RES/98/7+op+1",
    "review": "/review",
    "new": "/new",
    "documents": "/documents",
    "document": "/documents/un/A/RES/98/7@en",
    "cite": "/cite?address=un/A/RES/98/7@en%23op_1",
    "country": "/gaps/xaa",
    "matrix": "/matrix",
    "compare": "/compare?jurisdiction=xaa&jurisdiction=xbb",
    "provisions": "/provisions",
    "provision": "/provisions/6-3-recovery",
    "saved": "/saved",
    "about": "/about",
    "sources": "/sources",
    "error": "/nowhere",
}


def _fill(folder: Path) -> Catalogue:
    catalogue = Catalogue.open(f"sqlite:///{folder}/catalogue.sqlite", str(folder / "snapshots"))
    about = {"symbol": "A/RES/98/7", "form": Form.RESOLUTION, "body": "un", "adopted": date(2043, 12, 1)}
    for texts, work, language, fields in (
        (RESOLUTION, "un/A/RES/98/7", "en", about),
        (LAW, "xaa/act/2041/3", "en", {"adopted": date(2041, 5, 5)}),
        (ESPAÑOL, "xbb/ley/9", "es", {}),
    ):
        of = snapshot(work, url=f"https://example.org/{work}")
        read = document(texts, of, work=work, language=language, **fields)
        catalogue.save(of, read, extracts(read))
    return catalogue


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    catalogue, index = _fill(folder), EmbeddedIndex(folder / "index")
    reindex(catalogue, index, Letters(catalogue))
    app = create_app(Desk(catalogue, index, Letters(Recent())), settings=Settings(token=SecretStr(TOKEN), rate="100000/minute"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_a_reader_searches_narrows_and_reads(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_label("Words, a symbol, or a phrase in quotes").fill("shelters")
    reader.keyboard.press("Enter")
    reader.get_by_role("link", name="United Nations").first.click()
    expect(reader.locator("mark").first).to_have_text("shelters")
    reader.get_by_role("heading", name="98/7, paragraph 1").get_by_role("link").click()
    expect(reader).to_have_url(re.compile("/documents/un/A/RES/98/7@en#op_1$"))
    expect(reader.locator("#op_1")).to_be_in_viewport()


def test_a_reader_saves_a_search(reader: Page) -> None:
    reader.goto("/?q=shelters&body=un")
    reader.get_by_text("Save this search").click()
    reader.get_by_label("Name").fill("Shelters")
    reader.get_by_label("Token").fill(TOKEN)
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("link", name="Shelters", exact=True)).to_be_visible()


def test_a_reader_looks_for_agreed_language_and_takes_it_along(reader: Page) -> None:
    reader.goto("/agreed")
    reader.locator("#text").fill("A/RES/98/7 op 1")
    reader.get_by_role("button", name="Find precedents").click()
    expect(reader.get_by_role("heading", name="Precedents")).to_be_visible()
    with reader.expect_download() as taken:
        reader.get_by_role("link", name="Word", exact=True).click()
    assert taken.value.suggested_filename == "agreed-language.docx"


def test_a_reader_goes_from_the_matrix_to_the_words_of_a_law(reader: Page) -> None:
    reader.goto("/matrix")
    reader.get_by_label("Pillar").select_option("protection")
    reader.get_by_role("button", name="Show").click()
    reader.locator(".matrix td a").first.click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("what the law holds")
    reader.goto("/matrix")
    reader.get_by_text("Choose countries").click()
    for country in ("Arvenia", "Belmaria"):
        reader.get_by_label(country).check()
    reader.get_by_role("button", name="Compare").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("side by side")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(browser: Browser, site: str, scheme: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    axe, wrong = Axe(), []
    for width in (380, 1440):
        context = browser.new_context(base_url=site, color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
        page = context.new_page()
        for name, address in PAGES.items():
            page.goto(address)
            page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{name}: wider than {width} pixels")
            if width > 1000:  # the same markup stands on the narrow ones
                found = axe.run(page).response["violations"]
                wrong += [f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
        context.close()
    assert wrong == []


def test_reading_goes_on_while_texts_are_taken_in(site: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fifty readers at a time, and a writer beside them on the same file."""
    import httpx

    folder = next(tmp_path_factory.getbasetemp().glob("site*"))
    statuses: list[int] = []

    def reading() -> None:
        with httpx.Client(base_url=site, timeout=60) as client:
            statuses.extend(client.get(address).status_code for address in ("/", "/?q=shelters", "/documents", "/gaps/xaa"))

    readers = [threading.Thread(target=reading) for _ in range(50)]
    for reader in readers:
        reader.start()
    with Catalogue.open(f"sqlite:///{folder}/catalogue.sqlite", str(folder / "snapshots")) as catalogue:
        for number in range(30):
            of = snapshot(f"{number}{datetime.now(UTC)}", url=f"https://example.org/{number}")
            read = document(LAW, of, work=f"xcc/act/2050/{number}")
            catalogue.save(of, read, extracts(read))
    for reader in readers:
        reader.join()
    assert statuses == [200] * 200
