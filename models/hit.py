"""A question to the index and its answer: Query, Hit, Answer."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from models.base import Address, NonEmpty, Record, WorkId


class Mode(StrEnum):
    """Which arms of retrieval answered."""

    HYBRID = "hybrid"
    WORDS = "words"
    MEANING = "meaning"


class Query(Record):
    """What is asked. Each filter holds the values of which one must apply; an empty one admits all."""

    text: NonEmpty
    body: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    provision: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    action: tuple[int, ...] = ()
    language: tuple[str, ...] = ()
    since: int | None = None
    """First year of adoption."""
    until: int | None = None
    in_force: bool | None = None
    limit: int = Field(default=10, ge=1, le=200)
    mode: Mode = Mode.HYBRID


class Why(Record):
    """What brought a passage here, so that a reader can disagree."""

    words: tuple[str, ...] = ()
    """Words of the query that stand in the passage."""
    similarity: float | None = None
    """Cosine of the query's and the passage's vectors; None when the arm `meaning` did not run."""
    word_rank: int | None = None
    meaning_rank: int | None = None
    provisions: tuple[str, ...] = ()
    exact: str | None = None
    """The symbol or quoted phrase that was asked for literally."""


class Highlight(Record):
    start: int
    end: int


class OtherUse(Record):
    """Another text that says the same as a hit."""

    address: Address
    work: WorkId
    title: str
    symbol: str | None
    role: str
    number: str | None
    body: str | None
    jurisdiction: str
    form: str
    year: int | None
    """Of adoption; None where the document does not say."""
    action: int
    similarity: float
    """Of its words to the hit's: 1 for the same words in the same order."""


class Hit(Record):
    address: Address
    work: WorkId
    title: str
    text: NonEmpty
    score: float
    why: Why
    highlights: tuple[Highlight, ...] = ()
    url: str | None = None
    role: str
    number: str | None = None
    heading: str | None = None
    body: str | None = None
    jurisdiction: str
    form: str
    language: str
    adopted: str | None = None
    symbol: str | None = None
    action: int = 0
    provisions: tuple[str, ...] = ()
    uses: tuple[OtherUse, ...] = ()
    """Other texts that say the same, folded into this hit: adopted ones before drafts, the latest first."""
    more_uses: int = 0
    """How many more there are than `uses` lists."""


class Facet(Record):
    value: str
    count: int


class Answer(Record):
    hits: tuple[Hit, ...]
    mode: Mode
    """The arms that did answer, which need not be the ones asked for; `notice` then says why."""
    facets: Mapping[str, tuple[Facet, ...]] = Field(default_factory=dict)
    notice: str | None = None
