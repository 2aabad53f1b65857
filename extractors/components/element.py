"""Elements of the offence of trafficking: acts, means, purposes, the victim's consent, the rule for children."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.matching import Matcher
from models.law import packs


@Language.factory("element")
def element(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    pack = packs().get(nlp.lang)
    matcher = Matcher({**pack.elements, "child:victim": pack.child}) if pack else Matcher({})

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, matcher.find(text_of(doc))) if pack else []
        return doc

    return find
