"""Topics beside the provisions: a form of exploitation, a sector, a group at risk, a theme. Names of instruments show none."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.matching import Found, Matcher, words
from models.reference import names
from models.topics import topics

_NAME = "name"


@Language.factory("topic")
def topic(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    known = topics().values()
    matcher = Matcher({one.id: one.cues.get(nlp.lang, ()) for one in known})
    negative = {one.id: one.negative.get(nlp.lang, ()) for one in known}
    against = Matcher({**negative, _NAME: names().names.get(nlp.lang, ())})

    def find(doc: Doc) -> Doc:
        run = words(text_of(doc))
        found = matcher.find(run)
        cancelled = against.find(run) if found else []
        doc.spans[name] = spans(doc, [one for one in found if not any(_cancels(other, one) for other in cancelled)])
        return doc

    return find


def _cancels(other: Found, one: Found) -> bool:
    return other.label in (one.label, _NAME) and other.start < one.end and one.start < other.end
