"""Which work a text is: jurisdiction, work id, language, form, title, symbol and date of adoption."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import PurePath

from models import countries
from models.base import JurisdictionCode, LanguageCode, NonEmpty, Record, WorkId
from models.document import Completeness, Form
from models.reference import bodies
from pipelines import languages, union
from pipelines.dates import dates
from pipelines.layout import Block, Layout, Style
from pipelines.signs import body_of, form_of
from pipelines.works import Named, named

UNKNOWN = "zzz"
"""Jurisdiction of a text that names none: CLDR's code for an unknown region, lengthened."""


class Identity(Record):
    """What is known of a document besides its passages."""

    work: WorkId
    language: LanguageCode
    jurisdiction: JurisdictionCode
    body: str | None = None
    form: Form
    title: NonEmpty
    symbol: str | None = None
    adopted: date | None = None
    session: str | None = None
    completeness: Completeness = Completeness.FULL
    in_force: bool | None = None
    url: str | None = None
    digest: NonEmpty
    """SHA-256 of the bytes, hexadecimal."""
    warnings: tuple[str, ...] = ()


class Given(Record):
    """What the caller knows of a document; it goes before what is found."""

    name: NonEmpty
    """Path or URL."""
    body: str | None = None
    jurisdiction: JurisdictionCode | None = None
    form: Form | None = None
    url: str | None = None


_OF_STATES = (Form.NARRATIVE, Form.PLAN)
"""Forms that no organisation adopts, whatever organisations their opening names."""


def identify(layout: Layout, content: bytes, given: Given) -> Identity:
    """The document's identity. A form that knows better (a resolution's symbol) refines it with `model_copy`."""
    opening = opening_text(layout)
    language = languages.detect(layout)
    body = given.body or (None if given.form in _OF_STATES else _body(layout, opening, given))
    form = given.form or form_of(layout, opening, body)
    jurisdiction = _jurisdiction(layout, opening, given, body, form)
    title = _title(layout, given)
    symbol = _symbol(layout, opening, body)
    return Identity(
        work=work_id(jurisdiction, _work(layout, given, title, symbol, jurisdiction)),
        language=language,
        jurisdiction=jurisdiction,
        body=body,
        form=form,
        title=title,
        symbol=symbol,
        adopted=_adopted(layout, form),
        completeness=_completeness(layout, given, title, form),
        in_force=_in_force(layout),
        url=given.url
        or next((layout.facts[key] for key in ("url", "source_url", "source", "uri") if _is_url(layout.facts.get(key))), None),
        digest=sha256(content).hexdigest(),
        warnings=() if jurisdiction != UNKNOWN else ("no jurisdiction found in the file: give one with --jurisdiction",),
    )


def refined(identity: Identity, layout: Layout) -> Identity:
    """The identity after a form has left out what is not the text: its language, and its title in that language."""
    language = languages.detect(layout)
    if language == identity.language and layout.facts.get("title"):
        return identity
    title = _cited_title(layout) or _title_in(layout, language) or identity.title
    work = identity.work
    if work.split("/", 1)[1] == slug(identity.title):
        work = f"{identity.jurisdiction}/{slug(title)}"
    return identity.model_copy(update={"language": language, "title": title, "work": work})


def _cited_title(layout: Layout) -> str | None:
    """What a treaty says it is to be cited as: "the Forced Labour Convention, 1930"."""
    match = re.search(r"may be cited as (?:the )?([A-Z][^:.;]{8,150}?, \d{4})", opening_text(layout, 12_000))
    return match.group(1) if match else None


def _title_in(layout: Layout, language: str) -> str | None:
    """The first heading above the text that is in its language and counts nothing."""
    headings = [block.text for block in layout.blocks[:12] if block.style is Style.HEADING and not _counts(block.text)]
    long = [text for text in headings if len(text) > 12]
    return next((text.strip(" .") for text in long if languages.of_text(text) == language), long[0] if long else None)


def opening_text(layout: Layout, characters: int = 4000) -> str:
    return "\n".join(block.text for block in layout.blocks[:60])[:characters]


def work_id(jurisdiction: str, name: str) -> str:
    """The id of a work by what it is called there. Blanks fall out; what ends an id in an address becomes a hyphen."""
    return f"{jurisdiction}/{re.sub('[@#]+', '-', ''.join(name.split()))}"


def slug(text: str, most: int = 80) -> str:
    """Words of a title as part of a work id: lower case, hyphens, at most `most` characters."""
    plain = re.sub(r"[^\w.]+", "-", text.lower().replace("_", "-"), flags=re.U).strip("-.")
    return plain if len(plain) <= most else plain[:most].rsplit("-", 1)[0]


def _is_url(value: str | None) -> bool:
    return bool(value) and str(value).startswith(("http://", "https://"))


# ---- jurisdiction and body


def _body(layout: Layout, opening: str, given: Given) -> str | None:
    """The organisation: by the file's facts, by its words, by a folder named after it."""
    country = layout.facts.get("country", "").lower()
    if country in bodies():
        return country
    if _state(country) or _folder_state(given.name):
        return None
    found = body_of(opening)
    if found:
        return found
    folders = [part.lower() for part in PurePath(given.name).parts[:-1]]
    return next((part for part in reversed(folders) if part in bodies()), None)


def _jurisdiction(layout: Layout, opening: str, given: Given, body: str | None, form: Form) -> str:
    if given.jurisdiction:
        return given.jurisdiction.lower()
    if body in bodies():
        return bodies()[body].jurisdiction
    if work := _listed(layout, given):
        return work.jurisdiction
    for candidate in _candidates(layout, given):
        if state := _state(candidate):
            return state
    if form is Form.CONVENTION:
        return "int"
    return _named_state(opening) or UNKNOWN


def _listed(layout: Layout, given: Given) -> Named | None:
    """What the addresses in the file and the one it came from say."""
    return named(
        (*(layout.facts.get(key, "") for key in ("url", "frbruri", "identifier", "source_url")), given.url or "", given.name)
    )


def _candidates(layout: Layout, given: Given) -> Iterator[str]:
    """Country codes as files and addresses carry them, most explicit first."""
    facts = layout.facts
    yield facts.get("country", "")
    yield _folder_state(given.name) or ""
    for value in (facts.get("frbruri", ""), facts.get("url", ""), facts.get("source", ""), given.url or "", given.name):
        if match := re.search(r"/akn/([a-z]{2})(?:-[a-z]+)?/", value):
            yield match.group(1)
    for key in ("jurisdiction", "source", "id", "identifier"):
        if match := re.match(r"([A-Z]{2,3})(?=[-/_])", facts.get(key, "")):
            yield match.group(1)


def _folder_state(name: str) -> str | None:
    """The nearest folder named by an ISO 3166-1 alpha-3 code in capitals (user-assigned ones included), or INT."""
    folders = PurePath(name).parts[:-1]
    return next((f.lower() for f in reversed(folders) if re.fullmatch(r"[A-Z]{3}", f) and (_state(f) or f == "INT")), None)


def _state(written: str) -> str | None:
    """A country's code, or that of treaties; None otherwise."""
    return "int" if written.strip().upper() == "INT" else countries.code(written)


def _named_state(opening: str) -> str | None:
    """The one country whose name stands in the first lines."""
    found = {named.codes for named in countries.named_in(opening[:600])}
    return found.pop()[0] if len(found) == 1 else None


# ---- title, symbol, work


def _title(layout: Layout, given: Given) -> str:
    facts = layout.facts
    if title := union.title(layout):
        return title
    for key in ("doctitle", "act", "title_en", "title", "shorttitle"):
        if facts.get(key) and not re.fullmatch(r"\S*[\d_.]\S*", facts[key]):  # "L_2043901EN" is a file's name
            return " ".join(facts[key].split())
    if named := _named_law(layout):
        return named
    headings = [block for block in layout.blocks[:30] if block.style is Style.HEADING and block.element is None]
    if not headings and 10 < len(facts.get("description", "")) < 120:
        return facts["description"]
    if headings and not _counts(headings[0].text):
        return headings[0].text
    if facts.get("jurabk"):
        return facts["jurabk"]
    if len(headings) > 1 and (part := next((h.text for h in headings[1:] if re.match(r"§|Sec", h.text)), None)):
        return f"{headings[0].text}, {part}"
    before = itertools.takewhile(lambda block: block.style is not Style.HEADING and not _counts(block.text), layout.blocks[:6])
    return next((block.text for block in before if _like_title(block)), PurePath(given.name).stem.replace("_", " "))


_LAW = (
    r"act|law|code|ordinance|proclamation|decree|ley|c[oó]digo|decreto|loi|décret|ordonnance|lei|gesetz|legea?|legge|wet|sanhita|"
    r"regulations?|rules|order|bill"
)


def _named_law(layout: Layout) -> str | None:
    """The first of the opening lines that names a law with its year: "Harbour Act, 2036", "LEY DE PUERTOS DE 2036"."""
    named = re.compile(rf"^(?=.{{8,150}}$)(?!.*[.;:]\s)(?:.*\b)?(?:{_LAW})\b.{{0,60}}?\b(?:1[89]|20)\d\d\b\W*$", re.I)
    lines = (block.text for block in layout.blocks[:15])
    return next(
        (line.strip(" .") for line in lines if named.match(line) and not re.match(r"act \d|no|number|\[", line, re.I)), None
    )


def _counts(text: str) -> bool:
    """A heading that numbers a part is no title: "Article L425-1", "§ 232 Menschenhandel", "CHAPTER I"."""
    return bool(re.match(r"^\W*(?:§|\d|第|제\s?\d|\w+\.?\s+(?:[A-Z]?\d|[IVXLC]+\b)|(?:Sec|Art)\.)", text)) or len(text) < 4


def _like_title(block: Block) -> bool:
    words = block.text.split()
    return 2 <= len(words) <= 20 and not re.search(r"[.;:,—]$", block.text) and block.text[:1].isupper()


def _symbol(layout: Layout, opening: str, body: str | None) -> str | None:
    for key in ("symbol", "celex"):
        if layout.facts.get(key):
            return layout.facts[key]
    pattern = bodies()[body].symbol if body in bodies() else None
    if body == "eu":
        return union.symbol(opening) or layout.facts.get("identifier")
    if pattern and (match := re.search(pattern, opening[: 300 if body == "coe" else 1500])):
        return match.group()  # a treaty's preamble cites the numbers of others
    return None


def _work(layout: Layout, given: Given, title: str, symbol: str | None, jurisdiction: str) -> str:
    facts = layout.facts
    if work := _listed(layout, given):
        part = _only_part(layout) if not work.work.startswith(("ukpga", "asp")) else None
        return f"{work.work}/{part}" if part else work.work
    if facts.get("work"):
        return facts["work"]
    for value in (facts.get("frbruri", ""), facts.get("url", ""), given.url or "", facts.get("id", "")):
        if match := re.search(r"/akn/[a-z\-]+/(act|statute|decree|regulation|bill|si)/(.+?)(?:/(?:eng|fra|spa|por)|@|$)", value):
            return f"{match.group(1)}/{match.group(2).strip('/')}"
    if jurisdiction == "ilo" and (code := _ilo_code(layout, given)):
        return code
    if jurisdiction == "eu" and (celex := _celex(facts.get("identifier", ""), symbol or "", title)):
        return celex
    if symbol:
        return re.sub(r"\s+", "", symbol)
    if identifier := facts.get("identifier") or facts.get("number_id"):
        return _identifier(identifier)
    if match := re.search(r"\bAct(?:,? No\.?)? (\d+) of (\d{4})|\b(?:No\.|Number) ?(\d+) of (\d{4})", opening_text(layout, 600)):
        return f"act/{match.group(2) or match.group(4)}/{match.group(1) or match.group(3)}"
    part = _only_part(layout)
    name = slug(title) if facts.get("act") or not part else slug(_top(layout, given))
    return f"{name}/{part}" if part else name or slug(PurePath(given.name).stem)


def _celex(identifier: str, symbol: str, title: str) -> str | None:
    """The CELEX number of an act of the Union: as given, or from its number ("2011/36/EU", a directive, is 32011L0036)."""
    if re.fullmatch(r"[0-9]\d{4}[A-Z]{1,2}\d{4}", identifier):
        return identifier
    match = re.match(r"(\d{4})/(\d{1,4})\b", symbol)
    kind = next((letter for word, letter in _CELEX if word in title.lower()), None)
    return f"3{match.group(1)}{kind}{int(match.group(2)):04d}" if match and kind else None


_CELEX = (("directive", "L"), ("regulation", "R"), ("règlement", "R"), ("framework decision", "F"), ("decision", "D"))


def _identifier(identifier: str) -> str:
    """ "IE-2008-act-8" is act/2008/8, "UY-ley-19643" ley/19643, "LEY-26364" ley/26364; others stay as they are."""
    if match := re.fullmatch(r"[A-Z]{2}-(\d{4})-([a-z]+)-(\w+)", identifier):
        return f"{match.group(2)}/{match.group(1)}/{match.group(3)}"
    if match := re.fullmatch(r"(?:[A-Z]{2}-)?([A-Za-z]+)-([\w-]+)", identifier):
        return f"{match.group(1).lower()}/{match.group(2)}"
    return re.sub(r"[\s@#]+", "-", identifier)


def _ilo_code(layout: Layout, given: Given) -> str | None:
    """The convention's number: in the file's name, or in its words ("Convention No. 29")."""
    if match := re.search(r"(?:^|[^a-z0-9])([cpr]\d{3})(?:$|[^0-9])", PurePath(given.name).stem.lower()):
        return match.group(1).upper()
    match = re.search(r"\bCONVENTION No\.? (\d{1,3})\b|\bC(\d{3})\s-", opening_text(layout, 1500), re.I)
    return f"C{int(match.group(1) or match.group(2)):03d}" if match else None


def _only_part(layout: Layout) -> str | None:
    """The section's own number where the file holds one section of a code: `sec_1584`."""
    if section := layout.facts.get("section") or layout.facts.get("section_id"):
        return f"sec_{slug(section)}"
    headings = [block for block in layout.blocks if block.style is Style.HEADING]
    numbered = [m.group(1) for b in headings if (m := re.match(r"^(?:§+|Sec(?:tion|\.))\s*(\d[\w.\-]*\w|\d)", b.text))]
    if len(numbered) != 1 or len(headings) < 2:
        return None
    below = re.match(r"^\((\w{1,4})\)", headings[-1].text)
    return f"sec_{numbered[0]}__subsec_{below.group(1)}" if below and len(headings) < 6 else f"sec_{numbered[0]}"


def _top(layout: Layout, given: Given) -> str:
    first = next((block.text for block in layout.blocks if block.style is Style.HEADING), "")
    return first or PurePath(given.name).stem


# ---- dates, completeness, force


def _adopted(layout: Layout, form: Form) -> date | None:
    facts = layout.facts
    keys = ("adopted", "enactment_date", "promulgation_date", "document_date", "assent_date", "dateofenactment", "date_document")
    if found := _first_date(facts, (*keys, "ausfertigungsdatum", "frbrdate")):
        return found
    if form is Form.CONVENTION:
        closing = " ".join(block.text for block in layout.blocks if re.search(r"\bdone (?:at|in)\b", block.text, re.I))
        return _near(opening_text(layout, 20_000), r"\badopts?,? (?:on )?this") or _near(closing, r"\bdone (?:at|in)\b")
    if form is Form.DIRECTIVE and (found := next(dates(union.title(layout) or ""), None)):
        return found
    signs = r"adopted|assented to|sancionada|enacted|certified on|approved on|of the council of"
    return _near(opening_text(layout, 1500), signs) or _first_date(facts, ("publication_date", "date"))


def _near(text: str, signs: str) -> date | None:
    """The first date within 160 characters after a sign."""
    match = re.search(signs, text, re.I)
    return next(dates(text[match.start() : match.end() + 160]), None) if match else None


def _first_date(facts: Mapping[str, str], keys: tuple[str, ...]) -> date | None:
    return next((found for key in keys if key in facts and (found := next(dates(facts[key]), None))), None)


def _completeness(layout: Layout, given: Given, title: str, form: Form) -> Completeness:
    path = given.name.lower()
    if re.search(r"extract|excerpt|cutout|cut-out|_sections?/|ausz[uü]g|extrait", path) or _only_part(layout):
        return Completeness.EXTRACT
    if form is Form.STATUTE and re.search(
        r"\b(?:criminal|penal)?\s?(?:code|código|codul|codice|sanhita|gesetzbuch|kodeks)\b|gesetzbuch|刑法", title, re.I
    ):
        return Completeness.CODE
    return Completeness.FULL


def _in_force(layout: Layout) -> bool | None:
    status = layout.facts.get("status", "").lower().replace(" ", "_")
    last = next(dates(layout.facts.get("until", "")), None)
    if last is not None and last < date.today():
        return False
    return _STATUS.get(status)


_STATUS = {
    **dict.fromkeys(("in_force", "valid", "no_derogado"), True),
    **dict.fromkeys(("repealed", "abrogated", "not_in_force", "historic", "derogado"), False),
}
"""What files say of their text's force."""
