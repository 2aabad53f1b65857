"""How concrete the words of an ask are: a linear model over its first words. Its weights are data (models/action.json).

McMahon's categories follow from how an ask opens: "ratify …", "consider …", "continue to …". The features are therefore the
first one to six words, and the single words, pairs and triples among the first twelve. extractors/training_action.py fits the
weights. Where the model is in doubt, the verb decides by the lists of models/actions.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy
from numpy.typing import NDArray

from models.base import Record
from models.operative import compiled
from models.signal import Action

LANGUAGE = "en"
"""The language of the recommendations that the weights were fitted to."""

CLASSES = (Action.MINIMAL, Action.CONTINUING, Action.CONSIDERING, Action.GENERAL, Action.SPECIFIC)
_OPENING = 6  # words from the start, together
_HEAD = 12  # words among which n-grams are taken; more add noise, not accuracy
_N = 3
_DOUBT = 0.3  # difference of the two highest margins below which the lists decide
_UNIT = 100  # weights are kept as whole hundredths

_WORD = re.compile(r"[^\W_]+")


class Weights(Record):
    """Hundredths per feature and class, in the order of CLASSES."""

    bias: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]


def features(text: str) -> Iterator[str]:
    """The features of an ask: "^ratify the" is an opening, "ratify the" a pair of words anywhere in the head."""
    words = _WORD.findall(text[:400].lower())[:_HEAD]
    for n in range(1, min(_OPENING, len(words)) + 1):
        yield "^" + " ".join(words[:n])
    for n in range(1, _N + 1):
        for at in range(len(words) - n + 1):
            yield " ".join(words[at : at + n])


@cache
def weights() -> Weights:
    return Weights.model_validate(json.loads(files("models").joinpath("action.json").read_text(encoding="utf-8")), strict=False)


@dataclass(frozen=True)
class Table:
    """Weights as rows of one matrix."""

    rows: dict[str, int]
    """Row of each feature."""
    matrix: NDArray[numpy.int64]
    """One row per feature, the bias last; one column per class, in the order of CLASSES."""


def table(kept: Weights) -> Table:
    matrix = numpy.array([*kept.weights.values(), kept.bias], dtype=numpy.int64)
    return Table(rows={feature: at for at, feature in enumerate(kept.weights)}, matrix=matrix)


@cache
def _shipped() -> Table:
    return table(weights())


def scores(text: str, weighed: Table | None = None) -> NDArray[numpy.float64]:
    """One margin per class, in the order of CLASSES: above 0, the class is claimed. By the shipped weights unless told."""
    used = weighed or _shipped()
    found = {used.rows[feature] for feature in features(text) if feature in used.rows}
    total: NDArray[numpy.int64] = used.matrix[[*sorted(found), -1]].sum(axis=0)
    return total / _UNIT


def _listed(text: str) -> Action | None:
    """The category that models/actions gives the opening words; the longest wording wins."""
    lower = text.lower()
    found = [(m.end(), name) for name, pattern in compiled(LANGUAGE, "acts").items() if (m := pattern.match(lower))]
    return Action[max(found)[1].upper()] if found else None


def classify(text: str, weighed: Table | None = None) -> Action:
    """The category of an ask that begins with its verb ("Ratify …"), in English."""
    words = text.strip()
    margins = scores(words, weighed)
    second, first = numpy.sort(margins)[-2:]
    listed = _listed(words) if first - second < _DOUBT else None
    return listed or CLASSES[int(margins.argmax())]


@cache
def opens(word: str) -> bool:
    """Whether asks are known to open with this word: how an infinitive is told from "to the Convention"."""
    return f"^{word}" in weights().weights or _listed(word) is not None
