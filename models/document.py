"""From what a source lists to what can be quoted: Reference, Snapshot, Document, Passage."""

from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Self

from pydantic import Field, model_validator

from models.base import Address, JurisdictionCode, LanguageCode, NonEmpty, Record, WorkId
from models.vote import Vote


class Form(StrEnum):
    """The shape of a text. Decides how it is read and what can be asked of it."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DECLARATION = "declaration"
    DRAFT = "draft"
    CONVENTION = "convention"
    DIRECTIVE = "directive"
    STATUTE = "statute"
    REPORT = "report"
    NARRATIVE = "narrative"
    """What another's report says of a country."""
    PLAN = "plan"
    """A national action plan."""


CONTEXT = frozenset({Form.REPORT, Form.NARRATIVE, Form.PLAN})
"""Forms that stand beside a country's law and are none: nothing is found or missing in them."""


class Role(StrEnum):
    """What a passage does in its document."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    RECITAL = "recital"
    ARTICLE = "article"
    SECTION = "section"
    DEFINITION = "definition"
    HEADING = "heading"
    ANNEX = "annex"
    STATEMENT = "statement"
    """An interpretative statement by one delegation: never the body's own voice."""
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


class Completeness(StrEnum):
    """How much of the text the document holds. `silent` may be said of `full` texts only."""

    FULL = "full"
    EXTRACT = "extract"
    """Some sections of a longer text."""
    CODE = "code"
    """A whole code, of which only parts bear on trafficking."""
    GUTTED = "gutted"
    """Whole, but parts of it are blanked in the copy at hand."""


class Reference(Record):
    """A document that a source lists, before anyone fetched it."""

    source: NonEmpty
    url: NonEmpty
    work: WorkId | None = None
    """The work's id, where the source numbers it better than its text."""
    body: str | None = None
    jurisdiction: JurisdictionCode | None = None
    form: Form | None = None
    language: LanguageCode | None = None
    title: str | None = None
    modified: datetime | None = None
    """When the source says it last changed the entry: not the date of the document."""
    dated: date | None = None
    """The date of the document, as the source says."""


class Snapshot(Record):
    """The bytes as served, unchanged, with where and when."""

    reference: Reference
    fetched: datetime
    digest: NonEmpty
    """SHA-256 of `content`, hexadecimal."""
    media_type: str | None = None
    content: bytes = Field(repr=False)

    @model_validator(mode="after")
    def _digest_is_of_the_content(self) -> Self:
        if sha256(self.content).hexdigest() != self.digest:
            raise ValueError(f"digest of {self.reference.url} is not the SHA-256 of its content")
        return self


class Footnote(Record):
    """A note printed outside the running text, with the mark that points at it ("1", "*", "(2)")."""

    mark: NonEmpty
    text: NonEmpty
    page: int | None = None
    address: Address | None = None
    """The passage that carries the mark, where it is known."""
    cites: tuple[NonEmpty, ...] = ()
    """Works that it cites; of "Ibid." those of the note before it."""


class Passage(Record):
    """The smallest addressed part of a document that is shown, labelled and found."""

    address: Address
    role: Role
    number: str | None = None
    """As printed ("8 bis", "4(b)"); `pp3` for the third preambular paragraph, which nobody numbers in print."""
    heading: str | None = None
    """The heading of its own article or section."""
    path: tuple[str, ...] = ()
    """Headings above it, outermost first: part, title, chapter."""
    text: NonEmpty
    language: LanguageCode
    page: int | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    """Character offsets in `Document.text`."""
    level: int = Field(default=0, ge=0)
    """Depth below the top numbering: 0 for paragraph 3, 1 for 3(a), 2 for 3(a)(i)."""
    attribution: str | None = None
    """Whose voice it is, where it is not the adopting body's: the delegation of an interpretative statement."""
    in_force: bool | None = None
    """False for a repealed or not yet commenced provision; None where the text does not say."""

    @property
    def meaning(self) -> str:
        """The text to embed: its own heading, then its words. A heading often names the subject that the words assume."""
        return f"{self.heading}. {self.text}" if self.heading else self.text


class Document(Record):
    """One language version of a work as read from one snapshot."""

    work: WorkId
    language: LanguageCode
    title: NonEmpty
    symbol: str | None = None
    adopted: date | None = None
    session: str | None = None
    vote: Vote | None = None
    """How it was adopted; None where its document does not print it."""
    sponsors: tuple[JurisdictionCode, ...] = ()
    """States that proposed it, where its document lists them."""
    body: str | None = None
    """Id of the organisation that adopted it (models/bodies.toml); None for national law."""
    jurisdiction: JurisdictionCode
    form: Form
    completeness: Completeness = Completeness.FULL
    in_force: bool | None = None
    url: str | None = None
    digest: NonEmpty
    """SHA-256 of the snapshot it was read from."""
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.work}@{self.language}"

    @property
    def text(self) -> str:
        """The running text that passages are cut from: their texts, one line break between two."""
        return "\n".join(passage.text for passage in self.passages)

    @model_validator(mode="after")
    def _passages_are_addressed_and_cut_from_the_text(self) -> Self:
        repeated = [address for address, n in Counter(p.address for p in self.passages).items() if n > 1]
        if repeated:
            raise ValueError(f"{self.id}: the address {repeated[0]} is given to more than one passage")
        offset = 0
        for passage in self.passages:
            if not passage.address.startswith(f"{self.work}@{self.language}#"):
                raise ValueError(f"{self.id}: {passage.address} is not an address in this document")
            if (passage.start, passage.end) != (offset, offset + len(passage.text)):
                raise ValueError(f"{self.id}: {passage.address} does not lie at characters {passage.start} to {passage.end}")
            offset = passage.end + 1
        return self
