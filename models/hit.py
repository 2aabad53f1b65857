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


class Grouping(StrEnum):
    """What hits are gathered under."""

    WORK = "work"


class Query(Record):
    """What is asked. Each filter holds the values of which one must apply; an empty one admits all."""

    text: NonEmpty
    work: tuple[str, ...] = ()
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
    """Of hits; of works where they are grouped."""
    group: Grouping | None = None
    counts: bool = True
    """Facets, too. Each that is filtered by is counted without its own filter, which is the question asked once more."""
    mode: Mode = Mode.HYBRID


class Why(Record):
    """What brought a passage here, so that a reader can disagree."""

    words: tuple[str, ...] = ()
    """Words of the query that stand in the passage, translated ones too."""
    above: tuple[str, ...] = ()
    """Those that stand in the headings above it."""
    similarity: float | None = None
    """Cosine of the query's and the passage's vectors; None when the arm `meaning` did not run."""
    word_rank: int | None = None
    """Among the passages found by words, 1 for the best; None where that arm did not run, or others stood before it."""
    meaning_rank: int | None = None
    countries: tuple[str, ...] = ()
    """Countries of the query whose text it is, or whom it names: such passages go first."""
    provisions: tuple[str, ...] = ()
    provision: str | None = None
    """The one that the query asks for, where the passage is aligned with it: such passages go higher."""
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
    more_of_work: int = 0
    """With the last hit of a work: how many more of its passages match, which made room for other texts."""


class FoundWork(Record):
    """A work with the best of its passages, for a search grouped by work."""

    work: WorkId
    title: str
    symbol: str | None
    body: str | None
    jurisdiction: str
    form: str
    adopted: str | None
    url: str | None
    matching: int
    """How many of its passages match the query."""
    addresses: tuple[Address, ...]
    """Of its hits, best first."""


class Facet(Record):
    value: str
    count: int


class Suggestion(Record):
    """A condition without which something would be found: a filter's key, `phrases`, `without` or `all filters`."""

    condition: str
    values: tuple[str, ...] = ()
    also: str | None = None
    """A second condition, where dropping one of them finds nothing yet."""
    also_values: tuple[str, ...] = ()
    count: int
    """Passages that match without it, or without both."""


class FindingLink(Record):
    """Where the findings on a State's law stand that a query on this State and a provision is about."""

    jurisdiction: str
    provision: str
    url: str
    """Of the page; `palermo gaps` and `/api/gaps/{jurisdiction}` say the same."""


class Answer(Record):
    hits: tuple[Hit, ...]
    """Best first; by work and then best first where they are grouped."""
    mode: Mode
    """The arms that did answer, which need not be the ones asked for; `notice` then says why."""
    works: tuple[FoundWork, ...] = ()
    """Where hits are grouped: each work once, that of the best hit first."""
    matching: int = 0
    """Passages that match, of which `hits` are the best: see `search.ranking.MATCH`."""
    facets: Mapping[str, tuple[Facet, ...]] = Field(default_factory=dict)
    """How many of the passages that match have each value. A filter that is set does not count for its own facet, so that every
    value says what choosing it instead would find."""
    findings: tuple[FindingLink, ...] = ()
    """For a query that names a State whose laws are held, and asks for a provision."""
    suggestions: tuple[Suggestion, ...] = ()
    """What to try where nothing was found, the most promising first."""
    notice: str | None = None
