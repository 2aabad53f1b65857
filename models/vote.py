"""How a text was adopted, where its document prints it. The words that print it are votes.toml, read once and validated."""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import Field

from models.base import JurisdictionCode, NonEmpty, Record


class Way(StrEnum):
    """How a body adopted a text."""

    CONSENSUS = "consensus"
    """Without a vote, by consensus or by acclamation, as its document says."""
    UNANIMOUS = "unanimous"
    """By a vote in which nobody was against."""
    VOTE = "vote"


class Vote(Record):
    """What a document prints of its adoption. What it does not print is None or empty, never guessed."""

    way: Way
    in_favour: int | None = Field(default=None, ge=0)
    against: int | None = Field(default=None, ge=0)
    abstaining: int | None = Field(default=None, ge=0)
    states_in_favour: tuple[JurisdictionCode, ...] = ()
    states_against: tuple[JurisdictionCode, ...] = ()
    states_abstaining: tuple[JurisdictionCode, ...] = ()
    quotation: NonEmpty
    """The words that say so, verbatim."""

    @property
    def words(self) -> str:
        """In a few words: "consensus", "vote: 153 in favour, 2 against, 11 abstaining"."""
        counts = ((self.in_favour, "in favour"), (self.against, "against"), (self.abstaining, "abstaining"))
        told = ", ".join(f"{count} {name}" for count, name in counts if count is not None)
        return f"{self.way.value}: {told}" if told else self.way.value


class Telling(Record):
    """How one language tells of an adoption: regular expressions without case, `{YES}`, `{NO}`, `{ABSTAINING}` for numbers."""

    opens: NonEmpty
    """What a line or note that tells how its own text was adopted begins with."""
    heads: NonEmpty | None = None
    """A line of its own above a table with the result."""
    ways: Mapping[Way, tuple[NonEmpty, ...]]
    in_favour: NonEmpty
    """The words before the list of States that voted so."""
    against: NonEmpty
    abstaining: NonEmpty
    joins: NonEmpty
    """Between the last two names of a list: "and"."""
    sponsored: tuple[NonEmpty, ...] = ()
    """Lines that name sponsors, with the names as the group `states`."""

    def patterns(self, way: Way) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_numbered(one), re.I) for one in self.ways.get(way, ()))


_GROUPS = {"YES": "in_favour", "NO": "against", "ABSTAINING": "abstaining"}


def _numbered(pattern: str) -> str:
    words = "|".join(sorted(_numbers(), key=len, reverse=True))
    for name, group in _GROUPS.items():
        pattern = pattern.replace(f"{{{name}}}", rf"\b(?P<{group}>\d{{1,3}}|{words})\b")
    return pattern


def number(written: str) -> int:
    """The number that digits or a word print.

    Raises:
        KeyError: it is neither digits nor a word of votes.toml.
    """
    return int(written) if written.isdigit() else _numbers()[written.lower()]


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(files("models").joinpath("votes.toml").read_text(encoding="utf-8"))


@cache
def _numbers() -> Mapping[str, int]:
    listed = _table()["numbers"]
    if not isinstance(listed, list):
        raise TypeError("models/votes.toml: expected `numbers`, a list of lists of words, from none up")
    return {word: count for count, several in enumerate(listed) for word in several}


@cache
def tellings() -> Mapping[str, Telling]:
    """By language."""
    tables = {key: table for key, table in _table().items() if key != "numbers"}
    return {code: Telling.model_validate(table, strict=False) for code, table in tables.items()}
