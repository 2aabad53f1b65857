"""Who signed and who is bound, by the depositary's XML of each treaty: facts for the lists of ratifications, not texts.

Chapters I to XI of the collection lie under Volume I, XII and later ones under Volume II. When the site is being maintained it
says so with status 200.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from models.document import Reference
from models.ratification import held, treaties, write
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Http
from pipelines.manners import Manners
from pipelines.participants import Unreadable, joined, participants
from pipelines.source import Source

XML = "https://treaties.un.org/doc/Publication/MTDSG/Volume%20{volume}/Chapter%20{chapter}/{number}.en.xml"
GATE = Gate(roots=frozenset({"Root", "Treaty"}), least=500)
_FIRST_VOLUME = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
_NUMBER = re.compile(r"[IVXL]+-\d+(?:-[a-z])?")  # XVIII-12-a


def url(number: str) -> str:
    chapter = number.partition("-")[0]
    return XML.format(volume="I" if chapter in _FIRST_VOLUME else "II", chapter=quote(chapter), number=number)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for treaty in treaties().values():
        if _NUMBER.fullmatch(treaty.number):
            yield Reference(source="un_treaties", url=url(treaty.number), title=treaty.title, language="en")


def take(reference: Reference, content: bytes, home: Path) -> bool:
    """Renews the list of a treaty under the home; the day it is taken is the day it is as of."""
    try:
        listed = participants(content, reference.url.rsplit("/", 1)[-1])
    except Unreadable as error:
        raise ValueError(str(error)) from error
    folder = home / "ratifications"
    renewed = joined(listed, held(folder)[listed.treaty], datetime.now(UTC).date().isoformat())
    write(renewed.rows, folder / f"{listed.treaty}.csv")
    return bool(renewed.changes)


source = Source(
    title="United Nations Treaty Collection (status of treaties)",
    home="https://treaties.un.org/",
    licence="United Nations; see https://treaties.un.org/pages/Overview.aspx",
    languages=("en",),
    expect=range(1, 100),
    discover=discover,
    gate=GATE,
    take=take,
    hosts=frozenset({"treaties.un.org"}),
    manners=Manners(delay=2.0),
    checks=(
        Check("Chapter XVIII lies under Volume II", url("XVIII-12-a"), gate=GATE, holds=(b"<Participants", b"Titlesect")),
        Check("Chapter IV lies under Volume I", url("IV-11-c"), gate=GATE, holds=(b"<Participants",)),
    ),
)
