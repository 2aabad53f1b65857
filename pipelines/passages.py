"""From drafts to passages: unique addresses, and offsets that cut each passage from the document's running text."""

import re
from collections import Counter
from collections.abc import Iterable

from models.base import LanguageCode, NonEmpty, Record
from models.document import Passage, Role


class Draft(Record):
    """A passage before it has its place: what a form knows of it."""

    eid: NonEmpty
    """Printed place within the document, Akoma Ntoso-style: `op_12__para_a`."""
    role: Role
    text: str
    number: str | None = None
    heading: str | None = None
    path: tuple[str, ...] = ()
    page: int | None = None
    level: int = 0
    attribution: str | None = None
    in_force: bool | None = None
    language: LanguageCode | None = None
    """None: the document's."""


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def eid_part(number: str) -> str:
    """A printed number as a part of an eid: "4(b)" gives "4-b", "12 bis." gives "12-bis", "§ 232a" gives "232a", "3¹" "3-1"."""
    number = re.sub(r"[⁰¹²³⁴-⁹]+", lambda raised: f"-{raised.group().translate(_RAISED)}", number)
    return re.sub(r"[^\w.]+", "-", number.strip()).strip("-._").lower() or "x"


def lay(work: str, language: str, drafts: Iterable[Draft]) -> tuple[Passage, ...]:
    """Passages laid end to end. A repeated eid gets a suffix (`sec_3__2`), a draft without words no passage."""
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    offset = 0
    for draft in drafts:
        text = draft.text.strip()
        if not text:
            continue
        eid = _unique(re.sub(r"[\s#]+", "-", draft.eid), seen)
        passages.append(
            Passage(
                address=f"{work}@{language}#{eid}",
                role=draft.role,
                number=draft.number,
                heading=draft.heading or None,
                path=draft.path,
                text=text,
                language=draft.language or language,
                page=draft.page,
                start=offset,
                end=offset + len(text),
                level=draft.level,
                attribution=draft.attribution,
                in_force=draft.in_force,
            )
        )
        offset += len(text) + 1
    return tuple(passages)


def _unique(eid: str, seen: Counter[str]) -> str:
    """The eid itself the first time, then with the first free suffix."""
    name = eid
    while name in seen:
        seen[eid] += 1
        name = f"{eid}__{seen[eid]}"
    seen[name] = 1
    return name
