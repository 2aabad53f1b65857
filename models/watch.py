"""The watch list: laws against trafficking in persons that are known to exist, whether or not their texts are held.

models/watch.csv holds facts: title, number, year, and where it was published if that is known. Origin `corpus` was read from a
text or its description; `cited` is how the law is commonly cited, which nobody has checked against its official publication.
A State that is not on the list may well have a law: it is unknown.
"""

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import Field

from models.base import JurisdictionCode, NonEmpty, Record


class Origin(StrEnum):
    CORPUS = "corpus"
    CITED = "cited"


class KnownLaw(Record):
    jurisdiction: JurisdictionCode
    title: NonEmpty
    """In the language of the law where that is known; of a code, with its articles."""
    number: str = ""
    """As printed: "No. 8 of 2008", "Ley 26.364"."""
    year: int = Field(ge=1800, le=2100)
    """Of adoption."""
    work: str = ""
    """Its work id, where a text of it was read."""
    url: str = ""
    origin: Origin
    as_of: NonEmpty


class Known(StrEnum):
    """What is known of a State's law against trafficking."""

    HELD = "held"
    """A law is held that makes trafficking in persons a crime, or that is on the list."""
    NOT_HELD = "not_held"
    """A law is known, and no text of it is held."""
    UNKNOWN = "unknown"
    """None is on the list, and none is held: that says nothing about the State."""


class Watched(Record):
    """A State, and its laws."""

    jurisdiction: JurisdictionCode
    known: Known
    held: tuple[str, ...]
    """Documents that are held, of laws on the list or that make trafficking a crime."""
    whole: bool
    """Whether one of these holds the whole text."""
    missing: tuple[KnownLaw, ...]
    """Laws of the list that are not held."""


@cache
def watch_list() -> tuple[KnownLaw, ...]:
    """By jurisdiction, then by year."""
    text = files("models").joinpath("watch.csv").read_text(encoding="utf-8")
    return tuple(KnownLaw.model_validate(line, strict=False) for line in csv.DictReader(text.splitlines()))
