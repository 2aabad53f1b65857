"""Words that show a provision, and words that often go with one."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.matching import Found, Matcher, Word, clauses
from models.reference import names, provisions


def text_of(doc: Doc) -> str:
    """The doc's text, put together once: Doc.text joins its tokens whenever it is asked for, and a dozen components ask."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    text: str = doc.user_data["text"]
    return text


def _starts(doc: Doc) -> list[int]:
    """Where each token begins, counted once."""
    if "starts" not in doc.user_data:
        doc.user_data["starts"] = [token.idx for token in doc]
    starts: list[int] = doc.user_data["starts"]
    return starts


def spans(doc: Doc, found: list[Found]) -> list[Span]:
    """What was found, as spans of whole tokens: spaCy may keep together what a pattern takes apart.

    Places are looked up by bisection: Doc.char_span walks through the whole doc for each.
    """
    if not found:
        return []
    starts = _starts(doc)
    return [Span(doc, bisect_right(starts, f.start) - 1, bisect_left(starts, f.end), label=f.label) for f in found]


def overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _outside(found: list[Found], negative: list[Found], named: list[Found]) -> list[Found]:
    """The findings that no negative cue of the same provision overlaps, and that do not begin or end inside a name."""
    kept = [f for f in found if not any(n.label == f.label and overlap(n, f) for n in negative)]
    allowed = names().keep
    return [
        f for f in kept if f.label in allowed or not any(n.start <= f.start < n.end or n.start < f.end <= n.end for n in named)
    ]


def _in_each(matcher: Matcher, runs: Sequence[Sequence[Word]]) -> list[Found]:
    return [found for run in runs for found in matcher.find(run)]


@Language.factory("cue")
def cue(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    packs = {p.id: p.cues[nlp.lang] for p in provisions().values() if nlp.lang in p.cues}
    strong = Matcher({id: pack.patterns for id, pack in packs.items()})
    weak = Matcher({id: pack.weak for id, pack in packs.items()})
    negative = Matcher({id: pack.negative for id, pack in packs.items()})
    named = Matcher({"name": names().names.get(nlp.lang, ())})

    def find(doc: Doc) -> Doc:
        runs = clauses(text_of(doc))
        against, proper = _in_each(negative, runs), _in_each(named, runs)
        doc.spans[name] = spans(doc, _outside(_in_each(strong, runs), against, proper))
        doc.spans["hint"] = spans(doc, _outside(_in_each(weak, runs), against, proper))
        return doc

    return find
