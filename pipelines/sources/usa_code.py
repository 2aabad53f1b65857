"""Chapters of the United States Code that bear on trafficking, cut from the USLM files of the Office of the Law Revision Counsel.

A title comes whole, as a ZIP file per release point (the public law up to which it is current); the download page names it.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from lxml import etree

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup, zipped
from pipelines.gate import Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.manners import Manners
from pipelines.source import Source

DOWNLOAD = "https://uscode.house.gov/download/download.shtml"
CHAPTER = "https://uscode.house.gov/browse/prelim@title{title}/chapter{chapter}"
GATE = Gate(roots=frozenset({"uscDoc"}), least=300)
_RELEASE = re.compile(r"releasepoints/us/pl/(\d+)/([\w-]+)/")  # releasepoints/us/pl/118/158/xml_usc01@118-158.zip

NAMED = {
    (18, "77"): "18 U.S.C. Chapter 77: Peonage, slavery, and trafficking in persons",
    (22, "78"): "22 U.S.C. Chapter 78: Trafficking victims protection",
}

chapter = partial(Reference, source="usa_code", jurisdiction="usa", form=Form.STATUTE, language="en")


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for (title, number), name in NAMED.items():
        url = CHAPTER.format(title=title, chapter=number)
        yield chapter(url=url, work=f"usa/usc/{title}/ch{number}", title=name)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    title, number = reference.url.partition("@title")[2].split("/chapter")
    fetched = zipped.member(http, http.get(_file(http, int(title)), known=known), ".xml")
    return fetched if fetched.unchanged else http.instead(fetched, _cut(GATE.checked(fetched), number))


def _file(http: Http, title: int) -> str:
    page = http.get(DOWNLOAD)
    match = _RELEASE.search(page.content.decode("utf-8", "replace"))
    if match is None:
        raise markup.unexpected(page, "a release point")
    congress, law = match.groups()
    return f"https://uscode.house.gov/download/releasepoints/us/pl/{congress}/{law}/xml_usc{title:02d}@{congress}-{law}.zip"


def _cut(fetched: Fetched, number: str) -> bytes:
    """The title's file with this chapter alone in it."""
    root = markup.xml(fetched, "uscDoc")
    for found in markup.named(root, "chapter"):
        num = next(markup.named(found, "num"), None)
        if num is not None and num.get("value") == number:
            for title in markup.named(root, "title"):
                if found in title.iterdescendants():
                    title[:] = [child for child in title if etree.QName(child).localname in ("num", "heading")] + [found]
                    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
    raise Unreachable(f"{fetched.url}: expected a chapter {number}, found none", Trouble.FAILED)


source = Source(
    title="United States Code",
    home="https://uscode.house.gov/",
    licence="Public domain (17 U.S.C. 105)",
    languages=("en",),
    expect=range(len(NAMED), 50),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"uscode.house.gov"}),
    manners=Manners(delay=5.0),
    checks=(Check("The download page names the current release point", DOWNLOAD, holds=(b"releasepoints/us/pl/",)),),
)
