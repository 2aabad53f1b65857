"""Operative language per language: verbs, acts, addressees, deadlines, qualifiers. TOML in models/actions, compiled once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from babel.dates import get_month_names
from pydantic import Field

from models.base import LanguageCode, NonEmpty, Record

Lists = Mapping[NonEmpty, tuple[NonEmpty, ...]]


class Pack(Record):
    """One file of models/actions. Every entry is a regular expression over lower-cased text."""

    code: LanguageCode
    adverbs: NonEmpty
    """What may stand before an operative verb: "also", "strongly"."""
    joins: NonEmpty
    """What must stand before an operative verb that is not the first: "and in this regard"."""
    finite: NonEmpty
    """What the first word of a conjugated operative verb looks like: "urges", not "urge"."""
    subject: NonEmpty | None = None
    """Pronoun that makes a bare form an operative verb: "we urge"."""
    plural: NonEmpty | None = None
    """What a verb in the first person plural looks like: "instamos"."""
    declares: NonEmpty | None = None
    """Bare forms that open a paragraph and ask nothing: "Reaffirm" of a declaration by several."""
    begins: tuple[NonEmpty, ...] = ()
    """What stands before the words of an act ("a que"); the first in the text counts."""
    future: NonEmpty | None = None
    """Ending of the first person plural that, taken off, leaves the infinitive: "fortaleceremos"."""
    reach: int = 45
    """Characters of an act in which its verb stands; more in languages that put it last."""
    ends: NonEmpty
    """What, after a comma, says how or why and no longer what: "in order to"."""
    operative: Lists
    """`none` asks nothing; `need`, `ask`, `will` are followed by what is asked; `decide` does it."""
    acts: Lists
    """First words of what is asked, by the name of their action."""
    paragraphs: Lists = Field(default_factory=dict)
    """Acts of paragraphs that go before the model of recommendations, by the name of their action."""
    should: Lists
    """Words that recommend without binding."""
    duty: Lists
    """Of treaties and laws: what binds, what binds to considering or to effort, and what asks nothing."""
    addressees: Lists
    deadlines: Lists = Field(description="`patterns`, and `dated`: a year that is a deadline only for what a body decides to do")
    qualifiers: Lists
    follow_up: Lists
    """Words that set a `report` or a `review`."""
    resources: Lists
    """Words that provide `money`, `staff` or a `fund`."""


_NUMBERS = {
    "en": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|twenty-four|thirty|sixty|ninety",
    "es": "un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|veinticuatro|treinta|sesenta|noventa",
    "pt": "um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte|vinte e quatro|trinta|sessenta|noventa",
    "de": "eine?[mrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|fünfzehn|zwanzig|dreißig|sechzig|neunzig",
    "fr": "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|soixante|quatre-vingt-dix",
}


@cache
def packs() -> dict[str, Pack]:
    """All packs by language."""
    entries = [entry for entry in files("models").joinpath("actions").iterdir() if entry.name.endswith(".toml")]
    read = [Pack.model_validate(tomllib.loads(entry.read_text(encoding="utf-8")), strict=False) for entry in entries]
    return {pack.code: pack for pack in sorted(read, key=lambda pack: pack.code)}


def alternatives(patterns: Iterable[str]) -> str:
    """One expression for several, longest first, so that "calls upon" goes before "calls"."""
    return "|".join(f"(?:{pattern})" for pattern in sorted(patterns, key=len, reverse=True))


@cache
def compiled(language: str, field: str) -> dict[str, re.Pattern[str]]:
    """Whole-word expressions of one field of a pack, by key; empty for a language without a pack.

    `{month}`, `{day}` and `{number}` stand for the names of months (CLDR), a day of the month and small numbers in words.
    """
    pack = packs().get(language)
    if pack is None:
        return {}
    lists: Lists = getattr(pack, field)
    months = "|".join(get_month_names("wide", locale=language).values()).lower()
    holes = {"{month}": f"(?:{months})", "{day}": r"\d{1,2}", "{number}": f"(?:{_NUMBERS[language]})"}
    found = {}
    for key, patterns in lists.items():
        joined = alternatives(patterns)
        for hole, filled in holes.items():
            joined = joined.replace(hole, filled)
        found[key] = re.compile(rf"(?<![\w-])(?:{joined})(?!\w)")
    return found
