"""How often the action grade is a person's: on UPR recommendations (categories 1 to 5) and on labelled paragraphs (0 to 5)."""

import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.action import grade_text
from extractors.concreteness import classify, table
from extractors.training_action import Example, train, written
from models.base import Record
from models.document import Role
from models.signal import Action
from pipelines.languages import unless_sure


class Graded(Record):
    """One text, the category that people gave it and the machine's."""

    text: str
    expected: Action
    found: Action
    language: str = "en"
    kind: str = "recommendation"
    """Of passage, by its role; or a recommendation."""


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def recommendations(file: Path) -> Iterator[Example]:
    """Text and category of UPR Info's tables (Mac Roman, CR line ends), gzipped or not; rows without a category are passed over.

    Raises:
        ValueError: the file lacks one of the columns Text and Action.
    """
    written = _content(file).decode("mac_roman").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.DictReader(io.StringIO(written, newline=""))
    if not {"Text", "Action"} <= set(rows.fieldnames or ()):
        raise ValueError(f"{file}: expected columns named Text and Action")
    for row in rows:
        if row["Action"] in ("1", "2", "3", "4", "5") and row["Text"].strip():
            yield row["Text"], Action(int(row["Action"]))


def _paragraphs(file: Path) -> Iterator[Graded]:
    """Labelled paragraphs, graded as the product does; those that annotators graded differently are passed over.

    Raises:
        ValueError: a line is not an object with text, role and action.
    """
    for number, line in enumerate(_content(file).decode().splitlines(), start=1):
        entry = json.loads(line) if line.strip() else None
        if entry is None:
            continue
        if not {"text", "role", "action"} <= set(entry):
            raise ValueError(f"{file}: line {number} lacks one of text, role and action")
        if entry["action"] is not None:
            yield _graded(entry)


def _graded(entry: dict[str, Any]) -> Graded:
    text, role = entry["text"], Role(entry["role"])
    language = str(entry.get("language") or unless_sure(text))
    found = grade_text(text, role=role, language=language).action
    return Graded(text=text, expected=Action(entry["action"]), found=found, language=language, kind=role.value)


def _recommendation(text: str, expected: Action) -> Graded:
    return Graded(text=text, expected=expected, found=grade_text(text, role=Role.OPERATIVE, language="en").action)


def _read(file: Path) -> Iterable[Graded]:
    if ".csv" in file.suffixes:
        return (_recommendation(text, expected) for text, expected in recommendations(file))
    return _paragraphs(file)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _of_class(graded: Sequence[Graded], action: Action) -> dict[str, float]:
    right = sum(one.expected is action and one.found is action for one in graded)
    n, claimed = (sum(getattr(one, side) is action for one in graded) for side in ("expected", "found"))
    precision, recall = _share(right, claimed), _share(right, n)
    return {"precision": precision, "recall": recall, "f1": _share(2 * right, n + claimed), "n": n}


def scored(graded: Sequence[Graded]) -> dict[str, object]:
    """Macro-F1 over the categories that occur, agreement, and the confusion: a row per category of people."""
    classes = {int(action): _of_class(graded, action) for action in Action if any(one.expected is action for one in graded)}
    pairs = Counter((one.expected, one.found) for one in graded)
    return {
        "n": len(graded),
        "macro_f1": round(sum(one["f1"] for one in classes.values()) / len(classes), 4) if classes else 0.0,
        "agreement": _share(sum(one.expected is one.found for one in graded), len(graded)),
        "classes": classes,
        "confusion": [[pairs[expected, found] for found in Action] for expected in Action],
    }


def _by(graded: Sequence[Graded], field: str) -> dict[str, object]:
    """Number and agreement by the values of a field."""
    groups: dict[str, list[Graded]] = {}
    for one in graded:
        groups.setdefault(getattr(one, field), []).append(one)
    return {
        value: {"n": len(some), "agreement": _share(sum(one.expected is one.found for one in some), len(some))}
        for value, some in sorted(groups.items())
    }


def evaluate(files: Sequence[Path], *, corpus: Path | None = None, passages: Path | None = None) -> dict[str, object]:
    """Figures of all files together and of each. Texts that several files repeat count as often as they stand there."""
    by_file = {str(file): list(_read(file)) for file in files}
    together = scored([one for graded in by_file.values() for one in graded])
    every = [one for graded in by_file.values() for one in graded]
    return together | {
        "languages": _by(every, "language"),
        "kinds": _by(every, "kind"),
        "files": {name: scored(graded) for name, graded in by_file.items()},
    }


def retrained(files: Sequence[Path]) -> str:
    """What models/action.json holds when it is fitted to all these recommendations. The same files give the same bytes."""
    return written(train([example for file in files for example in recommendations(file)]))


def held_out(earlier: Sequence[Path], later: Sequence[Path]) -> dict[str, object]:
    """Figures on later sessions of weights fitted to earlier ones; texts of `later` that `earlier` repeats are counted apart."""
    examples = [example for file in earlier for example in recommendations(file)]
    weighed = table(train(examples))
    known = {" ".join(text.lower().split()) for text, _ in examples}
    asked = [example for file in later for example in recommendations(file)]
    graded = [Graded(text=text, expected=grade, found=classify(text, weighed)) for text, grade in asked]
    new = [one for one in graded if " ".join(one.text.lower().split()) not in known]
    return scored(graded) | {"without_repeats": scored(new)}
