"""Words that make trafficking in persons, or a sister crime, the subject of a passage."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.matching import Matcher
from models.reference import subjects


@Language.factory("subject")
def subject(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    matcher = Matcher({label: by_language.get(nlp.lang, ()) for label, by_language in subjects().items()})

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, matcher.find(doc.text))
        return doc

    return find
