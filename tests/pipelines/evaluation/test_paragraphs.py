"""Scoring of labelled paragraphs: disputed labels count for neither side, neighbours say what a document is about."""

import json

import numpy
import pytest

from pipelines.evaluation import paragraphs
from pipelines.evaluation.card import card


def by_length(texts):
    rows = numpy.array([[1.0, len(text)] for text in texts], dtype="float32")
    return rows / numpy.linalg.norm(rows, axis=1, keepdims=True)


def row(text, provisions, **more):
    return {"document": "X/1", "role": "operative", "text": text, "provisions": provisions, **more}


@pytest.fixture
def labels(tmp_path):
    rows = [
        row("Condemns trafficking in persons, and urges States to ratify the Protocol;", ["ratification"], action=5),
        row("Notes trafficking in persons, and the training of judges;", [], disputed=["10-2-training"]),
        row("Urges States to compensate the victims of trafficking in persons;", [], title="Trafficking in persons"),
        row("Calls for shelters for victims;", ["6-3-recovery", "6-1-privacy"]),
    ]
    file = tmp_path / "labels.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_right_wrong_missed_and_disputed(labels):
    figures = paragraphs.evaluate([labels], embed=by_length)
    each = figures["provisions"]
    assert figures["paragraphs"] == 4
    assert (each["ratification"]["right"], each["6-3-recovery"]["right"]) == (1, 1)
    assert (each["6-6-compensation"]["wrong"], each["6-1-privacy"]["missed"]) == (1, 1)
    assert each["10-2-training"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "n": 0, "right": 0, "wrong": 0, "missed": 0}
    assert figures["f1"] == round(4 / 6, 4)
    assert sum(map(sum, figures["confusion"])) == 1


def test_the_weights_are_the_same_bytes_twice(labels):
    assert paragraphs.weights([labels], embed=by_length) == paragraphs.weights([labels], embed=by_length)


def test_figures_by_language_kind_and_across_documents(tmp_path):
    rows = [
        row("Urges States to criminalize trafficking in persons;", ["5-1-offence"], document=f"A/RES/{n}") for n in (1, 2)
    ] + [
        row("Article 1. Les victimes de la traite des êtres humains reçoivent réparation de leur préjudice par les tribunaux.",
            ["6-6-compensation"], document="Treaty", role="article", language="fr"),
    ]  # fmt: skip
    file = tmp_path / "labels.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    figures = paragraphs.evaluate([file], embed=by_length)
    assert {name: f["paragraphs"] for name, f in figures["languages"].items()} == {"en": 2, "fr": 1}
    assert {name: f["paragraphs"] for name, f in figures["kinds"].items()} == {"convention": 1, "resolution": 2}
    reliability = figures["cross_validated"]["reliability"]
    assert sum(range["n"] for range in reliability) == 3 * 36
    text = card([file], embed=by_length)
    assert "3 paragraphs of 3 documents (A/RES/1, A/RES/2, Treaty)" in text
    assert text == card([file], embed=by_length)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[1]", "expected a JSON object"),
        ("{", "expected a JSON object"),
        ('{"text": "x"}', "provisions"),
        ('{"text": "x", "provisions": ["9-9-moon"]}', "9-9-moon"),
    ],
)
def test_a_line_that_is_no_labelled_paragraph_is_named(tmp_path, line, complaint):
    file = tmp_path / "labels.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint) as error:
        paragraphs.evaluate([file], embed=by_length)
    assert "line 1" in str(error.value)


@pytest.mark.corpus
def test_provisions_of_the_labelled_paragraphs(shared):
    """Not below what was reached, with an encoder that knows lengths only, to be quick."""
    figures = paragraphs.evaluate([shared / "labels/dev/paragraphs.jsonl"], embed=by_length)
    assert figures["f1"] >= 0.88
