"""Words that set a time: "by 2026", "at its eighty-third session", "within three months"."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.components.verb import lowered
from extractors.matching import Found
from models.operative import compiled


def deadlines(text: str, language: str) -> list[Found]:
    """Deadlines, labelled with their own words; a year alone ("in 2026") is `dated`: one only of what is decided."""
    lower = lowered(text)
    found = [
        Found("dated" if key == "dated" else lower[m.start() : m.end()], m.start(), m.end())
        for key, pattern in compiled(language, "deadlines").items()
        for m in pattern.finditer(lower)
    ]
    firm = [f for f in found if f.label != "dated"]
    return firm + [f for f in found if f.label == "dated" and not any(o.start <= f.start < o.end for o in firm)]


@Language.factory("deadline")
def deadline(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, [f for f in deadlines(text_of(doc), nlp.lang) if f.label != "dated"])
        return doc

    return find
