"""Instruments by the names that texts give them: "Palermo Protocol" and the long title are one work."""

import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from models.base import NonEmpty, Record, WorkId

LANGUAGES = ("en", "es", "fr", "pt", "de")


class Instrument(Record):
    work: WorkId
    title: NonEmpty
    number: str | None = None
    """In its series: "CETS 197"."""
    adopted: date | None = None
    """Day of its adoption or, where it was only opened for signature, of its opening."""
    origin: NonEmpty | None = None
    """Whose list the day is from."""
    resolution: NonEmpty | None = None
    """By which a body adopted it: "A/RES/55/25"."""
    annex: NonEmpty | None = None
    """To that resolution, where it has several: "II"."""
    unts: NonEmpty | None = None
    """Volume and number of the United Nations Treaty Series: "2237/39574"."""
    en: tuple[NonEmpty, ...] = ()
    es: tuple[NonEmpty, ...] = ()
    fr: tuple[NonEmpty, ...] = ()
    pt: tuple[NonEmpty, ...] = ()
    de: tuple[NonEmpty, ...] = ()
    asked: tuple[NonEmpty, ...] = ()
    """What those who ask call it in any language, and texts do not: "TIP Protocol", "CRC"."""

    def names(self, language: str) -> tuple[str, ...]:
        """Its names in a language; the English ones where there are none."""
        return self._own(language) or self.en

    def has(self, language: str) -> bool:
        """Whether it has names of that language's own."""
        return bool(self._own(language))

    def _own(self, language: str) -> tuple[str, ...]:
        own: tuple[NonEmpty, ...] = getattr(self, language) if language in LANGUAGES else ()
        return own


@cache
def instruments() -> tuple[Instrument, ...]:
    """All instruments of instruments.toml.

    Raises:
        ValueError: two instruments share a name in one language.
    """
    tables = tomllib.loads(files("models").joinpath("instruments.toml").read_text(encoding="utf-8"))["instrument"]
    read = tuple(Instrument.model_validate(table, strict=False) for table in tables)
    owners: dict[tuple[str, str], str] = {}
    for one in read:
        for language in LANGUAGES:
            for name in one.names(language):
                if owners.setdefault((language, name.casefold()), one.work) != one.work:
                    raise ValueError(
                        f"models/instruments.toml: {name!r} names both {owners[language, name.casefold()]} and {one.work}"
                    )
    return read


def instrument_of(work: str) -> Instrument | None:
    """The instrument of a work; None where the list lacks it."""
    return next((one for one in instruments() if one.work == work), None)


@lru_cache(maxsize=1024)
def full_title(name: str) -> str:
    """The title of the instrument that goes by a name, in any language ("CRC-OPSC"); the name itself where none does."""
    wanted = name.strip().casefold()
    every = ((one.title, (*one.asked, *(n for language in LANGUAGES for n in one.names(language)))) for one in instruments())
    return next((title for title, names in every if wanted in (n.casefold() for n in names)), name)
