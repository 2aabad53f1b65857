"""From evidence to a claim: cues and meaning joined into one probability per provision.

The model is logistic and small on purpose: a handful of features that a reader can check, the same weights for every provision,
and one intercept per provision for how often it is meant when its words are used. Weights are data (models/alignment.json),
fitted by extractors/training.py.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log1p

from extractors.defining import definitional
from models.base import Record
from models.document import Role
from models.reference import provisions
from models.signal import Alignment, Signal, SignalKind

FEATURES = ("cue", "more_cues", "hint", "early", "about", "meaning", "closest", "length", "operative")
_NEAR = 300  # characters between a cue and the words that name the subject, in a text that is not about it: about a clause
_ITEM = re.compile(r"[;\n]|(?<=[a-z)])\.\s+(?=[A-ZÀ-Ý])")
"""What parts the items of a list, and sentences: in a text on other matters each has its own subject."""


class Weights(Record):
    """Weights of one fit, by feature and by provision."""

    features: Mapping[str, float]
    provisions: Mapping[str, float]
    bias: float
    threshold: float
    """An alignment is claimed from this probability on: the value with the best F1 across held-out documents."""


class Model(Record):
    with_meaning: Weights
    cues_only: Weights


@cache
def model() -> Model:
    return Model.model_validate_json(files("models").joinpath("alignment.json").read_text(encoding="utf-8"), strict=False)


class Setting(Record):
    """What is known of a passage beside its words."""

    role: Role
    about: bool
    """The document or section around it is about trafficking or a sister crime."""
    defines: bool = False
    """It says what words mean."""


def names_subject(signal: Signal, *, sister: bool) -> bool:
    """Whether it names trafficking or, where `sister`, slavery or forced labour: treaties against these bind alike."""
    return signal.kind is SignalKind.SUBJECT and (signal.value == "trafficking" or (sister and signal.value == "slavery"))


def eligible(signals: Sequence[Signal], setting: Setting) -> bool:
    """Whether trafficking is among the subjects of the passage or of what stands around it: the condition for any label.

    A passage on the smuggling of migrants that does not name trafficking is about smuggling, whatever stands around it.
    """
    if any(names_subject(s, sister=False) for s in signals):
        return True
    return setting.about and not any(s.kind is SignalKind.SUBJECT and s.value == "smuggling" for s in signals)


def open_to(setting: Setting) -> list[str]:
    """The provisions that a passage may speak to: those of article 3 only, where it says what words mean."""
    return [id for id in provisions() if not setting.defines or id in definitional()]


def _of(kind: SignalKind, provision: str, text: str, signals: Sequence[Signal], setting: Setting) -> list[Signal]:
    """A provision's cues or hints. In a text on other matters, only those that stand near the words that name the subject."""
    found = [s for s in signals if s.kind is kind and s.value == provision]
    if setting.about or not found:
        return found
    places = [s for s in signals if names_subject(s, sister=False)]
    return [s for s in found if any(_together(s, place, text) for place in places)]


def _together(one: Signal, other: Signal, text: str) -> bool:
    """Whether two signals stand in one item of a list, or one sentence, and not far apart."""
    first, last = sorted((one, other), key=lambda signal: signal.start)
    return last.start - first.end < _NEAR and not _ITEM.search(text, first.end, max(last.start, first.end))


def features(
    provision: str, text: str, signals: Sequence[Signal], setting: Setting, nearness: Mapping[str, float] | None
) -> dict[str, float]:
    """The evidence for one provision, as numbers between about 0 and 2, by name of FEATURES.

    `nearness`: cosine of the passage to each provision's description or its nearest example; None where the model does not know
    the language.
    """
    cues = _of(SignalKind.CUE, provision, text, signals, setting)
    hints = _of(SignalKind.HINT, provision, text, signals, setting)
    places = {s.start for s in cues}
    near = nearness or {}
    return {
        "cue": float(bool(cues)),
        "more_cues": log1p(max(len(places) - 1, 0)),
        "hint": float(bool(hints)),
        "early": float(any(s.start < 160 for s in cues)),
        "about": float(setting.about),
        "meaning": near.get(provision, 0.0),
        "closest": float(bool(near) and near[provision] >= max(near.values())),
        "length": log1p(len(text) / 500),
        "operative": float(setting.role in (Role.OPERATIVE, Role.ARTICLE, Role.SECTION)),
    }


def probability(weights: Weights, provision: str, evidence: Mapping[str, float]) -> float:
    score = weights.bias + weights.provisions.get(provision, 0.0)
    score += sum(weights.features.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + exp(-max(min(score, 50.0), -50.0)))


def _proof(provision: str, text: str, signals: Sequence[Signal], setting: Setting) -> tuple[Signal, ...]:
    """The cues of a provision, else its hints, else the passage's words themselves as what is near in meaning."""
    for kind in (SignalKind.CUE, SignalKind.HINT):
        if found := _of(kind, provision, text, signals, setting):
            return tuple(found)
    return (Signal(kind=SignalKind.MEANING, value=provision, start=0, end=len(text), text=text),)


def align(text: str, signals: Sequence[Signal], setting: Setting, nearness: Mapping[str, float] | None) -> tuple[Alignment, ...]:
    """The provisions that a passage speaks to, the most probable first."""
    if not eligible(signals, setting):
        return ()
    weights = model().with_meaning if nearness is not None else model().cues_only
    by_meaning = nearness is not None
    claims = [(id, probability(weights, id, features(id, text, signals, setting, nearness))) for id in open_to(setting)]
    return tuple(
        Alignment(provision=id, probability=round(p, 4), signals=_proof(id, text, signals, setting), by_meaning=by_meaning)
        for id, p in sorted(claims, key=lambda claim: (-claim[1], claim[0]))
        if p >= weights.threshold
    )


def dump(fitted: Model) -> str:
    """The weights as they stand in the repository: sorted and rounded, so that the same labels give the same bytes."""
    return json.dumps(fitted.model_dump(), indent=1, sort_keys=True) + "\n"
