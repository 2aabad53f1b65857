"""A hyphen at a line's end is kept where the word has one and undone where the break made it."""

from pathlib import Path

import pytest

from pipelines.formats.hyphens import mended
from pipelines.formats.text import blocks
from pipelines.reading import read

B = "\x02"
PLAIN = "The harbour keeps its boats in order, and the ferrymen keep the harbour in order as they have always done. " * 4
HYPHENATED = f"The fer{B}ries of the har{B}bour lie idle, and no ferries leave the harbour. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PLAIN}tide{B}sensitive", "tide-sensitive"),  # a text without hyphenation: the hyphen is the word's
        (f"{PLAIN}tide-sensitive and once more tide{B}sensitive", "more tide-sensitive"),
        (f"{HYPHENATED}The ferry{B}men rest", "The ferrymen rest"),  # a text with it: the break made it
        (f"{HYPHENATED}The long-range and long{B}range boats", "and long-range boats"),  # … but the text knows the word
        (f"{HYPHENATED}The Harbour{B}Master and self{B}help", "The Harbour-Master and self-help"),
        (f"{HYPHENATED}HARBOUR MAS{B}TER", "HARBOUR MASTER"),
        (f"{HYPHENATED}unre{B}port{B}ed boats", "unreported boats"),  # broken twice
        (f"{HYPHENATED}short{B}and long-range boats", "short- and long-range"),
        ("information -sharing by ferrymen", "information-sharing"),
        ("harbour -and ferry-related", "harbour- and ferry-related"),
        ("tide-related rules, and tide- related boats", "tide-related boats"),
        ("los barcos -incluidos los nuevos- deben", "barcos -incluidos los nuevos- deben"),  # dashes
    ],
)
def test_hyphens(text: str, expected: str) -> None:
    [whole] = mended([text], blanks=True)
    assert expected in whole
    assert B not in whole


def test_a_megabyte_without_a_blank_takes_no_longer_than_one_with() -> None:
    assert len(mended(["x" * 1_000_000 + B])[0]) == 1_000_001


def test_a_wrapped_text_file() -> None:
    lines = "The ferry-\ning of goods is free on a long-\nrange ferry, and every long-range boat is one."
    assert blocks(lines)[0].text == "The ferrying of goods is free on a long-range ferry, and every long-range boat is one."


@pytest.mark.corpus
@pytest.mark.parametrize("words", ["age-sensitive", "Secretary-General"])
def test_the_corpus_has_the_words_with_their_hyphens(corpus: Path, words: str) -> None:
    text = read((corpus / "un/pdf/A_RES_78_228.pdf").read_bytes(), "A_RES_78_228.pdf").text
    assert words in text
    assert words.replace("-", "") not in text
