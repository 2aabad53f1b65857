"""How a text was adopted and who proposed it, as its own document prints it outside its passages.

A preamble speaks of the adoption of other texts, so that only the masthead, the closing lines and the notes to the title
are read; a list of States is taken where it follows the sentence.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from models.document import Document, Footnote, Form, Role
from models.vote import Telling, Vote, Way, number, tellings
from pipelines.layout import Block, Layout
from pipelines.listed import listed

_LONGEST = 12_000  # characters of a sentence with lists of all States
_SPONSORS = 16  # blocks of a masthead


def tells_adoption(text: str, language: str) -> bool:
    """Whether a line says how the text in which it stands was adopted."""
    telling = tellings().get(language)
    if telling is None:
        return False
    if telling.heads and re.fullmatch(telling.heads, text, re.I):
        return True
    return bool(re.match(telling.opens, text, re.I)) and _sentence(text, telling) is not None


def with_adoption(document: Document, layout: Layout) -> Document:
    """The document with its vote and sponsors, where they are printed."""
    telling = tellings().get(document.language)
    if telling is None or document.body is None:
        return document
    names, unknown = _sponsors(layout.blocks[:_SPONSORS], telling) if document.form is Form.DRAFT else ((), ())
    vote, doubts = (None, ()) if document.form is Form.DRAFT else _vote(document, layout, telling)
    if unknown:
        doubts = (*doubts, f"sponsors that are no State known by name: {', '.join(unknown)}")
    return document.model_copy(update={"vote": vote, "sponsors": names, "warnings": (*document.warnings, *doubts)})


# ---- the vote


def _vote(document: Document, layout: Layout, telling: Telling) -> tuple[Vote | None, tuple[str, ...]]:
    for text in _outside(document, layout):
        for begin in re.finditer(rf"(?:^|\n|\. |\[|\()(?={telling.opens})", text, re.I):
            if found := _sentence(text[begin.end() : begin.end() + _LONGEST], telling):
                return _told(text[begin.end() : begin.end() + _LONGEST], *found, telling)
    return None, ()


def _outside(document: Document, layout: Layout) -> Iterator[str]:
    """The runs of lines that are no passage's, and the notes that are no passage's."""
    inside = {
        _key(line)
        for passage in document.passages
        if passage.role not in (Role.HEADING, Role.FURNITURE)
        for line in (passage.text, *passage.text.split("\n"))
    }
    run: list[str] = []
    for block in (*layout.blocks, None):
        if block is not None and _key(block.text) not in inside:
            run.append(block.text)
        elif run:
            yield "\n".join(run)
            run = []
    yield from layout.furniture
    yield from (note.text for note in document.footnotes if _is_of_title(note, document))


def _is_of_title(note: Footnote, document: Document) -> bool:
    headings = {passage.address for passage in document.passages if passage.role is Role.HEADING}
    return note.address is None or note.address in headings


def _key(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


def _sentence(text: str, telling: Telling) -> tuple[Way, re.Match[str]] | None:
    """The way and the words that say so; of several the first, of equally early ones the longest."""
    found = [
        (match.start(), -match.end(), way, match)
        for way in Way
        for pattern in telling.patterns(way)
        if (match := pattern.search(text))
    ]
    return min(found, key=lambda one: one[:2])[2:] if found else None


def _told(text: str, way: Way, match: re.Match[str], telling: Telling) -> tuple[Vote, tuple[str, ...]]:
    counts = {name: number(written) for name, written in match.groupdict().items() if written}
    if counts.get("against") == 0 and not counts.get("abstaining"):
        way = Way.UNANIMOUS
    lists = {name: listed(part, telling.joins) for name, part in _lists(text[match.end() :], telling)}
    unknown = [name for part in lists.values() for name in part.unknown]
    doubts = [f"the vote's lists hold names of no State that is known: {', '.join(unknown)}"] if unknown else []
    doubts += [
        f"the vote counts {counts[name]} {name.replace('_', ' ')}, its list has {len(part.codes) + len(part.unknown)} names"
        for name, part in lists.items()
        if name in counts and counts[name] != len(part.codes) + len(part.unknown)
    ]
    states = {f"states_{name}": part.codes for name, part in lists.items()}
    return Vote(way=way, quotation=match[0], **counts, **states), tuple(doubts)  # type: ignore[arg-type]


def _lists(text: str, telling: Telling) -> Iterator[tuple[str, str]]:
    """Each list's kind and words; a label stands at the beginning of a line or sentence and ends with a colon."""
    labels = {name: getattr(telling, name) for name in ("in_favour", "against", "abstaining")}
    either = "|".join(f"(?P<{name}>{pattern})" for name, pattern in labels.items())
    found = list(re.finditer(rf"(?:^|(?<=[\n.;:\]]))\s*(?:{either})\s*(?:\(?\d{{1,3}}\)?)?\s?:", text, re.I))
    for one, following in itertools.zip_longest(found, found[1:]):
        part = text[one.end() : following.start() if following else len(text)]
        yield str(one.lastgroup), re.split(r"[\].](?=\s|$)", part, maxsplit=1)[0]


# ---- sponsors


def _sponsors(blocks: Sequence[Block], telling: Telling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the States that propose the text, and the names that are of no State."""
    for block in blocks:
        for pattern in telling.sponsored:
            if match := re.search(pattern, " ".join(block.text.split()), re.I):
                part = listed(match["states"], telling.joins)
                if part.codes:
                    return part.codes, part.unknown
    return (), ()
