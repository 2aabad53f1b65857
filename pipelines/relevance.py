"""Which titles are of texts that may bear on trafficking in persons, by the words in relevance.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_UNSPACED = frozenset({"ja"})
"""Languages that write no blanks between words."""


def bears(title: str, language: str) -> bool:
    """Whether a law with this title may bear on trafficking. KeyError for a language without words."""
    return bool(_words(language).search(" ".join(title.lower().split())))


@cache
def _words(language: str) -> re.Pattern[str]:
    table = tomllib.loads(files("pipelines").joinpath("relevance.toml").read_text(encoding="utf-8"))
    edge = "" if language in _UNSPACED else r"\b"
    return re.compile(edge + "(?:" + "|".join(re.escape(word) for word in table[language]) + ")")
