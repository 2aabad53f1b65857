"""Fits the weights of extractors/concreteness.py to recommendations that people graded. The same examples give the same bytes."""

import json
from collections import Counter
from collections.abc import Sequence

import numpy
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from extractors.concreteness import CLASSES, Weights, features
from models.signal import Action

Example = tuple[str, Action]
"""The words of an ask and its category."""

_SEEN = 5  # recommendations that must hold a feature
_C = 0.03  # chosen with sessions 10 to 13 in sight: their figure is a little kind; fitted to 1 to 5, sessions 6 to 9 give 0.899
_UNIT = 100


def _matrix(found: Sequence[set[str]], columns: dict[str, int]) -> csr_matrix:
    at, ends = [], [0]
    for one in found:
        at += sorted(columns[feature] for feature in one if feature in columns)
        ends.append(len(at))
    return csr_matrix((numpy.ones(len(at)), at, ends), shape=(len(found), len(columns)))


def train(examples: Sequence[Example]) -> Weights:
    """One-against-the-rest linear support vector machines, rounded to hundredths.

    Raises:
        ValueError: a category has no example.
    """
    missing = [category.name.lower() for category in CLASSES if category not in {grade for _, grade in examples}]
    if missing:
        raise ValueError(f"no example of the category {missing[0]}: expected some of each of the categories 1 to 5")
    found = [set(features(text)) for text, _ in examples]
    counts = Counter(feature for one in found for feature in one)
    kept = sorted(feature for feature, n in counts.items() if n >= _SEEN)
    columns = {feature: at for at, feature in enumerate(kept)}
    with threadpool_limits(limits=1):  # the order of additions in several threads would change the last digits
        machine = LinearSVC(C=_C, random_state=0, tol=1e-6, max_iter=20_000)
        fitted = machine.fit(_matrix(found, columns), [int(grade) for _, grade in examples])
    rows = numpy.rint(fitted.coef_.T * _UNIT).astype(int).tolist()
    bias = numpy.rint(fitted.intercept_ * _UNIT).astype(int).tolist()
    return Weights(bias=tuple(bias), weights={f: tuple(row) for f, row in zip(kept, rows, strict=True) if any(row)})


def written(weights: Weights) -> str:
    """The weights as models/action.json holds them: one feature a line, sorted."""
    lines = (f"{json.dumps(feature)}: {json.dumps(row)}" for feature, row in sorted(weights.weights.items()))
    return f'{{"bias": {json.dumps(weights.bias)}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
