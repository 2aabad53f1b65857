"""How well resolutions are read: paragraphs found, with role and number, against gold read from fonts and positions."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from models.document import Document, Role
from pipelines.layout import Unreadable
from pipelines.reading import read

_T = TypeVar("_T", str, tuple[str, str])


def evaluate(files: Sequence[Path], *, corpus: Path | None = None, passages: Path | None = None) -> dict[str, object]:
    """Precision, recall and F1 of preambular and operative paragraphs, and of operative numbers.

    Args:
        files: JSON lines with `file`, `preambular` [[page, lead-in, next words]] and
            `operative` [[page, number, lead-in, next words]].
        corpus: the folder below which the named files lie; by default the one that holds the labels' folder.
    """
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("preambular", "operative", "number")}
    failed: list[dict[str, str]] = []
    documents = 0
    for row, path in _rows(files, corpus):
        try:
            document = read(path.read_bytes(), str(path))
        except Unreadable as error:
            failed.append({"subject": str(path), "reason": str(error)})
            document = None
        documents += 1
        _score(row, document, totals)
    report: dict[str, object] = {name: _figures(counts) for name, counts in totals.items()}
    together = totals["preambular"] + totals["operative"]
    return {"documents": documents, **_figures(together), **report, "failed": failed}


def _rows(files: Sequence[Path], corpus: Path | None) -> Iterator[tuple[dict[str, list[list[str]]], Path]]:
    for file in files:
        root = corpus or file.resolve().parents[2] / "corpus"
        by_name = {path.name: path for path in sorted(root.rglob("*.pdf"))}
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["file"] not in by_name:
                raise ValueError(f"{file.name}: {row['file']} is not below {root}; name the folder with --corpus")
            yield row, by_name[row["file"]]


def _key(text: str) -> str:
    """The first letters of a paragraph, blind to spaces, marks and line breaks."""
    return re.sub(r"[\W\d_]+", "", text.lower())[:36]


def _score(row: dict[str, list[list[str]]], document: Document | None, totals: dict[str, Counter[str]]) -> None:
    found = document.passages if document else ()
    for role, gold in (
        (Role.PREAMBULAR, Counter(_key(f"{lead}{rest}") for _, lead, rest in row["preambular"])),
        (Role.OPERATIVE, Counter(_key(f"{lead}{rest}") for _, _, lead, rest in row["operative"])),
    ):
        got = Counter(_closest(p.text, gold) for p in found if p.role is role)
        _count(totals[role.value], gold, got)
    numbered = Counter((str(number), _key(f"{lead}{rest}")) for _, number, lead, rest in row["operative"])
    texts = Counter(key for _, key in numbered)
    _count(
        totals["number"], numbered, Counter((p.number or "", _closest(p.text, texts)) for p in found if p.role is Role.OPERATIVE)
    )


def _closest(text: str, gold: Counter[str]) -> str:
    """The gold key that the text begins with, else its own: gold gives forty characters at most."""
    key = _key(text)
    return max((wanted for wanted in gold if wanted and (key.startswith(wanted) or wanted.startswith(key))), key=len, default=key)


def _count(totals: Counter[str], gold: Counter[_T], got: Counter[_T]) -> None:
    totals["right"] += (gold & got).total()
    totals["found"] += got.total()
    totals["gold"] += gold.total()


def _figures(counts: Counter[str]) -> dict[str, float]:
    precision = counts["right"] / counts["found"] if counts["found"] else 0.0
    recall = counts["right"] / counts["gold"] if counts["gold"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "n": counts["gold"]}
