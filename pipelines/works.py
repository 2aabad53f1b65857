"""Which work a publisher's address or identifier names, from works.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from models.base import JurisdictionCode, NonEmpty, Record


class Named(Record):
    """A work without its jurisdiction in front, and the jurisdiction."""

    work: NonEmpty
    jurisdiction: JurisdictionCode


def named(addresses: Iterable[str]) -> Named | None:
    """The work that the first of the addresses names, if a publisher we know wrote it."""
    found = (
        Named(work=work.format(*match.groups()), jurisdiction=jurisdiction)
        for address in addresses
        if address
        for pattern, work, jurisdiction in _places()
        if (match := pattern.search(address))
    )
    return next(found, None)


@cache
def _places() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    table = tomllib.loads(files("pipelines").joinpath("works.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(place["pattern"]), place["work"], place["jurisdiction"]) for place in table["place"])
