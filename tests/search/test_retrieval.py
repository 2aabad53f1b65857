"""Queries as people write them, and what must come first."""

from pathlib import Path

import pytest

from models.hit import Grouping, Mode, Query
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index
from search.index.indexing import reindex
from search.retrieval import search


@pytest.fixture
def ask(filled: Catalogue, index: Index, embed: Embedder):
    reindex(filled, index, embed)
    return lambda text, **filters: search(Query(text=text, **filters), index=index, embed=embed)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A/RES/98/7 op 2", "un/A/RES/98/7@en#op_2"),
        ("98/7 op 2(a)", "un/A/RES/98/7@en#op_2__para_a"),
        ('"travel documents"', "un/A/RES/98/7@en#op_2"),
        ("urging governments to open a shelter", "un/A/RES/98/7@en#op_1"),
        ("shelters in Xanadu", "un/A/RES/98/7@en#pp_1"),
        ("víctimas de la trata", "xbb/ley/9@es#art_1"),
    ],
)
def test_first_hit(ask, text: str, first: str) -> None:
    assert ask(text).hits[0].address == first


def test_filters_hold_in_every_mode(ask) -> None:
    for mode in Mode:
        answer = ask("shelters for victims", jurisdiction=("xaa",), mode=mode)
        assert {hit.jurisdiction for hit in answer.hits} == {"xaa"}
        assert (answer.mode, answer.notice) == (mode, None)
        assert answer.hits[0].role == "section"  # before the heading with the same words


def test_a_hit_says_why(ask) -> None:
    answer = ask("shelter for victims", role=("operative",))
    hit = answer.hits[0]
    assert [hit.text[mark.start : mark.end] for mark in hit.highlights] == ["shelters", "victims"]
    assert hit.why.words == ("shelters", "victims")
    assert (hit.why.word_rank, hit.provisions) == (1, ("6-3-recovery",))
    assert hit.why.similarity is not None
    assert {facet.value: facet.count for facet in answer.facets["body"]}["un"] >= 1


def test_an_arm_that_is_down_is_told(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    answer = search(Query(text="shelters"), index=index, embed=None)
    assert answer.mode is Mode.WORDS
    assert answer.notice
    assert "by words only" in answer.notice


def test_without_an_index(index: Index, embed: Embedder) -> None:
    with pytest.raises(ValueError, match="no index yet"):
        search(Query(text="shelters"), index=index, embed=embed)


def test_facets_say_what_another_choice_would_find(ask) -> None:
    free = ask("shelters for victims")
    counts = {facet.value: facet.count for facet in free.facets["jurisdiction"]}
    narrowed = ask("shelters for victims", jurisdiction=("xaa",))
    assert {facet.value: facet.count for facet in narrowed.facets["jurisdiction"]} == counts
    assert narrowed.matching == counts["xaa"] < free.matching
    assert {facet.value for facet in narrowed.facets["form"]} == {"statute"}


def test_each_work_once(ask) -> None:
    answer = ask("shelters for victims", group=Grouping.WORK)
    assert len({work.work for work in answer.works}) == len(answer.works) > 1
    assert [address for work in answer.works for address in work.addresses] == [hit.address for hit in answer.hits]
    assert all(1 <= len(work.addresses) <= 3 for work in answer.works)
    assert sum(work.matching for work in answer.works) == answer.matching


@pytest.mark.parametrize(
    ("text", "filters", "condition"),
    [
        ("shelters", {"jurisdiction": ("xaa",), "until": 2030}, "until"),
        ('"shelters for carriers"', {}, "phrases"),
        ("carriers", {"jurisdiction": ("xbb",), "until": 2030}, "jurisdiction, until"),
        ("carriers", {"jurisdiction": ("xbb",), "until": 2030, "role": ("footnote",)}, "all filters"),
    ],
)
def test_nothing_found_says_what_to_drop(ask, text: str, filters: dict[str, object], condition: str) -> None:
    answer = ask(text, **filters)
    assert answer.hits == ()
    first = answer.suggestions[0]
    assert ", ".join(filter(None, (first.condition, first.also))) == condition
    assert answer.suggestions[0].count >= 1


def test_the_same_question_has_the_same_answer(ask) -> None:
    assert ask("victims of trafficking").model_dump_json() == ask("victims of trafficking").model_dump_json()


def test_a_model_that_is_missing_is_told(filled: Catalogue, index: Index, embed: Embedder, tmp_path: Path) -> None:
    reindex(filled, index, embed)
    gone = Embedder(model=str(tmp_path / "no-such-model"))
    gone.name = embed.name  # the index was made with it when it was there
    answer = search(Query(text="shelters"), index=index, embed=gone)
    assert answer.mode is Mode.WORDS
    assert answer.hits
    assert "Searched by words only" in (answer.notice or "")
