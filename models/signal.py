"""What the extractors say of a passage: Signal, Alignment, Action, Extract."""

from enum import IntEnum, StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from models.base import Address, NonEmpty, Probability, Record
from models.document import Passage


class Action(IntEnum):
    """McMahon's action categories, as used for recommendations of the Universal Periodic Review."""

    NONE = 0
    MINIMAL = 1
    CONTINUING = 2
    CONSIDERING = 3
    GENERAL = 4
    SPECIFIC = 5


class SignalKind(StrEnum):
    """Which extractor points at the quotation."""

    CUE = "cue"
    """Words that show a provision; value: the provision's id."""
    HINT = "hint"
    """Words that often go with a provision and prove nothing alone; value: the provision's id."""
    SUBJECT = "subject"
    """Words that make trafficking or a sister crime the subject; value: `trafficking`, `slavery`, `smuggling`."""
    MEANING = "meaning"
    """The sentence nearest in meaning to a provision; value: the provision's id."""
    VERB = "verb"
    """Operative verb; value: `none` (asks nothing), `need`, `will`, `ask`, `decide`."""
    ADDRESSEE = "addressee"
    DEADLINE = "deadline"
    CITATION = "citation"
    """Another work; value: its id, or the symbol as normalised."""
    COUNTRY = "country"
    """A State named; value: its ISO 3166-1 alpha-3 code in lower case."""
    QUALIFIER = "qualifier"
    """Words that soften a duty ("as appropriate")."""
    ELEMENT = "element"
    """An element of the offence: `act:recruitment`, `means:fraud`, `purpose:organs`, `consent:irrelevant`, `child:no-means`."""
    PENALTY = "penalty"
    """Imprisonment or fine, normalised: `prison:24-120` (months, `9999` for life), `fine`."""
    STATUTORY = "statutory"
    """Statutory wording that shows a provision; value: `<provision>:<met|partly|contrary>`."""


class Signal(Record):
    """A quotation from a passage: `passage.text[start:end] == text`, always."""

    kind: SignalKind
    value: NonEmpty
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: NonEmpty

    @model_validator(mode="after")
    def _offsets_span_the_quotation(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"characters {self.start} to {self.end} cannot hold the quotation {self.text!r}")
        return self


class Alignment(Record):
    """The claim that a passage speaks to a provision, with the signals that show it."""

    provision: NonEmpty
    probability: Probability
    signals: tuple[Signal, ...] = Field(min_length=1)
    by_meaning: bool = True
    """False where the embedding model does not know the language, so that cues alone decided."""


class Extract(Record):
    """Everything the extractors say of one passage."""

    address: Address | None = None
    signals: tuple[Signal, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    action: Action = Action.NONE
    addressees: tuple[str, ...] = ()
    deadline: str | None = None
    """The words that set it ("by 2026", "at its eighty-third session"); None when there is none."""

    @field_validator("action", mode="before")
    @classmethod
    def _action_from_its_number(cls, value: object) -> object:
        return Action(value) if isinstance(value, int) else value

    def proven_by(self, passage: Passage) -> Self:
        """Itself, if every signal is a verbatim quotation of `passage`; else ValueError. Called before anything is stored."""
        for signal in (*self.signals, *(s for a in self.alignments for s in a.signals)):
            if passage.text[signal.start : signal.end] != signal.text:
                raise ValueError(
                    f"{passage.address}: {signal.text!r} does not stand at characters {signal.start} to {signal.end}"
                )
        return self
