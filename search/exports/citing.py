"""How a text or a passage of it is cited: in plain words, as a footnote of the UN's editorial manual, for BibTeX and for RIS."""

import re
from collections.abc import Mapping
from datetime import date

from models.base import Record
from models.document import Document, Passage
from models.hit import Hit
from models.precedent import Use
from search.naming import day, place
from search.web.pages.links import web

_ORGANS: tuple[tuple[str, str], ...] = (
    (r"A/RES/(\d+/\d+)", r"General Assembly resolution \1"),
    (r"A/RES/(\d+) \((.+)\)", r"General Assembly resolution \1 (\2)"),
    (r"A/DEC/(\d+/\d+)", r"General Assembly decision \1"),
    (r"S/RES/(\d+) ?\((\d+)\)", r"Security Council resolution \1 (\2)"),
    (r"E/RES/(\d+/\d+)", r"Economic and Social Council resolution \1"),
    (r"A/HRC/RES/(\d+/\d+)", r"Human Rights Council resolution \1"),
    (r"A/HRC/DEC/(\d+/\d+)", r"Human Rights Council decision \1"),
)
"""Symbols that the manual writes out, whole: `A/RES/55/25`. All others stand as they are printed."""

_PARTS: Mapping[str, str] = {
    "preambular": "preambular para.",
    "operative": "para.",
    "recital": "recital",
    "article": "art.",
    "section": "sect.",
    "annex": "annex, para.",
    "statement": "statement, para.",
}
_PLACES: Mapping[str, str] = {"art": "art.", "sec": "sect."}
"""By the first part of the address, for roles that say nothing of it: definitions."""
_KINDS = {"statute": "STAT", "convention": "LEGAL", "directive": "LEGAL"}
"""Types of RIS by form; all other forms are documents of governments."""
_TEX = str.maketrans({"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}})


class Citable(Record):
    title: str
    symbol: str | None
    adopted: date | None
    jurisdiction: str
    form: str
    language: str
    address: str
    """Of the passage, or the id of the document."""
    role: str | None = None
    number: str | None = None
    url: str | None = None


def of_hit(hit: Hit) -> Citable:
    return _of(hit)


def of_use(use: Use) -> Citable:
    return _of(use)


def _of(one: Hit | Use) -> Citable:
    given = {name: getattr(one, name) for name in Citable.model_fields if name not in ("adopted", "url")}
    return Citable(**given, adopted=date.fromisoformat(one.adopted) if one.adopted else None, url=web(one.url))


def of_document(document: Document, passage: Passage | None = None) -> Citable:
    return Citable(
        title=document.title,
        symbol=document.symbol,
        adopted=document.adopted,
        jurisdiction=document.jurisdiction,
        form=document.form.value,
        language=document.language,
        address=passage.address if passage else document.id,
        role=passage.role.value if passage else None,
        number=passage.number if passage else None,
        url=web(document.url),
    )


def citations(one: Citable) -> Mapping[str, str]:
    """By the name of the format, in the order in which they are offered."""
    return {"Plain": plain(one), "UN footnote": footnote(one), "BibTeX": bibtex(one), "RIS": ris(one)}


def plain(one: Citable) -> str:
    """ "Title, A/RES/55/25 (15 November 2000), para. 3, https://…"."""
    name = ", ".join(filter(None, (one.title, one.symbol)))
    dated = f"{name} ({day(one.adopted)})" if one.adopted else name
    return ", ".join(filter(None, (dated, _part(one), one.url or one.address)))


def footnote(one: Citable) -> str:
    """ "General Assembly resolution 55/25, para. 3."; what has no symbol goes by whose it is and its title."""
    if one.symbol:
        named = next((re.sub(like, said, one.symbol) for like, said in _ORGANS if re.fullmatch(like, one.symbol)), one.symbol)
    else:
        named = f"{place(one.jurisdiction)}, {one.title}"
    return ", ".join(filter(None, (named, _part(one)))) + "."


def bibtex(one: Citable) -> str:
    key = re.sub(r"[^A-Za-z0-9]+", "-", one.address).strip("-")
    fields = {
        "author": f"{{{place(one.jurisdiction).translate(_TEX)}}}",
        "title": f"{{{one.title.translate(_TEX)}}}",
        "number": (one.symbol or "").translate(_TEX),
        "year": str(one.adopted.year) if one.adopted else "",
        "note": _part(one).translate(_TEX),
        "url": one.url or "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}}}"


def ris(one: Citable) -> str:
    fields = (
        ("TY", _KINDS.get(one.form, "GOVDOC")),
        ("AU", f"{place(one.jurisdiction)},"),  # the comma makes it one name, not a first and a last one
        ("TI", " ".join(one.title.split())),
        ("M1", one.symbol),
        ("DA", one.adopted.strftime("%Y/%m/%d") if one.adopted else None),
        ("SE", _part(one)),
        ("LA", one.language),
        ("UR", one.url),
        ("ID", one.address),
    )
    return "\n".join(f"{tag}  - {value}" for tag, value in (*fields, ("ER", " ")) if value)


def _part(one: Citable) -> str:
    """ "para. 3", "art. 6, para. 3"; empty for a whole document."""
    if not one.role or not one.number:
        return ""
    begun = one.address.partition("#")[2].partition("_")[0]
    word = _PARTS.get(one.role) or _PLACES.get(begun, "")
    return f"{word} {one.number.removeprefix('pp')}".strip()
