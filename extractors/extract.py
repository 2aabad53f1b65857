"""Everything the extractors say of passages: signals, alignments, action."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc

from extractors import action
from extractors.alignment import Setting, align, names_subject
from extractors.alone import about_trafficking
from extractors.citing import STATE
from extractors.defining import defines
from extractors.pipeline import pipeline
from extractors.signals import merged, signals
from models.countries import names
from models.document import Form, Passage, Role
from models.instruments import full_title
from models.reference import provisions
from models.signal import Extract, Signal, SignalKind

Embed = Callable[[Sequence[str]], NDArray[numpy.float32]]
"""Texts to unit vectors, one row each."""

_ABOUT = 0.5  # share of passages that must name the subject for the others to be read as about it
_FEW = 10  # passages of which half may name it by chance
_MORE = 2  # of so few, that many more must name it than do not
_LONGEST = 40_000  # characters of a passage that are searched for signals; none of the labelled ones has more than 12,000
_SILENT = (Role.HEADING, Role.FURNITURE, Role.FOOTNOTE)
_MEANT = ("en",)  # languages that the packaged model was trained on


def _docs(passages: Sequence[Passage]) -> Iterable[Doc]:
    """One doc a passage, in order; runs of one language share a pipeline."""
    for language, run in groupby(passages, key=lambda passage: passage.language):
        yield from pipeline(language).pipe(passage.text[:_LONGEST] for passage in run)


def _names_subject(found: Sequence[Signal]) -> bool:
    return any(names_subject(signal, sister=True) for signal in found)


def _about(title: str, passages: Sequence[Passage], found: Sequence[tuple[Signal, ...]]) -> bool:
    """Whether a document is about trafficking or a sister crime: its title says so, or enough of its passages do."""
    language = passages[0].language if passages else "en"
    if _names_subject(signals(pipeline(language)(full_title(title)))):
        return True
    speaking = [s for p, s in zip(passages, found, strict=True) if p.role not in _SILENT]
    naming = sum(map(_names_subject, speaking))
    clear = len(speaking) >= _FEW or 2 * naming >= len(speaking) + _MORE
    return clear and naming >= _ABOUT * len(speaking)


def _settings(title: str, passages: Sequence[Passage], found: Sequence[tuple[Signal, ...]], alone: bool = False) -> list[Setting]:
    """Per passage, whether the document, a heading above it or, of one that stands alone, its own words are about trafficking."""
    about = _about(title, passages, found)
    known: dict[str, bool] = {}

    def heading_says(passage: Passage) -> bool:
        for heading in (*passage.path, passage.heading or ""):
            if heading and heading not in known:
                known[heading] = _names_subject(signals(pipeline(passage.language)(heading)))
        return any(known.get(heading, False) for heading in (*passage.path, passage.heading or ""))

    def says_so_itself(passage: Passage) -> bool:
        return alone and not title and about_trafficking(passage.text, passage.language)

    return [
        Setting(role=p.role, about=about or heading_says(p) or says_so_itself(p), defines=defines(p.text, p.language))
        for p in passages
    ]


def wordings() -> list[tuple[str, str]]:
    """What a passage's meaning is compared with: (provision, wording), its description and its examples."""
    return [(p.id, wording) for p in provisions().values() for wording in (p.description, *p.examples)]


def nearness(passages: Sequence[Passage], embed: Embed) -> list[dict[str, float] | None]:
    """Per passage, its cosine to the nearest wording of each provision; None for languages that the model does not know."""
    known = [passage for passage in passages if passage.language in _MEANT and passage.role not in _SILENT]
    if not known:
        return [None] * len(passages)
    labels, texts = zip(*wordings(), strict=True)
    cosines = embed([passage.meaning for passage in known]) @ embed(texts).T
    rows = {id(passage): row for passage, row in zip(known, cosines, strict=True)}
    columns = {p: [i for i, label in enumerate(labels) if label == p] for p in provisions()}
    return [
        {p: float(rows[id(passage)][at].max()) for p, at in columns.items()} if id(passage) in rows else None
        for passage in passages
    ]


@dataclass(frozen=True)
class Evidence:
    """What speaks for or against alignments of one passage, before it is weighed."""

    doc: Doc
    signals: tuple[Signal, ...]
    setting: Setting
    nearness: Mapping[str, float] | None
    """Cosine to each provision's nearest wording; None where no model knows the language."""


def evidence(passages: Sequence[Passage], *, title: str, embed: Embed | None, alone: bool = False) -> list[Evidence]:
    """The evidence of each passage of one document, or of passages that stand alone."""
    docs = list(_docs(passages))
    found = [signals(doc) for doc in docs]
    settings = _settings(title, passages, found, alone)
    near = nearness(passages, embed) if embed else [None] * len(passages)
    return [Evidence(*row) for row in zip(docs, found, settings, near, strict=True)]


def extract(
    passages: Sequence[Passage], *, title: str, embed: Embed | None, form: Form | None = None, alone: bool = False
) -> tuple[Extract, ...]:
    """What the extractors say of each passage of one document.

    Args:
        title: the document's title: it may name the subject that its passages assume.
        embed: None to decide by cues alone.
        alone: the passages come without their document. One without a title is then read as about trafficking where its own
            words allow it (extractors/alone.py). Passages of a document are never read so.
    """
    weighed = zip(passages, evidence(passages, title=title, embed=embed, alone=alone), strict=True)
    return tuple(_extract(passage, known, form) for passage, known in weighed)


def _under_stem(passage: Passage, form: Form | None) -> action.Grade | None:
    """The grade by the words that stand above the passage and end in a colon, where there are such."""
    stem = passage.path[-1].rstrip() if passage.path else ""
    if not stem.endswith(":"):
        return None
    return action.grade_under(stem, passage.text, role=passage.role, language=passage.language, form=form)


def _extract(passage: Passage, known: Evidence, form: Form | None) -> Extract:
    if passage.role in _SILENT:
        return Extract(address=passage.address)
    grade = _under_stem(passage, form) or action.grade(known.doc, role=passage.role, form=form)
    asked: dict[str, Any] = {field: getattr(grade, field) for field in action.Grade.model_fields if field != "acts"}
    return Extract(
        address=passage.address,
        signals=merged(_of_others(passage.address, known.signals), _acts(passage.text, grade)),
        alignments=align(passage.text, known.signals, known.setting, known.nearness),
        **asked,
    ).proven_by(passage)


def _of_others(address: str, found: Iterable[Signal]) -> Iterator[Signal]:
    """The signals without citations of the passage's own work and mentions of the State whose law it is.

    A law cited as one of the citing State becomes that State's.
    """
    work = address.partition("@")[0]
    jurisdiction = work.partition("/")[0]
    for signal in found:
        if signal.kind is SignalKind.CITATION and signal.value.startswith(f"{STATE}/"):
            if jurisdiction not in names("en"):
                continue
            signal = signal.model_copy(update={"value": f"{jurisdiction}{signal.value.removeprefix(STATE)}"})
        if signal.kind is SignalKind.CITATION and signal.value == work:
            continue
        if signal.kind in (SignalKind.COUNTRY, SignalKind.CAPACITY) and signal.value.partition(":")[0] == jurisdiction:
            continue
        yield signal


def _acts(text: str, grade: action.Grade) -> list[Signal]:
    return [
        Signal(kind=SignalKind.ACT, value=said.name.lower(), start=start, end=end, text=text[start:end])
        for said, start, end in grade.acts
    ]
