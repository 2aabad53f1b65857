"""States that a passage names."""

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.matching import Found
from extractors.phrases import Phrases
from models.countries import LANGUAGES, names, not_countries

_NONE = "-"  # label of wordings that hold a country's name and name none


@cache
def _phrases(language: str) -> Phrases:
    """Names in a language; in all of them for spaCy's multi-language pipeline, whose texts are of languages without a pack."""
    known = (language,) if language in LANGUAGES else LANGUAGES
    of_countries = [(code, name) for each in known for code, several in names(each).items() for name in several]
    others = [(_NONE, wording) for each in known for wording in not_countries(each)]
    return Phrases([*of_countries, *others], cased=True, commas=False)


@Language.factory("country")
def country(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    phrases = _phrases(nlp.lang)

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, [Found(*found) for found in phrases.find(doc.text) if found[0] != _NONE])
        return doc

    return find
