"""Notes get the address of the passage that carries their mark, and none where that is not certain."""

from pathlib import Path

import pytest

from models.document import Document, Footnote, Form, Role
from pipelines.footnotes import tied
from pipelines.formats.typography import Line, Run, blocks
from pipelines.layout import Block, Layout
from pipelines.passages import Draft, lay
from pipelines.reading import read

DIGEST = "0" * 64


def document(*texts: str, notes: tuple[Footnote, ...]) -> Document:
    drafts = [Draft(eid=f"op_{n}", role=Role.OPERATIVE, text=text, number=str(n)) for n, text in enumerate(texts, start=1)]
    return Document(
        work="xaa/1",
        language="en",
        title="Ferries",
        jurisdiction="xaa",
        form=Form.RESOLUTION,
        digest=DIGEST,
        passages=lay("xaa/1", "en", drafts),
        footnotes=notes,
    )


def eids(found: Document) -> list[str | None]:
    return [note.address.split("#")[1] if note.address else None for note in found.footnotes]


def test_a_mark_that_every_page_repeats_belongs_to_the_note_of_its_page() -> None:
    notes = (Footnote(mark="*", text="Of boats.", page=1), Footnote(mark="*", text="Of oars.", page=2))
    text = document("Calls for boats;", "Calls for oars;", notes=notes)
    layout = Layout(
        blocks=(
            Block(text="1. Calls for boats;", page=1, marks=("*",)),
            Block(text="2. Calls for oars;", page=2, last_page=2, marks=("*",)),
        )
    )
    assert eids(tied(text, layout)) == ["op_1", "op_2"]


def test_a_mark_that_stands_in_two_places_stays_untied() -> None:
    text = document("Calls for boats;", "Calls for oars;", notes=(Footnote(mark="1", text="Of boats.", page=1),))
    carriers = tuple(Block(text=passage.text, page=1, marks=("1",)) for passage in text.passages)
    assert eids(tied(text, Layout(blocks=carriers))) == [None]


def test_a_mark_on_the_masthead_is_no_passages_mark() -> None:
    text = document("Calls for boats;", notes=(Footnote(mark="*", text="Reissued.", page=1),))
    assert eids(tied(text, Layout(blocks=(Block(text="Boats*", marks=("*",), page=1), Block(text="1. Calls for boats;"))))) == [
        None
    ]


def line(text: str, base: float, left: float, right: float, height: float) -> Line:
    run = Run(text, italic=False, bold=False, raised=False)
    return Line((run,), page=1, left=left, right=right, base=base, height=height, page_width=600, page_height=800)


def test_a_mark_printed_apart_at_the_end_of_a_line_is_no_word() -> None:
    page = [
        line("Recalling the boats,", 500, 100, 300, 10),
        line("7", 503, 304, 304, 6.5),
        line("and the oars,", 480, 100, 200, 10),
    ]
    first = blocks([page]).blocks[0]
    assert (first.text, first.marks) == ("Recalling the boats, and the oars,", ("7",))


AKOMA_NTOSO = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta/><body>
<section eId="sec_1"><num>1.</num><heading>Boats</heading><content><p>A boat has oars<authorialNote marker="1"><p>Two of them.</p>
</authorialNote> and a name that is painted on its bow.</p></content></section>
<section eId="sec_2"><num>2.</num><heading>Oars<authorialNote marker="2"><p>Formerly: paddles.</p></authorialNote></heading>
<content><p>An oar is made of ash, and its owner keeps it dry.</p></content></section></body></act></akomaNtoso>"""

MARKDOWN = """---
country: "xaa"
rank: "act"
---
# Boats Act 2031

## Section 1. Boats

A boat has a name that is painted on its bow.

## Section 2. Oars

An oar is made of ash.[^ntr2-L_2031XX-E0002]

(Substituted by the Oars Act 2033)

[^ntr2-L_2031XX-E0002]: Or of spruce.
"""


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (AKOMA_NTOSO, "XAA/boats.xml", [("1", "sec_1"), ("2", "sec_2")]),
        (MARKDOWN, "XAA/boats.md", [("2", "sec_2"), ("note", "sec_2")]),
    ],
)
def test_notes_of_laws(text: str, name: str, expected: list[tuple[str, str]]) -> None:
    found = read(text.encode(), name)
    assert [note.mark for note in found.footnotes] == [mark for mark, _ in expected]
    assert eids(found) == [eid for _, eid in expected]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "mark", "eid"),
    [
        ("un/pdf/A_RES_78_228.pdf", "21", "pp_22"),
        ("un/pdf/A_C.3_80_L.20.pdf", "31", "pp_13"),
        ("eu/dir_2011_36_eu_en.md", "12", "recital_17"),
    ],
)
def test_notes_of_the_corpus(corpus: Path, file: str, mark: str, eid: str) -> None:
    found = read((corpus / file).read_bytes(), file)
    assert [e for e, note in zip(eids(found), found.footnotes, strict=True) if note.mark == mark] == [eid]
