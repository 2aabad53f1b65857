"""Resolutions: stages of the form, numbers, stems, statements; and real ones against their typography."""

from hashlib import sha256
from pathlib import Path

import pytest

from models.document import Document, Form, Role
from pipelines.evaluation import reading
from pipelines.forms import resolution
from pipelines.identify import Identity
from pipelines.layout import Block, Layout, Style, Unreadable


def document(
    *lines: str | Block, form: Form = Form.RESOLUTION, language: str = "en", symbol: str | None = "A/RES/99/7"
) -> Document:
    blocks = tuple(Block(text=line) if isinstance(line, str) else line for line in lines)
    identity = Identity(
        work="un/A/RES/99/7",
        language=language,
        jurisdiction="un",
        body="un",
        form=form,
        title="Lamps",
        symbol=symbol,
        digest=sha256(b"").hexdigest(),
    )
    return resolution.read(Layout(blocks=blocks), identity)


def places(found: Document) -> list[str]:
    return [passage.address.split("#")[1] for passage in found.passages]


def test_preamble_paragraphs_meeting_and_annex() -> None:
    found = document(
        "A/RES/99/7",
        "The General Assembly,",
        "Recalling its resolution on lamps,",
        "Deeply concerned that lamps go out,",
        "1. Urges Member States to light lamps:",
        "(a) In harbours;",
        "(b) On bridges;",
        "2. Decides to remain seized of the matter.",
        "12th plenary meeting",
        "3 May 2044",
        Block(text="Annex", bold=True, style=Style.HEADING),
        Block(text="Principles on lamps", bold=True, style=Style.HEADING),
        "1. Lamps are lit at dusk.",
    )
    assert places(found) == ["pp_1", "pp_2", "op_1", "op_2", "annex_1__title", "annex_1__heading", "annex_1__para_1"]
    assert found.passages[2].text.split("\n") == ["Urges Member States to light lamps:", "(a) In harbours;", "(b) On bridges;"]
    assert [p.number for p in found.passages[:4]] == ["pp1", "pp2", "1", "2"]
    assert found.passages[-1].role is Role.ANNEX


def test_a_single_operative_paragraph_carries_no_number_in_print() -> None:
    found = document("The General Assembly,", "Recalling its resolution on lamps,", "Endorses the declaration on lamps.")
    assert [(p.role, p.number) for p in found.passages] == [(Role.PREAMBULAR, "pp1"), (Role.OPERATIVE, "1")]


def test_numbers_that_begin_again_in_parts_stay_unique() -> None:
    found = document(
        "The General Assembly,",
        "Noting lamps,",
        Block(text="I", centred=True, bold=True),
        "1. Requests oil;",
        Block(text="II", centred=True, bold=True),
        "1. Requests wicks;",
    )
    assert [p for p in places(found) if "op" in p] == ["part_i__op_1", "part_ii__op_1"]


def test_numbers_that_go_on_from_part_to_part_are_cited_without_it() -> None:
    found = document(
        "The General Assembly,",
        Block(text="I", centred=True, bold=True),
        "1. Requests oil;",
        Block(text="II", centred=True, bold=True),
        "2. Requests wicks;",
        "2 bis. Requests glass;",
    )
    assert [p for p in places(found) if "op" in p] == ["op_1", "op_2", "op_2-bis"]


COPIES = [
    (
        "en",
        "United Nations General Assembly Sixtieth session 60/7. Lamps in harbours The General Assembly, Recalling its wish that"
        " all of the harbours be lit, 6 Noting that lamps go out,  2/ in the night, Concerned by the price of oil, 1. Urges"
        " States to trim wicks; 2. Decides to meet again in 3. May.",
        "un/A/RES/60/7",
        "Lamps in harbours",
        ["pp1", "pp2", "pp3", "1", "2"],
    ),
    (
        "es",
        "A/RES/60/7 Lámparas en los puertos Recordando su deseo de que todos los puertos estén iluminados durante toda la noche"
        " y todo el año, Observando que las lámparas se apagan, y reconociendo que el aceite es caro,"
        " Consciente de que las mechas se gastan,",
        "un/A/RES/60/7",
        "Lámparas en los puertos",
        ["pp1", "pp2", "pp3"],
    ),
]


@pytest.mark.parametrize(("language", "text", "work", "title", "numbers"), COPIES, ids=["whole", "later page"])
def test_paragraphs_of_a_flattened_copy_are_told_by_their_openers(
    language: str, text: str, work: str, title: str, numbers: list[str]
) -> None:
    found = document(text, language=language, symbol=None)
    assert (found.work, found.title) == (work, title)
    assert [p.number for p in found.passages] == numbers


def test_the_place_of_signature_is_no_paragraph() -> None:
    found = document("Declaran:", "1. Su rechazo a la trata.", "Dado en Puerto Claro, a tres de mayo.", "***", language="es")
    assert [p.text for p in found.passages if p.role is Role.OPERATIVE] == ["Su rechazo a la trata."]


def test_a_list_inside_a_paragraph_is_part_of_it() -> None:
    found = document(
        "The General Assembly,",
        Block(text="1. Approves the agenda below:", lead="Approves"),
        "1. Opening of the meeting.",
        "2. Lamps.",
        Block(text="2. Decides to meet in May.", lead="Decides"),
    )
    assert places(found) == ["op_1", "op_2"]
    assert found.passages[0].text.endswith("2. Lamps.")


def test_a_stem_is_completed_by_the_numbers_below_it() -> None:
    found = document("The Ministerial Council,", "Calls on participating States to:", "4. Light lamps;", "5. Trim wicks.")
    assert [(p.number, p.path) for p in found.passages if p.role is Role.OPERATIVE] == [
        ("4", ("Calls on participating States to:",)),
        ("5", ("Calls on participating States to:",)),
    ]


def test_a_statement_is_the_voice_of_its_delegation() -> None:
    found = document(
        "The Ministerial Council,",
        "1. Decides to light lamps.",
        Block(text="Attachment", centred=True),
        Block(text="INTERPRETATIVE STATEMENT", bold=True, style=Style.HEADING),
        "By the delegation of Belmaria:",
        "Belmaria prefers candles.",
    )
    said = [p for p in found.passages if p.role is Role.STATEMENT]
    assert [(p.text, p.attribution) for p in said] == [("Belmaria prefers candles.", "Belmaria")]
    assert not any(p.role is Role.ANNEX for p in found.passages)


def test_amendments_to_a_draft_are_no_resolution() -> None:
    found = document(
        "Amendment to draft resolution A/99/L.3", "1. In operative paragraph 3, replace “lamps” with “lanterns”.", "2. Delete it."
    )
    assert found.form is Form.DRAFT
    assert "amendments" in found.warnings[0]


def test_a_text_without_paragraphs_is_refused() -> None:
    with pytest.raises(Unreadable, match="no preambular or operative paragraph"):
        document(Block(text="Lamps", style=Style.HEADING))


@pytest.mark.corpus
def test_real_resolutions_are_read_as_their_italics_say(shared: Path, tmp_path: Path) -> None:
    """Every twelfth of the labelled resolutions; `palermo evaluate reading` scores all."""
    gold = shared / "labels" / "dev" / "typographic_leadins_A_RES_78.jsonl"
    sample = tmp_path / "gold.jsonl"
    sample.write_text("\n".join(gold.read_text(encoding="utf-8").splitlines()[::12]), encoding="utf-8")
    figures = reading.evaluate([sample], corpus=shared / "corpus")
    assert figures["failed"] == []
    assert float(str(figures["f1"])) >= 0.99


def test_the_first_line_of_the_organ_counts_and_not_that_of_an_annex() -> None:
    paragraphs = [f"{n}. Calls upon States to light lamp {n};" for n in range(1, 31)]
    found = document(
        "General Assembly",
        "The General Assembly",
        "Adopts the pact on lamps:",
        *paragraphs,
        Block(text="Annex", bold=True, centred=True, style=Style.HEADING),
        "We, the Heads of State, who want light,",
        "1. Declare that lamps matter.",
    )
    assert found.passages[0].text == "Adopts the pact on lamps:"
    assert "annex_1__para_1" in places(found)
