"""Agreed language: adopted wordings close to a given one, where each was used, and how the words moved."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from models.base import Address, NonEmpty, Record, WorkId
from models.hit import Mode
from models.vote import Vote


class Sameness(StrEnum):
    """How one wording relates to another, from the words alone up to what they ask."""

    EXACT = "exact"
    """The same words in the same order; case, punctuation and accents of print aside."""
    NEAR = "near-verbatim"
    """The same paragraph, edited: most words stand in the same order, or one wording holds the other whole."""
    SUBSTANCE = "same-substance"
    """Other words on the same point: near in meaning, and under a provision that both speak to where one is known."""


class ChangeKind(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Change(Record):
    """A piece of a word diff. Kept and removed pieces joined give the older text, kept and added ones the newer, verbatim."""

    kind: ChangeKind
    text: NonEmpty


class Move(StrEnum):
    """What became of the force of a wording from one use to the next."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    LEVEL = "level"


class StrengthKind(StrEnum):
    """What makes one wording stronger than another."""

    ACTION = "action"
    """A higher action grade."""
    ACTOR = "actor"
    """It says who is to act."""
    DEADLINE = "deadline"
    RESOURCES = "resources"
    FOLLOW_UP = "follow-up"
    """It asks for a report or a review."""
    UNQUALIFIED = "unqualified"
    """It lacks the softening words of the other."""


class Strength(Record):
    """One reason why a wording is stronger, with the words that show it."""

    kind: StrengthKind
    said: NonEmpty
    """In a few words: "general, not minimal"; or the quotation."""


class Use(Record):
    """One adopted text that holds a wording."""

    address: Address
    work: WorkId
    title: str
    symbol: str | None
    number: str | None
    role: str
    body: str | None
    jurisdiction: str
    form: str
    language: str
    adopted: str | None
    """ISO 8601; None where the document does not say."""
    year: int | None
    url: str | None
    text: NonEmpty
    similarity: float
    """Of its words to the given ones: 1 for the same words in the same order, 0 for none in common."""
    action: int
    edited_from: Address | None = None
    """The earlier use that its words are nearest to; None for the first."""
    diff: tuple[Change, ...] = ()
    """From that use; empty for the first."""
    move: Move | None = None
    """Beside that use; None for the first."""
    strengths: tuple[Strength, ...] = ()
    """Why it is stronger; where it is weaker, what that use had more."""
    vote: Vote | None = None
    """How the text was adopted; None where no document of it that is held prints it."""


class Precedent(Record):
    """A wording that was adopted once or year after year, as its use nearest to the given text has it."""

    address: Address
    title: str
    symbol: str | None
    body: str | None
    jurisdiction: str
    language: str
    text: NonEmpty
    sameness: Sameness
    similarity: float
    """Of its words to the given ones, 0 to 1."""
    meaning: float | None
    """Cosine to the given text; None when the arm `meaning` did not run."""
    action: int
    addressees: tuple[str, ...] = ()
    deadline: str | None = None
    provisions: tuple[str, ...] = ()
    first_use: Use
    """The earliest among the texts held: an earlier one may lie in a text that is not."""
    uses: tuple[Use, ...]
    """By date of adoption, the first one included."""
    diff: tuple[Change, ...]
    """From the given text to this one."""
    stronger: tuple[Strength, ...] = ()
    """What makes it stronger than the given text; empty where it is not."""
    footnotes: tuple[str, ...] = ()
    """Notes to the passage, with their marks."""


class Wanted(Record):
    """A wording whose precedents are wanted. Each filter holds the values of which one must apply; an empty one admits all."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=50_000)]
    address: Address | None = None
    """Of the passage that the text is quoted from, where it was named instead of pasted."""
    stronger: bool = False
    """Only wordings on the same subject that ask more firmly."""
    drafts: bool = False
    """Drafts, too: by default only what was adopted."""
    body: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: int | None = None
    """First year of adoption."""
    until: int | None = None
    limit: int = Field(default=10, ge=1, le=100)
    mode: Mode = Mode.HYBRID


class AgreedLanguage(Record):
    """The answer to a wording that was pasted."""

    text: NonEmpty
    address: Address | None = None
    """Of the passage that was named instead of pasted."""
    action: int | None = None
    """Grade of the given text; None where nothing at hand could grade it."""
    provisions: tuple[str, ...] = ()
    precedents: tuple[Precedent, ...]
    mode: Mode
    notice: str | None = None
