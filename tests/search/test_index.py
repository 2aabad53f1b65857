"""One set of contracts for both adapters, and the audit of what they hold."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from invented import LAW, Letters, document, extracts, snapshot

from search import terms
from search.audit import audit
from search.catalogue import Catalogue
from search.embedded import EmbeddedIndex
from search.embedding import Embedder
from search.index import Index, Where
from search.indexing import reindex
from search.points import points


def addresses(index: Index, where: Where) -> list[str]:
    return sorted(point.address for point in index.select(where, 100))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(any={"body": ("un",), "role": ("operative",)}), {"op_1", "op_2", "op_2__para_a"}),
        (Where(any={"provision": ("6-3-recovery", "7-residence")}), {"op_1", "pp_1", "sec_2"}),
        (Where(any={"mentions": ("xaa",)}), {"pp_1"}),
        (Where(any={"jurisdiction": ("xbb",)}), {"art_1"}),
        (Where(any={"action": (5,)}), {"op_1"}),
        (Where(any={"language": ("en",)}, since=2040, until=2042), {"sec_1", "sec_2", "sec_3"}),
        (Where(any={"form": ("statute",)}, without={"role": ("heading",)}), {"sec_2", "sec_3", "art_1"}),
        (Where(in_force=False), set()),
    ],
)
def test_filters(filled: Catalogue, index: Index, embed: Embedder, where: Where, expected: set[str]) -> None:
    reindex(filled, index, embed)
    assert {address.split("#")[1] for address in addresses(index, where)} == expected


def test_both_arms_and_the_scores_of_given_points(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    held = {str(point.id): point for point in points(filled)}
    query = terms.of_query("shelter for victims", ("en", "es"))
    best = index.words(query, Where(any={"role": ("section", "operative")}), 5)
    assert {held[found.id].number for found in best} == {"1", "2"}
    text = held[best[0].id].meaning
    assert index.meaning(embed([text])[0], Where(), 1)[0].score == pytest.approx(1.0, abs=1e-4)
    given = index.meaning(embed([text])[0], Where(ids=(best[1].id,)), 5)
    assert [found.id for found in given] == [best[1].id]


def test_facets_count_points(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    counted = index.facets(Where(any={"language": ("en",)}), ["jurisdiction", "provision"])
    assert counted["jurisdiction"] == {"un": 4, "xaa": 3}
    assert counted["provision"] == {"6-3-recovery": 3}


def test_built_again_only_when_something_changed(filled: Catalogue, index: Index, embed: Embedder) -> None:
    assert reindex(filled, index, embed).built
    assert not reindex(filled, index, embed).built
    of = snapshot("other", url="https://example.org/xaa/act/2041/3")
    read = document(LAW[:2], of, work="xaa/act/2041/3")
    filled.save(of, read, extracts(read))
    assert reindex(filled, index, embed).built
    assert addresses(index, Where(any={"work": ("xaa/act/2041/3",)})) == ["xaa/act/2041/3@en#sec_1", "xaa/act/2041/3@en#sec_2"]


def test_audit_finds_and_repairs(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    assert audit(filled, index).equal
    held = list(points(filled))
    index.drop([str(held[0].id)])
    changed = held[1].model_copy(update={"title": "Another title"})
    stray = held[2].model_copy(update={"address": "un/A/RES/98/8@en#op_1"})
    index.put([changed, stray], embed(["x", "y"]))
    found = audit(filled, index, embed=embed, repair=True)
    assert (found.missing, found.stale, found.unknown) == ((held[0].address,), (held[1].address,), (str(stray.id),))
    assert audit(filled, index).equal


def test_a_reader_goes_on_while_another_index_is_built(filled: Catalogue, embed: Embedder, tmp_path: Path) -> None:
    writer, reader = EmbeddedIndex(tmp_path / "index"), EmbeddedIndex(tmp_path / "index")
    reindex(filled, writer, embed)
    assert len(reader.select(Where(), 100)) == 8
    for _ in range(3):
        reindex(filled, writer, embed, force=True)
        assert len(reader.select(Where(), 100)) == 8


def test_vectors_come_from_the_cache(catalogue: Catalogue) -> None:
    asked: list[int] = []

    class Counting(Letters):
        def _encode(self, texts):
            asked.append(len(texts))
            return super()._encode(texts)

    first = Counting(catalogue)(["one", "two", "one"])
    again = Counting(catalogue)(["two", "three"])
    assert asked == [2, 1]
    np.testing.assert_array_equal(first[1], again[0])
    np.testing.assert_array_equal(first[0], first[2])


def test_importing_search_loads_no_model() -> None:
    modules = "search.retrieval, search.indexing, search.audit, search.catalogue"
    code = f"import sys, {modules}; sys.exit('torch' in sys.modules or 'spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_packaged_model(catalogue: Catalogue) -> None:
    vectors = Embedder(catalogue)(["Victims get shelter.", "Survivors receive housing.", "The tuna quota is 40 tonnes."])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert vectors[0] @ vectors[1] > 0.4 > vectors[0] @ vectors[2]
