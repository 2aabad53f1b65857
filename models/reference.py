"""Reference data: provisions, languages, bodies. TOML in this package, read once and validated."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import Field, TypeAdapter

from models.base import LanguageCode, NonEmpty, Record


class Force(StrEnum):
    """How the Protocol binds: its verbs, sorted."""

    MANDATORY = "mandatory"
    ENDEAVOUR = "endeavour"
    CONSIDER = "consider"
    BEYOND = "beyond"
    """Not in the Protocol; experts grade it beside the Protocol."""


class Pillar(StrEnum):
    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    PARTNERSHIP = "partnership"


class Cues(Record):
    """Words that show a provision in one language, as patterns of extractors/matching.py."""

    patterns: tuple[NonEmpty, ...] = ()
    """Show the provision where trafficking is the subject."""
    weak: tuple[NonEmpty, ...] = ()
    """Often go with it, and prove nothing alone."""
    negative: tuple[NonEmpty, ...] = ()
    """Cancel every cue of the provision that they overlap."""


class Provision(Record):
    """One obligation of the Protocol, or of the standards graded beside it."""

    id: NonEmpty
    title: NonEmpty
    article: NonEmpty
    force: Force
    pillar: Pillar
    tvpa: str | None = None
    """The minimum standard of 22 U.S.C. 7106 that it bears on."""
    order: int
    description: NonEmpty
    """In our own words; also what the passage's meaning is compared with."""
    examples: tuple[NonEmpty, ...] = ()
    """More wordings of it, written for this project, for the comparison of meaning."""
    cues: Mapping[LanguageCode, Cues] = Field(default_factory=dict)


class LanguagePack(Record):
    """What the readers must know of a language. Cues stand with their provision."""

    code: LanguageCode
    name: NonEmpty
    preambular: tuple[NonEmpty, ...] = ()
    """First words of preambular paragraphs: "recalling", "deeply"."""
    operative: tuple[NonEmpty, ...] = ()
    """First words of operative paragraphs: "urges", "also"."""
    article: tuple[NonEmpty, ...] = ()
    """Words before an article's number: "article", "artículo"."""
    section: tuple[NonEmpty, ...] = ()
    part: tuple[NonEmpty, ...] = ()
    """Words for the divisions above articles, outermost first: "part", "title", "chapter"."""
    annex: tuple[NonEmpty, ...] = ()
    repealed: tuple[NonEmpty, ...] = ()
    """How a provision that no longer applies is marked."""
    months: tuple[NonEmpty, ...] = ()


class Body(Record):
    """An organisation that adopts texts."""

    id: NonEmpty
    name: NonEmpty
    jurisdiction: NonEmpty
    languages: tuple[LanguageCode, ...]
    symbol: str | None = None
    """Regular expression that its symbols match, with one example in the data's comment."""
    every_state: bool = False
    """Open to every State, `not_members` apart."""
    members: tuple[NonEmpty, ...] = ()
    not_members: tuple[NonEmpty, ...] = ()

    def has(self, state: str) -> bool:
        """Whether a State, by code, is a member."""
        return state in self.members or (self.every_state and state not in self.not_members)


def _toml(resource: Traversable) -> dict[str, object]:
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def _tables(folder: str) -> list[dict[str, object]]:
    entries = (entry for entry in files("models").joinpath(folder).iterdir() if entry.name.endswith(".toml"))
    return [_toml(entry) for entry in sorted(entries, key=lambda entry: entry.name)]


@cache
def provisions() -> dict[str, Provision]:
    """All provisions by id, in the Protocol's order."""
    read = [Provision.model_validate(table, strict=False) for table in _tables("palermo")]
    return {provision.id: provision for provision in sorted(read, key=lambda provision: provision.order)}


@cache
def cued() -> frozenset[str]:
    """Languages that have cues."""
    return frozenset(language for provision in provisions().values() for language in provision.cues)


@cache
def languages() -> dict[str, LanguagePack]:
    read = [LanguagePack.model_validate(table, strict=False) for table in _tables("languages")]
    return {pack.code: pack for pack in read}


@cache
def bodies() -> dict[str, Body]:
    tables = _toml(files("models").joinpath("bodies.toml"))["body"]
    if not isinstance(tables, list):
        raise TypeError("models/bodies.toml: expected an array of tables named [[body]]")
    return {body.id: body for body in (Body.model_validate(table, strict=False) for table in tables)}


@cache
def subjects() -> dict[str, dict[str, tuple[str, ...]]]:
    """Patterns of the words that name a subject, by subject and language."""
    read = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])
    return read.validate_python(_toml(files("models").joinpath("subjects.toml")))


class Names(Record):
    """Names of instruments, organs and posts, by language."""

    keep: tuple[NonEmpty, ...]
    """Provisions whose cues count within a name."""
    names: Mapping[LanguageCode, tuple[NonEmpty, ...]]


@cache
def names() -> Names:
    return Names.model_validate(_toml(files("models").joinpath("names.toml")), strict=False)


@cache
def organs() -> dict[str, tuple[str, ...]]:
    """Regular expressions for how organs name themselves before the preamble, by language."""
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(_toml(files("models").joinpath("organs.toml")))


@cache
def defining() -> dict[str, tuple[str, ...]]:
    """Patterns, by language, of the opening words of provisions that say what words mean."""
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(_toml(files("models").joinpath("defining.toml")))


@cache
def alone() -> dict[str, dict[str, tuple[str, ...]]]:
    """Patterns that say what a passage without a document is about: `assumes` and `other`, each by language."""
    return TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(_toml(files("models").joinpath("alone.toml")))
