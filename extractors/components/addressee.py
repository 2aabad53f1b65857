"""Who is asked: the addressees that a passage names, in the words of the labels (`member_states`, `unodc`)."""

import re
from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.components.verb import lowered
from extractors.matching import Found
from models.operative import alternatives, packs

_SAME_WORDS = ("international_organizations", "regional_organizations")


@cache
def _expression(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    pack = packs().get(language)
    if pack is None:
        return ()
    return tuple((name, re.compile(rf"(?<![\w-])(?:{alternatives(several)})(?!\w)")) for name, several in pack.addressees.items())


def addressees(text: str, language: str) -> list[Found]:
    """All that are named. The longest wins where names overlap, but "international and regional organizations" are two."""
    lower = lowered(text)
    found = [Found(name, m.start(), m.end()) for name, pattern in _expression(language) for m in pattern.finditer(lower)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        clash = [o for o in kept if one.start < o.end and o.start < one.end]
        if all(one.label != o.label and one.label in _SAME_WORDS and o.label in _SAME_WORDS for o in clash):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.start, f.label))


@Language.factory("addressee")
def addressee(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, addressees(text_of(doc), nlp.lang))
        return doc

    return find
