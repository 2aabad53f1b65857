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
    others = [passage("Condemning trafficking in persons in all its forms,", n, Role.PREAMBULAR) for n in (2, 3, 4)]
    assert aligned(passage(SHELTER), *others)[0] == {"6-3-recovery", "6-6-compensation"}
    assert aligned(passage(SHELTER), *others[:2])[0] == set()


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


NEIGHBOURS = [
    ("en", "Drug trafficking: the proceeds of drug traffickers are confiscated, and police forces exchange information."),
    ("en", "Whoever engages in trafficking in firearms shall be punished by imprisonment of ten years; attempts are punishable."),
    ("en", "Wildlife trafficking is made a criminal offence; border controls are strengthened and rangers are trained."),
    ("en", "A person who smuggles migrants for gain commits an offence; carriers must check travel documents of passengers."),
    (
        "en",
        "Adoption: the best interests of the child prevail, consent of the parents is irrelevant where the child is abandoned.",
    ),
    ("es", "El tráfico ilícito de migrantes será penado con prisión de dos a diez años y el decomiso de los bienes."),
    ("fr", "Le trafic de stupéfiants est puni de dix ans d'emprisonnement et la confiscation des avoirs est prononcée."),
    ("de", "Wer mit Betäubungsmitteln handelt, wird mit Freiheitsstrafe bestraft; der Versuch ist strafbar."),
    ("nl", "Handel in verdovende middelen is strafbaar; de opbrengsten worden verbeurd verklaard."),
    ("pt", "O tráfico de drogas é punido com prisão; os bens são confiscados."),
    ("it", "Il traffico di armi è punito con la reclusione; i proventi sono confiscati."),
    ("ro", "Traficul de droguri se pedepsește cu închisoare; bunurile se confiscă."),
]


@pytest.mark.parametrize(("language", "text"), NEIGHBOURS)
def test_a_law_on_something_else_is_aligned_with_nothing(language, text):
    passages = [passage(text, n, Role.SECTION, language) for n in (1, 2, 3, 4)]
    assert aligned(*passages, title="") == [set()] * 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12 45 3.7 2,019 18 18 years 4 100 000 5 5 5"),
        ("el", "Τα θύματα της εμπορίας ανθρώπων λαμβάνουν αποζημίωση."),
        ("en", "\ufffd\ufffd\u200b ... ;;; ((( ..5"),
        ("zh", "。。。；；"),
    ],
)
def test_numbers_and_languages_without_cues_are_aligned_with_nothing(language, text):
    assert aligned(passage(text, language=language), title="Trafficking in persons") == [set()]


def test_a_law_quoted_in_a_resolution_on_other_matters_counts_only_where_it_names_trafficking():
    text = (
        "Takes note of the decree, which reads: “Article 3. Whoever attempts the offence is punished. Carriers check travel "
        "documents.”, and of the report on the budget;"
    )
    assert aligned(passage(text), passage("Decides to adopt the budget;", 2), title="Programme budget") == [set(), set()]


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "de",
            "Menschenhandel",
            "Die Opfer erhalten Entschädigung und eine Aufenthaltserlaubnis.",
            {"6-6-compensation", "7-residence"},
        ),
        ("de", "Menschenhandel", "DIE OPFER ERHALTEN ENTSCHADIGUNG", {"6-6-compensation"}),
        (
            "nl",
            "Mensenhandel",
            "Slachtoffers krijgen schadevergoeding en rechtsbijstand.",
            {"6-6-compensation", "6-2-information"},
        ),
        ("pt", "Tráfico de pessoas", "As vítimas recebem indenização e abrigo seguro.", {"6-6-compensation", "6-3-recovery"}),
        (
            "it",
            "Tratta di esseri umani",
            "Le vittime ottengono un risarcimento e il permesso di soggiorno.",
            {"6-6-compensation", "7-residence"},
        ),
        (
            "ro",
            "Traficul de persoane",
            "Victimele primesc despăgubiri; tentativa se pedepsește.",
            {"6-6-compensation", "5-2a-attempt"},
        ),
    ],
)
def test_languages_that_the_model_does_not_know_are_decided_by_cues_alone_and_say_so(language, title, text, expected):
    (found,) = extract([passage(text, language=language)], title=title, embed=by_letters)
    assert expected <= {a.provision for a in found.alignments}
    assert not any(a.by_meaning for a in found.alignments)
