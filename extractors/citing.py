"""Citations by other words than a name or a symbol: laws of the citing State, "that resolution", "Ibid."."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from extractors.matching import Found
from models.base import Record

STATE = "state"
"""Stands for the jurisdiction in the work of a law of the citing State: "state/act/2008/8"."""


class Wordings(Record):
    """models/citing.toml."""

    laws: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    back: dict[str, tuple[str, ...]]
    works: dict[str, str]
    ibid: dict[str, tuple[str, ...]]


@cache
def _wordings() -> Wordings:
    text = files("models").joinpath("citing.toml").read_text(encoding="utf-8")
    return Wordings.model_validate(tomllib.loads(text), strict=False)


@cache
def _laws(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _wordings().laws.get(language, ()))


@cache
def _back() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<!\w)(?:{'|'.join(several)})(?!\w)", re.I)) for kind, several in _wordings().back.items())


@cache
def _ibid() -> re.Pattern[str]:
    return re.compile("|".join(_wordings().ibid["patterns"]), re.I)


def laws(text: str, language: str) -> Iterator[Found]:
    """Laws of the State whose law it is; of another's they are named by their titles only, which this reads as its own."""
    for pattern in _laws(language):
        for match in pattern.finditer(text):
            span = match.span("title") if "title" in pattern.groupindex else match.span()
            yield Found(f"{STATE}/{_law(match, language)}", *span)


def _law(match: re.Match[str], language: str) -> str:
    """The rest of the work's id as documents of laws have it: kind and number, or the words of the title."""
    parts = match.groupdict()
    if parts.get("title"):
        title = re.sub(r"(?<=[a-z])e?s$", "", parts["title"]) if language == "de" else parts["title"]
        return "-".join(re.findall(r"[^\W_]+", title.lower()))
    number = str(parts["number"]).replace(".", "")
    if language == "en":
        return f"act/{parts['year']}/{int(number)}"
    kind = _wordings().kinds[str(parts["kind"]).lower().replace(" ", "-")]
    year = parts.get("year")
    return f"{kind}/{number}" if kind in ("ley", "loi", "lei") or not year else f"{kind}/{number}-{_full(year)}"


def _full(year: str) -> str:
    """ "111/15" is of 2015, "111/98" of 1998."""
    return year if len(year) == 4 else f"{'20' if int(year) < 50 else '19'}{year}"


def pointing_back(text: str, cited: Sequence[Found]) -> Iterator[Found]:
    """ "the said Convention": the last convention that the text cites before it; nothing where it cites none."""
    if not cited:
        return
    for kind, pattern in _back():
        of_kind = [one for one in cited if re.search(_wordings().works[kind], one.label)]
        if not of_kind:
            continue
        for match in pattern.finditer(text, of_kind[0].end):
            last = [one for one in of_kind if one.end <= match.start()]
            if last:
                yield Found(last[-1].label, match.start(), match.end())


def names_the_same(note: str) -> bool:
    """Whether a note cites what the note before it cites: "Ibid., annex II". "Ibid., vol. 5" is another treaty of the series."""
    return bool(_ibid().search(note)) and not re.search(r"\bvol\.", note)
