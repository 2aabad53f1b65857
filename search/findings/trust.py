"""How far a finding can be trusted: the probability that an expert reading the same text would say the same.

A logistic model of a few plain features, fitted on labelled laws (`palermo train --laws`); its weights are models/trust.json.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

from models.base import Record
from models.finding import FindingValue
from models.law import packs
from search.findings.statutes import Kind, Law
from search.findings.verdict import Verdict

FEATURES = ("met", "partly", "contrary", "silent", "strength", "facets", "extract", "several", "few_cues")
_RICH = 150
"""Patterns on provisions that a well covered language has."""
_UNFITTED = 0.8


class Trust(Record):
    """Weights of the features."""

    bias: float
    weights: Mapping[str, float]
    fitted_on: str
    """The labels, in words."""


@cache
def trust() -> Trust | None:
    """The fitted weights; None before the first fit."""
    path = files("models").joinpath("trust.json")
    return Trust.model_validate(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def features(verdict: Verdict, laws: Sequence[Law]) -> dict[str, float]:
    """What the model sees of a verdict, each from 0 to 1."""
    assessed = verdict.value in (FindingValue.MET, FindingValue.PARTLY, FindingValue.CONTRARY)
    return {
        **{value: float(verdict.value == value) for value in FEATURES[:4]},
        "strength": verdict.strength if assessed else 0.0,
        "facets": min(len(verdict.places), 4) / 4 if assessed else 0.0,
        "extract": float(bool(laws) and all(law.extract for law in laws)),
        "several": float(len(laws) > 1),
        "few_cues": max((_poverty(law) for law in laws), default=0.0),
    }


def _poverty(law: Law) -> float:
    """How few patterns the law's language has, from 0 (as English) to 1."""
    patterns = sum(map(len, packs()[law.document.language].statutory.values()))
    return max(0.0, 1 - patterns / _RICH) if law.kind is not Kind.GUTTED else 0.5


def probability(verdict: Verdict, laws: Sequence[Law], fitted: Trust | None = None) -> float:
    if verdict.known is not None:
        return verdict.known
    model = fitted or trust()
    if model is None:
        return _UNFITTED
    score = model.bias + sum(model.weights[name] * value for name, value in features(verdict, laws).items())
    return round(1 / (1 + exp(-score)), 2)
