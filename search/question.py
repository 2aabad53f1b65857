"""What a query asks for besides its words: phrases, exclusions, symbols and their paragraphs, countries, years."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from models.base import Record
from models.countries import country
from models.instruments import instruments
from models.reference import bodies

LONGEST = 2000
"""Characters of a query that are searched for; what follows is left out, and the answer says so."""

_PHRASE = re.compile(r'(NOT\s+|(?<!\w)-)?(?:"([^"]+)"|“([^”]+)”|«\s*([^»]+?)\s*»)')
_EXCLUDED = re.compile(r"(?<!\S)(?:NOT\s+|-(?=[^\W\d]))([\w'’-]+)")
_OPERATORS = re.compile(r"(?<!\S)(?:AND|OR|NOT)(?!\S)")
_SINCE = re.compile(r"\b(?:since|after|from|desde|depuis|seit)\s+((?:19|20)\d\d)\b", re.IGNORECASE)  # "since 2020"
_UNTIL = re.compile(r"\b(?:until|before|till|hasta|jusqu'en|bis)\s+((?:19|20)\d\d)\b", re.IGNORECASE)  # "until 2015"
_AFTER, _BEFORE = ("after",), ("before",)  # these two leave out the year they name

_KINDS = {
    "op": ("op",),
    "operative": ("op",),
    "pp": ("pp",),
    "preambular": ("pp",),
    "para": ("op", "para", "item"),
    "paragraph": ("op", "para", "item"),
    "art": ("art",),
    "article": ("art",),
    "artículo": ("art",),
    "artikel": ("art",),
    "sec": ("sec",),
    "section": ("sec",),
    "s": ("sec",),
    "§": ("sec",),
    "recital": ("recital",),
    "annex": ("annex",),
}
"""How people write the parts of a text, and the first parts of addresses that may hold them."""
_PART = re.compile(
    rf"(?<!\w)({'|'.join(sorted(map(re.escape, _KINDS), key=len, reverse=True))})\.?\s*(?:paragraph\s+|para\.?\s+|no\.?\s+)?"
    r"(\d+(?:\s?(?:bis|ter))?[a-z]?)((?:\s?\(\w+\))*)(?!\w)",
    re.IGNORECASE,
)  # "op 12", "art. 8", "section 2(1)(a)", "operative para 4 (b)"


class Part(Record):
    """A part of a text that was asked for: first parts of addresses, and the numbers from there down."""

    kinds: tuple[str, ...]
    numbers: tuple[str, ...]


class Question(Record):
    words: str
    """What remains to be looked for by words and meaning; may be empty."""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Words and phrases that must not occur."""
    works: tuple[str, ...] = ()
    symbol: str | None = None
    """As it was written."""
    unknown: str | None = None
    """Written like a symbol, but no work of the index has it."""
    part: Part | None = None
    countries: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    cut: bool = False


def understand(text: str, works: Mapping[str, tuple[str, ...]]) -> Question:
    """`works`: see `named`.

    Raises:
        ValueError: there is nothing to look for.
    """
    if not re.search(r"\w", text):
        raise ValueError(f"query {text[:40]!r}: expected words, a symbol or a quoted phrase, found only punctuation")
    words, phrases, without = _taken_apart(text[:LONGEST])
    words, since, until = _years(words)
    symbol, held, words = _symbol(words, works)
    unknown = None if symbol else _unknown(words)
    part, words = _part(words) if symbol else (None, words)
    rest, named = _countries(words)
    words = rest if re.search(r"\w", rest) or symbol else words  # a country alone is looked for by its name
    if not (re.search(r"\w", words) or phrases or symbol):
        raise ValueError(f"query {text[:40]!r}: expected something to look for beside operators, years and exclusions")
    return Question(
        words=" ".join([*words.split(), *phrases, *_in_full(words)]),
        phrases=tuple(phrases),
        without=tuple(without),
        works=held,
        symbol=symbol,
        unknown=unknown,
        part=part,
        countries=named,
        since=since,
        until=until,
        cut=len(text) > LONGEST,
    )


def _taken_apart(text: str) -> tuple[str, list[str], list[str]]:
    """Words, phrases and what is excluded. A quotation mark without its partner is no quotation."""
    phrases: list[str] = []
    without: list[str] = []
    for match in _PHRASE.finditer(text):
        phrase = (match[2] or match[3] or match[4]).strip()
        if re.search(r"\w", phrase):
            (without if match[1] else phrases).append(phrase)
    text = _PHRASE.sub(" ", text)
    without += [match[1] for match in _EXCLUDED.finditer(text)]
    return _OPERATORS.sub(" ", re.sub(r'["“”«»*]', " ", _EXCLUDED.sub(" ", text))), phrases, without


def _years(text: str) -> tuple[str, int | None, int | None]:
    since = until = None
    if match := _SINCE.search(text):
        since = int(match[1]) + match[0].lower().startswith(_AFTER)
        text = text.replace(match[0], " ", 1)
    if match := _UNTIL.search(text):
        until = int(match[1]) - match[0].lower().startswith(_BEFORE)
        text = text.replace(match[0], " ", 1)
    return text, since, until


def compact(symbol: str) -> str:
    """What the writings of one symbol share: "A/RES/78/228", "a res 78 228"."""
    return re.sub(r"[\W_]+", "", symbol).casefold()


def named(several: Iterable[tuple[str, str | None]]) -> dict[str, tuple[str, ...]]:
    """Works by the compact forms of their symbols and ids: whole, "78/228" for A/RES/78/228,
    "2011/36" for 2011/36/EU and the other way round. `several`: works and symbols."""
    found: dict[str, dict[str, None]] = {}
    for work, symbol in several:
        for written in filter(None, (symbol, work.partition("/")[2])):
            forms = [compact(written)]
            if short := re.search(r"(?<=RES/)\d+/\d+$|^\d{4}/\d+(?=/EU$)|^\d{4}/\d+$", written):
                forms += [short[0], compact(f"{short[0]}/EU")]
            for form in forms:
                found.setdefault(form, {})[work] = None
    return {form: tuple(held) for form, held in found.items()}


def _symbol(text: str, works: Mapping[str, tuple[str, ...]]) -> tuple[str | None, tuple[str, ...], str]:
    """The longest run of up to six words that is a symbol with a digit in it; its works; the text without it."""
    words = list(re.finditer(r"\S+", text))
    for length in range(min(6, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            start, end = words[at].start(), words[at + length - 1].end()
            written = text[start:end].strip(".,;:()")
            held = works.get(compact(written)) if _like_a_symbol(written) else None
            held = held or works.get(written)
            if held and re.search(r"\d", written):
                rest = re.sub(r"(?i)\bresolutions?\s*$", "", text[:start]) + " " + text[end:]
                return written, held, rest
    return None, (), text


def _like_a_symbol(written: str) -> bool:
    return len(compact(written)) >= 4 and bool(re.search(r"\d", written)) and bool(re.search(r"[^\W\d]", written))


def _unknown(text: str) -> str | None:
    for body in bodies().values():
        if body.symbol and (match := re.search(rf"(?<!\w)(?:{body.symbol})(?!\w)", text)):
            return match[0]
    return None


def _part(text: str) -> tuple[Part | None, str]:
    match = _PART.search(text)
    if match is None:
        return None, text
    numbers = [re.sub(r"\s", "", match[2].lower()), *re.findall(r"\w+", match[3].lower())]
    return Part(kinds=_KINDS[match[1].lower()], numbers=tuple(numbers)), text.replace(match[0], " ", 1)


def _countries(text: str) -> tuple[str, tuple[str, ...]]:
    """Names of up to five words, longest first; codes of two or three letters are words too, and don't count."""
    words = list(re.finditer(r"[\w'’().-]+", text))
    found: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    for length in range(min(5, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            start, end = words[at].start(), words[at + length - 1].end()
            written = text[start:end].strip(".()'’ ")
            free = all(end <= a or start >= b for a, b in taken)
            if free and len(written) > 3 and (code := country(written)):
                found[code] = None
                taken.append((start, end))
    for start, end in sorted(taken, reverse=True):
        text = text[:start] + " " + text[end:]
    return (re.sub(r"(?i)\b(?:in|of|for|by|en|de|du|la|le)\s*$", "", text) if found else text), tuple(found)


@cache
def _aliases() -> dict[str, str]:
    """The full name of each instrument by its other names, both flat: "palermo protocol"."""
    named_so = [instrument.names(language) for instrument in instruments() for language in ("en", "es", "fr")]
    return {flat(name): names[0] for names in named_so for name in names[1:]}


def _in_full(text: str) -> list[str]:
    """What an instrument is called in print, where the text uses another of its names: few texts say "Palermo Protocol"."""
    plain = f" {flat(text)} "
    found = dict.fromkeys(full for alias, full in _aliases().items() if f" {alias} " in plain)
    return [full for full in found if flat(full) not in plain]


def holds(address: str, part: Part) -> bool:
    """Whether an address lies at or below a part: `…#op_12__para_a` below op 12, and at op 12(a)."""
    steps = address.partition("#")[2].casefold().split("__")
    for at, step in enumerate(steps):
        kind, _, number = step.rpartition("_")
        if kind in part.kinds and number == part.numbers[0]:
            below = [s.rpartition("_")[2] for s in steps[at + 1 :]]
            return below[: len(part.numbers) - 1] == list(part.numbers[1:])
    return False


def flat(text: str) -> str:
    """For comparison of phrases: without case, marks and the shape of blanks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def satisfies(text: str, phrases: Sequence[str], without: Sequence[str]) -> bool:
    plain = f" {flat(text)} "
    return all(f" {flat(p)} " in plain for p in phrases) and not any(f" {flat(w)} " in plain for w in without)
