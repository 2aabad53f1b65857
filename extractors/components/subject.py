"""Words that make trafficking in persons, or a sister crime, the subject of a passage."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import overlap, spans, text_of
from extractors.matching import Matcher
from models.reference import subjects

_ELSEWHERE = "elsewhere"  # trafficking in something else


@Language.factory("subject")
def subject(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    matcher = Matcher({label: by_language.get(nlp.lang, ()) for label, by_language in subjects().items()})

    def find(doc: Doc) -> Doc:
        found = matcher.find(text_of(doc))
        elsewhere = [f for f in found if f.label == _ELSEWHERE]
        doc.spans[name] = spans(doc, [f for f in found if f.label != _ELSEWHERE and not any(overlap(f, e) for e in elsewhere)])
        return doc

    return find
