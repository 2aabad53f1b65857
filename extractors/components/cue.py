"""Words that show a provision, and words that often go with one."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.matching import Found, Matcher, clauses
from models.reference import names, provisions

_CUE, _HINT, _NOT, _NAME = "cue", "hint", "not", "name"


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


def _matcher(language: str) -> Matcher:
    """All cues of a language in one matcher, labelled by what they do and for which provision: a text is walked through once."""
    patterns: dict[str, tuple[str, ...]] = {f"{_NAME}:": names().names.get(language, ())}
    for provision in provisions().values():
        if language in provision.cues:
            cues = provision.cues[language]
            kinds = ((_CUE, cues.patterns), (_HINT, cues.weak), (_NOT, cues.negative))
            patterns |= {f"{kind}:{provision.id}": written for kind, written in kinds}
    return Matcher(patterns)


def _sorted(found: Iterable[Found]) -> dict[str, list[Found]]:
    """What was found by what it does, labelled by its provision alone."""
    by_kind: dict[str, list[Found]] = {_CUE: [], _HINT: [], _NOT: [], _NAME: []}
    for one in found:
        kind, _, provision = one.label.partition(":")
        by_kind[kind].append(Found(provision, one.start, one.end))
    return by_kind


@Language.factory("cue")
def cue(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    matcher = _matcher(nlp.lang)

    def find(doc: Doc) -> Doc:
        found = _sorted(chain.from_iterable(map(matcher.find, clauses(text_of(doc)))))
        doc.spans[name] = spans(doc, _outside(found[_CUE], found[_NOT], found[_NAME]))
        doc.spans["hint"] = spans(doc, _outside(found[_HINT], found[_NOT], found[_NAME]))
        return doc

    return find
