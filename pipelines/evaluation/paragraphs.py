"""How often the provisions of a paragraph are those that annotators gave it; and its action, addressees and deadline."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from pydantic import Field, ValidationError

from extractors.alignment import dump
from extractors.extract import Embed, evidence, extract
from extractors.training import Example, counts, held_out, train
from models.base import LanguageCode, NonEmpty, Record
from models.document import Form, Passage, Role
from models.instruments import full_title
from models.reference import provisions
from models.signal import Action, Extract
from pipelines.languages import unless_sure
from pipelines.layout import Unreadable
from pipelines.reading import read
from search.embedding import Embedder

_DOCUMENTS = 3  # labelled ones from which on it means something to leave one out
_CLAIMED = 0.5  # probability from which on an alignment is claimed
_BINS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01)


class Labelled(Record):
    """One labelled paragraph. Disputed labels are scored as neither right nor wrong."""

    document: str = ""
    role: Role = Role.OPERATIVE
    number: str | None = None
    text: NonEmpty
    title: str = ""
    language: LanguageCode | None = None
    """None: as its words read, English where that is not certain."""
    provisions: tuple[str, ...]
    disputed: tuple[str, ...] = ()
    action: int | None = Field(default=None, ge=0, le=5)
    """None where annotators differ."""
    addressees: tuple[str, ...] | None = None
    time_bound: bool | None = None


def labelled(files: Sequence[Path]) -> list[Labelled]:
    """The paragraphs of JSON lines.

    Raises:
        ValueError: a line is no such paragraph, or names an unknown provision.
    """
    rows = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                rows.append(_row(line, f"{file}: line {number}"))
    return rows


def _row(line: str, where: str) -> Labelled:
    try:
        entry = json.loads(line)
        row = Labelled.model_validate({k: v for k, v in entry.items() if k in Labelled.model_fields}, strict=False)
    except (json.JSONDecodeError, AttributeError) as error:
        raise ValueError(f"{where}: expected a JSON object, {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if unknown := sorted({*row.provisions, *row.disputed} - provisions().keys()):
        raise ValueError(f"{where}: expected ids of provisions, found {', '.join(unknown)}")
    return row


def _documents(rows: Sequence[Labelled], corpus: Path | None) -> Iterator[tuple[str, list[Labelled], list[Passage]]]:
    """Title, labelled paragraphs and passages of each document. The other paragraphs of a document say what it is about."""
    by_document: dict[str, list[Labelled]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_document[row.document or f"#{index}"].append(row)
    names = {path.stem: path for path in sorted(corpus.rglob("*")) if path.is_file()} if corpus else {}
    for document, group in by_document.items():
        named = next((row.title for row in group if row.title), "") or _title(names.get(re.sub(r"\W+", "_", document)))
        title = named or full_title(group[0].document)
        yield title, group, [_passage(index, row) for index, row in enumerate(group)]


def _title(file: Path | None) -> str:
    """The title of a document, for paragraphs that are labelled without it; empty when there is none to read."""
    if file is None:
        return ""
    try:
        return read(file.read_bytes(), file.name).title
    except Unreadable:
        return ""


def _passage(index: int, row: Labelled) -> Passage:
    language = row.language or unless_sure(row.text)
    address = f"un/x@{language}#par_{index}"
    return Passage(address=address, role=row.role, text=row.text, language=language, start=0, end=len(row.text))


def examples(files: Sequence[Path], embed: Embed, *, corpus: Path | None = None) -> list[Example]:
    """Labelled paragraphs with their evidence, to fit the weights of extractors/alignment.py to."""
    return [
        Example(row.document, row.text, e.signals, e.setting, e.nearness, frozenset(row.provisions), frozenset(row.disputed))
        for title, group, passages in _documents(labelled(files), corpus)
        for row, e in zip(group, evidence(passages, title=title, embed=embed), strict=True)
    ]


def weights(files: Sequence[Path], *, corpus: Path | None = None, embed: Embed | None = None) -> str:
    """The content of models/alignment.json as fitted to labelled paragraphs: the same files give the same bytes."""
    return dump(train(examples(files, embed or Embedder(), corpus=corpus)))


def evaluate(
    files: Sequence[Path], *, corpus: Path | None = None, passages: Path | None = None, embed: Embed | None = None
) -> dict[str, object]:
    """Precision, recall and F1 of provisions over all paragraphs, on average, each, by language and by kind of document.

    `cross_validated` has the same for weights fitted to all documents but the one that is scored, and how often claims of each
    probability were right then; the cues are the same throughout. None where only one document is labelled.

    Args:
        files: JSON lines with `document, role, number, text, provisions` and, where known, `disputed, action, addressees,
            time_bound, title, language`.
        corpus: a folder in which documents are looked up by symbol, for their titles.
        embed: texts to unit vectors; by default the model of search/embedding.py.
    """
    scored: list[tuple[Labelled, Extract]] = []
    embed = embed or Embedder()
    for title, group, of_document in _documents(labelled(files), corpus):
        named = [row.model_copy(update={"language": p.language}) for row, p in zip(group, of_document, strict=True)]
        scored += zip(named, extract(of_document, title=title, embed=embed), strict=True)
    micro, each = _micro(scored), _each_provision(scored)
    used = [figures for figures in each.values() if figures["n"]]
    macro = {key: round(sum(f[key] for f in used) / len(used), 4) if used else 0.0 for key in ("precision", "recall", "f1")}
    return {
        "paragraphs": len(scored),
        **{key: micro[key] for key in ("precision", "recall", "f1")},
        "micro": micro,
        "macro": macro,
        "provisions": each,
        "languages": _grouped(scored, lambda row: row.language or "en"),
        "kinds": _grouped(scored, _kind),
        "cross_validated": cross_validated(examples(files, embed, corpus=corpus)),
        **_of_action(scored),
    }


def cross_validated(some: Sequence[Example]) -> dict[str, object] | None:
    """What weights that never saw the document say of it, with meaning and by cues alone."""
    if len({example.document for example in some}) < _DOCUMENTS:
        return None
    with_meaning, cues_only = held_out(some, True), held_out(some, False)
    return {
        "with_meaning": _figures(*counts(with_meaning, _CLAIMED)),
        "cues_only": _figures(*counts(cues_only, _CLAIMED)),
        "reliability": reliability(with_meaning),
    }


def reliability(scored: Sequence[tuple[Example, Mapping[str, float]]]) -> list[dict[str, float]]:
    """Per range of probabilities: how many claims, their mean, and the share that was right; disputed ones left out."""
    said = [
        (p, id in example.provisions)
        for example, probabilities in scored
        for id, p in probabilities.items()
        if id not in example.disputed
    ]
    rows = []
    for low, high in pairwise(_BINS):
        inside = [(p, right) for p, right in said if low <= p < high]
        if inside:
            mean, share = sum(p for p, _ in inside) / len(inside), sum(right for _, right in inside) / len(inside)
            rows.append({"from": low, "to": min(high, 1.0), "n": len(inside), "said": round(mean, 3), "right": round(share, 3)})
    return rows


def _micro(scored: Sequence[tuple[Labelled, Extract]]) -> dict[str, float]:
    each = _each_provision(scored)
    return _figures(*(int(sum(figures[key] for figures in each.values())) for key in ("right", "wrong", "missed")))


def _grouped(scored: Sequence[tuple[Labelled, Extract]], key: Callable[[Labelled], str]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[tuple[Labelled, Extract]]] = defaultdict(list)
    for row, found in scored:
        groups[key(row)].append((row, found))
    return {name: {**_micro(rows), "paragraphs": len(rows)} for name, rows in sorted(groups.items())}


def _kind(row: Labelled) -> str:
    """Resolution, treaty, directive or statute, as the symbol and the role of its paragraph say."""
    if re.search(r"\b(?:directive|regulation|framework decision)\b", row.document, re.IGNORECASE) or row.role is Role.RECITAL:
        return Form.DIRECTIVE.value
    if row.role is Role.ARTICLE:
        return Form.CONVENTION.value
    return Form.STATUTE.value if row.role is Role.SECTION else Form.RESOLUTION.value


def _figures(right: int, wrong: int, missed: int) -> dict[str, float]:
    return {
        "precision": round(right / (right + wrong), 4) if right + wrong else 0.0,
        "recall": round(right / (right + missed), 4) if right + missed else 0.0,
        "f1": round(2 * right / (2 * right + wrong + missed), 4) if right + wrong + missed else 0.0,
    }


def _each_provision(scored: Sequence[tuple[Labelled, Extract]]) -> dict[str, dict[str, float]]:
    figures = {}
    for id in provisions():
        undisputed = [(id in row.provisions, _claims(found, id)) for row, found in scored if id not in row.disputed]
        right, wrong, missed = (undisputed.count(case) for case in ((True, True), (False, True), (True, False)))
        figures[id] = _figures(right, wrong, missed) | {"n": right + missed, "right": right, "wrong": wrong, "missed": missed}
    return figures


def _claims(found: Extract, provision: str) -> bool:
    return any(alignment.provision == provision for alignment in found.alignments)


def _of_action(scored: Sequence[tuple[Labelled, Extract]]) -> dict[str, object]:
    graded = [(row.action, int(found.action)) for row, found in scored if row.action is not None]
    confusion = [[graded.count((expected, given)) for given in map(int, Action)] for expected in map(int, Action)]
    timed = [row.time_bound == bool(found.deadline) for row, found in scored if row.time_bound is not None]
    return {
        "agreement": round(sum(a == b for a, b in graded) / len(graded), 4) if graded else None,
        "confusion": confusion,
        "addressees": _addressees(scored),
        "time_bound_agreement": round(sum(timed) / len(timed), 4) if timed else None,
    }


def _addressees(scored: Sequence[tuple[Labelled, Extract]]) -> Mapping[str, float]:
    pairs = [(set(row.addressees), set(found.addressees)) for row, found in scored if row.addressees is not None]
    return _figures(sum(len(a & b) for a, b in pairs), sum(len(b - a) for a, b in pairs), sum(len(a - b) for a, b in pairs))
