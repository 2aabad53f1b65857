"""Words that provide money, staff or a fund: "allocate adequate resources"."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.wording import of_field


@Language.factory("resources")
def resources(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, of_field(text_of(doc), name, nlp.lang))
        return doc

    return find
