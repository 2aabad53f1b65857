"""Other works that a passage cites: by symbol, by number in a series, or by name."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.citing import laws, pointing_back
from extractors.components.cue import spans, text_of
from extractors.matching import Found
from models.instruments import instruments
from models.phrases import Phrases

_NO = r"(?:Nos?\.?|núms?\.?|n[º°o]s?\.?|number|número)"

_SYMBOL = re.compile(
    r"\b(?:"
    r"(?P<un>(?:A|S|E)/(?:[A-Z0-9][A-Za-z0-9.\-]*/)*(?=[A-Za-z.\-]*\d|[IVX])[A-Z0-9](?:[A-Za-z0-9.\-]*[A-Z0-9])?(?: ?\(\d{4}\))?"
    r"|[A-Z]{3,}/COP/(?:[\w.\-]+/)*\d[\w.\-]*)"
    r"|(?P<oas>(?:AG|CP|CIM)/(?:RES|DEC|doc|DOC)\. ?\d+[^\s()]*(?: ?\([^()]{3,20}\))?)"
    r"|(?P<osce>(?:MC|PC|SUM)\.(?:DEC|DOC|JOUR|GAL)/\d+(?:/\d+)?)"
    r"|(?P<celex>3\d{4}[LRFD]\d{4})"
    r"|(?P<ilo>[CPR]\.?0?\d{2,3}(?= \(ILO\)|, ILO|\b(?<=\d{3})))"
    r")(?!\w)"
)
"""Symbols as printed. An ILO number alone needs three digits: "C029"."""

_UN_RESOLUTION = re.compile(r"(?:resolutions?|resoluci[oó]n(?:es)?|résolutions?)\s+(?=\d)", re.I)
_UN_NUMBER = re.compile(
    r"(?P<session>\d{1,4})/(?P<n>\d{1,3})(?: ?(?P<part>[A-Z])\b)?|(?P<security>\d{3,4}) ?\((?P<year>(?:19|20)\d\d)\)"
    r"|(?P<old>\d{1,4})(?: ?(?P<letter>[A-Z]))? ?\((?P<roman>[IVXLC]+|[SE]{1,2}-[IVX]+)\)"
)
_DATED = re.compile(r"\s*(?:,\s*)?(?:of|de|du|del)\s+\d{1,2}(?:er)?\s+(?:de\s+)?\w+\s+(?:de\s+|del\s+)?\d{4}")
_ANNEX = re.compile(r"\s*,\s*(?:annex\w*|anexo|annexe|sect\.|section|párr\.|par\.|para\.)(?:\s+\w+)?", re.I)
_AND = re.compile(r"\s*(?:,|,?\s*(?:and|y|et|e)\b)\s*(?:its resolutions?\s+|resolutions?\s+)?(?=\d)")

_ORGANS = (
    (re.compile(r"human rights council|consejo de derechos humanos|conseil des droits de l.homme", re.I), "A/HRC/RES"),
    (re.compile(r"economic and social council|consejo económico y social|conseil économique et social", re.I), "E/RES"),
    (re.compile(r"conference of the parties|conferencia de las partes|conférence des parties", re.I), "CTOC/COP/RES"),
    (
        re.compile(
            r"(?:commission on|comisión de|commission de) [\w ]{3,50}|world health assembly|asamblea mundial de la salud",
            re.I,
        ),
        None,
    ),
)
"""Organs with resolutions of their own, named just before the word; None where their numbers are no works we name."""

_EU_TYPES = {
    "F": r"framework decision|decisión marco|décision-cadre|rahmenbeschluss|decisione quadro|kaderbesluit",
    "L": r"directive|directiva|directivă|direttiva|diretiva|richtlinie|richtlijn",
    "R": r"regulation|reglamento|règlement|regolamento|regulamento|regulament\w*|verordnung|verordening",
    "D": r"decision|decisión|décision|decisione|decisão|beschluss|besluit",
}
"""Letters of the CELEX number, and the words for the type of act."""

_EU = re.compile(
    rf"(?:{'|'.join(f'(?P<{letter}>{words})' for letter, words in _EU_TYPES.items())})"
    rf"\s+(?P<union>\((?:EU|UE|EC|CE|EG|EU, Euratom|UE, Euratom|EEC|CEE)\)\s+)?(?:{_NO}\s*)?"
    r"(?P<a>\d{2,4})/(?P<b>\d{1,4})(?:/(?P<treaty>EU|UE|EC|CE|EG|EEC|CEE|EWG|JHA|JAI|JI))?\b",
    re.I,
)

_ILO = re.compile(
    rf"(?P<type>conventions?|convenios?|recommendations?|recomendaci[oó]n(?:es)?|recommandations?)"
    rf"(?P<title>[^.;:()\d]{{0,90}}(?:, ?(?:19|20)\d\d|de (?:19|20)\d\d[^.;:()\d]{{0,80}})?,? ?)"
    rf"\(?{_NO} ?(?P<n>\d{{1,3}})\)?(?!\w)(?!/)",
    re.I,
)
_CETS = re.compile(
    rf"\b(?:CETS|ETS|STCE|STE)(?: {_NO})? ?(?P<n>\d{{1,3}})\b|Council of Europe Treaty Series,? {_NO} ?(?P<m>\d{{1,3}})\b"
)
_OSCE_NUMBER = re.compile(
    rf"(?:(?P<organ>ministerial|permanent) council )?decision {_NO} ?(?P<n>\d{{1,4}}(?:/\d{{2,4}})?)(?!\d)(?!/(?:EU|EC|JHA))",
    re.I,
)


def _symbols(text: str) -> Iterator[Found]:
    for match in _SYMBOL.finditer(text):
        kind, written = str(match.lastgroup), re.sub(r"\s+", "", match.group())
        body = {"celex": "eu"}.get(kind, kind)
        yield Found(f"{body}/{written.rstrip('.')}", match.start(), match.end())


def _organ(text: str, at: int) -> tuple[bool, str | None]:
    """Whether an organ other than the General Assembly is named just before, and how its symbols begin."""
    before = text[max(0, at - 60) : at]
    named = [(found.end(), start) for organ, start in _ORGANS for found in organ.finditer(before)]
    end, start = max(named, key=lambda one: one[0], default=(0, None))
    return (True, start) if named and len(before) - end <= 12 else (False, None)


def _organ_of_list(text: str, opening: re.Match[str]) -> tuple[bool, str | None]:
    """The organ named before the word, or after its numbers: "resolution 11/6 of the Conference of the Parties"."""
    named, start = _organ(text, opening.start())
    if named:
        return named, start
    at = opening.end()
    while match := _UN_NUMBER.match(text, at):
        at = _next_number(text, match.end())
    after = re.compile(r"\s*(?:,\s*)?(?:of the|de la|del|de las|du)\s+").match(text, at)
    found = [begin for organ, begin in _ORGANS if after and organ.match(text, after.end())]
    return (True, found[0]) if found else (False, None)


def _resolution(match: re.Match[str], organ: tuple[bool, str | None]) -> str | None:
    named, start = organ
    if match["security"]:
        return f"un/S/RES/{match['security']}({match['year']})"
    if match["old"]:
        return f"un/A/RES/{match['old']}({match['roman']})"
    number = f"{match['session']}/{match['n']}{match['part'] or ''}"
    if named:
        return f"un/{start}/{number}" if start else None
    return f"un/E/RES/{number}" if len(match["session"]) == 4 else f"un/A/RES/{number}"


def _resolutions(text: str) -> Iterator[Found]:
    """Numbers after the word "resolutions", one citation each: "its resolutions 55/25 of 15 November 2000 and 58/137"."""
    at = 0
    for opening in _UN_RESOLUTION.finditer(text):
        if opening.end() <= at:  # read with the list before it
            continue
        organ, at = _organ_of_list(text, opening), opening.end()
        while match := _UN_NUMBER.match(text, at):
            if work := _resolution(match, organ):
                yield Found(work, match.start(), match.end())
            at = _next_number(text, match.end())


def _next_number(text: str, at: int) -> int:
    """Past the date and the annex of a number, and past the comma or conjunction to the next one."""
    for passed in (_ANNEX, _DATED, _AND):
        if skipped := passed.match(text, at):
            at = skipped.end()
    return at


def _celex(match: re.Match[str]) -> str | None:
    """CELEX number of a European Union act: "Directive 2011/36/EU", "Regulation (EC) No 810/2009", "Directive 95/46/EC"."""
    a, b = match["a"], match["b"]
    numbered_first = len(b) == 4 and b[:2] in ("19", "20") and not (len(a) == 4 and a[:2] in ("19", "20"))
    year, number = (b, a) if numbered_first else (a, b)
    if len(year) == 2:
        year = f"19{year}" if int(year) > 50 else f"20{year}"
    letter = next(letter for letter in _EU_TYPES if match[letter])
    stated = match["treaty"] or match["union"]
    return f"eu/3{year}{letter}{int(number):04d}" if stated and len(year) == 4 else None


def _european(text: str) -> Iterator[Found]:
    for match in _EU.finditer(text):
        if work := _celex(match):
            yield Found(work, match.start(), match.end())


def _ilo(text: str) -> Iterator[Found]:
    """ILO conventions and recommendations by number; other series print theirs with the series' name."""
    for match in _ILO.finditer(text):
        if re.search(r"council of europe|conseil de l.europe|treaty series", match["title"], re.I):
            continue
        if re.search(r"general\s+$|\w+\s+general\s*$|committee.{0,90}$", text[max(0, match.start() - 110) : match.start()], re.I):
            continue  # "general recommendation No. 38" of a treaty body
        letter = "R" if match["type"].lower().startswith("rec") else "C"
        yield Found(f"ilo/{letter}{int(match['n']):03d}", match.start(), match.end())


@cache
def _council_of_europe() -> dict[int, str]:
    return {int(one.number.split()[-1]): one.work for one in instruments() if one.number}


def _cets(text: str) -> Iterator[Found]:
    for match in _CETS.finditer(text):
        number = int(match["n"] or match["m"])
        yield Found(_council_of_europe().get(number, f"coe/CETSNo.{number}"), match.start(), match.end())


_UNTS = re.compile(r"\bvol\. ?(?P<volume>\d{1,4}), (?:No|núm|n[°ºo])s?\.? ?(?P<number>\d{1,6})\b")


@cache
def _treaty_series() -> dict[str, str]:
    return {one.unts: one.work for one in instruments() if one.unts}


def _registered(text: str) -> Iterator[Found]:
    """Treaties by volume and number of the United Nations Treaty Series; those that models/instruments.toml knows."""
    for match in _UNTS.finditer(text):
        if work := _treaty_series().get(f"{match['volume']}/{match['number']}"):
            yield Found(work, match.start(), match.end())


def _osce(text: str) -> Iterator[Found]:
    """OSCE decisions by number: the Ministerial Council's carry a year ("No. 8/07"), the Permanent Council's do not."""
    for match in _OSCE_NUMBER.finditer(text):
        organ = (match["organ"] or "").lower()
        if organ or "/" in match["n"]:
            body = "PC" if organ == "permanent" else "MC"
            yield Found(f"osce/{body}.DEC/{match['n']}", match.start(), match.end())


@cache
def _phrases(language: str) -> Phrases:
    return Phrases(((one.work, name) for one in instruments() for name in one.names(language)), cased=False, commas=True)


_CAPITALS = frozenset({"opsc", "cedaw", "untoc", "uncac", "iccpr", "icescr", "icrmw"})


def citations(text: str, language: str) -> list[Found]:
    """Every citation, in the order of the text, longest first; none inside another."""
    named = [Found(*found) for found in _phrases(language).find(text)]
    named = [f for f in named if text[f.start : f.end].lower() not in _CAPITALS or text[f.start : f.end].isupper()]
    finders = (_symbols, _resolutions, _european, _ilo, _cets, _registered, _osce) if any(c.isdigit() for c in text) else ()
    found = [*named, *(f for finder in finders for f in finder(text)), *laws(text, language)]
    kept = _apart(found)
    return _apart([*kept, *pointing_back(text, kept)])


def _apart(found: list[Found]) -> list[Found]:
    """In the order of the text, the longest at each place, none inside another."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -(f.end - f.start))):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@Language.factory("citation")
def citation(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, citations(text_of(doc), nlp.lang))
        return doc

    return find
