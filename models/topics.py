"""Topics beside the provisions: forms of exploitation, sectors, groups at risk, themes. TOML in models/topics."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import Field

from models.base import LanguageCode, NonEmpty, Record


class Group(StrEnum):
    """The files of models/topics."""

    EXPLOITATION = "exploitation"
    SECTORS = "sectors"
    GROUPS = "groups"
    THEMES = "themes"


class Topic(Record):
    id: NonEmpty
    title: NonEmpty
    group: Group
    unbis: tuple[NonEmpty, ...] = ()
    """Identifiers of terms of the UNBIS Thesaurus that mean the same or nearly so."""
    cues: Mapping[LanguageCode, tuple[NonEmpty, ...]]
    """Patterns of extractors/matching.py that show it."""
    negative: Mapping[LanguageCode, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    """Patterns that cancel the cues they overlap."""


_ABOUT = frozenset({"id", "title", "unbis", "not"})


@cache
def topics() -> dict[str, Topic]:
    """All topics by id, in the order of their files.

    Raises:
        ValueError: two topics share an id.
    """
    found: dict[str, Topic] = {}
    for group in Group:
        text = files("models").joinpath("topics", f"{group.value}.toml").read_text(encoding="utf-8")
        for table in tomllib.loads(text)["topic"]:
            about = {key: table[key] for key in ("id", "title", "unbis") if key in table}
            cues = {key: value for key, value in table.items() if key not in _ABOUT}
            one = Topic.model_validate({**about, "group": group, "cues": cues, "negative": table.get("not", {})}, strict=False)
            if one.id in found:
                raise ValueError(f"models/topics/{group.value}.toml: {one.id!r} is there twice")
            found[one.id] = one
    return found
