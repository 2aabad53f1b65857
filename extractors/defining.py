"""Provisions that say what words mean: they define the offence, and ask for nothing that their definitions mention."""

from functools import cache

from extractors.matching import Matcher, words
from models.reference import defining, provisions

_OPENING = 40  # words in which such a provision says so
_DEFINED = "3"  # the article of the Protocol that defines


@cache
def _matcher(language: str) -> Matcher:
    return Matcher({"": defining().get(language, ())})


def defines(text: str, language: str) -> bool:
    """Whether the text opens as a list of definitions."""
    return bool(_matcher(language).find(words(text)[:_OPENING]))


@cache
def definitional() -> frozenset[str]:
    """The provisions that a definition can speak to: those of article 3."""
    return frozenset(id for id, provision in provisions().items() if provision.article.startswith(_DEFINED))
