"""A digest as HTML and as an Atom feed."""

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree

from models.digest import Digest
from search import naming
from search.digest.telling import headline, sections, span

ATOM = "http://www.w3.org/2005/Atom"
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML has no room for


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("search.digest"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(to_document=naming.to_document)
    return made


def fragment(digest: Digest, *, site: str = "") -> str:
    """Headed sections, to be put into a page, a mail or a feed."""
    return _templates().get_template("digest.html").render(sections=sections(digest), span=span(digest), site=site)


def page(digest: Digest, *, site: str = "") -> str:
    """A whole page without style or script, as mails have it."""
    inner = fragment(digest, site=site)
    return _templates().get_template("mail.html").render(title=headline(digest), inner=inner)


def feed(digests: Sequence[Digest], *, site: str) -> bytes:
    """An Atom feed (RFC 4287), an entry a digest that tells of something, the newest first."""
    told = [one for one in digests if not one.quiet or one.unknown]
    updated = (told or digests)[0].until.isoformat() if digests else "1970-01-01T00:00:00+00:00"
    root = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    _add(root, "title", "What is new on trafficking in persons")
    _add(root, "id", f"{site}/new")
    _add(root, "updated", updated)
    _add(_add(root, "author"), "name", "palermo")
    _add(root, "link", rel="self", href=f"{site}/new.atom")
    _add(root, "link", rel="alternate", href=f"{site}/new")
    for one in told:
        _entry(_add(root, "entry"), one, site)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _entry(entry: etree._Element, digest: Digest, site: str) -> None:
    until = digest.until.isoformat()
    _add(entry, "title", headline(digest))
    _add(entry, "id", f"{site}/new?until={quote(until)}")
    _add(entry, "updated", until)
    _add(entry, "link", rel="alternate", href=f"{site}/new?until={quote(until)}")
    _add(entry, "content", fragment(digest, site=site), type="html")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = _UNPRINTED.sub("", text) if text else None
    return made
