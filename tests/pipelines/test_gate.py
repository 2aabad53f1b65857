"""What passes for a document and what does not, whatever the status said."""

from pathlib import Path

import pytest
from sites import pdf, zipped

from models.report import Trouble
from pipelines.gate import PDF, ZIP, Gate
from pipelines.http import Fetched, Unreachable

XML = Gate(types=frozenset({"application/xml"}), roots=frozenset({"act"}), least=20)
PAGE = Gate(types=frozenset({"text/html"}), roots=frozenset({"html"}))
LETTER = b"<html><body><p>" + b"The invented words of an invented act, long enough for a page. " * 5 + b"</p></body></html>"
ACT = b"<?xml version='1.0'?><act><p>The invented words of an invented act.</p></act>"


def fetched(content: bytes, media_type: str | None) -> Fetched:
    return Fetched("https://a.example/x", "https://a.example/x", content, media_type, {})


@pytest.mark.parametrize(
    ("gate", "content", "media_type"),
    [
        (XML, ACT, "application/xml"),
        (XML, b"\xef\xbb\xbf" + ACT, "application/xml"),
        (XML, ACT.replace(b"act>", b"x:act>"), "application/xml"),
        (XML, ACT + b"\n<!-- printed at noon -->\n", "application/octet-stream"),
        (XML, b"<!-- a remark --><act a='b'><p>The invented words of an act.</p></act >", None),
        (PAGE, LETTER, "text/html"),
        (PAGE, LETTER.upper(), "text/html"),
        (Gate(magic=(PDF,)), pdf("An invented act.\n" * 20), "application/pdf"),
        (Gate(magic=(ZIP,)), zipped((("a.xml", "x" * 400),)), "application/zip"),
        (Gate(least=1), b'{"laws": []}', "application/json"),
    ],
)
def test_documents_pass(gate: Gate, content: bytes, media_type: str | None) -> None:
    assert gate.checked(fetched(content, media_type)).content == content


@pytest.mark.parametrize(
    ("gate", "content", "media_type", "trouble", "words"),
    [
        (XML, LETTER, "text/html", Trouble.BLOCKED, "expected application/xml, got text/html"),
        (XML, LETTER, "application/xml", Trouble.BLOCKED, "expected <act>, got <html>"),
        (XML, b"the words of an act, without any markup", "application/xml", Trouble.BLOCKED, "got no markup"),
        (XML, ACT[:-5], "application/xml", Trouble.FAILED, "cut off: </act> is missing"),
        (XML, b"<act><p>a</p></act>", "application/xml", Trouble.BLOCKED, "19 bytes, expected a document of 20"),
        (PAGE, LETTER[:-12], "text/html", Trouble.FAILED, "</html> is missing"),
        (
            PAGE,
            b"<html><body>" + b"<script>" + b"x" * 900 + b"</script></body></html>",
            "text/html",
            Trouble.BLOCKED,
            "characters",
        ),
        (PAGE, LETTER.replace(b"The", b"Just a moment ... Cloudflare", 1), "text/html", Trouble.BLOCKED, "Cloudflare"),
        (Gate(magic=(PDF,)), LETTER, "application/pdf", Trouble.BLOCKED, "expected a PDF, got other bytes"),
        (Gate(magic=(PDF,)), pdf("An invented act.\n" * 90)[:900], None, Trouble.FAILED, "the PDF is cut off"),
        (Gate(least=1), b'{"laws": [', "application/json", Trouble.FAILED, "the JSON is cut off"),
    ],
)
def test_what_comes_in_a_documents_place_does_not(
    gate: Gate, content: bytes, media_type: str | None, trouble: Trouble, words: str
) -> None:
    with pytest.raises(Unreachable, match=words) as caught:
        gate.checked(fetched(content, media_type))
    assert caught.value.trouble is trouble


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("page", "passes"),
    [
        ("eu/eur-lex_html_waf_2xx_empty.html", False),
        ("tip/state.gov_2xx_forbidden.html", False),
        ("us/ecfr_html_request_access.html", False),
        ("us/dol_akamai_challenge.html", False),
        ("ilo/constructed/normlex_403_cloudflare.html", False),
        ("oas/constructed/403_cloudflare.html", False),
        ("untc/constructed/unavailable_200.html", False),
        ("ods/constructed/missing_symbol_200.html", False),
        ("uk/html_uk-modern-slavery-act-2015.html", True),
        ("eu/cellar/31958R0001_old.html", True),
        ("ie/eli_1960_act_enacted.html", True),
        ("pl/rozporzadzenie-simple-2024-1984.html", True),
    ],
)
def test_pages_as_recorded(shared: Path, page: str, passes: bool) -> None:
    content = (shared / "sites" / page).read_bytes()
    gate = Gate(roots=frozenset({"html"}))
    if passes:
        gate.checked(fetched(content, "text/html"))
    else:
        with pytest.raises(Unreachable) as caught:
            gate.checked(fetched(content, "text/html"))
        assert caught.value.trouble is Trouble.BLOCKED
