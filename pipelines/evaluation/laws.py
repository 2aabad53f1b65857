"""Findings on laws against annotators' labels."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.extract import extract
from models.document import Completeness, Document
from models.finding import Finding, GapReport
from models.signal import Extract
from pipelines.layout import Unreadable
from pipelines.reading import read
from search.gaps import report

Label = dict[str, object]


def _labels(files: Sequence[Path]) -> dict[str, list[Label]]:
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
    pairs: list[tuple[str, str, str, str]] = []
    months: list[bool] = []
    verbatim: list[bool] = []
    for jurisdiction, rows in _labels(files).items():
        listed = rows[0]["files"]
        if not isinstance(listed, list):
            raise ValueError(f"{jurisdiction}: expected a list of files")
        read_laws = laws([str(name) for name in listed], jurisdiction, corpus)
        result = report(jurisdiction.lower(), read_laws)
        verbatim += _verbatim(result, read_laws)
        by_id = {finding.provision: finding for finding in result.findings}
        pairs += [_pair(row, by_id[str(row["provision"])]) for row in rows if row["finding"] and not row.get("disputed")]
        months += [_months_right(row, result) for row in rows if row["provision"] == "sanctions"]
    return _figures(pairs, months) | {"quotations": len(verbatim), "quotations_verbatim": sum(verbatim) / max(len(verbatim), 1)}


def _pair(row: Label, finding: Finding) -> tuple[str, str, str, str]:
    return str(row["jurisdiction"]), str(row["provision"]), str(row["finding"]), finding.finding.value


def _months_right(row: Label, result: GapReport) -> bool:
    """Both ends as one of the annotators has them."""
    s = result.sanctions
    return s.min_months in _either(row.get("min_months")) and s.max_months in _either(row.get("max_months"))


def _either(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _figures(pairs: Sequence[tuple[str, str, str, str]], months: Sequence[bool]) -> dict[str, object]:
    wrong_met = [p for p in pairs if p[2] in ("partly", "contrary", "silent") and p[3] == "met"]
    careful = [p for p in pairs if p[2] in ("partly", "contrary") and p[3] == "met"]
    weak = [p for p in pairs if p[2] in ("partly", "contrary")]
    return {
        "findings": len(pairs),
        "agreement": _share(pairs),
        "agreement_where_assessed": _share([p for p in pairs if p[2] != "not_assessed"]),
        "confusion": {f"{p} as {q}": n for (p, q), n in sorted(Counter((p[2], p[3]) for p in pairs).items())},
        "per_provision": _by(pairs, 1),
        "per_jurisdiction": _by(pairs, 0),
        "reported_met_of_partly_or_contrary": len(careful) / len(weak) if weak else None,
        "reported_met_wrongly": len(wrong_met),
        "sanctions_right": f"{sum(months)}/{len(months)}",
        "differences": [f"{j} {p}: labelled {a}, found {b}" for j, p, a, b in pairs if a != b],
    }


def _share(pairs: Sequence[tuple[str, str, str, str]]) -> float | None:
    return sum(a == b for _, _, a, b in pairs) / len(pairs) if pairs else None


def _by(pairs: Sequence[tuple[str, str, str, str]], at: int) -> dict[str, float | None]:
    return {key: _share([p for p in pairs if p[at] == key]) for key in dict.fromkeys(p[at] for p in pairs)}
