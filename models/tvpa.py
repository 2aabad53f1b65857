"""The minimum standards of 22 U.S.C. 7106, what law can show of each, and the tiers of the United States' yearly report.

A tier is a government's judgement of another's efforts: context beside findings, never one of them.
"""

import csv
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.base import JurisdictionCode, NonEmpty, Probability, Record
from models.finding import Evidence, FindingValue, GapReport


class Reads(StrEnum):
    """What shows whether a standard is held."""

    LAW = "law"
    STRINGENT = "stringent"
    COMMENSURATE = "commensurate"
    EFFORTS = "efforts"
    NUMBERS = "numbers"


class Standard(Record):
    id: NonEmpty
    """As in the statute: (a)(1) to (a)(4) are the standards, (b)(1) to (b)(12) the criteria of the fourth."""
    title: NonEmpty
    """In our own words."""
    reads: Reads
    needs: tuple[str, ...] = ()
    """Provisions that decide."""
    bears: tuple[str, ...] = ()
    """Provisions shown beside it."""


class StandardFinding(Record):
    """What the findings on provisions say of one standard."""

    standard: NonEmpty
    title: NonEmpty
    finding: FindingValue
    reason: NonEmpty
    provisions: Mapping[str, FindingValue]
    """What decides it, then what stands beside it."""
    evidence: tuple[Evidence, ...] = ()
    probability: Probability


class Tier(Record):
    jurisdiction: JurisdictionCode
    year: int
    tier: NonEmpty
    """As the report says it: "Tier 2 Watch List"."""
    origin: NonEmpty


class Context(Record):
    """What readers know beside the law, and should not take for a finding."""

    tiers: tuple[Tier, ...]
    """Latest first."""
    caveat: str = "Tiers are the United States Department of State's ranking of a government's efforts: context, not a finding."


class StandardsReport(GapReport):
    """A gap report whose findings are those that bear on the standards."""

    standards: tuple[StandardFinding, ...]
    context: Context


def _read() -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("models").joinpath("tvpa.toml").read_text(encoding="utf-8"))


@cache
def standards() -> dict[str, Standard]:
    """All by id, in the statute's order."""
    read = [Standard.model_validate(one, strict=False) for one in _read()["standard"]]
    return {one.id: one for one in read}


@cache
def tier_origins() -> dict[str, str]:
    return {str(one["id"]): str(one["title"]) for one in _read()["origin"]}


@cache
def _tiers() -> dict[str, tuple[Tier, ...]]:
    text = files("models").joinpath("tip_tiers.csv").read_text(encoding="utf-8")
    by_state: dict[str, list[Tier]] = {}
    for line in csv.DictReader(text.splitlines()):
        one = Tier.model_validate(line, strict=False)
        by_state.setdefault(one.jurisdiction, []).append(one)
    return {code: tuple(sorted(several, key=lambda one: -one.year)) for code, several in by_state.items()}


def tiers(jurisdiction: str) -> tuple[Tier, ...]:
    """Its tier year by year as far as held, latest first; none for a State the report does not rank."""
    return _tiers().get(jurisdiction, ())
