"""Wordings side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.precedent import ChangeKind, Sameness
from search.wordings.wording import diff, likeness, sameness

_ASKS = (
    "Calls upon Member States to train border officials in the early identification of victims of trafficking, "
    "to house them apart from offenders, and to share what they learn with neighbouring States"
)
_GROWN = _ASKS + ", and to report on these measures to the Conference of the Parties at its next session"
_EDITED = _ASKS.replace("Calls upon", "Urges").replace("house them", "house victims of any age").replace("early ", "prompt ")
_SHARED_TURNS = (
    "Calls upon Member States to train prosecutors in the financial investigation of corruption and of the "
    "trafficking of arms, to seize what was gained, and to share evidence with other States"
)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (_ASKS.upper().replace(",", " –"), Sameness.EXACT),
        (_EDITED, Sameness.NEAR),
        (_GROWN, Sameness.NEAR),
        (_GROWN * 3, None),
        (_SHARED_TURNS, None),
        ("12.", None),
    ],
)
def test_paragraphs_are_told_apart_from_turns_of_phrase(other: str, expected: Sameness | None) -> None:
    assert sameness(_ASKS, other) is expected
    assert sameness(other, _ASKS) is expected


def test_accents_and_apostrophes_of_print_do_not_count() -> None:
    assert likeness("l’État reconnaît la traite", "l'Etat reconnait LA traite;") == 1


def test_a_replaced_part_is_removed_and_added_whole() -> None:
    old, new = "to consider steps, as appropriate, by 2028;", "to take the steps set out below by 2027;"
    pieces = [(change.kind.value, change.text) for change in diff(old, new)]
    assert ("kept", " by ") in pieces or any(text.endswith(" by ") for kind, text in pieces if kind == "kept")
    assert ("removed", "2028") in pieces
    assert ("added", "2027") in pieces


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_diff_gives_back_both_texts(old: str, new: str) -> None:
    changes = diff(old, new)
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.ADDED) == old
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.REMOVED) == new
