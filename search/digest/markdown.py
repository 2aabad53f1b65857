"""A digest as Markdown: what was removed struck out, what was added in bold. Nothing quoted is taken for markup."""

import re
from collections.abc import Iterator

from models.digest import Digest
from models.precedent import Change, ChangeKind
from search import naming
from search.digest.telling import Item, Note, headline, sections, span

_MARKUP = re.compile(r"[\\`*\[\]<>#|~]|(?<!\w)_|_(?!\w)")
_AROUND = {ChangeKind.KEPT: "", ChangeKind.REMOVED: "~~", ChangeKind.ADDED: "**"}


def markdown(digest: Digest, *, site: str = "") -> str:
    """`site`: where the pages are, so that links lead there; without it they begin at the root."""
    return "\n".join(_lines(digest, site)) + "\n"


def _lines(digest: Digest, site: str) -> Iterator[str]:
    yield f"# {_plain(headline(digest))}"
    yield f"\n{span(digest)}."
    for section in sections(digest):
        yield f"\n## {section.title}\n"
        for item in section.items:
            yield from _item(item, site)
        if section.more:
            yield f"- and {section.more} more"


def _item(item: Item, site: str) -> Iterator[str]:
    yield f"- {_linked(item.said, item.address, site)}"
    for note in item.notes:
        yield f"  - {_note(note, site)}"


def _note(note: Note, site: str) -> str:
    said = _linked(note.said, note.address, site) if note.said else ""
    quoted = "".join(map(_piece, note.diff)) if note.diff else f"“{_plain(note.quote)}”" if note.quote else ""
    if not said and note.address:
        quoted = f"{quoted} ({_linked(note.address, note.address, site)})"
    return ": ".join(filter(None, (said, quoted)))


def _piece(piece: Change) -> str:
    around, text = _AROUND[piece.kind], _plain(piece.text)
    inner = text.strip()
    return text.replace(inner, f"{around}{inner}{around}") if inner and around else text


def _linked(said: str, address: str | None, site: str) -> str:
    return f"[{_plain(said)}]({site}{naming.to_document(address)})" if address else _plain(said)


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()) if "\n" in text else text)
