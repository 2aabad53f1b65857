"""Elements of the offence of trafficking: acts, means, purposes, the victim's consent, the rule for children."""

from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.matching import Matcher, Word, words
from models.law import fold, packs


@lru_cache(maxsize=8)  # two components read the same text one after the other
def folded_words(text: str) -> list[Word]:
    """The words of a text without accents, at their places in it."""
    return words(fold(text))


@Language.factory("element")
def element(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    pack = packs().get(nlp.lang)
    matcher = Matcher({**pack.elements, "child:victim": pack.child}) if pack else Matcher({})

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, matcher.find(folded_words(doc.text))) if pack else []
        return doc

    return find
