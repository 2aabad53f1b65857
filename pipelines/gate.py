"""The content gate: whether an answer is the document that was asked for, whatever its status says.

A 2xx proves nothing: bot gates, error pages, application shells and halves of documents all come with one. What comes in a
document's place is `blocked`, half a document is `failed`; neither says anything about the document.
"""

import json
import re
from dataclasses import dataclass

from models.report import Trouble
from pipelines import media
from pipelines.http import Fetched, Unreachable
from pipelines.layout import Blocked

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

_NEUTRAL = frozenset({"application/octet-stream", "binary/octet-stream", "application/download", "text/plain"})
"""Media types by which servers announce anything at all."""
_HEAD = 4096
_TAIL = 4096


@dataclass(frozen=True)
class Gate:
    """What the bytes of a source's documents look like. An empty field asks for nothing."""

    types: frozenset[str] = frozenset()
    """Media types it is served with; types that say nothing are let through for the bytes to tell."""
    magic: tuple[bytes, ...] = ()
    """One of these stands in the first 1,024 bytes."""
    roots: frozenset[str] = frozenset()
    """Local name of the root element of XML or HTML."""
    least: int = 200
    """Bytes: no document is smaller."""
    text: int = 200
    """Characters of text that a page holds at least, for a shell without any is none."""
    whole: bool = True
    """Whether a document cut off can be told: XML and HTML close their root, PDF ends with its mark, JSON parses."""

    def checked(self, fetched: Fetched) -> Fetched:
        """The answer itself. Raises Unreachable where it is not the document."""
        if fetched.unchanged:
            return fetched
        if said := self._refusal(fetched):
            raise Unreachable(f"{fetched.url}: {said}", Trouble.BLOCKED)
        if self.whole and (said := _cut(fetched.content)):
            raise Unreachable(f"{fetched.url}: {said}", Trouble.FAILED)
        return fetched

    def _refusal(self, fetched: Fetched) -> str | None:
        content = fetched.content
        came = fetched.media_type or "no named media type"
        if self.types and fetched.media_type and fetched.media_type not in self.types | _NEUTRAL:
            return f"expected {' or '.join(sorted(self.types))}, got {came}"
        if self.magic and not any(mark in content[:1024] for mark in self.magic):
            return f"expected {' or '.join(_name(mark) for mark in self.magic)}, got other bytes ({came})"
        if self.roots and (root := root_of(content)) not in self.roots:
            return f"expected <{'> or <'.join(sorted(self.roots))}>, got {f'<{root}>' if root else 'no markup'} ({came})"
        if len(content) < self.least:
            return f"{len(content)} bytes, expected a document of {self.least} at least"
        return _phrase(content, self.text)


ANYTHING = Gate(least=1, text=0, whole=False)
LIST = Gate(least=1, text=0)
"""A page that lists documents: it may be short, but not a refusal or half of itself."""


def root_of(content: bytes) -> str | None:
    """Local name of the root element; None where the bytes open with no element."""
    head = re.sub(rb"<!--.*?-->", b"", content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n"), flags=re.S)
    if not head.startswith(b"<"):
        return None
    match = re.search(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)", head)
    name = match.group(1).decode("ascii", "replace") if match else None
    return "html" if name and name.lower() == "html" else name  # in pages, capitals make no difference


def _name(magic: bytes) -> str:
    return {PDF: "a PDF", ZIP: "a ZIP or DOCX file", OLE: "an old Office file"}.get(magic, repr(magic.decode("latin-1")))


def _phrase(content: bytes, least: int) -> str | None:
    """The words of a challenge, a refusal or a shell, in a page that holds nothing else (gates.toml)."""
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<" or (root_of(content) or "") != "html":
        return None
    text = re.sub(rb"<(script|style)\b.*?</\1>|<[^>]*>", b" ", content, flags=re.S | re.I).decode("utf-8", "replace")
    try:
        media.gate(" ".join(text.split()), least)
    except Blocked as error:
        return str(error)
    return None


def _cut(content: bytes) -> str | None:
    """What is missing at the end of half a document; None where nothing is or where it cannot be told."""
    if PDF in content[:1024]:
        return None if b"%%EOF" in content[-_TAIL:] else "the PDF is cut off: it has no end mark"
    opening = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if opening == b"<":
        return _unclosed(content)
    if opening in (b"{", b"["):
        try:
            json.loads(content)
        except ValueError:
            return "the JSON is cut off or damaged"
    return None


def _unclosed(content: bytes) -> str | None:
    root = root_of(content) or ""
    tail = content[-_TAIL:]
    if root == "html":
        return None if b"</html" in tail.lower() else "the page is cut off: </html> is missing"
    closed = re.search(rb"</(?:[\w.-]+:)?" + re.escape(root.encode()) + rb"\s*>\s*(?:<!--.*?-->\s*)*\x00*$", tail, re.S)
    return None if closed or b"</" not in content else f"the XML is cut off: </{root}> is missing at its end"
