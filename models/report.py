"""What a run did: Report and Failure, per source."""

from enum import StrEnum
from pathlib import PurePath

from models.base import NonEmpty, Record


class Stage(StrEnum):
    """Where in the flow of data a document is."""

    LIST = "list"
    FETCH = "fetch"
    READ = "read"
    EXTRACT = "extract"
    INDEX = "index"


class Trouble(StrEnum):
    """Why there is no document. Only `absent` may ever remove one: the other two say nothing about the text."""

    ABSENT = "absent"
    """The source says that it is not there."""
    BLOCKED = "blocked"
    """The source answered with a bot gate, an empty 2xx or a soft error page."""
    FAILED = "failed"
    """Time-out, 5xx, broken connection, or bytes that cannot be read."""


class Failure(Record):
    subject: NonEmpty
    """File or URL."""
    stage: Stage
    reason: NonEmpty
    """One sentence: what was expected and what came."""
    trouble: Trouble = Trouble.FAILED

    @property
    def sentence(self) -> str:
        """The reason, with what it is about where it does not say so itself."""
        if self.subject in self.reason:
            return self.reason
        return f"{self.subject}: {self.reason.removeprefix(PurePath(self.subject).name + ': ')}"


class Report(Record):
    """Counts of documents for one source in one run."""

    source: NonEmpty
    listed: int | None = None
    """What the source listed; None where it was not listed to its end."""
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    linked: int = 0
    """Newly known by link only, as their source lets nobody keep them."""
    failed: tuple[Failure, ...] = ()
