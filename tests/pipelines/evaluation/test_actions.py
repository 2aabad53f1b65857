"""Figures of the action grade: the arithmetic on small files, and the promise on real ones."""

import gzip
import json
from pathlib import Path

import pytest

from pipelines.evaluation.actions import evaluate, held_out, retrained

ROOT = Path(__file__).parents[3]


def test_both_kinds_of_file(tmp_path: Path) -> None:
    table = tmp_path / "upr.csv.gz"
    table.write_bytes(
        gzip.compress("To,Text,Action\rPerú,Ratify the “Protocol”,5\rPerú,Consider a visit,4\rPerú,None,\r".encode("mac_roman"))
    )
    paragraphs = tmp_path / "paragraphs.jsonl"
    entries = [
        ("operative", "Urges States to ratify the Protocol", 5),
        ("preambular", "Noting the report", 0),
        ("operative", "?", None),
    ]
    paragraphs.write_text("\n".join(json.dumps({"role": r, "text": t, "action": a}) for r, t, a in entries))
    figures = evaluate([table, paragraphs])
    assert (figures["n"], figures["agreement"]) == (4, 0.75)
    assert figures["classes"][5] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "n": 2}  # type: ignore[index]
    assert figures["confusion"][4][3] == 1  # type: ignore[index]


def test_a_file_without_the_columns_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\r1,2\r")
    with pytest.raises(ValueError, match=r"wrong\.csv: expected columns named Text and Action"):
        evaluate([wrong])


@pytest.mark.corpus
def test_later_sessions_of_the_review(shared: Path) -> None:
    upr = shared / "labels/dev/upr"
    earlier = [upr / "upr-info_sessions_1-5.csv.gz", upr / "upr-info_sessions_6-9.csv.gz"]
    figures = held_out(earlier, [upr / "upr-info_sessions_10-13.csv.gz"])
    assert figures["macro_f1"] >= 0.90  # type: ignore[operator]


@pytest.mark.corpus
def test_labelled_paragraphs(shared: Path) -> None:
    assert evaluate([shared / "labels/dev/paragraphs.jsonl"])["agreement"] >= 0.93  # type: ignore[operator]


@pytest.mark.corpus
def test_shipped_weights_are_what_training_gives(shared: Path) -> None:
    files = [shared / f"labels/dev/upr/upr-info_sessions_{sessions}.csv.gz" for sessions in ("1-5", "6-9", "10-13")]
    assert retrained(files) == (ROOT / "models/action.json").read_text(encoding="utf-8")
