"""How symbols and parts of texts are written by those who ask for them. The data is symbols.toml, read once and validated."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.base import NonEmpty, Record


class Writing(Record):
    """One way to write symbols."""

    pattern: NonEmpty
    symbol: NonEmpty
    """What it means, with the pattern's named groups."""
    held: bool = False
    """Counts only where a text that is held has the symbol."""

    @property
    def expression(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/])(?:{self.pattern})(?!\w)", re.IGNORECASE)

    def meant(self, match: re.Match[str]) -> str:
        return self.symbol.format(**{name: value or "" for name, value in match.groupdict().items()})


class Writings(Record):
    """symbols.toml."""

    pieces: Mapping[str, NonEmpty]
    writing: tuple[Writing, ...]
    parts: Mapping[NonEmpty, tuple[NonEmpty, ...]]
    """First members of addresses by the word for a part, most likely first."""


@cache
def _read() -> Writings:
    return Writings.model_validate(
        tomllib.loads(files("models").joinpath("symbols.toml").read_text(encoding="utf-8")), strict=False
    )


@cache
def writings() -> tuple[tuple[Writing, re.Pattern[str]], ...]:
    """Every writing with its pieces filled in, and its compiled expression."""
    filled = tuple(one.model_copy(update={"pattern": _filled(one.pattern)}) for one in _read().writing)
    return tuple((one, one.expression) for one in filled)


def _filled(pattern: str) -> str:
    for name, piece in _read().pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern


@cache
def parts() -> Mapping[str, tuple[str, ...]]:
    return _read().parts
