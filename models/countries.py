"""Countries by name, in many languages: "Côte d'Ivoire", "Ivory Coast" and "Costa de Marfil" are one.

Names come from pycountry and CLDR (by way of babel), from countries.toml where both lack one, and from fictional.toml for the
States of the samples; adjectives ("Irish law") from demonyms.toml. Codes are ISO 3166-1 alpha-3 in lower case. Nothing is read
before the first call. `country` knows one name, `named_in` finds the names that a text prints, `asked_in` those of a query, where
capitals are rare and adjectives and abbreviations common.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import pycountry
from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import TypeAdapter

from models.base import LanguageCode, NonEmpty, Record
from models.phrases import Phrases, fold

LANGUAGES = ("en", "es", "fr", "pt", "de", "it", "nl", "ro", "ru", "ar", "zh")
"""Languages whose names `country` knows; `name` and `names` know every language of CLDR."""


class _Extra(Record):
    """countries.toml."""

    names: Mapping[LanguageCode, Mapping[str, tuple[NonEmpty, ...]]]
    not_: Mapping[LanguageCode, tuple[NonEmpty, ...]]
    style: Mapping[LanguageCode, tuple[NonEmpty, ...]]
    shy: tuple[str, ...]
    short: Mapping[str, tuple[NonEmpty, ...]]
    capital: tuple[NonEmpty, ...]


class Named(Record):
    """Where a text names countries: one, or all that share an adjective ("Congolese")."""

    codes: tuple[str, ...]
    start: int
    end: int


class _Fictional(Record):
    code: NonEmpty
    alpha_2: NonEmpty
    names: Mapping[LanguageCode, tuple[NonEmpty, ...]]


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads(files("models").joinpath(name).read_text(encoding="utf-8"))


@cache
def _extra() -> _Extra:
    table = _toml("countries.toml")
    shy, capital = table["shy"], table["capital"]
    if not (isinstance(shy, dict) and isinstance(capital, dict) and "codes" in shy and "names" in capital):
        raise ValueError("models/countries.toml: expected [shy] with the list `codes` and [capital] with the list `names`")
    fields = {key: table[key] for key in ("names", "style", "short")}
    fields |= {"not_": table["not"], "shy": shy["codes"], "capital": capital["names"]}
    return _Extra.model_validate(fields, strict=False)


@cache
def _fictional() -> tuple[_Fictional, ...]:
    tables = _toml("fictional.toml")["country"]
    if not isinstance(tables, list):
        raise ValueError("models/fictional.toml: expected an array of tables named [[country]]")
    return tuple(_Fictional.model_validate(table, strict=False) for table in tables)


@cache
def _alpha_3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 in capitals to alpha-3 in lower case, user-assigned codes included."""
    known = {c.alpha_2: c.alpha_3.lower() for c in pycountry.countries}
    return known | {state.alpha_2: state.code for state in _fictional()}


@cache
def _territories(language: str) -> dict[str, str]:
    """CLDR's name of each territory, by alpha-2; empty for a language that CLDR does not have."""
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def _unbracketed(name: str) -> tuple[str, ...]:
    """ "Myanmar (Burma)" is both "Myanmar" and "Burma"; a name without brackets is itself."""
    match = re.fullmatch(r"(.+?) ?[(（](.+)[)）]", name)
    return (match[1], match[2]) if match else (name,)


def _english() -> Iterator[tuple[str, str]]:
    """pycountry's names: short, common and official; "Iran, Islamic Republic of" is turned round."""
    for entry in pycountry.countries:
        code = entry.alpha_3.lower()
        for field in ("name", "common_name", "official_name"):
            if written := getattr(entry, field, None):
                short, comma, style = written.partition(", ")
                turned = comma and style.split(" ")[-1] in ("of", "the")
                yield code, f"{style} {short}" if turned else written


def _all_names(language: str) -> Iterator[tuple[str, str]]:
    if language == "en":
        yield from _english()
    for alpha_2, written in _territories(language).items():
        if code := _alpha_3().get(alpha_2):
            for name in _unbracketed(written):
                yield code, name
    for code, several in _extra().names.get(language, {}).items():
        for name in several:
            yield code, name
    for state in _fictional():
        for name in state.names.get(language, ()):
            yield state.code, name


@cache
def names(language: str) -> dict[str, tuple[str, ...]]:
    """Names to look for in a text of that language, by code; none that `country` gives to another code."""
    found: dict[str, dict[str, None]] = {}
    for code, name in _all_names(language):
        if code not in _extra().shy and len(name) > 2 and _by_name().get(fold(name), code) == code:
            found.setdefault(code, {})[name] = None
    return {code: tuple(several) for code, several in found.items()}


@cache
def not_countries(language: str) -> tuple[str, ...]:
    """Wordings that hold a country's name and name none: "Jordan River"."""
    return _extra().not_.get(language, ())


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in _all_names(language):
            table.setdefault(fold(name), code)
    for by_code in (*_extra().names.values(), _extra().short):  # what is said by hand goes before what two lists say
        table.update({fold(name): code for code, several in by_code.items() for name in several})
    return table


@cache
def _style() -> re.Pattern[str]:
    words = sorted({fold(style) for styles in _extra().style.values() for style in styles}, key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)}) ")


def _code(written: str) -> str | None:
    upper = written.upper()
    if len(upper) == 2:
        return _alpha_3().get(upper)
    return upper.lower() if len(upper) == 3 and upper.lower() in _alpha_3().values() else None


@lru_cache(maxsize=4096)
def country(written: str) -> str | None:
    """The code of a country by its code or its name, short or official, in any of LANGUAGES; None when it is none."""
    if match := re.fullmatch(r"\s*(.+?) ?\((.+)\)\s*", written):  # "Iran (Islamic Republic of)"
        return country(f"{match[2]} {match[1]}") or country(match[1])
    key = fold(written)
    table = _by_name()
    while key and key not in table:
        shorter = _style().sub("", key, count=1)
        if shorter == key:
            return _code(written.strip())
        key = shorter
    return table.get(key)


def alpha_2(code: str) -> str | None:
    """ISO 3166-1 alpha-2 of an alpha-3 code; None where there is none."""
    return next((two for two, three in _alpha_3().items() if three == code.lower()), None)


def code(written: str) -> str | None:
    """Alpha-3 in lower case for an ISO 3166-1 code of two or three letters, and for a user-assigned one (XAA to XZZ)."""
    upper = written.strip().upper()
    return upper.lower() if re.fullmatch(r"X[A-Z]{2}", upper) else _code(upper)


# ---- Names in a text

_NONE = "-"  # label of wordings that hold a country's name and name none


@cache
def _phrases(languages: tuple[str, ...], cased: bool) -> Phrases:
    known = [(code, name) for language in languages for code, several in names(language).items() for name in several]
    if not cased:
        known = [(code, name) for code, name in known if name not in _extra().capital]
    others = [(_NONE, wording) for language in languages for wording in not_countries(language)]
    wordings = [(_NONE, wording) for wording in _adjectives().none] if not cased else []
    return Phrases([*known, *others, *wordings], cased=cased, commas=False)


def named_in(text: str, languages: Iterable[str] = LANGUAGES) -> list[Named]:
    """The names that a text prints with their capitals, longest first at each place, in the order of the text."""
    found = _phrases(tuple(languages), True).find(text)
    return [Named(codes=(code,), start=start, end=end) for code, start, end in found if code != _NONE]


@dataclass(frozen=True)
class _Adjectives:
    """demonyms.toml: whole words, and beginnings of words, folded."""

    whole: Phrases
    begun: Mapping[str, tuple[str, ...]]
    none: tuple[str, ...]
    """Wordings that hold such a word and mean no country."""


@cache
def _adjectives() -> _Adjectives:
    table = TypeAdapter(dict[str, dict[str, list[str]]]).validate_python(_toml("demonyms.toml"))
    none = table.pop("not")
    by_word: dict[str, dict[str, None]] = defaultdict(dict)
    for by_code in table.values():
        for code, words in by_code.items():
            for word in words:
                by_word[fold(word) + ("*" if word.endswith("*") else "")][code] = None
    return _Adjectives(
        whole=Phrases([(" ".join(codes), word) for word, codes in by_word.items() if word[-1] != "*"], cased=False, commas=False),
        begun={word[:-1]: tuple(codes) for word, codes in by_word.items() if word[-1] == "*"},
        none=tuple(none["all"]),
    )


@cache
def _short() -> Phrases:
    return Phrases([(code, name) for code, several in _extra().short.items() for name in several], cased=True, commas=False)


def asked_in(text: str) -> list[Named]:
    """The countries that a query names, in any language and case: names, abbreviations in capitals, adjectives."""
    found = [Named(codes=tuple(codes.split()), start=start, end=end) for codes, start, end in _candidates(text)]
    kept: list[Named] = []
    for one in sorted(found, key=lambda named: (named.start - named.end, named.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted((one for one in kept if one.codes != (_NONE,)), key=lambda named: named.start)


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    yield from _phrases(LANGUAGES, False).find(text)
    yield from _short().find(text)
    yield from _adjectives().whole.find(text)
    begun = _adjectives().begun
    for match in re.finditer(r"[^\W\d_]{5,}", text):
        word = fold(match[0])
        codes = next((begun[word[:n]] for n in range(len(word), 3, -1) if word[:n] in begun), None)
        if codes:
            yield " ".join(codes), match.start(), match.end()


def name(code: str, language: str = "en") -> str:
    """The usual name in a language, in English where CLDR has none.

    Raises:
        ValueError: the code is not an ISO 3166-1 alpha-3 code, and no State of the samples has it.
    """
    for state in _fictional():
        if state.code == code:
            return next(iter(state.names.get(language) or state.names["en"]))
    two = alpha_2(code)
    if two is None:
        raise ValueError(f"country code {code!r}: expected ISO 3166-1 alpha-3 (irl) or the code of a State of the samples (xaa)")
    written = _territories(language).get(two) or _territories("en")[two]
    return _unbracketed(written)[0]
