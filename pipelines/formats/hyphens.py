"""Hyphens at the ends of printed lines: kept where the word has one, undone where the line break made it.

PDFium gives U+0002 for either kind. The same document decides first: a word that is printed elsewhere with its hyphen, or
without one, is that word. Then facts of writing decide (a capital or a figure after the hyphen, a first part such as "self"),
then the document's habit: most texts are set without hyphenation, and where one is, many lines end in it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

BROKEN = "\x02"
"""Between the two parts of a word that a line break parts at a hyphen."""

_LETTER = r"[^\W\d_]"
_PART = r"\w{1,40}(?:-\w{1,40}){0,8}"
_BREAK = re.compile(rf"(?P<before>{_PART})?{BROKEN}(?P<after>{_PART})?(?!{BROKEN})")
_WORD = re.compile(rf"{_LETTER}+(?:[-‑]{_LETTER}+)*")
_BLANK_BEFORE = re.compile(rf"(?P<before>{_LETTER}+) -(?P<after>{_LETTER}+)")
_BLANK_AFTER = re.compile(rf"(?P<before>{_LETTER}+)- (?P<after>{_LETTER}+)")
_DASH_CLOSED = re.compile(rf"{_LETTER}-(?:[\s,.;:)]|$)")  # "los Estados -incluidos los nuevos- deben": dashes, no hyphens
_LINE = 90
"""Characters of a printed line, about."""
_HABIT = 0.03
"""Share of lines that end in a hyphen above which a text is set with hyphenation; without, compounds alone make 0.005."""


def mended(texts: Sequence[str], *, blanks: bool = False) -> list[str]:
    """The paragraphs of one document with broken words made whole.

    Args:
        blanks: take out blanks beside hyphens, which PDFium sees where a line is set wide ("information -sharing").
    """
    words = _Words(texts)
    return [words.mended(text, blanks=blanks) for text in texts]


class _Words:
    """What a document says of its own hyphens."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        breaks: list[tuple[str, str]] = []
        characters = 0
        for text in texts:
            characters += len(text)
            breaks += [(match["before"] or "", match["after"] or "") for match in _BREAK.finditer(text)]
            self._words.update(match.group().lower().replace("‑", "-") for match in _WORD.finditer(_BREAK.sub(" ", text)))
        votes = [known for before, after in breaks if (known := self._known(before, after)) is not None]
        made = votes.count(False)
        self._hyphenates = made > len(votes) / 2 if votes else len(breaks) >= 3 and len(breaks) * _LINE > _HABIT * characters

    def mended(self, text: str, *, blanks: bool) -> str:
        for _ in range(3):  # a narrow column may break one word twice
            text = _BREAK.sub(self._joined, text) if BROKEN in text else text
        if not blanks:
            return text
        text = _BLANK_AFTER.sub(self._tight_after, text)
        return text if _DASH_CLOSED.search(text) else _BLANK_BEFORE.sub(self._tight_before, text)

    def _known(self, before: str, after: str) -> bool | None:
        """Whether the document prints the word with a hyphen (True) or without (False) elsewhere; None when neither."""
        whole, apart = (self._words[f"{before}{glue}{after}".lower()] for glue in ("", "-"))
        return apart >= whole if whole or apart else None

    def _joined(self, match: re.Match[str]) -> str:
        before, after = match["before"] or "", match["after"] or ""
        if not after or not before:
            return f"{before}-{after}"
        if after.lower() in _facts()["apart"]:
            return f"{before}- {after}"
        return f"{before}-{after}" if self._keeps(before, after) else f"{before}{after}"

    def _keeps(self, before: str, after: str) -> bool:
        known = self._known(before, after)
        if known is not None:
            return known
        shouted = before.isupper() and len(before) > 1
        if before[-1].isdigit() or not (after[0].islower() or shouted):
            return True
        if before.lower() in _facts()["keep"]:
            return True
        return not self._hyphenates and after.lower() not in _facts()["endings"]

    def _tight_before(self, match: re.Match[str]) -> str:
        if match["after"].lower() in _facts()["apart"]:
            return f"{match['before']}- {match['after']}"
        return f"{match['before']}-{match['after']}"

    def _tight_after(self, match: re.Match[str]) -> str:
        """ "non- governmental", where the document has the word; never "short- and long-term"."""
        before, after = match["before"], match["after"]
        if after.lower() in _facts()["apart"] or not self._words[f"{before}-{after}".lower()]:
            return match.group()
        return f"{before}-{after}"


@cache
def _facts() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("pipelines.formats").joinpath("hyphens.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in table.items()}
