"""One set of contracts for both adapters, and the audit of what they hold."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from invented import LAW, Letters, Text, document, extracts, snapshot

from models.document import Role
from search import terms
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.audit import audit
from search.index.contract import Batch, Busy, Index, Meta, Where
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.index.points import points

META = Meta(model="letters", dimensions=26, version="0", fingerprint="0", points=8, languages=("en", "es"))


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


def test_only_what_changed_is_written(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    many = [(f"sec_{n}", Role.SECTION, str(n), f"Clause {n} says nothing of the kind.") for n in range(1, 31)]
    _save(filled, "xcc/act/1", many)
    assert reindex(filled, index, embed).written == 38  # more than a fifth: built anew
    _save(filled, "xcc/act/1", [*many[:29], ("sec_30", Role.SECTION, "30", "Shelters are free of charge.")])
    done = reindex(filled, index, embed)
    assert (done.points, done.written, done.removed) == (38, 1, 0)
    _save(filled, "xcc/act/1", many[:29])
    assert reindex(filled, index, embed).removed == 1
    assert audit(filled, index).equal
    assert addresses(index, Where(any={"work": ("xcc/act/1",)}))[-1] == "xcc/act/1@en#sec_9"


def _save(catalogue: Catalogue, work: str, texts: Sequence[Text]) -> None:
    of = snapshot(str(texts), url=f"https://example.org/{work}")
    read = document(texts, of, work=work)
    catalogue.save(of, read, extracts(read))


def test_symbols_are_those_of_the_works_held(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    assert index.symbols() == {"un/A/RES/98/7": "A/RES/98/7", "xaa/act/2041/3": None, "xbb/ley/9": None}
    assert index.symbols() is index.symbols()


def test_points_come_back_as_they_were_given(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    held = {str(point.id): point for point in points(filled)}
    asked = [*reversed(held), "00000000-0000-5000-8000-000000000000"]
    assert list(index.points(asked).items()) == list(reversed(held.items()))


def test_audit_finds_and_repairs(filled: Catalogue, index: Index, embed: Embedder) -> None:
    reindex(filled, index, embed)
    assert audit(filled, index).equal
    held = list(points(filled))
    changed = held[1].model_copy(update={"title": "Another title"})
    stray = held[2].model_copy(update={"address": "un/A/RES/98/8@en#op_1"})
    meta = index.meta()
    assert meta is not None
    index.change(meta, [([changed, stray], embed(["x", "y"]))], [str(held[0].id)])
    found = audit(filled, index, embed=embed, repair=True)
    assert (found.missing, found.stale, found.unknown) == ((held[0].address,), (held[1].address,), (str(stray.id),))
    assert audit(filled, index).equal


def test_without_an_index_nothing_is_found(index: Index) -> None:
    assert (index.meta(), index.words(terms.of_query("shelter", ("en",)), Where(), 5), dict(index.symbols())) == (None, [], {})


def test_one_builder_at_a_time(filled: Catalogue, index: Index, embed: Embedder) -> None:
    def build_in_between() -> Iterator[Batch]:
        with pytest.raises(Busy, match="is building this index; try again"):
            reindex(filled, index, embed)
        yield held, embed([point.meaning for point in held])

    held = list(points(filled))
    index.build(META.model_copy(update={"points": len(held)}), build_in_between())
    assert len(addresses(index, Where())) == 8


def test_a_build_that_was_cut_off_changes_nothing(filled: Catalogue, index: Index, embed: Embedder) -> None:
    def cut_off() -> Iterator[Batch]:
        yield held[:3], embed([point.meaning for point in held[:3]])
        raise KeyboardInterrupt

    reindex(filled, index, embed)
    held, before = list(points(filled)), index.meta()
    with pytest.raises(KeyboardInterrupt):
        index.build(META, cut_off())
    assert (index.meta(), len(addresses(index, Where()))) == (before, 8)
    reindex(filled, index, embed, force=True)
    assert audit(filled, index).equal


def test_what_is_left_of_a_killed_build_is_removed(filled: Catalogue, embed: Embedder, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    reindex(filled, EmbeddedIndex(folder), embed)
    code = f"""
import os
from pathlib import Path
from uuid import uuid4
import test_index, search.index.embedded
def dies():
    yield from ()
    os.kill(os.getpid(), 9)
search.index.embedded.EmbeddedIndex(Path({str(folder)!r})).build(test_index.META, dies())
"""
    here = str(Path(__file__).parent)
    killed = subprocess.run(
        [sys.executable, "-c", code], check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join([here, *sys.path])}
    )
    assert killed.returncode == -9
    assert sorted(path.name for path in folder.glob("[0-9]*")) == ["0001", "0002"]
    assert len(addresses(EmbeddedIndex(folder), Where())) == 8
    reindex(filled, EmbeddedIndex(folder), embed, force=True)
    assert audit(filled, EmbeddedIndex(folder)).equal


def test_readers_go_on_while_others_are_built(filled: Catalogue, index: Index, embed: Embedder) -> None:
    """Each question is answered by one index, the old or the new: all its points have the same title."""
    held = list(points(filled))
    vectors = embed([point.meaning for point in held])

    def build(title: str) -> None:
        titled = [point.model_copy(update={"title": title}) for point in held]
        index.build(META.model_copy(update={"fingerprint": title}), [(titled, vectors)])

    def read(seen: list[set[str]]) -> None:
        while not done.is_set():
            now = index.pinned()
            found = now.points([found.id for found in now.meaning(vectors[0], Where(), 8)])
            told = now.meta()
            assert told is not None
            seen.append({told.fingerprint, *(point.title for point in found.values())} if len(found) == 8 else {"a part"})

    done = threading.Event()
    build("first")
    answers: list[list[set[str]]] = [[], [], []]
    with ThreadPoolExecutor(3) as pool:
        reading = [pool.submit(read, seen) for seen in answers]
        for title in ("second", "third", "fourth"):
            had = [len(seen) for seen in answers]
            while any(len(seen) < n + 2 for seen, n in zip(answers, had, strict=True)) and not any(r.done() for r in reading):
                time.sleep(0.001)
            build(title)
        done.set()
        for one in reading:
            one.result()
    assert {frozenset(titles) for seen in answers for titles in seen} <= {
        frozenset({t}) for t in ("first", "second", "third", "fourth")
    }


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
    modules = "search.retrieval, search.index.indexing, search.index.audit, search.catalogue"
    code = f"import sys, {modules}; sys.exit('torch' in sys.modules or 'spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_packaged_model(catalogue: Catalogue) -> None:
    vectors = Embedder(catalogue)(["Victims get shelter.", "Survivors receive housing.", "The tuna quota is 40 tonnes."])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert vectors[0] @ vectors[1] > 0.4 > vectors[0] @ vectors[2]


def test_an_index_of_nothing(catalogue: Catalogue, index: Index, embed: Embedder) -> None:
    assert reindex(catalogue, index, embed).points == 0
    assert (index.points([str(uuid4())]), index.select(Where(), 5), dict(index.symbols())) == ({}, [], {})
    assert index.meaning(np.ones(1, dtype=np.float32), Where(), 5) == []
