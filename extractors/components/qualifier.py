"""Words that soften a duty: "as appropriate", "within existing resources", "consider"."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.wording import of_field


@Language.factory("qualifier")
def qualifier(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, of_field(text_of(doc), "qualifiers", nlp.lang))
        return doc

    return find
