"""A digest as HTML and as an Atom feed."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.digest import Digest
from search import naming
from search.digest.telling import headline, sections, span
from search.exports import atom


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
    """An Atom feed, an entry a digest that tells of something, the newest first."""
    entries = [
        atom.Entry(
            title=headline(one),
            updated=one.until.isoformat(),
            path=f"/new?until={quote(one.until.isoformat())}",
            content=fragment(one, site=site),
            html=True,
        )
        for one in digests
        if not one.quiet or one.unknown
    ]
    return atom.feed("What is new on trafficking in persons", entries, site=site, path="/new.atom", page="/new")
