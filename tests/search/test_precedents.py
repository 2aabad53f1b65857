"""Agreed language over an invented series."""

import pytest
from series import FIRST, SECOND, said

from models.precedent import AgreedLanguage, ChangeKind, Move, Sameness, StrengthKind, Wanted
from models.signal import Action
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.exports import sheets
from search.index.contract import Index
from search.wordings.named import passage_named
from search.wordings.precedents import precedents


def _asked(series: Catalogue, index: Index, embed: Embedder, text: str, **given: object) -> AgreedLanguage:
    wanted = Wanted(text=text, **given)  # type: ignore[arg-type]
    return precedents(wanted, catalogue=series, index=index, embed=embed, assess=said)


def test_a_paragraph_is_one_precedent_with_its_uses_by_year(series: Catalogue, index: Index, embed: Embedder) -> None:
    first = _asked(series, index, embed, SECOND.upper()).precedents[0]
    assert (first.address, first.sameness, first.similarity) == ("un/A/RES/92/1@en#op_1", Sameness.EXACT, 1.0)
    assert [(use.symbol, use.move) for use in first.uses] == [
        ("A/RES/91/1", None),
        ("A/RES/92/1", Move.STRONGER),  # "as appropriate" was dropped
        ("A/RES/93/1", Move.STRONGER),
    ]
    assert first.first_use == first.uses[0]
    assert first.uses[2].edited_from == "un/A/RES/92/1@en#op_1"
    assert {why.kind for why in first.uses[2].strengths} == {StrengthKind.ACTION, StrengthKind.DEADLINE}
    added = [change.text for change in first.uses[1].diff if change.kind is ChangeKind.ADDED]
    assert any("ports" in text for text in added)


def test_uses_go_into_a_file_one_a_row(series: Catalogue, index: Index, embed: Embedder) -> None:
    sheet = sheets.precedents(_asked(series, index, embed, SECOND))
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    first = [(row["symbol"], row["move"]) for row in rows if row["precedent"] == 1]
    assert first[:2] == [("A/RES/91/1", None), ("A/RES/92/1", "stronger")]


def test_drafts_and_laws_are_no_agreed_language(series: Catalogue, index: Index, embed: Embedder) -> None:
    def used(**given: object) -> set[str]:
        found = _asked(series, index, embed, SECOND, limit=50, **given)
        return {use.work for one in found.precedents for use in one.uses}

    assert "un/A/C.3/93/L.1" not in used()
    assert "un/A/C.3/93/L.1" in used(drafts=True)
    assert "xaa/act/1" not in used(drafts=True)
    assert used(body=("oas",)) <= {"oas/treaty"}


def test_stronger_is_on_the_subject_and_says_why(series: Catalogue, index: Index, embed: Embedder) -> None:
    found = _asked(series, index, embed, FIRST, stronger=True)
    assert found.action == Action.CONSIDERING
    assert {one.address for one in found.precedents} == {"un/A/RES/93/1@en#op_2", "oas/treaty@en#op_1"}
    assert all(one.stronger[0].kind is StrengthKind.ACTION for one in found.precedents)


def test_a_passage_that_is_named_is_one_of_the_uses(series: Catalogue, index: Index, embed: Embedder) -> None:
    named = passage_named("A/RES/93/1 op 2", index)
    assert named is not None
    found = _asked(series, index, embed, named.text, address=named.address)
    assert found.precedents[0].address == "un/A/RES/92/1@en#op_1"
    assert [use.symbol for use in found.precedents[0].uses] == ["A/RES/91/1", "A/RES/92/1", "A/RES/93/1"]
    assert passage_named("Encourages 2 States to open shelters", index) is None
    with pytest.raises(ValueError, match=r"^A/RES/93/1 is held, but no passage of it has the number 44$"):
        passage_named("A/RES/93/1 op 44", index)


def test_without_a_model_the_words_answer_and_say_so(series: Catalogue, index: Index) -> None:
    found = precedents(Wanted(text=SECOND), catalogue=series, index=index, embed=None)
    assert found.mode == "words"
    assert found.notice
    assert found.precedents[0].sameness is Sameness.EXACT
    with pytest.raises(ValueError, match="how firmly the text asks is not known"):
        precedents(Wanted(text=SECOND, stronger=True), catalogue=series, index=index, embed=None)


def test_a_text_without_words_is_told_in_one_sentence(series: Catalogue, index: Index, embed: Embedder) -> None:
    with pytest.raises(ValueError, match="is no wording"):
        _asked(series, index, embed, "12. (a) – ;")
