"""What is new or changed between two moments, in the words of those who use it: Digest and what it tells."""

from datetime import date, datetime
from enum import StrEnum

from models.base import Address, JurisdictionCode, NonEmpty, Record
from models.finding import Evidence, FindingValue
from models.precedent import Change, Move, Strength
from models.ratification import Status
from models.report import Failure


class Told(Record):
    """A document that a digest speaks of."""

    document: NonEmpty
    title: NonEmpty
    symbol: str | None
    body: str | None
    jurisdiction: JurisdictionCode
    form: NonEmpty
    adopted: date | None
    url: str | None
    seen: datetime
    """When this version of it was first kept."""
    passages: int
    aligned: int
    """Passages that speak to a provision."""
    provisions: tuple[str, ...] = ()


class Moved(Record):
    """A paragraph beside the one it was edited from, in the text of the same title before it."""

    address: Address
    number: str | None
    text: NonEmpty
    before: Address
    diff: tuple[Change, ...]
    move: Move
    strengths: tuple[Strength, ...] = ()
    """Why it is stronger; where it is weaker, what the earlier one had more."""
    provisions: tuple[str, ...] = ()


class Paragraph(Record):
    """A paragraph without a counterpart."""

    address: Address
    number: str | None
    text: NonEmpty
    action: int
    provisions: tuple[str, ...] = ()


class Series(Record):
    """An adopted text beside the last one of its title."""

    before: NonEmpty
    """Id of that document."""
    symbol: str | None
    adopted: date | None
    moved: tuple[Moved, ...]
    """Stronger ones first, then weaker ones, then edits that leave the force as it was."""
    new: tuple[Paragraph, ...]
    dropped: tuple[Paragraph, ...]
    same: int
    """Paragraphs that were taken over word for word."""


class Adopted(Told):
    """A text that was not held before."""

    series: Series | None = None
    """None where no earlier text of its title is held, or the text asks for nothing."""


class Edit(Record):
    """A passage of a changed text: only `after` where it was added, only `before` where it is gone."""

    address: Address
    before: str | None = None
    after: str | None = None
    diff: tuple[Change, ...] = ()


class Changed(Told):
    """A text whose source gave it in other words than before."""

    version: int
    edits: tuple[Edit, ...]


class Gone(Told):
    """A text that no source lists any more, by the word of the sources themselves."""

    at: datetime


class Ratified(Record):
    """A State's standing under a treaty that is another than before."""

    jurisdiction: JurisdictionCode
    treaty: NonEmpty
    before: Status
    after: Status
    date: str | None
    sentence: NonEmpty


class Turn(StrEnum):
    """Which way a finding went."""

    CLOSED = "closed"
    """The law now holds more of the provision than before."""
    OPENED = "opened"
    """It holds less, or the opposite."""
    ASSESSED = "assessed"
    """Nothing could be said before."""
    UNASSESSED = "unassessed"
    """Nothing can be said any more."""


class Turned(Record):
    """A finding that is another than before."""

    jurisdiction: JurisdictionCode
    provision: NonEmpty
    turn: Turn
    before: FindingValue
    after: FindingValue
    reason: NonEmpty
    evidence: tuple[Evidence, ...]
    because: tuple[str, ...]
    """Documents of the State that are new, changed or gone since; none where only our reading of the same texts is another."""


class FirstReading(Record):
    """A State whose law was read for the first time: nothing to compare with."""

    jurisdiction: JurisdictionCode
    counts: dict[FindingValue, int]


class NewHit(Record):
    address: Address
    title: NonEmpty
    symbol: str | None
    text: NonEmpty


class SearchNews(Record):
    """A saved search and the passages that it finds in what is new or changed."""

    name: NonEmpty
    query: NonEmpty
    hits: tuple[NewHit, ...]
    more: int = 0
    problem: str | None = None
    """Why it could not be asked."""


class SourceNews(Record):
    """What the runs said of one source: whether its silence means that nothing is new."""

    source: NonEmpty
    ran: datetime | None
    """When it was last gone through in this time; None where it was not, so that nothing is known."""
    listed: bool
    """Whether its list could be read to the end, the last time."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    linked: int = 0
    """Documents that are new in its list and that it only lets us name."""
    failed: tuple[Failure, ...] = ()
    """What failed and still stands."""


class Digest(Record):
    since: datetime | None
    """None for everything that is held."""
    until: datetime
    adopted: tuple[Adopted, ...] = ()
    """What speaks to a provision first, then by date."""
    changed: tuple[Changed, ...] = ()
    gone: tuple[Gone, ...] = ()
    ratified: tuple[Ratified, ...] = ()
    turned: tuple[Turned, ...] = ()
    first: tuple[FirstReading, ...] = ()
    searches: tuple[SearchNews, ...] = ()
    sources: tuple[SourceNews, ...] = ()

    @property
    def quiet(self) -> bool:
        """Nothing is new, by what is known: failures are not looked at."""
        found = (self.adopted, self.changed, self.gone, self.ratified, self.turned, self.first)
        return not any(found) and not any(one.hits for one in self.searches) and not any(one.linked for one in self.sources)

    @property
    def unknown(self) -> tuple[SourceNews, ...]:
        """Sources of which silence proves nothing: not gone through, or not listed to the end."""
        return tuple(one for one in self.sources if one.ran is None or not one.listed)
