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
    known = language if language in LANGUAGES else "en"
    of_countries = [(code, name) for code, several in names(known).items() for name in several]
    return Phrases([*of_countries, *((_NONE, wording) for wording in not_countries(known))], cased=True, commas=False)


@Language.factory("country")
def country(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    phrases = _phrases(nlp.lang)

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, [Found(*found) for found in phrases.find(doc.text) if found[0] != _NONE])
        return doc

    return find
