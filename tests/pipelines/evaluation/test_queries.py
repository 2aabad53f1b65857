"""Figures on search: what they are made of, on a handful of passages."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipelines.evaluation import queries
from pipelines.evaluation.queries import DEPTH, interval, judged, ndcg, passages
from search.embedding import Embedder, Vectors

LINES = [
    (
        "A/RES/98/7",
        "preambular",
        "pp1",
        "Recalling how many women and girls who were trafficked found no door open to them at night,",
    ),
    (
        "A/RES/98/7",
        "operative",
        "4",
        "Urges Governments to open shelters, by day and by night, to women and girls who were trafficked;",
    ),
    ("A/RES/98/7", "operative", "5(b)", "To teach border guards what a forged passport looks like, and whom to call about it;"),
    (
        "C999",
        "article",
        "2",
        "Each Member shall see that recruiters charge workers nothing for their travel, papers or training.",
    ),
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    held, asked = tmp_path / "passages.jsonl", tmp_path / "queries.jsonl"
    lines = [json.dumps(dict(zip(("document", "role", "number", "text"), line, strict=True))) for line in LINES]
    held.write_text("\n".join(lines))
    grade = {"document": "A/RES/98/7", "role": "operative", "number": "4", "lead": "Urges Governments to", "grade": 3}
    fees = {"document": "C999", "role": "article", "number": "2", "grade": 2}
    several = [("shelters for women and girls", [grade]), ("recruiters who charge workers", [fees])]
    asked.write_text("\n".join(json.dumps({"query": query, "judgements": judged}) for query, judged in several))
    return held, asked


@pytest.mark.parametrize(
    ("ranking", "grades", "expected"),
    [
        ([1, 2, 3], {1: 3.0, 2: 2.0}, 1.0),
        ([9, 1], {1: 3.0}, 1 / np.log2(3)),
        ([7] * DEPTH + [1], {1: 3.0}, 0.0),
        ([1], {}, 0.0),
    ],
)
def test_ndcg(ranking: list[int], grades: dict[int, float], expected: float) -> None:
    assert ndcg(ranking, grades) == pytest.approx(expected)


def test_an_interval_holds_the_mean() -> None:
    low, high = interval([0.2, 0.4, 0.9, 0.5])
    assert low < 0.5 < high
    assert interval([0.1, 0.1]) == [0.1, 0.1]


def test_passages_are_addressed_and_judged_by_what_is_printed(files) -> None:
    points = passages(files[0])
    assert [point.address.partition("#")[2] for point in points] == ["pp_1", "op_4", "op_5__para_b", "art_2"]
    assert [one.grades for one in judged(files[1], points)] == [{1: 3.0}, {3: 2.0}]


def test_figures_on_search(files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Embedder, "_encode", _letters)
    figures = queries.evaluate([files[1]], corpus=None, passages=files[0])
    assert figures["ndcg@10"]["hybrid"] == 1.0  # type: ignore[index]
    assert figures["hybrid_minus"]["words"]["interval"][0] <= 0 <= figures["hybrid_minus"]["words"]["interval"][1]  # type: ignore[index]
    assert sum(one["times"] for one in figures["cross_validated"]["chosen"]) == 2  # type: ignore[index]
    assert {kind: (of["first"], of["missed"]) for kind, of in figures["first_hit"].items()} == {  # type: ignore[attr-defined]
        kind: (1.0, []) for kind in ("symbols", "paragraphs", "phrases")
    }


def _letters(_: Embedder, texts: list[str]) -> Vectors:
    counts = np.array([[text.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"] for text in texts], np.float32)
    return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


def test_a_line_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "passages.jsonl").write_text('{"document": "x", "role": "operative", "text": "Urges"}')
    with pytest.raises(ValueError, match=r"passage 1: expected .*, found no number"):
        passages(tmp_path / "passages.jsonl")
