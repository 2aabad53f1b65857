"""From passages to alignments: the subject decides whether cues count, and every claim has its proof."""

import numpy
import pytest

from extractors.alignment import model
from extractors.extract import extract
from models.document import Passage, Role


def passage(text, number=1, role=Role.OPERATIVE, language="en", **more):
    return Passage(
        address=f"un/x@{language}#op_{number}", role=role, text=text, language=language, start=0, end=len(text), **more
    )


def aligned(*passages, title="", embed=None):
    return [{a.provision for a in e.alignments} for e in extract(passages, title=title, embed=embed)]


def by_letters(texts):
    """An encoder that counts letters: close enough to meaning to run the code, and known to the byte."""
    counts = numpy.array(
        [[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], dtype="float32"
    )
    return counts / numpy.linalg.norm(counts, axis=1, keepdims=True).clip(1e-9)


SHELTER = "Urges States to provide shelter and compensation to the victims;"


def test_victims_count_where_the_title_says_of_what():
    assert aligned(passage(SHELTER)) == [set()]
    assert aligned(passage(SHELTER), title="Trafficking in women and girls") == [{"6-3-recovery", "6-6-compensation"}]


def test_victims_count_where_the_other_paragraphs_say_of_what():
    others = [passage("Condemning trafficking in persons in all its forms,", n, Role.PREAMBULAR) for n in (2, 3)]
    assert aligned(passage(SHELTER), *others)[0] == {"6-3-recovery", "6-6-compensation"}


def test_victims_count_below_a_heading_that_says_of_what():
    assert aligned(passage(SHELTER, path=("Part II. Human trafficking",))) == [{"6-3-recovery", "6-6-compensation"}]


def test_migrant_smuggling_is_another_crime():
    assert aligned(passage("Urges States to compensate victims of the smuggling of migrants;")) == [set()]


def test_in_a_text_on_other_matters_cues_must_stand_near_the_subject():
    far = "Notes the trade in timber, in wildlife and in minerals, and the reports on each of these; " * 6
    near = "calls for training of judges on trafficking in persons"
    assert aligned(passage(f"Urges States to compensate the heirs; {far}{near};")) == [{"10-2-training"}]


def test_headings_and_furniture_say_nothing():
    assert aligned(passage("Compensation of victims of human trafficking", role=Role.HEADING)) == [set()]


def test_without_a_known_language_cues_decide_and_the_claim_says_so():
    text = "Exhorta a los Estados a que indemnicen a las víctimas de la trata de personas;"
    (found,) = extract([passage(text, language="es")], title="", embed=by_letters)
    assert {a.provision for a in found.alignments} == {"6-6-compensation"}
    assert not any(a.by_meaning for a in found.alignments)


def test_every_alignment_has_a_probability_above_the_threshold_and_a_verbatim_proof():
    text = "Calls upon States to criminalize trafficking in persons, train judges, and provide shelter to victims;"
    (found,) = extract([passage(text)], title="", embed=by_letters)
    assert {a.provision for a in found.alignments} == {"5-1-offence", "10-2-training", "6-3-recovery"}
    for alignment in found.alignments:
        assert alignment.probability >= model().with_meaning.threshold
        assert all(text[s.start : s.end] == s.text for s in alignment.signals)


def test_a_passage_of_fifty_thousand_words_ends_in_time_and_the_same_twice():
    text = "The victims of trafficking in persons and the State shall " * 5_000
    assert extract([passage(text)], title="", embed=None) == extract([passage(text)], title="", embed=None)


@pytest.mark.parametrize("passages", [[], [passage("…")]])
def test_nothing_to_say(passages):
    assert all(not e.alignments for e in extract(passages, title="", embed=by_letters))
