"""Words by which a query narrows down what it asks for: years, forms, roles, bodies. The data is asking.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.base import NonEmpty, Record


class Asking(Record):
    """asking.toml: regular expressions, and names of bodies."""

    years: Mapping[str, tuple[NonEmpty, ...]]
    forms: Mapping[str, NonEmpty]
    roles: Mapping[str, NonEmpty]
    bodies: Mapping[str, tuple[NonEmpty, ...]]
    words: Mapping[str, NonEmpty]
    questions: Mapping[str, NonEmpty]
    """`asks`, `does`, `says`: what frames a question."""
    whose: Mapping[str, NonEmpty]
    """Words for texts, and what joins them with the body or country whose texts they are."""
    small: Mapping[str, Mapping[str, NonEmpty]]
    """English for the small words of other languages."""


@cache
def asking() -> Asking:
    return Asking.model_validate(tomllib.loads(files("models").joinpath("asking.toml").read_text(encoding="utf-8")), strict=False)
