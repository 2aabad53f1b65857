"""A draft beside the invented series."""

import pytest
from invented import document, snapshot
from series import FIRST, OTHERS, THIRD, UNRELATED, said

from models.document import Document, Form, Role
from models.precedent import Sameness, StrengthKind
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index
from search.wordings.review import review


def _draft(*texts: str) -> Document:
    paragraphs = [(f"op_{n}", Role.OPERATIVE, str(n), text) for n, text in enumerate(texts, start=1)]
    return document(paragraphs, snapshot("draft"), work="un/A/C.3/99/L.7", form=Form.DRAFT, body="un")


def test_each_paragraph_meets_its_precedent_and_a_stronger_wording(series: Catalogue, index: Index, embed: Embedder) -> None:
    draft = _draft(FIRST, THIRD, UNRELATED)
    found = review(draft, [said(p.text) for p in draft.passages], catalogue=series, index=index, embed=embed)
    soft, firm, procedure = found.paragraphs
    assert found.grades == (1, 0, 0, 1, 0, 1)
    assert soft.precedents[0].sameness is Sameness.EXACT
    assert "un/A/RES/93/1@en#op_2" in {one.address for one in soft.stronger}
    assert {StrengthKind.DEADLINE, StrengthKind.UNQUALIFIED} <= set(soft.lacks)
    assert StrengthKind.DEADLINE not in firm.lacks
    assert not firm.stronger
    assert not procedure.stronger
    assert not procedure.lacks


def test_what_is_left_out_comes_with_adopted_wordings(series: Catalogue, index: Index, embed: Embedder) -> None:
    draft = _draft(UNRELATED)
    found = review(draft, [said(p.text) for p in draft.passages], catalogue=series, index=index, embed=embed)
    shelter = next(one for one in found.left_out if one.provision == "6-3-recovery")
    assert shelter.wordings == ("un/A/RES/93/1@en#op_2", "oas/treaty@en#op_1")  # both specific; the latest first
    assert shelter.texts == (THIRD, OTHERS)


def test_a_draft_without_operative_paragraphs_is_told_in_one_sentence(series: Catalogue, index: Index, embed: Embedder) -> None:
    draft = document([("pp_1", Role.PREAMBULAR, "pp1", "Recalling,")], snapshot("x"), work="un/A/C.3/99/L.8", form=Form.DRAFT)
    with pytest.raises(ValueError, match="no operative paragraph"):
        review(draft, [said(p.text) for p in draft.passages], catalogue=series, index=index, embed=embed)
