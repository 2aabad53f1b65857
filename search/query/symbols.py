"""The works and parts that a query names: by symbol in any writing, by title and year, by an instrument's name.

A symbol is compared by its letters and digits ("A/RES/78/228", "a res 78 228"). Which writings mean which symbol is data
(models/symbols.toml); whatever else is a symbol of a work that is held is found as the longest run of words that spells it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from models.base import Record
from models.instruments import LANGUAGES, instruments
from models.phrases import Phrases, fold
from models.symbols import parts, writings

_RUN = 6  # words of the longest symbol that is written with blanks
TITLED = frozenset({"convention", "statute", "directive"})
"""Forms whose texts are asked for by title; titles of resolutions repeat every year and are subjects rather than names."""
_SMALL = frozenset(
    "the of on in and for to a an de la el los las del du des le les l d et y e o der die das zur zum und".split()  # noqa: SIM905
)
_LAW = re.compile(
    r"act|law|code|ordinance|statute|convention|protocol|bill|decree|ley|codigo|convenio|convencion|protocolo|decreto|loi|decret|"
    r"lei|gesetz\w*|\w+gesetz|\w+gesetzbuch|ubereinkommen|protokoll|protocole|directive|sanhita|codul|legea"
)


class Held(Record):
    """A work of the index, as it may be asked for."""

    work: str
    symbol: str | None = None
    title: str = ""
    form: str = ""
    adopted: str | None = None
    """ISO 8601 date."""


class Part(Record):
    """A part of a text: members of addresses that may hold it, likeliest first, and the numbers from there down."""

    kinds: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def printed(self) -> str:
        """ "6(3)" """
        return self.numbers[0] + "".join(f"({number})" for number in self.numbers[1:])


class Found(Record):
    """A work or several that a query names, and where in the query it does."""

    start: int
    end: int
    written: str
    works: tuple[str, ...]
    """Empty where none is held."""
    part: Part | None = None
    """Where the symbol itself names one: 22 USC 7102(9)."""


class Register:
    """The works of an index by everything they can be asked for by. `titles` gives those with a title; called once, when a
    query first asks for a title."""

    def __init__(self, several: Iterable[Held], titles: Callable[[], Iterable[Held]] = tuple) -> None:
        self._works: dict[str, dict[str, None]] = {}
        held: set[str] = set()
        for one in several:
            held.add(one.work)
            for form in _forms(one):
                self._works.setdefault(form, {})[one.work] = None
        for instrument in instruments():
            if instrument.work in held and instrument.number:
                self._works.setdefault(compact(instrument.number), {})[instrument.work] = None
            if instrument.work in held and instrument.resolution:
                self._works.setdefault(compact(instrument.resolution), {})[instrument.work] = None
        self.instruments = {one.work: (one.work,) for one in instruments() if one.work in held}
        self.jurisdictions = frozenset(work.partition("/")[0] for work in held)
        self._read_titles = titles

    @cached_property
    def _titles(self) -> list[tuple[frozenset[str], str]]:
        return [(_title_words(one), one.work) for one in self._read_titles() if one.form in TITLED and one.title]

    def of_symbol(self, symbol: str) -> tuple[str, ...]:
        return tuple(self._works.get(compact(symbol), ()))

    def of_title(self, words: frozenset[str]) -> tuple[str, ...]:
        """Works whose title and year hold all the words; of these the ones with the fewest others."""
        fitting = [(len(title - words), work) for title, work in self._titles if words <= title]
        fewest = min(fitting, default=(0, ""))[0]
        return tuple(sorted(work for others, work in fitting if others == fewest))

    def titled(self, words: frozenset[str]) -> tuple[str, ...]:
        """Works whose title is these words, with or without its year."""
        return tuple(sorted(w for title, w in self._titles if words in (title, {t for t in title if not t.isdigit()})))


def _forms(held: Held) -> Iterator[str]:
    """ "2011/36/EU" for 2011/36 and CELEX 32011L0036, "AG/RES. 2348" for AG/RES. 2348 (XXXVII-O/07)."""
    place = held.work.partition("/")[2]
    for written in filter(None, (held.symbol, place)):
        yield compact(written)
        if short := re.match(r"(.+?)\s?\((?:[IVXLCDM]+-[OE]/\d\d|\d{4}|\d+/\d+)\)$", written):
            yield compact(short[1])
        if short := re.fullmatch(r"(\d{4}/\d+)(?:/[A-Z]+)?", written):
            yield compact(f"{short[1]}/EU")
    if celex := re.fullmatch(r"3(\d{4})[A-Z]{1,2}0*(\d+)", place):
        yield compact(f"{celex[1]}/{celex[2]}/EU")
    if code := re.match(r"title-(\d+)-.*/sec_(\w+?)(?:__|$)", place):
        yield compact(f"{code[1]} USC {code[2]}")


def compact(symbol: str) -> str:
    """What the writings of one symbol share: "A/RES/78/228", "a res 78 228"."""
    return re.sub(r"[\W_]+", "", symbol).casefold()


def _content(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _SMALL]


def _title_words(held: Held) -> frozenset[str]:
    year = {held.adopted[:4]} if held.adopted else set()
    return frozenset(_content(held.title)) | year


# ---- Symbols in a query


def symbols(text: str, register: Register) -> list[Found]:
    """Those that do not overlap: what the writings mean and is held, longest first; else whatever spells a held symbol; then what
    is written like one and is not held."""
    written = list(_written(text, register))
    held = [one for one in written if one.works] or _spelled(text, register)
    found: list[Found] = []
    for one in sorted((*held, *(w for w in written if not w.works)), key=lambda f: (not f.works, f.start - f.end, f.start)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda f: f.start)


def _written(text: str, register: Register) -> Iterator[Found]:
    for writing, expression in writings():
        for match in expression.finditer(text):
            works = register.of_symbol(writing.meant(match))
            if works or not writing.held:
                within_it = _own_part(match.groupdict())
                yield Found(start=match.start(), end=match.end(), written=match[0].strip(), works=works, part=within_it)


def _own_part(groups: Mapping[str, str | None]) -> Part | None:
    below = groups.get("below")
    return Part(kinds=("sec",), numbers=(groups["sec"] or "", *re.findall(r"\w+", below))) if below else None


def _spelled(text: str, register: Register) -> list[Found]:
    """The longest run of words that is a held symbol with a digit and a letter in it."""
    words = list(re.finditer(r"\S+", text))
    for length in range(min(_RUN, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            start, end = words[at].start(), words[at + length - 1].end()
            written = text[start:end].strip(".,;:()")
            works = register.of_symbol(written) if _like_a_symbol(written) else ()
            if works:
                return [Found(start=start, end=end, written=written, works=works)]
    return []


def _like_a_symbol(written: str) -> bool:
    return len(compact(written)) >= 4 and bool(re.search(r"\d", written)) and bool(re.search(r"[^\W\d]", written))


_ANNEX = re.compile(
    r"(?<!\w)(?:annexe?|anexo|anhang|anlage)\s+(?P<number>[IVX]+|\d+)(?!\w)(?:\s+(?:to|of|de|del|da|à|zu|zur|der)(?!\w))?",
    re.IGNORECASE,
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


def annexed(named: Sequence[Found], text: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """The same, of a resolution whose annex is named only the instrument in that annex; and where the query names it."""
    match = _ANNEX.search(text)
    if match is None:
        return list(named), []
    number = _ROMAN.get(match["number"], match["number"].upper())
    there = {one.work for one in instruments() if one.annex == number}
    if not any(work in there for one in named for work in one.works):
        return list(named), []
    narrowed = [one.model_copy(update={"works": tuple(w for w in one.works if w in there) or one.works}) for one in named]
    return narrowed, [match.span()]


# ---- Titles and names in a query


def title(text: str, register: Register, with_part: bool) -> Found | None:
    """A law or treaty by title: "Human Trafficking Act 2008" by words of the title and the year; a whole title where it is all
    that the query holds, or where a part of it is asked for."""
    words = [match for match in re.finditer(r"\w+", text) if fold(match[0]) not in _SMALL]
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            said = frozenset(fold(match[0]) for match in run)
            whole = length == len(words) or with_part
            if works := _of_title(said, register, whole):
                start, end = run[0].start(), run[-1].end()
                return Found(start=start, end=end, written=text[start:end], works=works)
    return None


def _of_title(said: frozenset[str], register: Register, whole: bool) -> tuple[str, ...]:
    law = any(_LAW.fullmatch(word) for word in said)
    dated = any(re.fullmatch(r"(?:1[89]|20)\d\d", word) for word in said)
    if law and dated and len(said) >= 3:
        return register.of_title(said)
    return register.titled(said) if law and whole else ()


@cache
def _names() -> Phrases:
    named = [(one.work, name) for one in instruments() for language in LANGUAGES for name in (*one.names(language), *one.asked)]
    return Phrases(named, cased=False, commas=True)


def instruments_in(text: str) -> list[Found]:
    """Instruments by any of their names, whether they are held or not."""
    return [Found(start=start, end=end, written=text[start:end], works=(work,)) for work, start, end in _names().find(text)]


# ---- Parts


_BELOW = (
    r"(?:paragraph|para|paras|p[áa]rr(?:afo)?|paragraphe|apartado|par[áa]grafo|n[º°]|absatz|abs|al[ií]nea|letra|lit|point|punto|"
    r"let)"
)


@cache
def _part_pattern() -> re.Pattern[str]:
    """ "op 12", "art. 8", "section 2(1)(a)", "Art. 8 Abs. 1", "article 6, paragraph 3", "article L425-1", "4 bis" """
    words = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in parts()), key=len, reverse=True))
    number = r"[LRD]?\.?\s?\d+(?:[.\-]\d+)*(?:[\s-]?(?:bis|ter|quater|quinquies))?[a-z]?"
    below = rf"(?:\s*,?\s*{_BELOW}\.?\s*\(?\w{{1,4}}\)?(?!\w)|\s?\(\w{{1,5}}\))*"
    return re.compile(rf"(?<!\w)({words})(?:\.\s*|\s+|(?=\d))(?:no\.?\s*|n[º°]\s*)?({number})({below})(?!\w)", re.IGNORECASE)


def part(text: str) -> tuple[Part, int, int] | None:
    """The first part that a query names, and where."""
    match = _part_pattern().search(text)
    if match is None:
        return None
    word = " ".join(match[1].lower().split())
    below = re.findall(r"\w+", re.sub(rf"(?i)(?<!\w){_BELOW}(?!\w)", " ", match[3]))
    return Part(kinds=parts()[word], numbers=(match[2], *below)), match.start(), match.end()


def holds(address: str, wanted: Part) -> bool:
    """Whether an address lies at or below a part: `…#op_12__para_a` below op 12, and at op 12(a)."""
    return any(_lies(address, kind, numbers) for kind in wanted.kinds for numbers in _readings(wanted.numbers))


def _readings(numbers: Sequence[str]) -> list[tuple[str, ...]]:
    """ "8.1" is article 8.1 or article 8(1), "12a" paragraph 12a or 12(a)."""
    first, *rest = (compact(number) if at else number for at, number in enumerate(numbers))
    read = [(compact(first), *rest)]
    if split := re.fullmatch(r"(\d+)\.(\d+)|(\d+)([a-z])", first, re.IGNORECASE):
        above, below = [group.casefold() for group in split.groups() if group]
        read.append((above, below, *rest))
    return read


def _lies(address: str, kind: str, numbers: Sequence[str]) -> bool:
    work, _, place = address.casefold().partition("#")
    steps_of_work = work.partition("@")[0].rsplit("/", 1)[1].split("__")  # where a work is one section: "…/sec_7106__subsec_a"
    return any(_leads(steps, kind, numbers) for steps in (place.split("__"), steps_of_work))


def _leads(steps: Sequence[str], kind: str, numbers: Sequence[str]) -> bool:
    for at, step in enumerate(steps):
        of, _, number = step.rpartition("_")
        if of == kind and compact(number) == numbers[0]:
            below = [compact(s.rpartition("_")[2]) for s in steps[at + 1 :]]
            return below[: len(numbers) - 1] == list(numbers[1:])
    return False


def within(addresses: Sequence[str], wanted: Part) -> list[str]:
    """The addresses at or below a part, by the likeliest of its kinds that is there; where a number is not told apart, those of
    what is above it."""
    for depth in range(len(wanted.numbers), 0, -1):
        for kind in wanted.kinds:
            narrowed = Part(kinds=(kind,), numbers=wanted.numbers[:depth])
            if found := [address for address in addresses if holds(address, narrowed)]:
                return found
    return []
