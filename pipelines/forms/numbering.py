"""Enumerated paragraphs: which marker opens them, and what it nests in."""

import re

from models.base import Record

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CJK = {character: value for value, character in enumerate("一二三四五六七八九", start=1)}


class Marker(Record):
    """An enumerator as printed, and how it counts."""

    printed: str
    """With its punctuation: "(a)", "1.", "3°"."""
    value: str
    """Without it: "a", "1"; the bullet's own sign for bullets."""
    style: str
    """Shape and kind of count, such as "(a)", "1.", "(i)": markers of one list share it."""
    ordinal: int
    """Place in the count, from 1; 0 for bullets."""


_SHAPES = (
    (re.compile(r"[(（]\s?(\d{1,3}(?:\.\d{1,2})?)\s?[)）](?!\d)"), "(1)"),
    (re.compile(r"[(（]\s?(\d{1,3}\s?(?:bis|ter|quater|[a-zA-Z]{1,2}))\s?[)）]"), "(1)"),
    (re.compile(r"[(（]\s?([a-z]{1,6})\s?[)）]"), "(a)"),
    (re.compile(r"[(（]\s?([A-Z]{1,5})\s?[)）]"), "(A)"),
    (re.compile(r"[(（]\s?([一二三四五六七八九十]{1,3})\s?[)）]"), "(一)"),
    (re.compile(r"(\d{1,3}(?:\s?(?:bis|ter|quater))?)\s?[°º]\s?[.)]?[-–]?(?=\s)"), "1°"),
    (re.compile(r"(\d{1,3}(?:\s?(?:bis|ter|quater)|[a-z])?)\.(?:[-–—]+|(?=\s|$))(?!\s?\d+\.)"), "1."),
    (re.compile(r"(\d{1,3}[a-z]?)\)"), "1)"),
    (re.compile(r"(\d{1,3})-(?=\s?[^\W\d])"), "1-"),
    (re.compile(r"([a-zà-ÿа-яё])\s?(?:\)(?=\s|[A-Z“]|$)|\.(?=\s|$))"), "a)"),
    (re.compile(r"([ivx]{2,5})\s?[).](?=\s|$)"), "a)"),
    (re.compile(r"([A-Z])\s?[).](?=\s)(?!\s[A-Z]\.)"), "A)"),
    (re.compile(r"([가나다라마바사아자차카타파하])\.(?=\s)"), "가."),
    (re.compile(r"([①-⑳])"), "①"),
    (re.compile(r"([-–—•·*])\s(?=\S)"), "-"),
)


def marker(text: str) -> Marker | None:
    """The enumerator that opens the text, or None. An initial before a name ("A. Smith") is one only in a list."""
    for shape, style in _SHAPES:
        if match := shape.match(text):
            return _counted(match.group(), match.group(1).strip(), style)
    return None


def _counted(printed: str, value: str, style: str) -> Marker:
    if style in ("(1)", "1.", "1)", "1°", "1-"):
        ordinal = int(re.match(r"\d+", value).group())  # type: ignore[union-attr]
    elif style == "①":
        ordinal = ord(value) - ord("①") + 1
    elif style == "(一)":
        ordinal = _cjk(value)
    elif style == "가.":
        ordinal = "가나다라마바사아자차카타파하".index(value) + 1
    elif style == "-":
        ordinal = 0
    else:
        ordinal = _letter(value)
    return Marker(printed=printed, value=value, style=style, ordinal=ordinal)


def _letter(value: str) -> int:
    """a is 1, z 26, aa 27; a word that is no letter count (a Roman number) is counted as Roman by `as_roman`."""
    letter = value.lower()
    if len(letter) == 1:
        return ord(letter) - ord("a") + 1
    if len(set(letter)) == 1 and not set(letter) <= set("ivx"):
        return 26 * (len(letter) - 1) + ord(letter[0]) - ord("a") + 1
    return roman(letter) or 0


def roman(value: str) -> int:
    """The value of a Roman number, 0 when it is none."""
    total = 0
    numbers = [_ROMAN.get(character, 0) for character in value.lower()]
    if not numbers or 0 in numbers:
        return 0
    for number, following in zip(numbers, [*numbers[1:], 0], strict=True):
        total += -number if number < following else number
    return total


def as_roman(found: Marker) -> Marker | None:
    """The same marker counted as Roman: "(i)" is one, not the ninth letter."""
    count = roman(found.value)
    if not count or found.style not in ("(a)", "(A)", "a)", "A)"):
        return None
    return found.model_copy(update={"style": found.style.replace("a", "i").replace("A", "I"), "ordinal": count})


def _cjk(value: str) -> int:
    if "十" not in value:
        return _CJK.get(value, 0)
    tens, _, ones = value.partition("十")
    return 10 * _CJK.get(tens, 1) + _CJK.get(ones, 0)
