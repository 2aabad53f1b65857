"""States: membership of the UN, region, regional group and families of law.

models/states.csv holds the 193 members, the two observer States and the European Union. Regions are those of the UN's M49
standard, groups the regional groups in which members negotiate. Families of law are our own sorting, by what comparative lawyers
usually say of a State's penal and private law: a help for ranking, no authority.
"""

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.base import JurisdictionCode, NonEmpty, Record


class Membership(StrEnum):
    MEMBER = "member"
    OBSERVER = "observer"
    UNION = "union"


class Family(StrEnum):
    COMMON = "common"
    ROMANCE = "romance"
    """Codes after the French, Spanish, Portuguese or Italian model."""
    GERMANIC = "germanic"
    NORDIC = "nordic"
    SOCIALIST = "socialist"
    """Today's or former socialist law."""
    ISLAMIC = "islamic"
    CUSTOMARY = "customary"


class State(Record):
    jurisdiction: JurisdictionCode
    membership: Membership
    region: NonEmpty
    group: str
    """Of the UN; empty for who is in none."""
    families: frozenset[Family]


@cache
def states() -> dict[str, State]:
    """All States by code, in the order of codes."""
    text = files("models").joinpath("states.csv").read_text(encoding="utf-8")
    read = [
        State.model_validate({**line, "families": frozenset(filter(None, line["families"].split(";")))}, strict=False)
        for line in csv.DictReader(text.splitlines())
    ]
    return {one.jurisdiction: one for one in read}


_SHORT = {
    "apg": "asia-pacific",
    "eeg": "eastern european",
    "grulac": "latin american and caribbean",
    "weog": "western european and others",
}


def regions() -> tuple[str, ...]:
    """Names that `in_region` knows: continents, regional groups and how negotiators shorten these."""
    known = {name for one in states().values() for name in (one.region, one.group) if name}
    return tuple(sorted(known | _SHORT.keys()))


def in_region(jurisdiction: str, region: str) -> bool:
    """Whether a State lies in a region or sits in a regional group; never for what is no State of the list."""
    one = states().get(jurisdiction)
    wanted = region.casefold()
    return one is not None and _SHORT.get(wanted, wanted) in (one.region, one.group)
