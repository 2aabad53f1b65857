"""Who is bound by which treaty: Ratification, and the lists it comes from.

Facts with origin and date, one CSV a treaty in models/ratifications; what is not established there is `unknown`. A folder of
newer lists of the same shape, made by `palermo ratifications --refresh`, goes before the shipped ones, treaty by treaty.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from models.base import JurisdictionCode, NonEmpty, Record
from models.phrases import fold

PROTOCOL = "palermo"
"""Id of the treaty that the provision `ratification` is about first of all."""


class Status(StrEnum):
    PARTY = "party"
    SIGNATORY = "signatory"
    """Signed, and not a party by a list that is recent enough to say so."""
    NOT_PARTY = "not_party"
    UNKNOWN = "unknown"


class Act(StrEnum):
    """How a State came to be bound."""

    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    SIGNATURE = "signature"
    """Definitive: without a later instrument."""


PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-\d{2}-\d{2})?$")]
"""A day, or a year where the origin gives no more."""


class Origin(Record):
    """Where a row comes from."""

    id: NonEmpty
    title: NonEmpty
    url: NonEmpty


class Treaty(Record):
    id: NonEmpty
    title: NonEmpty
    short: NonEmpty
    adopted: PartialDate
    depositary: NonEmpty
    number: NonEmpty
    """The depositary's: XVIII-12-a, C029, CETS 197."""
    url: NonEmpty
    names: tuple[NonEmpty, ...] = ()


class Ratification(Record):
    """What is known of one State and one treaty."""

    jurisdiction: JurisdictionCode
    treaty: NonEmpty
    status: Status
    signed: PartialDate | None = None
    act: Act | None = None
    date: PartialDate | None = None
    """Of the deposit of the instrument."""
    in_force: PartialDate | None = None
    """For that State."""
    as_of: PartialDate | None = None
    """Of the list that says so; None where no list is held."""
    origin: str | None = None
    """Id of an Origin; None where no list is held."""
    declared: bool = False
    """Whether reservations or declarations of it are known: their text stands with the depositary. False: none is held."""
    note: str = ""


COLUMNS = ("jurisdiction", "status", "signed", "act", "date", "in_force", "as_of", "origin", "declared", "note")
"""Of a list; its file is named after the treaty."""

Ratifications = Mapping[str, Mapping[str, Ratification]]
"""By treaty, then by jurisdiction."""


def _folder() -> Traversable:
    return files("models").joinpath("ratifications")


@cache
def _reference() -> Mapping[str, list[dict[str, object]]]:
    table: Mapping[str, list[dict[str, object]]] = tomllib.loads(_folder().joinpath("treaties.toml").read_text(encoding="utf-8"))
    return table


@cache
def treaties() -> dict[str, Treaty]:
    """All treaties by id, the Protocol first."""
    read = [Treaty.model_validate(one, strict=False) for one in _reference()["treaty"]]
    return {one.id: one for one in read}


@cache
def origins() -> dict[str, Origin]:
    read = [Origin.model_validate(one, strict=False) for one in _reference()["origin"]]
    return {one.id: one for one in read}


def treaty(written: str) -> Treaty | None:
    """The treaty by its id, number, title or a name of it; None when it is none of these."""
    wanted = fold(written)
    for one in treaties().values():
        if wanted in map(fold, (one.id, one.title, one.short, one.number, *one.names)):
            return one
    return None


@cache
def shipped() -> Ratifications:
    """The lists of this package."""
    return {id: _rows(id, _folder().joinpath(f"{id}.csv")) for id in treaties()}


def held(folder: Path | None) -> Ratifications:
    """The lists of a folder, and the shipped ones for treaties it has none of.

    Raises:
        ValueError: a file of the folder is not such a list.
    """
    if folder is None or not folder.is_dir():
        return shipped()
    newer = {id: _rows(id, folder / f"{id}.csv") for id in treaties() if (folder / f"{id}.csv").is_file()}
    return {**shipped(), **newer}


def _rows(treaty: str, file: Traversable) -> dict[str, Ratification]:
    lines = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    if tuple(lines.fieldnames or ()) != COLUMNS:
        raise ValueError(f"{file.name}: expected the columns {', '.join(COLUMNS)}")
    rows: dict[str, Ratification] = {}
    for number, line in enumerate(lines, start=2):
        fields: dict[str, object] = {key: value for key, value in line.items() if value}
        try:
            one = Ratification.model_validate({**fields, "treaty": treaty}, strict=False)
        except ValidationError as error:
            first = error.errors()[0]
            raise ValueError(f"{file.name}, line {number}: {first['loc'][0]}: {first['msg']}") from error
        rows[one.jurisdiction] = one
    return rows


def write(rows: Iterable[Ratification], file: Path) -> None:
    """A list as `held` reads it: the new file takes the old one's place in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        lines.writeheader()
        for one in sorted(rows, key=lambda row: row.jurisdiction):
            fields = one.model_dump(mode="json", exclude={"treaty"})
            lines.writerow({**fields, "declared": "yes" if one.declared else ""})
    partial.replace(file)


def status(jurisdiction: str, treaty: str, lists: Ratifications | None = None) -> Ratification:
    """What is known of a State and a treaty, `unknown` where no list says it."""
    rows = (shipped() if lists is None else lists)[treaty]
    return rows.get(jurisdiction) or Ratification(jurisdiction=jurisdiction, treaty=treaty, status=Status.UNKNOWN)
