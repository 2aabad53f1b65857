"""A clause of one State's law as a model for another's: Clause, and how clauses are weighed."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import Field

from models.base import Address, JurisdictionCode, LanguageCode, NonEmpty, Probability, Record, WorkId
from models.finding import GapReport
from models.law import fold


class Closeness(Record):
    """How near the clause's law stands to the State that looks for one."""

    family: Probability
    """Families of law that both have, of those that either has."""
    language: Probability
    """1 where the clause's language is official there, 0.5 where the States share another one, else the share that speaks it."""


class Clarity(Record):
    words: int = Field(ge=1)
    length: Probability
    """1 where it can stand alone, less where it is a fragment or long."""
    directness: Probability
    """1 for wording that binds, 0 for wording that leaves it open, 0.5 for both or neither."""
    probability: Probability
    """Of the finding that it provides the provision."""


class Clause(Record):
    """What shows that a State's law meets a provision, whole as printed."""

    provision: NonEmpty
    jurisdiction: JurisdictionCode
    work: WorkId
    title: NonEmpty
    address: Address
    language: LanguageCode
    quote: NonEmpty
    """Verbatim, as the finding quotes it."""
    text: NonEmpty
    """The whole passage."""
    closeness: Closeness | None = None
    """None where nobody said for whom."""
    clarity: Clarity
    completeness: Probability
    """1 where this passage alone shows the provision, 1/n where n passages do together."""
    score: Probability
    """Of the parts above, by models/clauses.toml: an order, no measure."""
    url: str | None = None


class ModelledReport(GapReport):
    """A gap report with clauses of other States for what the law lacks."""

    models: Mapping[str, tuple[Clause, ...]]
    """By provision, best first; provisions that are met have none."""


class _Weights(Record):
    closeness: float
    clarity: float
    completeness: float


class _Length(Record):
    least: int
    most: int


class _Rules(Record):
    weights: _Weights
    length: _Length
    firm: Mapping[str, tuple[NonEmpty, ...]]
    open: Mapping[str, tuple[NonEmpty, ...]]


@cache
def _rules() -> _Rules:
    return _Rules.model_validate(
        tomllib.loads(files("models").joinpath("clauses.toml").read_text(encoding="utf-8")), strict=False
    )


@cache
def _pattern(language: str, firm: bool) -> re.Pattern[str] | None:
    words = (_rules().firm if firm else _rules().open).get(language)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b") if words else None


def clarity(text: str, language: str, probability: float) -> Clarity:
    words, length = len(text.split()), _rules().length
    fits = min(1.0, words / length.least, length.most / words)
    return Clarity(words=words, length=fits, directness=_directness(text, language), probability=probability)


def _directness(text: str, language: str) -> float:
    """0.5 in a language whose wording is not known."""
    firm, open_ = _pattern(language, True), _pattern(language, False)
    if firm is None or open_ is None:
        return 0.5
    folded = fold(text)
    rest, bound = firm.subn(" ", folded)  # "may not" binds, "may" does not
    left_open = open_.search(rest) is not None
    return 0.5 if bool(bound) == left_open else 1.0 if bound else 0.0


def score(near: Closeness | None, clear: Clarity, completeness: float) -> float:
    """The weighted mean of the parts; closeness counts only where it is known."""
    weights = _rules().weights
    parts = [((clear.length + clear.directness + clear.probability) / 3, weights.clarity), (completeness, weights.completeness)]
    if near is not None:
        parts.append(((near.family + near.language) / 2, weights.closeness))
    return round(sum(value * weight for value, weight in parts) / sum(weight for _, weight in parts), 4)
