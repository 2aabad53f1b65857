"""Selections from pages, XML and JSON that fail loudly: a site that changed its markup is a failure, not an empty list."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bs4 import BeautifulSoup, Tag
from lxml import etree

from models.report import Trouble
from pipelines.gate import LIST
from pipelines.http import Fetched, Unreachable

__all__ = ["Tag", "attribute", "data", "day", "moment", "named", "page", "some", "text", "unexpected", "words", "xml"]

_PARSER: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


def unexpected(fetched: Fetched, expected: str) -> Unreachable:
    """What came is not what this source's module knows: to be raised."""
    return Unreachable(f"{fetched.url}: expected {expected}, found none; the site may have changed", Trouble.FAILED)


def page(fetched: Fetched) -> BeautifulSoup:
    """The page by its bytes and its own declaration; the charset of the header is often wrong."""
    return BeautifulSoup(fetched.content, "lxml")


def some(fetched: Fetched, css: str, expected: str) -> list[Tag]:
    """The elements, one at least. Raises Unreachable."""
    found = page(LIST.checked(fetched)).select(css)
    if not found:
        raise unexpected(fetched, f"{expected} at '{css}'")
    return list(found)


def words(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def attribute(node: Tag, name: str) -> str | None:
    value = node.get(name)
    return value if isinstance(value, str) else None


def xml(fetched: Fetched, *roots: str) -> etree._Element:
    """The root element, which must have one of the local names where some are given. Raises Unreachable."""
    try:
        root = etree.fromstring(fetched.content.lstrip(b"\xef\xbb\xbf \t\r\n"), parser=etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        raise Unreachable(f"{fetched.url}: expected XML: {error.msg}", Trouble.FAILED) from error
    name = etree.QName(root).localname
    if roots and name not in roots:
        raise Unreachable(f"{fetched.url}: expected <{'> or <'.join(roots)}>, got <{name}>", Trouble.BLOCKED)
    return root


def named(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants by local name, in document order: the same record comes with, without and with another namespace."""
    for below in node.iterdescendants():
        if isinstance(below.tag, str) and etree.QName(below).localname in names:
            yield below


def text(node: etree._Element, name: str) -> str | None:
    """The words of the first descendant with a local name."""
    found = next(named(node, name), None)
    said = " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""
    return said or None


def data(fetched: Fetched) -> dict[str, Any]:
    """The JSON object. Raises Unreachable."""
    try:
        found = json.loads(fetched.content)
    except ValueError as error:
        came = fetched.media_type or "something else"
        raise Unreachable(f"{fetched.url}: expected JSON, got {came}", Trouble.BLOCKED) from error
    if not isinstance(found, dict):
        raise unexpected(fetched, "a JSON object")
    return found


def day(written: str | None) -> date | None:
    """A date as `2026-02-03` or `20260203`, also with a time after it; None for placeholders (9999-12-31) and blanks."""
    digits = "".join(character for character in (written or "")[:10] if character.isdigit())[:8]
    if len(digits) < 8 or digits[:4] in ("9999", "2999"):
        return None
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None


def moment(written: str | None) -> datetime | None:
    """A point in time in ISO 8601, in UTC where it names no zone; a bare date is its midnight."""
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        whole = day(written)
        return datetime(whole.year, whole.month, whole.day, tzinfo=UTC) if whole else None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
