"""Who is bound by which treaty: the shipped lists, and newer ones beside them."""

from pathlib import Path

import pytest

from models.ratification import COLUMNS, Status, held, origins, shipped, status, treaties, treaty, write
from models.states import Membership, in_region, regions, states


def test_every_row_is_about_a_state_and_says_where_it_comes_from() -> None:
    for id, rows in shipped().items():
        for code, row in rows.items():
            assert code in states(), (id, code)
            assert row.origin in origins(), (id, code)
            assert row.as_of, (id, code)
            assert row.date is None or row.status is Status.PARTY, (id, code)


def test_an_old_list_does_not_say_who_is_no_party_today() -> None:
    for id, rows in shipped().items():
        for row in rows.values():
            if row.status in (Status.NOT_PARTY, Status.SIGNATORY):
                assert row.as_of is not None
                assert row.as_of >= "2022", (id, row.jurisdiction)


KNOWN = [
    ("irl", "palermo", Status.PARTY, "2010-06-17"),
    ("eu", "palermo", Status.PARTY, "2006-09-06"),
    ("uga", "palermo", Status.SIGNATORY, None),
    ("jpn", "palermo", Status.UNKNOWN, None),  # signed in 2002; newer lists are not held
    ("usa", "cedaw", Status.SIGNATORY, None),
    ("isr", "cets197", Status.PARTY, None),
    ("che", "c105", Status.UNKNOWN, None),
    ("xaa", "palermo", Status.UNKNOWN, None),
]


@pytest.mark.parametrize(("state", "id", "expected", "date"), KNOWN)
def test_status(state: str, id: str, expected: Status, date: str | None) -> None:
    one = status(state, id)
    assert (one.status, one.date) == (expected, date)


@pytest.mark.parametrize(
    ("written", "id"), [("XVIII-12-a", "palermo"), ("ILO C029", "c029"), ("cets no. 197", "cets197"), ("CEDAW", "cedaw")]
)
def test_a_treaty_by_its_names(written: str, id: str) -> None:
    found = treaty(written)
    assert found
    assert found.id == id
    assert treaty("Treaty of Nowhere") is None


def test_a_newer_list_goes_before_the_shipped_one(tmp_path: Path) -> None:
    one = status("jpn", "palermo").model_copy(update={"status": Status.PARTY, "date": "2017-07-11", "origin": "untc", "note": ""})
    write([one], tmp_path / "palermo.csv")
    lists = held(tmp_path)
    assert status("jpn", "palermo", lists) == one
    assert lists["cedaw"] == shipped()["cedaw"]


def test_a_list_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "palermo.csv").write_text("state,party\nirl,yes\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"palermo\.csv: expected the columns jurisdiction"):
        held(tmp_path)
    (tmp_path / "palermo.csv").write_text(",".join(COLUMNS) + "\nirl,member,,,,,,,,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"palermo\.csv, line 2: status"):
        held(tmp_path)


def test_the_states() -> None:
    members = [one for one in states().values() if one.membership is Membership.MEMBER]
    assert len(members) == 193
    assert len(states()) == 196
    assert in_region("sle", "Africa")
    assert in_region("sle", "african")
    assert in_region("arg", "GRULAC")
    assert not in_region("un", "africa")
    assert "asia-pacific" in regions()
    assert next(iter(treaties())) == "palermo"
