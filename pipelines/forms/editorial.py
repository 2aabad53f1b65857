"""What editors add to a statute or treaty beside its words, by the patterns of outline.toml: notes, remarks, "repealed"."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, list[str]]:
    """The word lists of outline.toml, lower case; `divisions` flattened to word → rank by `ranks`."""
    return tomllib.loads(files("pipelines.forms").joinpath("outline.toml").read_text(encoding="utf-8"))


def matches(key: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _compiled(key))


@cache
def _compiled(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in words()[key])


def is_note(text: str) -> bool:
    """The paragraph tells a provision's history and is none of its words."""
    return matches("notes", text)


# "The Traffic Act 1951 is repealed.", "Derógase la Ley 10": what the provision does to another text
_REPEALS = re.compile(
    r"\b(?:Act|Ordinance|Law|Decree|Regulations?|Code|Proclamation|Ley|Decreto|Loi|Décret)\b.{0,100}"
    r"\b(?:is|are|was|were|shall be|quedan?|est|sont)\b.{0,30}(?:repeal|derog|abrog)|^\W*der[óo]g[au]n?se\b",
    re.I,
)


def is_remark(text: str) -> bool:
    """A publisher's remark on a treaty's article in its own language: "Treedt in werking op een nader te bepalen tijdstip"."""
    return matches("remarks", text)


def is_repealed(text: str) -> bool:
    """Few words that say the provision no longer applies; one that repeals another text is itself in force."""
    if _REPEALS.search(text):
        return False
    if re.fullmatch(r"[.…\s]{5,}", text):  # a line of dots stands for words that were taken out
        return True
    return len(text) < 160 and bool(_repealed().search(text))


@cache
def _repealed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words()['repealed'])})(?!\w)", re.I)
