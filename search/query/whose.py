"""Whose texts a query asks for: "Irish law on …", "ILO standards on …", "what did the OSCE say on …", "según la OEA".

A country or body that is merely named is something to look for ("cooperation with the OSCE", "migrants in Peru"). It is whose
texts are asked for where a word for texts stands beside it, where it is what a question lets speak, or where it opens the query
before "on". Which words say so is data (models/asking.toml). The frame of a question is no word to look for.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from models import countries
from models.asking import asking
from models.base import Record
from models.reference import bodies
from search import terms
from search.query.filters import bodies_in
from search.query.translation import language_of

_MASK = "\ue000"  # of the private use area: stands for each letter of a name
_BETWEEN = 2  # words between a name and the word for texts: "Irish criminal law", "código penal argentino"


class Named(Record):
    """A country or body, and where a query names it."""

    codes: tuple[str, ...]
    """Of a country, or the id of a body."""
    body: bool
    start: int
    end: int

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        return tuple(bodies()[code].jurisdiction for code in self.codes) if self.body else self.codes


class Whose(Record):
    """The countries and bodies whose texts a query asks for, and the places of the words that say so."""

    named: tuple[Named, ...]
    said: tuple[tuple[int, int], ...]
    """Of the names and the words for texts."""
    frame: tuple[tuple[int, int], ...]
    """Of what makes it a question."""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Of all that are named, a body by the code of its own."""
        return tuple(dict.fromkeys(code for one in self.named for code in one.jurisdictions))


def whose(text: str) -> Whose:
    named = _named(text)
    masked = text
    for one in named:
        masked = masked[: one.start] + _MASK * (one.end - one.start) + masked[one.end :]
    spans = [span for span in _spans(masked, language_of(text)) if not _excluded(masked, span[0])]
    return Whose(
        named=tuple(one for one in named if any(start <= one.start < end for start, end in spans)),
        said=tuple(_words_of(masked, spans)),
        frame=_frame(masked),
    )


def _named(text: str) -> list[Named]:
    found = [Named(codes=(body,), body=True, start=start, end=end) for body, start, end in bodies_in(text)]
    for one in countries.asked_in(text):
        if all(one.end <= body.start or one.start >= body.end for body in found):
            found.append(Named(codes=one.codes, body=False, start=one.start, end=one.end))
    return sorted(found, key=lambda one: one.start)


def _excluded(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\bNOT\s*|(?<!\w)-)$", text[:start]))


# ---- Patterns, on a text whose names are masked


def _names() -> str:
    the = rf"(?:(?:{asking().words['the']})\s+|l['’])?"
    one = rf"{the}{_MASK}+(?:['’]s)?"
    return rf"{one}(?:\s*(?:{asking().whose['and']})\s*{one})*"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Each finds names, in the group `names`, and what says that their texts are asked for."""
    words, said = asking().whose, asking().questions
    between = rf"(?P<between>(?:\s+[\w-]+){{0,{_BETWEEN}}}?)"
    names, texts = rf"(?P<names>{_names()})", rf"(?<!\w)(?:{words['texts']})(?!\w)"
    opening = rf"^\W*(?:{said['asks']})\s+(?:(?:{said['does']})\s+)?"
    patterns = (
        rf"{names}{between}\s+{texts}",
        rf"{names}\s+(?=(?:{words['kept']})(?!\w))",
        rf"{texts}{between}\s+(?:(?:{words['of']})(?:\s+|['’]))?{names}",
        rf"(?<!\w)(?:{words['before']})\s+{names}(?!\w)",
        rf"^\W*{names}\s+(?:{words['on']})(?!\w)",
        rf"{opening}{names}(?=\s.*?(?<!\w)(?:{said['says']})(?!\w))",
        rf"{opening}(?:{said['says']})\s+{names}(?!\w)",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _spans(masked: str, language: str) -> Iterator[tuple[int, int]]:
    for pattern in _patterns():
        for match in pattern.finditer(masked):
            between = match.groupdict().get("between") or ""
            if not any(terms.is_small(word.lower(), language) for word in re.findall(r"\w+", between)):
                yield match.span()


def _words_of(masked: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places of the names and of the words for texts; what stands between them is looked for."""
    kinds = rf"{_names()}|(?<!\w)(?:{asking().whose['texts']}|{asking().whose['before']})(?!\w)"
    for start, end in spans:
        yield from (match.span() for match in re.compile(kinds, re.IGNORECASE).finditer(masked, start, end))


@cache
def _question() -> re.Pattern[str]:
    said = asking().questions
    return re.compile(
        rf"^\W*(?P<ask>(?:{said['asks']})(?:\s+(?:{said['does']}))?)(?=\s)(?:\s.{{0,80}}?)?\s(?P<say>{said['says']})(?!\w)",
        re.IGNORECASE | re.DOTALL,
    )


def _frame(masked: str) -> tuple[tuple[int, int], ...]:
    """Of a question: its opening and the verb of saying."""
    match = _question().match(masked)
    return (match.span("ask"), match.span("say")) if match else ()
