"""Word patterns: stems, alternatives, gaps, what may be missing."""

import pytest

from extractors.matching import Matcher, clauses, parse


@pytest.mark.parametrize(
    ("pattern", "text", "quoted"),
    [
        ("victim*", "Two Victims were heard.", "Victims"),
        ("victim", "Two victims were heard.", None),  # a whole word is no stem
        ("(shelter|safe_house)", "a safe house by the river", "safe house"),
        ("(safe_house)", "safe-house keys", "safe-house"),  # punctuation joins as a blank does
        ("protect* ..3 privacy", "to protect their dignity and privacy", "protect their dignity and privacy"),
        ("protect* ..2 privacy", "to protect their dignity and their privacy", None),
        ("victim of (the)? crime", "a victim of crime", "victim of crime"),
        ("interes superior", "el interés superior", "interés superior"),  # accents are nothing on either side
        ("entschädig*", "ENTSCHADIGUNG der Opfer", "ENTSCHADIGUNG"),
        ("贩卖 ..6 儿童", "不得贩卖妇女、儿童。", "贩卖妇女、儿童"),
        ("인신매매*", "인신매매의 피해자", "인신매매의"),
        ("인신*", "이민자", None),  # one syllable is not another that begins with the same consonant
        ("interés superior", "El INTERÉS  superior del niño", "INTERÉS  superior"),
    ],
)
def test_patterns(pattern: str, text: str, quoted: str | None) -> None:
    found = Matcher({"x": [pattern]}).find(text)
    assert [text[f.start : f.end] for f in found] == ([quoted] if quoted else [])


@pytest.mark.parametrize("pattern", ["", "... victim", "victim (of)?", "(two words|one) victim"])
def test_patterns_that_could_begin_or_end_anywhere_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse(pattern)


def test_a_long_text_without_the_last_word_ends_soon() -> None:
    """Gaps nest; each is tried at most eight words far, so that time grows with the text and not with its square."""
    text = "child " * 20_000
    assert Matcher({"x": ["child ... child ... child ... never"]}).find(text[: 6 * 400]) == []


def test_clauses_end_with_sentences_lines_and_items() -> None:
    text = "(a) Shelter for victims; (b) training. Art. 5 of No. 3 applies\nElsewhere"
    assert [" ".join(word.text for word in clause) for clause in clauses(text)] == [
        "a shelter for victims",
        "b training",
        "art 5 of no 3 applies",
        "elsewhere",
    ]
