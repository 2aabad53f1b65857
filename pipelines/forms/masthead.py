"""What the first lines of a resolution say of it: symbol, title, session, date of adoption."""

import itertools
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from models.document import Completeness, Form
from models.reference import bodies
from pipelines import union
from pipelines.dates import dates
from pipelines.forms.opening import opening, organ_line
from pipelines.identify import Identity, slug, work_id
from pipelines.layout import Block, Layout, Style

_SESSION = re.compile(
    r"\b((?:[A-Z][a-z]+(?:y|ieth)-)?(?:[A-Z][a-z]+(?:th|st|nd|rd|second|third|first|ieth)"
    r"|Tenth emergency special|\d+(?:st|nd|rd|th))(?: \(?(?:resumed|special|emergency special)\)?)?) session\b"
    r"|\b((?:Sexagésimo|Septuagésimo|Octogésimo)[^\n]{0,30}) período de sesiones|\b((?:Soixante|Quatre)[^\n]{0,30}) session",
    re.I,
)
# "78/228. Title", "2388 (2017) Title", "35/5. Title"
_ENTITLED = re.compile(r"^\s*(?:[A-Z]+/)?\d{1,4}(?: ?/ ?\d{1,4}| \(\d{4}\))[A-Z]?\.?\s+(\S.{4,})", re.S)
_ADOPTED = re.compile(
    r"(?:adopted by|Parliament resolution of|Resolution adopted|Decision adopted|approved|aprobada|adoptée|Aprovada"
    r"|realizada|tenue|plenary meeting|\d meeting|sesión plenaria"
    r"|séance plénière|Adopted|Aprobada|held on|celebrada)[^\n]*",
)
_MET = re.compile(r"\b(?:se realizó|se celebró|celebrad[ao]s?|reunid[oa]s|was held|meeting held)\b[^.;]{0,160}", re.I)
"""How a declaration tells in its first sentence where and when those who adopt it met."""
_BRACKETED = re.compile(r"[\[(](?!\d{4}\))[^\])]*[\])]")  # symbols of reports; "(2017)" belongs to a symbol
_SERIES = {
    "The General Assembly|La Asamblea General|L.Assemblée générale": "A/RES",
    "The Human Rights Council|El Consejo de Derechos Humanos|Le Conseil des droits de l.homme": "A/HRC/RES",
}
"""The series in which an organ numbers its resolutions, by how the organ opens them."""
_DECISION = re.compile(
    r"^\W*(?:DECISION|Decision|DECISIÓN|DÉCISION) (?:No|Nr|Nº|n°)\.? ?(?P<number>\d[\d/]*)(?:/?Corr\.\d)?\W*(?P<title>.*)$", re.S
)
_JOURNAL = re.compile(r"\b(?P<organ>MC|PC)(?P<meeting>\(\d{1,3}\))? Journal No\.")
_IN_EXCERPT = re.compile(r"\bDecision No\. (?P<number>\d{1,2}/\d{2}) on\b")


@cache
def _lines(kind: str) -> re.Pattern[str]:
    """The patterns of masthead.toml of one kind."""
    table = tomllib.loads(files("pipelines.forms").joinpath("masthead.toml").read_text(encoding="utf-8"))
    either = "|".join(table[kind])
    return re.compile(rf"^\W*(?:{either})" if kind == "formal" else either, re.I)


def identified(layout: Layout, identity: Identity) -> Identity:
    """The identity with what the masthead and the closing line add to it."""
    blocks = layout.blocks
    start = opening(blocks, identity.language, declares=identity.form is Form.DECLARATION)
    head = blocks[:start] or blocks[:30]
    masthead = "\n".join((*layout.furniture[:6], *(block.text for block in head[:30])))
    symbol = _symbol(masthead, identity)
    named = (identity.form is Form.DECLARATION and layout.facts.get("title")) or _title(blocks, start, identity.language)
    found: dict[str, object] = {
        "title": re.sub(r"(?<=\w)\s?\d{1,2}/$", "", named or identity.title),  # "Recruitment fees1/": a note's mark
        "symbol": symbol,
        "session": _session(masthead) or identity.session,
        "adopted": _stated(layout) or _adopted(blocks, identity.body) or identity.adopted,
    }
    if symbol:
        found["work"] = work_id(identity.jurisdiction, symbol)
        found["form"] = _form(symbol, identity.form)
    elif identity.symbol:  # a text that this one cites has it
        found["work"] = work_id(identity.jurisdiction, slug(str(found["title"])))
    if re.search(r"\((?:excerpts?|extractos?|extraits?)\)", masthead[:600], re.I):
        found["completeness"] = Completeness.EXTRACT
    if found.get("form", identity.form) is Form.DRAFT:
        found["adopted"] = None
    return identity.model_copy(update=found)


def _stated(layout: Layout) -> date | None:
    """The date in the file's own front matter."""
    return next(dates(layout.facts["date"]), None) if "date" in layout.facts else None


def _form(symbol: str, form: Form) -> Form:
    """Drafts have an L in their symbol, decisions DEC, as declarations of the OAS have: whatever their words suggest."""
    if re.search(r"/L\.\d", symbol):
        return Form.DRAFT
    if re.match(r"(?:AG|CP)/DEC", symbol):
        return Form.DECLARATION
    if re.search(r"[./]DEC[./]", symbol):
        return Form.DECISION
    return Form.RESOLUTION if "/RES" in symbol else form


def _symbol(opening: str, identity: Identity) -> str | None:
    body = bodies().get(identity.body or "")
    if body is None or body.symbol is None:
        return identity.symbol
    if body.id == "eu":
        return union.symbol(opening) or identity.symbol
    outside = _BRACKETED.sub(" ", opening)
    opening = outside if re.search(body.symbol, outside[:1500]) else opening
    tight = re.sub(r"\s*([/.])\s*\n?\s*(?=\S)|\s+(?=\))", r"\1", opening[:1500])
    for text in (opening[:1500], tight):
        if match := re.search(body.symbol, text):
            return _spelt(" ".join(match.group().split()).rstrip("."))
    stated = identity.symbol if identity.symbol and identity.symbol in opening else None
    return stated or (_decision_symbol(opening) if body.id == "osce" else _numbered_symbol(opening))


def _spelt(symbol: str) -> str:
    """As the body spells it: "AG/RES.19 (XXXIII-0/03)" is AG/RES. 19 (XXXIII-O/03), with a blank and the letter O."""
    return re.sub(r"-0(?=/\d)", "-O", re.sub(r"^((?:AG|CP)/(?:RES|DEC)\.)(?=\d)", r"\1 ", symbol))


def _decision_symbol(opening: str) -> str | None:
    """The symbol of a decision whose copy prints only its number: "DECISION No. 1" of "MC(8) Journal No. 2" is MC(8).DEC/1."""
    journal = _JOURNAL.search(opening)
    for line in opening.split("\n"):
        if journal and (match := _DECISION.match(line)):
            yearly = "/" in match["number"]
            return f"{journal['organ']}{'' if yearly else journal['meeting'] or ''}.DEC/{match['number']}"
        if match := _IN_EXCERPT.search(line):  # only the Ministerial Council numbers by year
            return f"MC.DEC/{match['number']}"
    return None


def _numbered_symbol(opening: str) -> str | None:
    """The symbol of a resolution of the United Nations whose copy prints only its number: "57/176. Trafficking in …"."""
    number = re.search(r"^\s*(\d{1,3}) ?/ ?(\d{1,3})\.?\s+[A-ZÀ-Þ]", opening, re.M)
    organ = next((prefix for name, prefix in _SERIES.items() if re.search(rf"^\W*(?:{name}),", opening, re.M)), None)
    return f"{organ}/{number[1]}/{number[2]}" if number and organ else None


def _title(blocks: Sequence[Block], start: int, language: str) -> str | None:
    """The heading with the resolution's number, else the last heading before the organ's line."""
    heads: list[str] = []
    for block in blocks[:30]:
        text = " ".join(block.text.split())
        if (block.bold or block.style is Style.HEADING) and (match := _ENTITLED.match(text)):
            return match[1].strip()
        if (block.bold or block.style is Style.HEADING) and not _lines("formal").match(text) and len(text) > 8:
            heads.append(text)
        if text.endswith(",") and len(text) < 80 and heads:
            break
    if excerpt := re.search(
        r"\b(?:Decision|Resolution) No\. \S+ on ([^)\n]{8,200})", " ".join(block.text for block in blocks[:4])
    ):
        return excerpt[1].strip()
    numbered = next((m[1] for b in blocks[:14] if (m := _ENTITLED.match(" ".join(b.text.split()))) and m[1][0].isupper()), None)
    return numbered or (heads[-1] if heads else None) or _plain_title(blocks[:start], language)


def _plain_title(blocks: Sequence[Block], language: str) -> str | None:
    """Of a text without headings: what follows a decision's number, else the last lines of the masthead that are like a title."""
    lines = [" ".join(block.text.split()) for block in blocks]
    for index, line in enumerate(lines):
        if match := _DECISION.match(line):
            return match["title"] or " ".join(itertools.takewhile(str.isupper, lines[index + 1 :])) or None
    kept = [line for line in lines if _entitles(line, language)]
    if not kept:
        return None
    above = itertools.takewhile(str.isupper, reversed(kept[:-1])) if kept[-1].isupper() else ()
    return " ".join([*reversed(list(above)), kept[-1]])


def _entitles(line: str, language: str) -> bool:
    """Whether a line of a masthead may be the title: words, no formality, date, symbol, place or enumeration of sponsors."""
    plain = (
        len(line) > 8 and not _lines("formal").match(line) and not _BRACKETED.fullmatch(line) and not re.search(r"[.;,:]$", line)
    )
    return plain and not organ_line(line, language) and not _lines("untitled").search(line)


def _session(opening: str) -> str | None:
    match = _SESSION.search(opening)
    return next((group for group in match.groups() if group), None) if match else None


def _adopted(blocks: Sequence[Block], body: str | None) -> date | None:
    """The day of adoption: in "Resolution adopted by … on …", in the closing line with the meeting, else in the masthead.

    The United Nations print the day of distribution in the masthead, so theirs is left alone.
    """
    lines = [
        block.text for block in (*blocks[:30], *blocks[-40:]) if len(block.text) < 200 and not re.match(r"\s*\d+\.\s", block.text)
    ]
    met = next((m[0] for block in blocks[:30] if (m := _MET.search(block.text))), "") if body != "un" else ""
    if found := next(dates(met), None):
        return found
    for index, text in enumerate(lines):
        if _ADOPTED.search(text):
            near = text if len(text) > 80 or next(dates(text), None) else " ".join(lines[index : index + 2])
            if found := next(dates(near), None):
                return found
    return next(dates(" ".join(block.text for block in blocks[:8])), None) if body != "un" else None
