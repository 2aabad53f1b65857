"""Resolutions and declarations of the General Assembly of the Organization of American States, cut from its yearly volumes.

There is no file for a resolution: each session has one volume, and a version checked for style takes the place of the provisional
one, with a higher number at the end of its name. The site refuses most programs, and volumes before 2020 are in a format that is
not read: converted files are put into the folder of dropped files.
"""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urldefrag, urljoin

from models.document import Form, Reference
from models.report import Trouble
from pipelines.checks import Check
from pipelines.feeds import markup
from pipelines.formats import docx
from pipelines.gate import ZIP, Gate
from pipelines.http import Fetched, Http, Unreachable
from pipelines.layout import Unreadable
from pipelines.manners import Manners
from pipelines.source import Needs, Source

LIST = "https://www.oas.org/consejo/GENERAL%20ASSEMBLY/Resoluciones-Declaraciones.asp"
VOLUME = Gate(magic=(ZIP,), least=1000)
GATE = Gate(least=200, whole=False)
_FILE = re.compile(r"/(AG\d+)([ESFPT])(\d+)\.docx$", re.I)  # AG09324S06.docx: number, language, version
_SYMBOL = re.compile(r"^AG/(RES|DEC)\. ?(\d+) \(([^)]+)\)$")  # AG/RES. 2872 (XLV-O/15)
LANGUAGES = {"E": "en", "S": "es"}
FORMS = {"RES": Form.RESOLUTION, "DEC": Form.DECLARATION}


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    page = http.get(LIST)
    links = [urljoin(page.url, markup.attribute(link, "href")) for link in markup.some(page, "a[href*='.doc' i]", "volumes")]
    for url, language in _newest(links):
        for symbol, form in _parts(http.get(url)):
            yield Reference(
                source="oas_assembly",
                url=f"{url}#{symbol.replace(' ', '')}",
                body="oas",
                jurisdiction="oas",
                form=form,
                language=language,
                title=symbol,
            )


def _newest(links: list[str]) -> list[tuple[str, str]]:
    """The highest version of each volume in each language that is read."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for url in links:
        if (match := _FILE.search(url)) and match.group(2).upper() in LANGUAGES:
            key = (match.group(1), match.group(2).upper())
            found[key] = max(found.get(key, ("", "")), (match.group(3), url.replace("http://", "https://", 1)))
    return [(url, LANGUAGES[language]) for (_, language), (_, url) in sorted(found.items())]


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    url, symbol = urldefrag(reference.url)
    fetched = http.once(url)
    texts = {name.replace(" ", ""): text for (name, _), text in _parts(fetched).items()}
    if symbol not in texts:
        raise Unreachable(f"{reference.url}: the volume no longer holds it", Trouble.FAILED)
    return http.instead(fetched, texts[symbol].encode())


def _parts(volume: Fetched) -> dict[tuple[str, Form], str]:
    """(symbol, form) to text. The table of contents names each one, too: the longest text under a symbol is its own."""
    try:
        blocks = [" ".join(block.text.split()) for block in docx.layout(VOLUME.checked(volume).content).blocks]
    except Unreadable as error:
        raise Unreachable(f"{volume.url}: {error}", Trouble.FAILED) from error
    starts = [n for n, text in enumerate(blocks) if _SYMBOL.match(text)]
    found: dict[tuple[str, Form], str] = {}
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        match = _SYMBOL.match(blocks[start])
        if match is not None:
            key = (blocks[start], FORMS[match.group(1)])
            found[key] = max(found.get(key, ""), "\n\n".join(blocks[start:end]), key=len)
    return found


source = Source(
    title="General Assembly of the Organization of American States",
    home="https://www.oas.org/",
    licence="Organization of American States; see https://www.oas.org/en/legal.asp",
    languages=tuple(LANGUAGES.values()),
    expect=range(1, 5000),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    hosts=frozenset({"www.oas.org", "scm.oas.org"}),
    manners=Manners(delay=5.0),
    checks=(Check("One page lists the volume of each session", LIST, holds=(b"scm.oas.org/doc_public",)),),
    needs=Needs.DROP,
    drop="oas",
)
