"""Statutory wording that shows a provision, labelled `<provision>:<met|partly|contrary>[:<facet>]`.

A pattern that an exception of the same provision (`<provision>:not`) overlaps does not count.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.components.element import folded_words
from extractors.matching import Found, Matcher
from models.law import packs


def _kept(found: list[Found]) -> list[Found]:
    """Without the exceptions and what they overlap."""
    against = [f for f in found if f.label.endswith(":not")]
    return [f for f in found if not f.label.endswith(":not") and not any(_cancels(a, f) for a in against)]


def _cancels(exception: Found, found: Found) -> bool:
    same = exception.label.split(":")[0] == found.label.split(":")[0]
    return same and exception.start < found.end and found.start < exception.end


@Language.factory("statutory")
def statutory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    pack = packs().get(nlp.lang)
    matcher = Matcher(pack.statutory if pack else {})

    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, _kept(matcher.find(folded_words(doc.text)))) if pack else []
        return doc

    return find
