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
    instruments: tuple[WorkId, ...] = ()
    """The laws that the finding rests on, the first quoted first; none where nothing was found."""
    probability: Probability
    """That an expert reading the same text would say the same: fitted on labels (docs/quality.md)."""


class Instrument(Record):
    """A law that was read for a report."""

    work: WorkId
    title: NonEmpty
    read_in_full: bool
    adopted: date | None = None
    url: str | None = None
    """Where it was published, or the file it was read from."""


LIFE = 9999
"""Months that stand for imprisonment for life."""

SERIOUS = 48
"""Months: a maximum of four years makes a serious crime (UNTOC, article 2 b)."""


class Term(Record):
    """A range of imprisonment, in months (`LIFE` for life); an end that is not printed is None."""

    min_months: int | None = None
    max_months: int | None = None
    evidence: Evidence | None = None


class Sanctions(Record):
    """Imprisonment for the basic adult offence, in months (`LIFE` for life); None where none is printed.

    The other terms are given where the text tells them apart from the basic one.
    """

    min_months: int | None = None
    max_months: int | None = None
    fine_in_lieu: bool | None = None
    """A fine may take the place of prison."""
    aggravated: Term | None = None
    """The heaviest of its aggravated forms."""
    child: Term | None = None
    sexual: Term | None = None
    labour: Term | None = None
    rape: Term | None = None
    """What the same State's code punishes rape with, where the code was read."""
    sufficiently_stringent: bool | None = None
    """The maximum is four years or more; None where no term is printed."""
    commensurate_with_rape: bool | None = None
    """The maximum for trafficking reaches that for rape; None where the code was not read."""


class GapReport(Record):
    jurisdiction: JurisdictionCode
    instruments: tuple[Instrument, ...]
    findings: tuple[Finding, ...]
    sanctions: Sanctions = Sanctions()
    caveat: str = CAVEAT
