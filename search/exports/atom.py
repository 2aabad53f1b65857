"""Atom feeds (RFC 4287): entries that never become markup, whatever the texts hold."""

import re
from collections.abc import Sequence

from lxml import etree

from models.base import Record

NAMESPACE = "http://www.w3.org/2005/Atom"
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML has no room for
_NEVER = "1970-01-01T00:00:00+00:00"


class Entry(Record):
    title: str
    updated: str
    """ISO 8601, with the time zone."""
    path: str
    """Of its page; also what makes it unique."""
    content: str
    html: bool = False
    """Whether the content is HTML of our own making; else plain text."""


def feed(title: str, entries: Sequence[Entry], *, site: str, path: str, page: str) -> bytes:
    """`path` is the feed's own, `page` that of the page which says the same; `site` begins both, and may be empty."""
    root = etree.fromstring(f'<feed xmlns="{NAMESPACE}"/>')
    _add(root, "title", title)
    _add(root, "id", f"{site}{page}")
    _add(root, "updated", max((one.updated for one in entries), default=_NEVER))
    _add(_add(root, "author"), "name", "palermo")
    _add(root, "link", rel="self", href=f"{site}{path}")
    _add(root, "link", rel="alternate", href=f"{site}{page}")
    for one in entries:
        _entry(_add(root, "entry"), one, site)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _entry(entry: etree._Element, one: Entry, site: str) -> None:
    _add(entry, "title", one.title)
    _add(entry, "id", f"{site}{one.path}")
    _add(entry, "updated", one.updated)
    _add(entry, "link", rel="alternate", href=f"{site}{one.path}")
    _add(entry, "content", one.content, type="html" if one.html else "text")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    made.text = _UNPRINTED.sub("", text) if text else None
    return made
