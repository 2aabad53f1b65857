"""Reference data on national law: how statutes word the offence, its penalty and each provision, by language.

One TOML per language in models/statutory. Patterns are those of extractors/matching.py, written without accents: statutes are
printed with and without them. `rules.toml` says how many different facets of a provision a law must show to meet it.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import Field

from models.base import LanguageCode, NonEmpty, Record


class PenaltyWords(Record):
    """Regular expressions, read against folded text."""

    prison: NonEmpty
    """Words that name a deprivation of liberty."""
    life: NonEmpty
    year: NonEmpty
    month: NonEmpty
    fine: NonEmpty
    at_least: NonEmpty
    at_most: NonEmpty
    between: NonEmpty
    """What joins the two ends of a range."""
    either: NonEmpty
    """The word for "or" that makes a fine an alternative."""
    age_before: str = r"(?!x)x"
    """What stands before an age, which is no term ("under the age of")."""
    age_after: str = r"(?!x)x"
    opening: str = ""
    """What may stand before the first end of a range ("from", "von")."""
    and_also: str = r"(?!x)x"
    """What makes the fine additional after all."""
    before: bool = False
    """Whether the length stands before the word for prison."""
    numbers: Mapping[str, int]
    """Number words, folded."""


class LawPack(Record):
    """What is known of the wording of statutes in one language."""

    code: LanguageCode
    also: tuple[LanguageCode, ...] = ()
    """Other languages that word statutes alike, and that a short text is easily taken for."""
    silence: bool = True
    """Whether enough of the wording is known that a provision which is not found can be called absent from a law, or reversed."""
    silent_on: tuple[NonEmpty, ...] = ()
    """Where `silence` is false, the provisions whose wording is known well enough all the same."""
    subject: tuple[NonEmpty, ...]
    """Beginnings of the words that name trafficking in persons, folded; found anywhere in a title, heading or text."""
    sister: tuple[NonEmpty, ...] = ()
    """The same for slavery, forced labour and the exploitation of prostitution."""
    other: tuple[NonEmpty, ...] = ()
    """Trafficking in something else, or the smuggling of migrants."""
    amending: tuple[NonEmpty, ...] = ()
    """Words in a title that make it a law amending others."""
    inserting: tuple[NonEmpty, ...] = ()
    """Words by which a provision puts a section into another law or replaces one there."""
    implementing: tuple[NonEmpty, ...] = ()
    """Words by which a decree or regulation says that it carries out another law."""
    treaty: tuple[NonEmpty, ...] = ()
    """Words in a title or first article that make it the approval of a treaty."""
    bill: tuple[NonEmpty, ...] = ()
    parties: tuple[NonEmpty, ...] = ()
    """How treaties name those whom they bind: an annex that names them is a treaty's text."""
    conditions: tuple[NonEmpty, ...] = ()
    """Words that make a measure depend on means or chance."""
    cooperation: tuple[NonEmpty, ...] = ()
    """Words that make a measure for victims depend on their cooperation with an investigation."""
    discretion: tuple[NonEmpty, ...] = ()
    """Words that leave a measure to someone's discretion."""
    duty: tuple[NonEmpty, ...] = ()
    """Words that make a clause a duty or a right."""
    aliens: tuple[NonEmpty, ...] = ()
    """Words for victims who are not nationals."""
    anyone: tuple[NonEmpty, ...] = ()
    """Words for every victim: a clause that has them is not limited to children or aliens."""
    children: tuple[NonEmpty, ...] = ()
    """Beginnings of the words for a child."""
    beside: tuple[NonEmpty, ...] = ()
    """Words that set some victims beside all ("in particular children")."""
    adult: tuple[NonEmpty, ...] = ()
    """How a rule on adults sets children aside ("a person other than a child")."""
    aims: tuple[NonEmpty, ...] = ()
    """Headings of sections that state aims, principles or meanings and provide nothing themselves."""
    general: tuple[NonEmpty, ...] = ()
    """How one section punishes every offence of a law ("an offence under this Act")."""
    ancillary: tuple[NonEmpty, ...] = ()
    """Words of breaches that a law on trafficking punishes beside it: obstruction, disclosure, failure to report."""
    rape: tuple[NonEmpty, ...] = ()
    """Names of the crime of rape, for the comparison of penalties."""
    counting: tuple[NonEmpty, ...] = ()
    """Words of reports and statistics, which count what other rules provide, and by which preambles cite other laws."""
    child: tuple[NonEmpty, ...] = ()
    """Patterns of words for a child."""
    elements: Mapping[str, tuple[NonEmpty, ...]]
    """Patterns by element of the offence."""
    statutory: Mapping[str, tuple[NonEmpty, ...]]
    """Patterns by `<provision>:<met|partly|contrary>[:<facet>]`; `<provision>:not` cancels what it overlaps."""
    narrowing: Mapping[str, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    """By provision, words of a clause that name it without providing it ("to seek compensation")."""
    penalty: PenaltyWords


class Rule(Record):
    """When the facets of a provision add up."""

    facets: int = Field(default=1, ge=1)
    """Different facets needed for `met`; fewer are `partly`."""
    general_part: bool = False
    """Whether a code's general part usually settles it for every offence."""
    any_law: bool = False
    """Whether laws that do not speak of trafficking hold it too: immigration and passport laws."""
    cooperation: bool = False
    """Whether it is partly provided where it depends on the victim's cooperation with an investigation."""
    everyone: bool = False
    """Whether it is partly provided where it reaches children or aliens only."""
    bound: bool = False
    """Whether it is partly provided where it is left to discretion."""
    names: Mapping[str, NonEmpty] = Field(default_factory=dict)
    """What each facet is called in a reason."""
    needs: tuple[NonEmpty, ...] = ()
    """Facets that a reason names as missing where they are."""
    unconditional: bool = False
    """Whether words such as "as far as possible" leave it whole: the Protocol itself uses them there."""
    narrowed: str = ""
    """What is left of it where a clause has the language's narrowing words."""
    missing: str = ""
    """What an analyst should know when it is only partly provided."""


def fold(text: str) -> str:
    """The text in lower case and without accents, character by character, so that offsets stay."""
    return "".join(_fold(character) for character in text)


@cache
def _fold(character: str) -> str:
    special = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‘": "'", "ı": "i", "æ": "a", "ى": "ي", "ة": "ه"}
    if character.lower() in special:
        return special[character.lower()]
    parts = unicodedata.normalize("NFD", character)
    plain = parts[0].lower() if all(map(unicodedata.combining, parts[1:])) else character  # the letters of Hangul are no marks
    return plain if len(plain) == 1 else character


def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files("models").joinpath("statutory").joinpath(name).read_text(encoding="utf-8"))


@cache
def packs() -> dict[str, LawPack]:
    """Wording by language; a language without a pack is not covered."""
    folder = files("models").joinpath("statutory")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.name != "rules.toml")
    read = [LawPack.model_validate(_read(name), strict=False) for name in names]
    return {code: pack for pack in read for code in (pack.code, *pack.also)}


@cache
def rules() -> dict[str, Rule]:
    return {id: Rule.model_validate(rule, strict=False) for id, rule in _read("rules.toml").items()}
