"""States that a passage names, and in what capacity: host, origin, destination, party, reporter, sponsor, addressee.

The capacity is that of the words beside the name (models/capacities.toml), of the State before it in a list ("hosted by X
and Y"), or the addressee's, where the name stands between an operative verb and what it asks. Others are merely named.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.components.verb import lowered
from extractors.matching import Found
from models.countries import LANGUAGES, named_in
from models.operative import compiled

_NEAR = 70  # characters before a name in which its capacity is said
_LISTED = re.compile(r"(?:\s*,\s*|\s+(?:and|y|e|et|und)\s+|\s*,\s*(?:and|y|e|et|und)\s+)(?:the |la |el |los |le |l[’'])?")
_BREAK = re.compile(r"[.;:]|\b(?:to|that|a que|que|à|zu|for)\b")
"""What ends the addressees of an operative verb."""


@cache
def _expressions(language: str) -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """(capacity, what stands before a name, what stands after it)."""
    read = tomllib.loads(files("models").joinpath("capacities.toml").read_text(encoding="utf-8")).get(language, {})
    return tuple(
        (
            capacity,
            re.compile(rf"(?<!\w)(?:{'|'.join(sides['before'])})$") if "before" in sides else None,
            re.compile("|".join(sides["after"])) if "after" in sides else None,
        )
        for capacity, sides in read.items()
    )


def capacities(text: str, found: Sequence[Found], language: str) -> Iterator[Found]:
    """The States that are more than named, labelled "col:host"; `found` must be in the order of the text."""
    lower = lowered(text)
    before: tuple[Found, str] | None = None
    for one in found:
        said = _said(lower, one, language)
        if said is None and before and _LISTED.fullmatch(lower, before[0].end, one.start):
            said = before[1]
        before = (one, said) if said else None
        if said:
            yield Found(f"{one.label}:{said}", one.start, one.end)


def _said(lower: str, one: Found, language: str) -> str | None:
    near = lower[max(0, one.start - _NEAR) : one.start]
    for capacity, ahead, behind in _expressions(language):
        if (ahead and ahead.search(near)) or (behind and behind.match(lower, one.end)):
            return capacity
    return "addressee" if _asked(near, language) else None


def _asked(near: str, language: str) -> bool:
    """Whether an operative verb stands before a name and nothing yet that it asks."""
    pattern = compiled(language, "operative").get("ask")
    verbs = list(pattern.finditer(near)) if pattern else []
    return bool(verbs) and not _BREAK.search(near, verbs[-1].end())


@Language.factory("country")
def country(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    # spaCy's multi-language pipeline reads texts of languages without a pack: names in all languages count there
    known = (nlp.lang,) if nlp.lang in LANGUAGES else LANGUAGES

    def find(doc: Doc) -> Doc:
        found = [Found(named.codes[0], named.start, named.end) for named in named_in(text_of(doc), known)]
        doc.spans[name] = spans(doc, found)
        doc.spans["capacity"] = spans(doc, list(capacities(text_of(doc), found, nlp.lang)) if found else [])
        return doc

    return find
