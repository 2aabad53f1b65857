"""Dates as texts print them: ISO, "15 November 2000", "Abril 9 de 2008", and written out in words."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

_LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "nl", "ro")
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    "twentieth": 20,
    "thirtieth": 30,
}


def dates(text: str) -> Iterator[date]:
    """Every date in the text, in its order."""
    months = "|".join(sorted(_months(), key=len, reverse=True))
    patterns = (
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?(?: de| of|,)?\s+(?P<month>{months})\.?,?(?: de| del| of)?\s+(?P<y>\d{{4}})",
        rf"(?P<month>{months})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?(?: de| del)?\s+(?P<y>\d{{4}})",
        rf"(?P<dw>[a-z]+(?:[- ][a-z]+(?:st|nd|rd|th))?)\s+day\s+of\s+(?P<month>{months}),?\s+"
        r"(?:(?:of |in )?(?:the year )?(?:of our lord )?"
        r"(?P<yw>(?:(?:one|two) thousan[dt]|nineteen hundred)[a-z \-]*)|(?P<y>\d{4}))",
        rf"(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+day\s+of\s+(?P<month>{months}),?\s+(?P<y>\d{{4}})",
    )
    found = [match for pattern in patterns for match in re.finditer(pattern, text.lower())]
    for match in sorted(found, key=lambda match: match.start()):
        if (day := _date(match)) is not None:
            yield day


def _date(match: re.Match[str]) -> date | None:
    named = match.groupdict()
    month = int(named["m"]) if named.get("m") else _months()[named["month"]]
    day = int(named["d"]) if named.get("d") else _number(named["dw"])
    year = int(named["y"]) if named.get("y") else _number(named["yw"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {name.lower(): number for language in _LANGUAGES for number, name in get_month_names("wide", locale=language).items()}


def _number(words: str) -> int:
    """A number in English words, cardinal or ordinal: "one thousand nine hundred and thirty" is 1930."""
    total = current = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "hundred":
            current *= 100
        elif word.startswith("thousan"):  # misprinted in a convention of 1926
            total, current = total + 1000 * current, 0
        else:
            current += _unit(word)
    return total + current


def _unit(word: str) -> int:
    if word in _ORDINALS:
        return _ORDINALS[word]
    for name, ten in _TENS.items():  # printed without its hyphen: "thirtyseven"
        if word.startswith(name) and word != name and not word.endswith("tieth"):
            return ten + _unit(word.removeprefix(name))
    stem = word.removesuffix("th")
    return _TENS.get(stem, _UNITS.index(stem) if stem in _UNITS else 0)
