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
    ACT = "act"
    """What is asked, from its first word to its last; value: the name of its action."""
    ADDRESSEE = "addressee"
    DEADLINE = "deadline"
    FOLLOW_UP = "follow_up"
    """Words that set a report or a review; value: `report` or `review`."""
    RESOURCES = "resources"
    """Words that provide money, staff or a fund; value: `money`, `staff`, `fund`."""
    CITATION = "citation"
    """Another work; value: its id, or the symbol as normalised."""
    COUNTRY = "country"
    """A State named; value: its ISO 3166-1 alpha-3 code in lower case."""
    CAPACITY = "capacity"
    """In what capacity a State is named; value: `<code>:<capacity>`, `col:host`."""
    TOPIC = "topic"
    """Words that show a topic beside the provisions; value: its id in models/topics."""
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
    """That a passage speaks to a provision: claimed, with what shows it."""

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
    verb: str | None = None
    """Operative verb as printed: "Urges"; of a part of a list it may stand in the words above it."""
    act: str | None = None
    """What is to be done: the verb phrase that the action grades, "ratify the Protocol"."""
    item: str | None = None
    """Printed number of the part of the paragraph's own list that `act` stands in: "(b)"; None where it has no list."""
    qualifiers: tuple[str, ...] = ()
    """Words that soften the ask, in the order of the text: "as appropriate"."""
    follow_up: str | None = None
    """Words that set a report or a review: to whom, when."""
    resources: str | None = None
    """Words that provide money, staff or a fund."""

    @field_validator("action", mode="before")
    @classmethod
    def _action_from_its_number(cls, value: object) -> object:
        return Action(value) if isinstance(value, int) else value

    def proven_by(self, passage: Passage) -> Self:
        """Itself, if every signal and every field is a verbatim quotation of `passage`; else ValueError.

        Called before anything is stored. A verb may be quoted from the words that stand above the passage.
        """
        for signal in (*self.signals, *(s for a in self.alignments for s in a.signals)):
            if passage.text[signal.start : signal.end] != signal.text:
                raise ValueError(
                    f"{passage.address}: {signal.text!r} does not stand at characters {signal.start} to {signal.end}"
                )
        quoted = (self.deadline, self.act, self.item, *self.qualifiers, self.follow_up, self.resources)
        above = "\n".join(passage.path)
        for text, held in ((self.verb, f"{passage.text}\n{above}"), *((q, passage.text) for q in quoted)):
            if text is not None and text not in held:
                raise ValueError(f"{passage.address}: {text!r} is no quotation of it")
        return self
