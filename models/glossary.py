"""The vocabulary of the field in several languages, so that a query in one finds texts in another. The data is glossary.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from models.base import NonEmpty, Record

LANGUAGES = ("en", "es", "fr", "pt", "de")
"""Of queries that can be rendered, and of what they can be rendered in."""


class Term(Record):
    """A thing or an idea by its names: in each language the usual one first."""

    names: Mapping[str, tuple[NonEmpty, ...]]
    prints: tuple[NonEmpty, ...] = ()
    """What English texts print for it, where they seldom use its name: looked for beside it."""

    def usual(self, language: str) -> str | None:
        return next(iter(self.names.get(language, ())), None)


@cache
def terms() -> tuple[Term, ...]:
    """All terms of glossary.toml, in its order.

    Raises:
        ValueError: a name stands under two terms of one language.
    """
    content = tomllib.loads(files("models").joinpath("glossary.toml").read_text(encoding="utf-8"))
    tables = TypeAdapter(dict[str, dict[str, dict[str, tuple[str, ...]]]]).validate_python(content)
    read = tuple(_term(usual, table) for section in tables.values() for usual, table in section.items())
    owners: dict[tuple[str, str], Term] = {}
    for term in read:
        for language, several in term.names.items():
            for name in several:
                if (other := owners.setdefault((language, name.casefold()), term)) is not term:
                    both = f"{other.usual('en')!r} and {term.usual('en')!r}"
                    raise ValueError(f"models/glossary.toml: {name!r} ({language}) stands under {both}")
    return read


def _term(usual: str, table: Mapping[str, tuple[str, ...]]) -> Term:
    names = {"en": (usual, *table.get("en", ()))} | {language: table[language] for language in LANGUAGES[1:] if language in table}
    return Term(names=names, prints=table.get("prints", ()))
