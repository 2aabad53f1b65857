"""Statutory wording that shows a provision, labelled `<provision>:<met|partly|contrary>[:<facet>]`.

A pattern that an exception of the same provision (`<provision>:not`) overlaps does not count.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.matching import Found, Matcher, Word, words
from models.law import packs

_END = re.compile(
    r"(?<!\bAbs)(?<!\b[Aa]rt)(?<!\bNr)(?<!\b[Nn]o)(?<!\balin)(?<!\blit)(?<!\binc)(?<!\b[Ss]ec)(?<!\bal)[.;](?=\s+[A-ZÀ-Ý(\[“\"])|[.;]\s*\n|[。；]"
)
"""Where a clause ends: words on both sides have nothing to do with each other."""


def _clauses(text: str) -> Iterator[Sequence[Word]]:
    """The words of each clause."""
    run = words(text)
    at = 0
    for match in _END.finditer(text):
        end = at
        while end < len(run) and run[end].start < match.start():
            end += 1
        if end > at:
            yield run[at:end]
        at = end
    yield run[at:]


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
        doc.spans[name] = (
            spans(doc, _kept([f for clause in _clauses(text_of(doc)) for f in matcher.find(clause)])) if pack else []
        )
        return doc

    return find
