"""The spaCy pipeline of a language: blank, with our components in data-flow order."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import spacy
from spacy.lang.xx import MultiLanguage
from spacy.language import Language

from extractors import components
from models.law import packs
from models.reference import cued, languages

_SEGMENTED = ("ja", "ko", "th", "vi", "zh")  # spaCy cuts their words with further packages; our patterns need no words cut
_MAX_CHARACTERS = 2_000_000  # spaCy's own limit is for trained parsers; a blank pipeline is linear


@cache
def _registered() -> tuple[str, ...]:
    """Names of the components: each module's name is its factory's name."""
    names = tuple(sorted(module.name for module in iter_modules(components.__path__)))
    for name in names:
        import_module(f"{components.__name__}.{name}")
    return names


def _blank(language: str) -> Language:
    """spaCy's blank pipeline; with the rules common to all languages where its own need a segmenter that is not installed."""
    if language in _SEGMENTED or not _has_language(language):
        return type(language.title(), (MultiLanguage,), {"lang": language})()
    return spacy.blank(language)


def _has_language(language: str) -> bool:
    return find_spec(f"spacy.lang.{language}") is not None


@cache
def pipeline(language: str) -> Language:
    """A blank pipeline with every component of extractors/components; spaCy's multi-language one without a pack."""
    nlp = _blank(language) if language in {*languages(), *packs(), *cued()} else spacy.blank("xx")
    nlp.max_length = _MAX_CHARACTERS
    nlp.add_pipe("sentencizer")
    for name in _registered():
        nlp.add_pipe(name)
    return nlp
