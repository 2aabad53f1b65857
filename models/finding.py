"""What a jurisdiction's law holds on each provision: Finding and the report it stands in."""

from datetime import date
from enum import StrEnum

from models.base import Address, JurisdictionCode, NonEmpty, Probability, Record, WorkId

CAVEAT = "A machine's reading of the quoted text, not a legal opinion."


class FindingValue(StrEnum):
    MET = "met"
    PARTLY = "partly"
    CONTRARY = "contrary"
    SILENT = "silent"
    """The whole text of a law that could hold the provision was read in a language with cues, and it appears not to."""
    NOT_ASSESSED = "not_assessed"


class Evidence(Record):
    """A verbatim quotation and where it stands."""

    address: Address
    quote: NonEmpty


class Finding(Record):
    provision: NonEmpty
    finding: FindingValue
    reason: NonEmpty
    """One sentence an analyst can check."""
    evidence: tuple[Evidence, ...] = ()
    probability: Probability


class Instrument(Record):
    """A law that was read for a report."""

    work: WorkId
    title: NonEmpty
    read_in_full: bool
    adopted: date | None = None
    url: str | None = None
    """Where it was published, or the file it was read from."""


class Sanctions(Record):
    """Imprisonment for the basic adult offence, in months (9999 for life); None where none is printed."""

    min_months: int | None = None
    max_months: int | None = None
    fine_in_lieu: bool | None = None


class GapReport(Record):
    jurisdiction: JurisdictionCode
    instruments: tuple[Instrument, ...]
    findings: tuple[Finding, ...]
    sanctions: Sanctions = Sanctions()
    caveat: str = CAVEAT
