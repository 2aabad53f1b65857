"""Operative verbs: what a paragraph does, from its first word on ("Urges", "Takes note of …, and invites").

The label is what the verb is for: `none` asks nothing, `need`, `will` and `ask` are followed by what is asked, `decide` does it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.matching import Found
from models.operative import alternatives, compiled, packs

_REACH = 3_000  # characters in which a body is heard to speak of itself
_LISTING = r"[\s\W\d]*(?:\(?[a-z]\)\s+)?"  # numbering and quotation marks before the first word


def lowered(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay: "İ" has no lower case of one character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


@cache
def _expressions(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The verb that opens a paragraph, and one that follows it."""
    pack = packs()[language]
    verbs = alternatives(verb for several in pack.operative.values() for verb in several)
    adverbs = rf"(?P<adverbs>(?:{pack.adverbs}(?:\s+|(?<=[’'])))*)"
    opening = re.compile(rf"{_LISTING}{adverbs}(?P<verb>{verbs})(?!\w)")
    later = re.compile(rf"(?:(?<=\s){pack.joins},?|[,;.])\s+{adverbs}(?P<verb>{verbs})(?!\w)")
    return opening, later


def _found(match: re.Match[str], language: str) -> Found:
    """The verb of a match, in the class whose wording is longest there: "declares its concern" decides nothing."""
    at = match.start("verb")
    end, kind = max(
        (found.end(), kind)
        for kind, pattern in compiled(language, "operative").items()
        if (found := pattern.match(match.string, at))
    )
    return Found(kind, at, end)


def finite(verb: str, language: str) -> bool:
    """Whether an operative verb is conjugated ("urges"), not an infinitive or an imperative ("urge")."""
    return bool(re.match(rf"(?:{packs()[language].finite})(?!\w)", verb))


def verbs(text: str, language: str) -> Iterator[Found]:
    """The operative verb that opens the text, and those that follow in the same mood; nothing where none opens it."""
    if language not in packs():
        return
    lower = lowered(text)
    opening, later = _expressions(language)
    first = _first(text, lower, opening, language)
    if first is None:
        return
    yield _found(first, language)
    spoken = _spoken(first, language)
    mood = spoken or finite(first["verb"], language)
    for match in later.finditer(lower, first.end()):
        found = _found(match, language)
        if mood and (spoken or finite(match["verb"], language)) and _same_tense(first["verb"], match["verb"], language):
            yield found


def _same_tense(first: str, later: str, language: str) -> bool:
    """English past forms follow one another: of "urges …, having adopted the …" only the first is operative."""
    return language != "en" or first.split()[0].endswith("ed") or not later.split()[0].endswith("ed")


def _first(text: str, lower: str, opening: re.Pattern[str], language: str) -> re.Match[str] | None:
    """The verb that opens the text, or a sentence in which a body speaks as "we"."""
    first = opening.match(lower)
    if first and (inner := _after_heading(lower, first, opening)) and _opens(inner, language):
        first = inner
    if first and _opens(first, language):
        return first
    starts = (match.end() for match in re.finditer(r"\.\s+(?=[A-ZÀ-Ý])|,\s+(?=we\b)", text[:_REACH]))
    spoken = (match for at in starts if (match := opening.match(lower, at)) and _spoken(match, language))
    return next(spoken, None)


def _after_heading(lower: str, first: re.Match[str], opening: re.Pattern[str]) -> re.Match[str] | None:
    """The verb after "RESOLVES:", which stands above a whole list of paragraphs and may have stayed with the first."""
    colon = re.compile(r"\s*(?:lo siguiente|ce qui suit|the following)?\s*:\s*").match(lower, first.end())
    return opening.match(lower, colon.end()) if colon else None


def _spoken(match: re.Match[str], language: str) -> bool:
    """Whether a pronoun makes the verb a conjugated one: "we urge"."""
    pack = packs()[language]
    if pack.plural and re.match(rf"(?:{pack.plural})(?!\w)", match["verb"]):
        return True
    return pack.subject is not None and bool(re.search(rf"\b{pack.subject}\b", match["adverbs"]))


def _opens(match: re.Match[str], language: str) -> bool:
    """English bare forms are operative after "to" ("To urge member states"); else they are the ask itself ("Adopt a law")."""
    declared = packs()[language].declares
    if language != "en" or finite(match["verb"], language) or _spoken(match, language):
        return True
    if declared and re.match(rf"(?:{declared})(?!\w)", match.string[match.start("verb") :]):
        return True
    return bool(re.search(r"\bto\s", match["adverbs"]))


@Language.factory("verb")
def verb(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, list(verbs(text_of(doc), nlp.lang)))
        return doc

    return find
