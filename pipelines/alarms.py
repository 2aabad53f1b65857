"""When a source's answers, taken together, are not to be believed: then somebody is told, and nothing leaves the catalogue."""

from collections.abc import Collection, Container
from datetime import UTC, datetime

from models.report import Failure, Stage, Trouble
from pipelines.source import Source

ENOUGH = 10
"""Refusals and faults in a row after which a site is left alone until the next night."""
_SEVERAL = 3
_SHARE = 0.2
"""More documents than a few and than this share never leave a site in one night; its addresses may have changed."""


def unexpected(name: str, source: Source, count: int, *, whole: bool) -> tuple[Failure, ...]:
    """A full listing holds more or fewer documents than it ever should."""
    if not whole or count in source.expect:
        return ()
    return _listing(name, f"{count} documents listed, expected {source.expect.start} to {source.expect.stop - 1}")


def shrunk(name: str, source: Source, missing: int, held: int) -> tuple[Failure, ...]:
    """A site no longer lists much of what it had. Files that somebody took out of a folder are gone at once."""
    if not source.hosts or not _too_many(missing, held):
        return ()
    return _listing(
        name, f"{missing} of {held} documents are no longer listed: none was marked gone, see whether the site changed"
    )


def vanished(name: str, absent: Collection[str], known: Container[str], asked: int) -> tuple[Failure, ...]:
    """A site says of much of what it lists that it is not there."""
    gone = sum(url in known for url in absent)
    if not _too_many(gone, asked):
        return ()
    reason = f"{gone} of {asked} documents are said not to be there: none was marked gone, see whether the site changed"
    return (Failure(subject=name, stage=Stage.FETCH, reason=reason),)


def left(name: str, unasked: int) -> tuple[Failure, ...]:
    """What was not asked for any more, after enough was refused in a row."""
    if not unasked:
        return ()
    reason = f"{ENOUGH} refusals or faults in a row: {unasked} more documents were not asked for"
    return (Failure(subject=name, stage=Stage.FETCH, reason=reason, trouble=Trouble.BLOCKED),)


def silent(name: str, source: Source, since: datetime | None, *, nothing: bool) -> tuple[Failure, ...]:
    """A feed that should bring something lists nothing, for longer than it ever does."""
    if not nothing or source.quiet is None or since is None:
        return ()
    days = (datetime.now(UTC) - since).days
    if days < source.quiet:
        return ()
    return _listing(name, f"nothing listed for {days} days, since {since.date()}: expected something within {source.quiet}")


def _listing(name: str, reason: str) -> tuple[Failure, ...]:
    return (Failure(subject=name, stage=Stage.LIST, reason=reason),)


def _too_many(some: int, of: int) -> bool:
    return some > _SEVERAL and some > _SHARE * of
