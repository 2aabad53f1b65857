"""What kind of bytes a snapshot holds, told by the bytes and never by the name; and whether they are a document at all."""

import json
import re
import tomllib
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import PurePath
from typing import Any

from pipelines.layout import Blocked, Unreadable

MAX_BYTES = 200 * 1000 * 1000
"""Larger files are refused before anything parses them: the longest code in use is a hundred times smaller."""


class Media(StrEnum):
    """A format by its bytes; the value is the name of the module in pipelines/formats that reads it."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    HTML = "html"
    XML = "lawxml"
    JSON = "records"
    MARKDOWN = "markdown"
    TEXT = "text"


_HTML = frozenset(
    b"html head body div p a span section article main table ul ol h1 h2 h3 meta br b i em strong center font".split()
)
"""Names of elements that open a page or a piece of one; other roots are XML's."""

_SUFFIXES: Mapping[str, frozenset[Media]] = {
    ".pdf": frozenset({Media.PDF}),
    ".docx": frozenset({Media.DOCX}),
    ".doc": frozenset({Media.DOC, Media.DOCX}),
    ".html": frozenset({Media.HTML}),
    ".htm": frozenset({Media.HTML}),
    ".xml": frozenset({Media.XML}),
    ".akn": frozenset({Media.XML}),
    ".json": frozenset({Media.JSON}),
    ".md": frozenset({Media.MARKDOWN, Media.TEXT}),
    ".txt": frozenset({Media.MARKDOWN, Media.TEXT}),
}


def sniff(content: bytes) -> Media:
    """The format of the bytes. Unreadable for what no format reads."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{len(content) // 10**6} MB, but a document has at most {MAX_BYTES // 10**6} MB")
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Unreadable("the file is empty")
    if b"%PDF-" in content[:1024]:
        return Media.PDF
    if head.startswith(b"PK"):
        return _zipped(content)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Media.DOC
    if _binary(content):
        raise Unreadable("binary data of no known kind, expected a document")
    return _textual(content, head)


def warnings(media: Media, name: str) -> tuple[str, ...]:
    """One sentence when the name says another format than the bytes."""
    expected = _SUFFIXES.get(PurePath(name).suffix.lower())
    if expected is None or media in expected:
        return ()
    return (f"named {PurePath(name).suffix}, but the bytes are {media.name}: read as {media.name}",)


def _zipped(content: bytes) -> Media:
    try:
        entries = zipfile.ZipFile(BytesIO(content)).namelist()
    except zipfile.BadZipFile as error:
        raise Unreadable("a damaged ZIP or DOCX file") from error
    if any(entry.startswith("word/") for entry in entries):
        return Media.DOCX
    raise Unreadable("a ZIP file without a Word document in it")


def _binary(content: bytes) -> bool:
    """NUL bytes or many control characters: no text encoding in use looks so (UTF-16 is told by its mark)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    sample = content[:65536]
    control = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in sample)
    return b"\x00" in sample or control > len(sample) // 50


def _textual(content: bytes, head: bytes) -> Media:
    if head[:1] == b"<" and not head.startswith(b"<meta"):
        root = re.search(rb"<(?!\?|!)/?(?:[\w.-]+:)?([\w.-]+)", re.sub(rb"<!--.*?-->", b"", head, flags=re.S))
        page = root is not None and root.group(1).lower() in _HTML and b'class="legalArticle"' not in content  # Lovdata's XML
        return Media.HTML if page else Media.XML
    if head[:1] in b"{[" and _is_json(content):
        return Media.JSON
    return Media.MARKDOWN if _is_markdown(content) else Media.TEXT


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):  # the latter: nested thousands deep
        return False
    return True


def _is_markdown(content: bytes) -> bool:
    """Front matter, headings, emphasis or list marks at the start of lines."""
    return bool(re.search(rb"^(?:---\s*$|#{1,6} ?\S|\*\*\S|- \S|\[\^)", content[:200_000], re.M))


def gate(text: str, least: int = 200) -> None:
    """Blocked when the words of a page are those of a challenge, a refusal or an empty shell in a document's place.

    `least` characters of text make a document.
    """
    sample = " ".join(text[:6000].lower().split())
    for sign in _signs():
        if len(text) < sign["below"] and all(part in sample for part in sign["all"]):
            raise Blocked(sign["reason"])
    if len(sample) < least:
        raise Blocked(f"a page of {len(sample)} characters, not a document")


@cache
def _signs() -> tuple[Any, ...]:
    return tuple(tomllib.loads(files("pipelines").joinpath("gates.toml").read_text(encoding="utf-8"))["sign"])
