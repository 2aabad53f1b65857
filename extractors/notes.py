"""What the notes of a document cite: each what it names, and "Ibid." what the note before it cites."""

from collections.abc import Sequence

from extractors.citing import STATE, names_the_same
from extractors.components.citation import citations
from models.document import Footnote


def with_citations(notes: Sequence[Footnote], *, work: str, language: str) -> tuple[Footnote, ...]:
    """The notes in their order, each with the works it cites; the document's own `work` is not among them."""
    jurisdiction = work.partition("/")[0]
    found: list[Footnote] = []
    before: tuple[str, ...] = ()
    for note in notes:
        named = (one.label for one in citations(note.text, language))
        own = (f"{jurisdiction}{label.removeprefix(STATE)}" if label.startswith(f"{STATE}/") else label for label in named)
        cites = tuple(dict.fromkeys(label for label in own if label != work))
        if not cites and names_the_same(note.text):
            cites = before
        found.append(note.model_copy(update={"cites": cites}))
        before = cites
    return tuple(found)
