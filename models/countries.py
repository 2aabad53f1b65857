"""Countries by name, in many languages: "Côte d'Ivoire", "Ivory Coast" and "Costa de Marfil" are one.

Names come from pycountry and CLDR (by way of babel), from countries.toml where both lack one, and from fictional.toml for the
States of the samples. Codes are ISO 3166-1 alpha-3 in lower case. Nothing is read before the first call.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import pycountry
from babel import Locale
from babel.core import UnknownLocaleError

from models.base import LanguageCode, NonEmpty, Record

LANGUAGES = ("en", "es", "fr", "pt", "de", "it", "nl", "ro", "ru", "ar", "zh")
"""Languages whose names `country` knows; `name` and `names` know every language of CLDR."""


class _Extra(Record):
    """countries.toml."""

    names: Mapping[LanguageCode, Mapping[str, tuple[NonEmpty, ...]]]
    not_: Mapping[LanguageCode, tuple[NonEmpty, ...]]
    style: Mapping[LanguageCode, tuple[NonEmpty, ...]]
    shy: tuple[str, ...]


class _Fictional(Record):
    code: NonEmpty
    alpha_2: NonEmpty
    names: Mapping[LanguageCode, tuple[NonEmpty, ...]]


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads(files("models").joinpath(name).read_text(encoding="utf-8"))


@cache
def _extra() -> _Extra:
    table = _toml("countries.toml")
    shy = table["shy"]
    if not isinstance(shy, dict) or "codes" not in shy:
        raise ValueError("models/countries.toml: expected [shy] with the list `codes`")
    fields = {"names": table["names"], "not_": table["not"], "style": table["style"], "shy": shy["codes"]}
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


def fold(text: str) -> str:
    """What two writings of a name share: letters without case, accents, punctuation or apostrophes' shape."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


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
    for by_code in _extra().names.values():  # what is said by hand goes before what two lists say
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
