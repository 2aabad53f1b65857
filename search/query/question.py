"""What a query asks for: words to rank by in each language, hard conditions, symbols and their parts, countries, filters.

A query is read in this order. Quoted phrases are set aside; symbols, titles and names of instruments give works
(search/query/symbols.py); the part that is asked for, years and other filters are taken out (filters.py); the rest is read by
the grammar, in which countries and known terms are one operand (grammar.py); what is left to rank by is rendered in the
other languages (search/query/translation.py).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from models import countries
from models.asking import asking
from models.base import Record
from models.instruments import Instrument, instrument_of
from models.reference import bodies
from search import naming, terms
from search.query.filters import Filter, bodies_in, filters
from search.query.grammar import Condition, Parsed, Token, Unit, parse
from search.query.symbols import Found, Part, Register, annexed, instruments_in, part, symbols, title
from search.query.translation import Rendering, known, language_of, render
from search.query.whose import Whose, whose
from search.terms import Terms

LONGEST = 2000
"""Characters of a query that are searched for; what follows is left out, and the answer says so."""
TRANSLATED = 0.3
"""Weight of an English query's terms in another language, beside 1: a rare language's words are rare in the index, and would go
before English ones. Where a country is named, its texts are in its language, and the weight is 1."""


class Question(Record):
    """A query understood. `search.query.conditions.admits` checks the hard conditions on a passage."""

    words: str
    """What is ranked by, in the query's own language, as written, without countries, filters and symbols; may be empty."""
    english: str = ""
    """The same for the embedding model: in English where the words are known."""
    rendered: Mapping[str, str] = {}
    """For the arm of words, by language of the index."""
    language: str = "en"
    phrases: tuple[str, ...] = ()
    """Quoted; each occurs unless the condition says otherwise (OR)."""
    without: tuple[str, ...] = ()
    """Words, phrases and countries that must not occur, as written."""
    condition: Condition | None = None
    """All that is hard; None where nothing is."""
    works: tuple[str, ...] = ()
    """Asked for by symbol, title or an instrument's name: only these are searched."""
    symbol: str | None = None
    """What names the works, as it was written."""
    unknown: str | None = None
    """Written like a symbol, but no work of the index has it."""
    part: Part | None = None
    instruments: tuple[str, ...] = ()
    """Works of instruments that the query names beside other words: spoken of, not asked for."""
    countries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Named, but not as a filter."""
    filters: Mapping[str, tuple[str, ...]] = {}
    """Values by key of Query: body, jurisdiction, form, role, language."""
    since: int | None = None
    until: int | None = None
    notices: tuple[str, ...] = ()
    """Sentences for the answer: what was read as a filter, translated, not held, left out."""
    cut: bool = False

    def relaxed(self, kind: str) -> "Question":
        """The same without its phrases (`phrases`) or its exclusions (`without`)."""
        dropped = {"phrases": "phrase", "without": "not"}[kind]
        return self.model_copy(update={kind: (), "condition": self.condition and self.condition.less(dropped)})

    def own(self, among: Sequence[str]) -> Terms:
        """The words in the query's own language, or in English where the index holds no text in that."""
        language = self.language if self.language in among else "en"
        return terms.of_query(self.rendered.get(language) or self.words, [language])

    def sought(self, among: Sequence[str]) -> Terms:
        """The sparse vector of the words: each language's by its own rules. `among`: languages of the index."""
        own = terms.of_query(self.words, [self.language] if self.language in among else among)
        found = dict(zip(own.indices, own.weights, strict=True))
        for language, text in self.rendered.items():
            weight = 1.0 if language in (self.language, "en") or self.countries else TRANSLATED
            vector = terms.of_query(text, [language]) if text else Terms(indices=(), weights=())
            for index in vector.indices:
                found[index] = max(found.get(index, 0.0), weight)
        return Terms(indices=tuple(found), weights=tuple(found.values()))


class _Read(Record):
    """What was found in a query before the grammar."""

    named: tuple[Found, ...]
    part: Part | None
    filters: tuple[Filter, ...]
    whose: Whose
    """Whose texts are asked for, held or not."""
    taken: tuple[tuple[int, int], ...]
    """Places that the grammar does not see."""


def understand(text: str, register: Register, among: Sequence[str] = ("en",)) -> Question:
    """`among`: languages of the index.

    Raises:
        ValueError: there is nothing to look for; one sentence says so.
    """
    cut = len(text) > LONGEST
    text = _clean(text[:LONGEST])
    if not re.search(r"[^\W_]", text):
        raise ValueError(f"query {text[:40]!r}: expected words, a symbol or a quoted phrase, found only punctuation")
    plain = _unquoted(text)
    read = _read(plain, register, among)
    parsed = parse(_without(text, read.taken), _units(read))
    held = [one for one in read.named if one.works and not _excluded(one, plain)]
    named = _countries(parsed)
    bare = _ranked_by(parsed, read)
    if not (bare or parsed.phrases or held):
        bare = _named_only(text, parsed, read)
    if not (re.search(r"[^\W_]", bare) or parsed.phrases or held):
        raise ValueError(f"query {text[:40]!r}: expected something to look for beside operators, years and exclusions")
    words = " ".join([bare, *parsed.phrases]).strip()
    rendering = render(words, among, language_of(plain))
    unknown = [one.written for one in read.named if not one.works]
    spoken_of = tuple(dict.fromkeys(body for body, _, _ in bodies_in(plain)))
    spoken = [bodies()[body].jurisdiction for body in spoken_of]
    return Question(
        words=words,
        english=rendering.english,
        rendered=rendering.words,
        language=rendering.language,
        phrases=parsed.phrases,
        without=parsed.without,
        condition=parsed.condition,
        works=tuple(dict.fromkeys(work for one in held for work in one.works)),
        symbol=", ".join(one.written for one in held) or None,
        unknown=", ".join(unknown) or None,
        part=read.part if held else None,
        instruments=tuple(dict.fromkeys(work for one in instruments_in(plain) for work in one.works)),
        countries=named,
        bodies=spoken_of,
        filters=_filters(read.filters),
        since=next((int(one.value) for one in read.filters if one.key == "since"), None),
        until=next((int(one.value) for one in read.filters if one.key == "until"), None),
        notices=tuple(_notices(unknown, read, register, rendering, among, spoken=spoken, cut=cut)),
        cut=cut,
    )


def _clean(text: str) -> str:
    """Without control characters and marks of direction; one shape of each letter."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in plain if unicodedata.category(c) != "Cf")


def _unquoted(text: str) -> str:
    return re.sub(r'"[^"]*"|“[^”“]*”|„[^“”]*[“”]|«[^»]*»', lambda match: "\n" * len(match[0]), text)


def _without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


# ---- Before the grammar


def _read(plain: str, register: Register, among: Sequence[str]) -> _Read:
    named, annex = annexed(symbols(plain, register), plain)
    rest = _without(plain, [*annex, *((one.start, one.end) for one in named)])
    asked = part(rest)
    without_part = _without(rest, [asked[1:]]) if asked else rest
    if not any(one.works for one in named) and (by_name := _by_name(without_part, register, with_part=asked is not None)):
        named = [*named, by_name]
        without_part = _without(without_part, [(by_name.start, by_name.end)])
    if not named:
        asked, without_part = None, rest
    held = [one for one in named if one.works]
    of = whose(without_part)
    known_ones = register.jurisdictions.issuperset(of.jurisdictions)
    framed = [*of.frame, *(of.said if known_ones else ())]
    set_ = [*filters(_without(without_part, framed), among), *(_of_those(of) if known_ones else ())]
    taken = [*framed, *annex, *((one.start, one.end) for one in set_)]
    taken += [(one.start, one.end) for one in named if not one.works]
    taken += [asked[1:]] if asked else []
    wanted = _part_of(asked[0] if asked else None, held)
    return _Read(named=tuple(named), part=wanted, filters=tuple(set_), whose=of, taken=tuple(taken))


def _of_those(of: Whose) -> Iterator[Filter]:
    """A body's texts by `body`; where a country's are asked for, too, all by whose they are."""
    mixed = any(not one.body for one in of.named)
    for one in of.named:
        for code in one.jurisdictions if mixed else one.codes:
            yield Filter(key="jurisdiction" if mixed else "body", value=code, start=one.start, end=one.end)


def _part_of(asked: Part | None, held: Sequence[Found]) -> Part | None:
    return (asked or next((one.part for one in held if one.part), None)) if held else None


def _by_name(text: str, register: Register, *, with_part: bool) -> Found | None:
    """A text by an instrument's name, where a part of it is asked for or the query holds nothing else; or by its title."""
    for one in instruments_in(text):
        alone = with_part or not _said(_without(text, [(one.start, one.end)]))
        if alone and (works := register.instruments.get(one.works[0])):
            return one.model_copy(update={"works": works})
    return title(text, register, with_part)


def _said(text: str) -> bool:
    """Whether anything but articles and prepositions stands there."""
    words = asking().words
    small = rf"(?i)(?<!\w)(?:{words['the']}|{words['of']}|{words['in']})(?!\w)"
    return bool(re.search(r"[^\W_]", re.sub(small, " ", text)))


def _excluded(one: Found, text: str) -> bool:
    return bool(re.search(r"(?:\bNOT\s*|(?<!\w)-)$", text[: one.start]))


def _units(read: _Read) -> Callable[[str], Sequence[Unit]]:
    """Works, countries and, where operators join words, known terms of several words."""

    def units(text: str) -> Sequence[Unit]:
        works = [Unit(kind="work", start=one.start, end=one.end, text=" ".join(one.works)) for one in read.named if one.works]
        found = [
            Unit(kind="country", start=named.start, end=named.end, text=" ".join(named.codes))
            for named in countries.asked_in(text)
            if _free(named.start, named.end, works)
        ]
        if re.search(r"(?<!\w)(?:OR|AND|NOT)(?!\w)|(?<!\w)-\w", text):
            several = [one for one in known(text, language_of(text)) if one.words > 1]
            both = [*works, *found]
            found += [
                Unit(kind="term", start=one.start, end=one.end, text=text[one.start : one.end])
                for one in several
                if _free(one.start, one.end, both) and not re.search(r"\n|\b(?:OR|AND|NOT)\b", text[one.start : one.end])
            ]
        return [*works, *found]

    return units


def _free(start: int, end: int, units: Sequence[Unit]) -> bool:
    return all(end <= unit.start or start >= unit.end for unit in units)


# ---- After the grammar


def _countries(parsed: Parsed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for token in parsed.words if token.kind == "country" for code in token.text.split()))


def _ranked_by(parsed: Parsed, read: _Read) -> str:
    """Words and terms in their order, without countries and what leads to them ("in", "of the"), and what led from filters to
    the subject ("on")."""
    kept: list[Token] = []
    for token in parsed.words:
        if token.kind == "country":
            while kept and re.fullmatch(asking().words["place"], kept[-1].written, re.IGNORECASE):
                kept.pop()
        elif token.kind != "work":
            kept.append(token)
    while kept and read.taken and _leads(kept[0]):
        kept.pop(0)
    return " ".join(token.written for token in kept) if any(_content(token) for token in kept) else ""


def _named_only(text: str, parsed: Parsed, read: _Read) -> str:
    """Where nothing else is said: the names of countries, of what is not held, and of forms and bodies ("OSCE decisions")."""
    kinds = [text[one.start : one.end] for one in read.filters if one.key in ("form", "role", "body", "jurisdiction")]
    return " ".join([*(token.written for token in parsed.words), *kinds, *(one.written for one in read.named if not one.works)])


def _leads(token: Token) -> bool:
    words = asking().words
    return bool(re.fullmatch(rf"(?i)(?:{words['about']}|{words['of']}|{words['the']}|{words['in']})", token.written))


def _content(token: Token) -> bool:
    return not re.fullmatch(rf"(?i){asking().words['place']}|and|or|y|et|und|e|ou|o|the|law|laws", token.written)


def _filters(found: Sequence[Filter]) -> dict[str, tuple[str, ...]]:
    by_key: dict[str, dict[str, None]] = {}
    for one in found:
        if one.key not in ("since", "until"):
            by_key.setdefault(one.key, {})[str(one.value)] = None
    return {key: tuple(values) for key, values in by_key.items()}


def _notices(
    unknown: Sequence[str],
    read: _Read,
    register: Register,
    rendering: Rendering,
    among: Sequence[str],
    *,
    spoken: Sequence[str],
    cut: bool,
) -> list[str]:
    """`spoken`: jurisdictions of the bodies that the query names, whatever for."""
    said = [f"No document {written} is held." for written in unknown]
    said += [_adopting(one) for one in read.named if _adopts(one)]
    lacking = [code for code in (*read.whose.jurisdictions, *spoken) if code not in register.jurisdictions]
    if lacking := list(dict.fromkeys(lacking)):
        said.append(f"No text of {' or '.join(map(naming.placed, lacking))} is held.")
    if read.filters:
        said.append(f"Searched only in {_narrowed(read.filters)}, as the query says.")
    if rendering.translated and "en" in among:
        said.append(f"Also searched in English: {rendering.english}.")
    if rendering.language != "en" and rendering.untranslated:
        said.append(f"Not translated, and found only as written: {', '.join(rendering.untranslated)}.")
    if cut:
        said.append("The query is long: only its beginning was searched for.")
    return said


def _adopts(one: Found) -> list[Instrument]:
    """The instruments asked for that the resolution named adopted."""
    asked = filter(None, map(instrument_of, one.works))
    return [of for of in asked if of.resolution and _numbers(of.resolution) == _numbers(one.written)]


def _numbers(symbol: str) -> list[str]:
    return re.findall(r"\d+", symbol)


def _adopting(one: Found) -> str:
    *others, last = [f"the {of.title}" + (f" (annex {of.annex})" if of.annex else "") for of in _adopts(one)]
    return f"{one.written} is the resolution that adopted {' and '.join([*filter(None, [', '.join(others)]), last])}."


def _narrowed(found: Sequence[Filter]) -> str:
    """ "operative paragraphs of resolutions of the United Nations, adopted since 2020, in Spanish" """
    by_key = _filters(found)
    kinds = [naming.several(key, one) for key in ("role", "form") for one in by_key.get(key, ())] or ["texts"]
    places = dict.fromkeys(naming.placed(one) for key in ("body", "jurisdiction") for one in by_key.get(key, ()))
    languages = [naming.value("language", one) for one in by_key.get("language", ())]
    of = " of ".join([*kinds, " or ".join(places)] if places else kinds)
    return ", ".join(filter(None, [of + (f" in {' or '.join(languages)}" if languages else ""), _adopted(found)]))


def _adopted(found: Sequence[Filter]) -> str:
    values = {one.key: one.value for one in found}
    since, until = values.get("since"), values.get("until")
    if since is not None and until is not None:
        return f"adopted in {since}" if since == until else f"adopted from {since} to {until}"
    if since is not None:
        return f"adopted since {since}"
    return f"adopted until {until}" if until is not None else ""
