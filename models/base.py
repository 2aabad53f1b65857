"""What every record is: frozen, strict, and without unknown fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Record(BaseModel):
    """A value. Two records with equal fields are equal; none changes after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, ser_json_bytes="base64", val_json_bytes="base64")


Probability = Annotated[float, Field(ge=0.0, le=1.0)]
"""A calibrated share between 0 and 1."""

NonEmpty = Annotated[str, StringConstraints(min_length=1)]

LanguageCode = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2,3}|und)$")]
"""ISO 639-1 where there is one, else 639-3; `und` when the language was not recognised."""

JurisdictionCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}$")]
"""ISO 3166-1 alpha-3 in lower case for States (`irl`, `xaa` for a fictional one), the body's id for organisations."""
"""Work identifiers and addresses start with it."""

WorkId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}/[^\s@#]+$")]
"""A text whatever its language: `un/A/RES/78/228`, `irl/act/2008/8`."""

Address = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}/[^\s@#]+@[a-z]{2,3}#[^\s#]+$")]
"""The printed place of a passage: `un/A/RES/78/228@en#op_12` (Akoma Ntoso-style eId after the hash)."""
