"""Fits how far findings can be trusted to labelled laws, and measures it jurisdiction by jurisdiction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from pipelines.evaluation.laws import Label, labelled, laws
from search.findings.gaps import judged
from search.findings.statutes import Law
from search.findings.trust import FEATURES, Trust, features, probability
from search.findings.verdict import Verdict

_BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
_WEIGHT_DECAY = 0.5  # scikit-learn's C: the features are few and the labelled jurisdictions fewer


@dataclass(frozen=True)
class Case:
    """A finding with its labelled value."""

    jurisdiction: str
    verdict: Verdict
    laws: tuple[Law, ...]
    right: bool


def cases(files: Sequence[Path], corpus: Path) -> list[Case]:
    """Every finding that annotators agreed on, in order."""
    found: list[Case] = []
    for jurisdiction, rows in labelled(files).items():
        counted, verdicts = judged(laws(_files(rows), jurisdiction, corpus))
        for row in rows:
            verdict = verdicts.get(str(row["provision"]))
            if verdict and row["finding"] and not row.get("disputed"):
                found.append(Case(jurisdiction, verdict, counted, verdict.value.value == row["finding"]))
    return found


def _files(rows: Sequence[Label]) -> list[str]:
    listed = rows[0]["files"]
    if not isinstance(listed, list):
        raise ValueError(f"{rows[0]['jurisdiction']}: expected a list of files")
    return [str(name) for name in listed]


def fit(some: Sequence[Case], said: str, unseen: float | None = None) -> Trust:
    """Weights rounded to four digits: the same labels give the same bytes.

    Rules were written while reading the labelled laws, so that they agree with them more than with others. `unseen`, the
    agreement on laws when they were read for the first time, sets the level: the mean probability becomes it, the weights stay.
    """
    x = numpy.array([[features(case.verdict, case.laws)[name] for name in FEATURES] for case in some])
    fitted = LogisticRegression(C=_WEIGHT_DECAY, max_iter=2000, tol=1e-8).fit(x, [case.right for case in some])
    weights = {name: round(float(w), 4) for name, w in zip(FEATURES, fitted.coef_[0], strict=True)}
    bias = float(fitted.intercept_[0]) if unseen is None else _level(x @ numpy.array(list(weights.values())), unseen)
    return Trust(bias=round(bias, 4), weights=weights, fitted_on=said)


def _level(scores: NDArray[numpy.float64], mean: float) -> float:
    """The bias with which the mean probability is as given, by halving."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(numpy.mean(1 / (1 + numpy.exp(-(scores + middle))))) < mean:
            low = middle
        else:
            high = middle
    return middle


def weights(files: Sequence[Path], corpus: Path, unseen: float | None = None) -> str:
    """The JSON of models/trust.json."""
    some = cases(files, corpus)
    if len({case.right for case in some}) < 2:
        raise ValueError("labels of laws: expected findings that are right and some that are wrong; nothing can be fitted")
    states = len({case.jurisdiction for case in some})
    level = f"; level set to {unseen}, the agreement on laws read for the first time" if unseen is not None else ""
    fitted = fit(some, f"{len(some)} findings on the laws of {states} jurisdictions{level}", unseen)
    return json.dumps(fitted.model_dump(mode="json"), indent=1, sort_keys=True) + "\n"


def reliability(some: Sequence[Case]) -> dict[str, object]:
    """Predicted against observed, each jurisdiction with weights fitted on the others."""
    pairs: list[tuple[float, bool]] = []
    for state in dict.fromkeys(case.jurisdiction for case in some):
        others = [case for case in some if case.jurisdiction != state]
        if len({case.right for case in others}) < 2:
            continue
        model = fit(others, "")
        pairs += [(probability(c.verdict, c.laws, model), c.right) for c in some if c.jurisdiction == state]
    return table(pairs)


def table(pairs: Sequence[tuple[float, bool]]) -> dict[str, object]:
    """Probability said against agreement seen, by band, and the Brier score."""
    bands = []
    for low, high in pairwise(_BINS):
        held = [(p, right) for p, right in pairs if low <= p < high]
        if held:
            said = sum(p for p, _ in held) / len(held)
            seen = sum(right for _, right in held) / len(held)
            bands.append({"from": low, "to": min(high, 1.0), "n": len(held), "said": round(said, 3), "seen": round(seen, 3)})
    return {"bands": bands, "brier": _brier(pairs)}


def _brier(pairs: Sequence[tuple[float, bool]]) -> float | None:
    return round(sum((p - right) ** 2 for p, right in pairs) / len(pairs), 4) if pairs else None
