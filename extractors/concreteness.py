"""How concrete the words of an ask are: a linear model over its first words. Its weights are data (models/action.json).

McMahon's categories follow from how an ask opens: "ratify …", "consider …", "continue to …". The features are therefore the first one to
six words, and the single words, pairs and triples among the first twelve. extractors/training_action.py fits the weights.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy
from numpy.typing import NDArray

from models.base import Record
from models.signal import Action

LANGUAGE = "en"
"""The language of the recommendations that the weights were fitted to."""

CLASSES = (Action.MINIMAL, Action.CONTINUING, Action.CONSIDERING, Action.GENERAL, Action.SPECIFIC)
_OPENING = 6  # words from the start, together
_HEAD = 12  # words among which n-grams are taken; more add noise, not accuracy
_N = 3
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


@cache
def _table() -> tuple[dict[str, int], NDArray[numpy.int64]]:
    """Row number per feature and the rows; the bias is the last one."""
    kept = weights()
    rows = numpy.array([*kept.weights.values(), kept.bias], dtype=numpy.int64)
    return {feature: at for at, feature in enumerate(kept.weights)}, rows


def scores(text: str) -> NDArray[numpy.float64]:
    """One margin per class, in the order of CLASSES: above 0, the class is claimed."""
    at, rows = _table()
    found = {at[feature] for feature in features(text) if feature in at}
    return rows[[*sorted(found), -1]].sum(axis=0) / _UNIT


def classify(text: str) -> Action:
    """The category of an ask that begins with its verb ("Ratify …"), in English."""
    return CLASSES[int(scores(text).argmax())]


@cache
def opens(word: str) -> bool:
    """Whether asks are known to open with this word: how an infinitive is told from "to the Convention"."""
    return f"^{word}" in weights().weights
