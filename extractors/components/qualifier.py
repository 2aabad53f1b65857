"""Words that soften a duty: "as appropriate", "within existing resources", "consider"."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.components.verb import lowered
from extractors.matching import Found
from models.operative import compiled


@Language.factory("qualifier")
def qualifier(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    patterns = compiled(nlp.lang, "qualifiers")

    def find(doc: Doc) -> Doc:
        lower = lowered(doc.text)
        doc.spans[name] = spans(doc, [Found(key, m.start(), m.end()) for key, p in patterns.items() for m in p.finditer(lower)])
        return doc

    return find
