"""States in a printed list: "Belize,* Bolivia (Plurinational State of), Trinidad and Tobago and Uruguay"."""

import re

from models.base import JurisdictionCode, Record
from models.countries import country


class Listed(Record):
    """What a list names."""

    codes: tuple[JurisdictionCode, ...] = ()
    """In the order of the list, none twice."""
    unknown: tuple[str, ...] = ()
    """Names of no State that is known, as printed."""


# "(on behalf of the Group of …)"
_OTHERS = re.compile(r"\s*\((?:on behalf of|en nombre de|au nom de)\b[^()]*(?:\([^()]*\)[^()]*)*\)", re.I)
_NOBODY = re.compile(r"\W*(?:none|nil|ningun[oa]|aucun[e]?|néant|[-–—])?\W*", re.I)
_MARKS = re.compile(r"[*†‡\d]+")
_BESIDE_BRACKETS = re.compile(r"[,;\n](?![^(]*\))")


def listed(text: str, joins: str) -> Listed:
    """The States of a list.

    Args:
        joins: regular expression of the word between the last two names: "and".
    """
    codes: dict[str, None] = {}
    unknown: list[str] = []
    text = _MARKS.sub("", _OTHERS.sub("", text))
    for piece in _BESIDE_BRACKETS.split(" ".join(text.split()) if "," in text else text):
        name = re.sub(rf"^\s*(?:{joins})\s+", "", piece, flags=re.I).strip(" .:\n")
        if _NOBODY.fullmatch(name):
            continue
        found = _named(name, joins)
        codes.update(dict.fromkeys(found))
        unknown += [] if found else [name]
    return Listed(codes=tuple(codes), unknown=tuple(unknown))


def _named(text: str, joins: str) -> tuple[str, ...]:
    """One State, or two that a word joins ("Trinidad and Tobago and Uruguay"); none where a part of it is unknown."""
    if code := country(text):
        return (code,)
    for join in re.finditer(rf"\s(?:{joins})\s", text, re.I):
        first, others = country(text[: join.start()]), _named(text[join.end() :], joins)
        if first and others:
            return (first, *others)
    return ()
