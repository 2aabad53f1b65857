"""The card of the alignment model, docs/model-card.md: written from the labels and the weights, the same each time."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.alignment import FEATURES, Weights, model
from extractors.extract import Embed
from models.reference import provisions, subjects
from pipelines.evaluation import paragraphs

_MEANING = {
    "cue": "words that show the provision stand in the passage",
    "more_cues": "how many more places have such words (logarithm)",
    "hint": "words that often go with it",
    "early": "a cue in the first 160 characters",
    "about": "the document or a heading above is about trafficking",
    "meaning": "cosine to the nearest wording of the provision",
    "closest": "no other provision is nearer in meaning",
    "length": "length of the passage (logarithm)",
    "operative": "an operative paragraph, article or section",
}

_TEXT = """# Model card: from passages to provisions

Written by `palermo card` from the labels and `models/alignment.json`; do not edit.

## What it does

For each passage and each of the {provisions} provisions it gives the probability that the passage speaks to it, with the
quotations that show it. Word patterns of `models/palermo` (cues) and the cosine to the provision's wordings are the evidence;
a logistic model with {features} features and one intercept per provision joins them; a claim is made from {threshold} on. It
claims nothing of a passage that is not about trafficking in persons or a crime that the same treaties fight, whatever words
it has.

## Data

{data}

## Figures

{figures}

Weights fitted to all documents but the one scored: {crossed}. The cues are the same throughout: they were written while
reading the errors on all sets below: expect less on texts nobody has read (docs/quality.md has what such texts gave).

{sets}
### Each provision

{each}

### How far a probability can be trusted

Weights fitted to the other documents; every provision of every passage that could be about trafficking.

{reliability}

## Weights

{weights}

## Languages

| language | patterns of cues | meaning |
| --- | --- | --- |
{languages}

Where meaning is not known, cues decide alone with weights of their own, and the alignment says so (`by_meaning: false`).
English is the only language with labels; the others were read against parallel texts: docs/quality.md has the figures.

## Limits

- Provisions with few labels have figures that say little: see n.
- A paragraph is weighed alone; what an earlier one defines is known only through the title, the headings and the share of
  passages that name trafficking.
- In texts on other matters a claim needs its words in one sentence with trafficking, at most 300 characters away: measures
  that the next sentence gives to "such victims" are missed.
- It reads words. Irony, quotation of a rejected text and reported speech count as if said.
- Languages without cues give nothing; that is no finding."""


def card(files: Sequence[Path], *, others: Sequence[Path] = (), corpus: Path | None = None, embed: Embed) -> str:
    """The card in Markdown: figures on `files`, to which the weights were fitted, and on other labelled paragraphs."""
    measured: dict[str, Any] = paragraphs.evaluate(files, corpus=corpus, embed=embed)
    crossed = measured["cross_validated"]
    return _TEXT.format(
        provisions=len(provisions()),
        features=len(FEATURES),
        threshold=model().with_meaning.threshold,
        data=_data(files),
        figures=_figures("the labelled paragraphs", measured),
        crossed=_said(crossed["with_meaning"]) + f"; by cues alone {_said(crossed['cues_only'])}"
        if crossed
        else "too few documents",
        sets="".join(f"{_other(file, corpus, embed)}\n\n" for file in others),
        each=_each(measured["provisions"]),
        reliability=_reliability(crossed["reliability"] if crossed else []),
        weights=_weights(model().with_meaning, model().cues_only),
        languages=_languages(),
    )


def _data(files: Sequence[Path]) -> str:
    rows = paragraphs.labelled(files)
    documents = sorted({row.document for row in rows})
    labels = sum(len(row.provisions) for row in rows)
    disputed = sum(len(row.disputed) for row in rows)
    return (
        f"{len(rows)} paragraphs of {len(documents)} documents ({', '.join(documents)}) with {labels} labels by two annotators; "
        f"{disputed} labels on which they differ are scored as neither right nor wrong."
    )


def _said(figures: Mapping[str, float]) -> str:
    return f"P {figures['precision']:.3f}, R {figures['recall']:.3f}, F1 {figures['f1']:.3f}"


def _figures(name: str, measured: Mapping[str, Any]) -> str:
    groups = {**measured["languages"], **measured["kinds"]}
    lines = [(name, "all", measured["paragraphs"], measured["micro"])]
    lines += [("", group, figures["paragraphs"], figures) for group, figures in groups.items()]
    return _table(
        ("set", "of", "paragraphs", "precision", "recall", "F1"),
        ((a, b, n, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f"{f['f1']:.3f}") for a, b, n, f in lines),
    )


def _other(file: Path, corpus: Path | None, embed: Embed) -> str:
    return _figures("other documents", paragraphs.evaluate([file], corpus=corpus, embed=embed))


def _each(figures: Mapping[str, Mapping[str, float]]) -> str:
    return _table(
        ("provision", "n", "precision", "recall", "F1"),
        (
            (id, f["n"], *(f"{f[key]:.2f}" if f["n"] else "–" for key in ("precision", "recall", "f1")))
            for id, f in figures.items()
        ),
    )


def _reliability(rows: Sequence[Mapping[str, float]]) -> str:
    return _table(
        ("probability", "n", "mean said", "share right"),
        ((f"{row['from']:.2f} to {row['to']:.2f}", row["n"], f"{row['said']:.3f}", f"{row['right']:.3f}") for row in rows),
    )


def _weights(with_meaning: Weights, cues_only: Weights) -> str:
    return _table(
        ("feature", "is", "with meaning", "cues alone"),
        ((name, _MEANING[name], f"{with_meaning.features[name]:+.2f}", f"{cues_only.features[name]:+.2f}") for name in FEATURES),
    )


def _languages() -> str:
    counts: dict[str, int] = {language: 0 for by_language in subjects().values() for language in by_language}
    for provision in provisions().values():
        for language, cues in provision.cues.items():
            counts[language] = counts.get(language, 0) + len(cues.patterns)
    rows = ((code, n, "known" if code == "en" else "not known") for code, n in sorted(counts.items()) if n)
    return "\n".join(f"| {code} | {n} | {known} |" for code, n, known in rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
