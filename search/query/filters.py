"""What a query narrows down to besides its words: years, forms, roles, languages, the body that adopts. Which words say so is
data (models/asking.toml). A form or role counts only where it can mean nothing else: "resolutions on demand", not "a resolution".
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale

from models.asking import asking
from models.base import Record
from models.phrases import Phrases
from models.reference import bodies

_YEAR = r"((?:18|19|20)\d\d)"
_NAMED_IN = ("en", "es", "fr", "pt", "de")


class Filter(Record):
    """One filter that a query sets, where it does, and how the answer tells it."""

    key: str
    """Of Query: `since`, `until`, `form`, `role`, `language`, `body`."""
    value: str | int
    start: int
    end: int


def filters(text: str, held: Sequence[str]) -> list[Filter]:
    """Those that a query sets. `held`: languages of the index."""
    found = [*_years(text), *_languages(text, held)]
    found += _kinds(text)
    return found


# ---- Years


@cache
def _year_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sets, re.compile(rf"(?<![\w/.\-])(?:{pattern.replace('Y', _YEAR)})(?![\w/])", re.IGNORECASE))
        for sets, several in asking().years.items()
        for pattern in several
    )


def _years(text: str) -> Iterator[Filter]:
    """Of several that name the same year, the first in the order of the data."""
    taken: list[tuple[int, int]] = []
    for sets, pattern in _year_patterns():
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                for key, year in _bounds(sets, [int(year) for year in match.groups() if year]):
                    yield Filter(key=key, value=year, start=match.start(), end=match.end())


def _bounds(sets: str, years: Sequence[int]) -> list[tuple[str, int]]:
    """First and last year, both included."""
    return {
        "between": [("since", min(years)), ("until", max(years))],
        "in": [("since", years[0]), ("until", years[0])],
        "since": [("since", years[0])],
        "after": [("since", years[0] + 1)],
        "until": [("until", years[0])],
        "before": [("until", years[0] - 1)],
    }[sets]


# ---- Languages


@cache
def _language_names() -> dict[str, str]:
    """CLDR's names of languages, without case, in those a query may be written in."""
    return {
        name.casefold(): code
        for language in _NAMED_IN
        for code, name in Locale(language).languages.items()
        if re.fullmatch(r"[a-z]{2}", code)
    }


def _languages(text: str, held: Sequence[str]) -> Iterator[Filter]:
    """ "in Spanish", "en español", "French texts"; "in Spanish law" means a country."""
    words = asking().words
    known = "|".join(sorted((re.escape(n) for n, code in _language_names().items() if code in held), key=len, reverse=True))
    if not known:
        return
    after = rf"(?:{words['in']})\s+(?P<a>{known})(?!\s+(?:law|act|code|courts?))"
    before = rf"(?P<b>{known})\s+(?:{words['text']})"
    for match in re.finditer(rf"(?<!\w)(?:{after}|{before})(?!\w)", text, re.IGNORECASE):
        name = (match["a"] or match["b"]).casefold()
        yield Filter(key="language", value=_language_names()[name], start=match.start(), end=match.end())


# ---- Bodies, forms, roles


@cache
def _bodies() -> Phrases:
    return Phrases([(body, name) for body, several in asking().bodies.items() for name in several], cased=True, commas=False)


def bodies_in(text: str) -> list[tuple[str, int, int]]:
    """Ids of the bodies that a query names, and where."""
    return [found for found in _bodies().find(text) if found[0] in bodies()]


def _kinds(text: str) -> Iterator[Filter]:
    """Forms and roles that open a query: "resolutions on …", "OSCE decisions since 2015", "operative paragraphs on …"; with the
    body that stands before them or after "of the"."""
    words = asking().words
    named = bodies_in(text)
    for key, table in (("role", asking().roles), ("form", asking().forms)):
        for value, pattern in table.items():
            for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
                before, after = text[: match.start()], text[match.end() :]
                at = match.start()
                opening = [b for b in named if b[2] <= at and not text[b[2] : at].strip() and not _said(before[: b[1]])]
                of = [
                    b
                    for b in named
                    if re.fullmatch(rf"\s+(?:{words['of']})\s+(?:(?:{words['the']})\s+|l['’])?", text[match.end() : b[1]])
                ]
                followed = re.match(rf"\s*(?:$|\n|(?:{words['about']})\s)", after, re.IGNORECASE)
                if (opening or not _said(before)) and (of or opening or followed):
                    yield Filter(key=key, value=value, start=at, end=match.end())
                    yield from (Filter(key="body", value=b, start=start, end=end) for b, start, end in (*opening, *of))


def _said(text: str) -> bool:
    """Whether anything but an article stands there."""
    return bool(re.sub(rf"(?i)(?<!\w)(?:{asking().words['the']}|all)(?!\w)|\W", "", text))
