"""Operative verbs: what a paragraph does, from its first word on ("Urges", "Takes note of …, and invites").

The label is what the verb is for: `none` asks nothing, `need`, `will` and `ask` are followed by what is asked, `decide` does it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans
from extractors.matching import Found
from models.operative import alternatives, packs

_LISTING = r"[\s\W\d]*(?:\(?[a-z]\)\s+)?"  # numbering and quotation marks before the first word


def lowered(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay: "İ" has no lower case of one character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


@cache
def _expressions(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The verb that opens a paragraph, and one that follows it, with a group for each class."""
    pack = packs()[language]
    classes = sorted(pack.operative, key=lambda name: ("need", "decide", "ask", "will", "none").index(name))
    verbs = "|".join(f"(?P<{name}>{alternatives(pack.operative[name])})" for name in classes)
    opening = re.compile(rf"{_LISTING}(?P<adverbs>(?:{pack.adverbs}(?:\s+|(?<=[’'])))*)(?P<verb>{verbs})(?!\w)")
    later = re.compile(rf"(?:(?<=\s)|(?<=,)){pack.joins},?\s+(?:{pack.adverbs}(?:\s+|(?<=[’'])))*(?P<verb>{verbs})(?!\w)")
    return opening, later


def _class(match: re.Match[str]) -> str:
    return next(name for name in ("need", "decide", "ask", "will", "none") if match.groupdict().get(name) is not None)


def finite(verb: str, language: str) -> bool:
    """Whether an operative verb is conjugated ("urges"), not an infinitive or an imperative ("urge")."""
    head = re.split(r"\W+", verb)[0]
    return head.endswith("s") if language == "en" else not head.endswith(("ar", "er", "ir", "re"))


def verbs(text: str, language: str) -> Iterator[Found]:
    """The operative verb that opens the text, and those that follow in the same mood; nothing where none opens it."""
    if language not in packs():
        return
    lower = lowered(text)
    opening, later = _expressions(language)
    first = opening.match(lower)
    if first is None or not _opens(first, language):
        return
    yield Found(_class(first), first.start("verb"), first.end("verb"))
    mood = finite(first["verb"], language)
    for match in later.finditer(lower, first.end()):
        if mood and _class(match) != "none" and finite(match["verb"], language):
            yield Found(_class(match), match.start("verb"), match.end("verb"))


def _opens(match: re.Match[str], language: str) -> bool:
    """English bare forms are operative only after "to" ("To urge member states"); else they are the ask itself ("Adopt a law")."""
    return language != "en" or finite(match["verb"], language) or bool(re.search(r"\bto\s", match["adverbs"]))


@Language.factory("verb")
def verb(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, list(verbs(doc.text, nlp.lang)))
        return doc

    return find
