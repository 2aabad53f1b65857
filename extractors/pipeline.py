"""The spaCy pipeline of a language: blank, with our components in data-flow order."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import spacy
from spacy.language import Language

from extractors import components
from models.law import packs
from models.reference import languages

_MAX_CHARACTERS = 2_000_000  # spaCy's own limit is for trained parsers; a blank pipeline is linear


@cache
def _registered() -> tuple[str, ...]:
    """Names of the components: each module's name is its factory's name."""
    names = tuple(sorted(module.name for module in iter_modules(components.__path__)))
    for name in names:
        import_module(f"{components.__name__}.{name}")
    return names


@cache
def pipeline(language: str) -> Language:
    """A blank pipeline with every component of extractors/components; spaCy's multi-language one without a pack."""
    nlp = spacy.blank(language if language in {*languages(), *packs()} else "xx")
    nlp.max_length = _MAX_CHARACTERS
    nlp.add_pipe("sentencizer")
    for name in _registered():
        nlp.add_pipe(name)
    return nlp
