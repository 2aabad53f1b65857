"""Findings on laws against annotators' labels."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.extract import extract
from models.document import Completeness, Document
from models.finding import GapReport
from models.law import packs
from models.signal import Extract
from pipelines.layout import Unreadable
from pipelines.reading import read
from search.findings.gaps import report

Label = dict[str, object]


@dataclass(frozen=True)
class Pair:
    """What annotators say and what was found."""

    jurisdiction: str
    provision: str
    labelled: str
    found: str
    language: str
    completeness: str
    probability: float


def labelled(files: Sequence[Path]) -> dict[str, list[Label]]:
    """Rows by jurisdiction, in the order of the files."""
    rows: dict[str, list[Label]] = defaultdict(list)
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                row = json.loads(line)
                if not {"jurisdiction", "provision", "finding", "files"} <= row.keys():
                    raise ValueError(f"{path.name}, line {number}: expected jurisdiction, provision, finding and files")
                rows[str(row["jurisdiction"])].append(row)
    return rows


def documents(path: Path, jurisdiction: str) -> Iterator[Document]:
    """The document in a file, or those in a folder: a folder listed as one law is a whole law in parts."""
    whole = {} if path.is_file() else {"completeness": Completeness.FULL}
    for part in [path] if path.is_file() else sorted(p for p in path.iterdir() if p.is_file()):
        try:
            document = read(part.read_bytes(), str(part), jurisdiction=jurisdiction.lower())
        except Unreadable:  # a page of contents, say: then nothing of it is assessed
            continue
        yield document.model_copy(update=whole)


def laws(files: Sequence[str], jurisdiction: str, corpus: Path) -> list[tuple[Document, Sequence[Extract]]]:
    """The listed laws as read and extracted, without embeddings: findings rest on wording."""
    read_laws: list[tuple[Document, Sequence[Extract]]] = []
    for name in files:
        for document in documents(corpus / name, jurisdiction):
            said = extract(document.passages, title=document.title, embed=None, form=document.form)
            read_laws.append((document, said))
    return read_laws


def findings(files: Sequence[str], jurisdiction: str, corpus: Path) -> GapReport:
    return report(jurisdiction.lower(), laws(files, jurisdiction, corpus))


def _verbatim(result: GapReport, read_laws: Sequence[tuple[Document, Sequence[Extract]]]) -> list[bool]:
    """Of each quotation, whether it stands in the passage that it is given for."""
    texts = {passage.address: passage.text for document, _ in read_laws for passage in document.passages}
    return [evidence.quote in texts[evidence.address] for finding in result.findings for evidence in finding.evidence]


def evaluate(files: Sequence[Path], *, corpus: Path | None, passages: Path | None = None) -> dict[str, object]:
    """Agreement with annotators over all provisions that they did not dispute, and what the errors are."""
    if corpus is None:
        raise ValueError("evaluate laws: expected --corpus, the folder that the labels' files are given from")
    pairs: list[Pair] = []
    months: list[bool] = []
    verbatim: list[bool] = []
    for jurisdiction, rows in labelled(files).items():
        listed = rows[0]["files"]
        if not isinstance(listed, list):
            raise ValueError(f"{jurisdiction}: expected a list of files")
        read_laws = laws([str(name) for name in listed], jurisdiction, corpus)
        result = report(jurisdiction.lower(), read_laws)
        verbatim += _verbatim(result, read_laws)
        by_id = {finding.provision: finding for finding in result.findings}
        kind = _kind(read_laws)
        pairs += [
            Pair(
                jurisdiction,
                str(row["provision"]),
                str(row["finding"]),
                by_id[str(row["provision"])].finding.value,
                *kind,
                probability=by_id[str(row["provision"])].probability,
            )
            for row in rows
            if row["finding"] and not row.get("disputed")
        ]
        months += [_months_right(row, result) for row in rows if row["provision"] == "sanctions"]
    return (
        _figures(pairs, months)
        | _trusted(files, corpus, pairs)
        | {"quotations": len(verbatim), "quotations_verbatim": sum(verbatim) / max(len(verbatim), 1)}
    )


def _trusted(files: Sequence[Path], corpus: Path, pairs: Sequence[Pair]) -> dict[str, object]:
    """How well the probabilities say what was right: those shipped, and weights fitted without each jurisdiction in turn."""
    from pipelines.evaluation import trust  # which reads laws with this module

    shipped = trust.table([(pair.probability, pair.labelled == pair.found) for pair in pairs])
    return {"probabilities": shipped, "probabilities_leave_one_jurisdiction_out": trust.reliability(trust.cases(files, corpus))}


def _kind(read_laws: Sequence[tuple[Document, Sequence[Extract]]]) -> tuple[str, str]:
    """The language of a State's laws and how much of them was read."""
    languages = sorted({document.language for document, _ in read_laws})
    held = sorted({document.completeness.value for document, _ in read_laws})
    return "+".join(languages) or "none", "+".join(held) or "none"


def _months_right(row: Label, result: GapReport) -> bool:
    """Both ends as one of the annotators has them."""
    s = result.sanctions
    return s.min_months in _either(row.get("min_months")) and s.max_months in _either(row.get("max_months"))


def _either(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _figures(pairs: Sequence[Pair], months: Sequence[bool]) -> dict[str, object]:
    weak = [p for p in pairs if p.labelled in ("partly", "contrary")]
    lacking = [p for p in pairs if p.labelled in ("partly", "contrary", "silent")]
    covered = [p for p in pairs if set(p.language.split("+")) <= packs().keys()]
    return {
        "findings": len(pairs),
        "agreement": _share(pairs),
        "agreement_where_assessed": _share([p for p in pairs if p.labelled != "not_assessed"]),
        "agreement_in_languages_with_cues": _share(covered),
        "confusion": {f"{p} as {q}": n for (p, q), n in sorted(Counter((p.labelled, p.found) for p in pairs).items())},
        "per_provision": _by(pairs, "provision"),
        "per_jurisdiction": _by(pairs, "jurisdiction"),
        "per_language": _by(pairs, "language"),
        "per_completeness": _by(pairs, "completeness"),
        "reported_met_of_partly_or_contrary": _met(weak),
        "reported_met_of_partly_contrary_or_silent": _met(lacking),
        "reported_met_wrongly": sum(p.found == "met" for p in lacking),
        "sanctions_right": f"{sum(months)}/{len(months)}",
        "differences": [
            f"{p.jurisdiction} {p.provision}: labelled {p.labelled}, found {p.found}" for p in pairs if p.labelled != p.found
        ],
    }


def _met(some: Sequence[Pair]) -> float | None:
    return sum(p.found == "met" for p in some) / len(some) if some else None


def _share(pairs: Sequence[Pair]) -> float | None:
    return sum(p.labelled == p.found for p in pairs) / len(pairs) if pairs else None


def _by(pairs: Sequence[Pair], name: str) -> dict[str, dict[str, float | int | None]]:
    """Agreement and how many findings it rests on."""
    grouped: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        grouped[str(getattr(pair, name))].append(pair)
    return {key: {"agreement": _share(some), "n": len(some)} for key, some in grouped.items()}
