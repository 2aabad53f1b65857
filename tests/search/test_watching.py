"""Held, known and not held, or unknown: said of all 193 members."""

import re

import pytest
from invented import document, extracts, snapshot

from models.document import Completeness, Role
from models.watch import Known, KnownLaw, Origin, watch_list
from search.catalogue import Catalogue
from search.watching import watched


def known(**fields: object) -> KnownLaw:
    given = {"jurisdiction": "tuv", "title": "Counter-Trafficking Act", "year": 2040}
    return KnownLaw.model_validate({**given, "origin": Origin.CITED, "as_of": "2026-11-27", **fields}, strict=False)


@pytest.mark.parametrize(
    ("law", "held"),
    [
        (known(), Known.HELD),
        (known(title="The Other Trafficking Act"), Known.NOT_HELD),
        (known(title="Another Act", number="Act 1.234 of 2040"), Known.HELD),
        (known(title="Another Act", number="Act 123 of 2040"), Known.NOT_HELD),
        (known(title="Another Act", work="tuv/act/2040/1234"), Known.HELD),
        (known(work="tuv/act/2041/1"), Known.NOT_HELD),
    ],
)
def test_a_law_is_held_by_its_work_number_or_title(catalogue: Catalogue, law: KnownLaw, held: Known) -> None:
    of = snapshot("law")
    about = {"title": "Tuvalu Counter-Trafficking Act 2040", "symbol": "1234 2040", "completeness": Completeness.EXTRACT}
    text = [("sec_1", Role.SECTION, "1", "This Act comes into force at once.")]
    read = document(text, of, work="tuv/act/2040/1234", **about)
    catalogue.save(of, read, extracts(read))
    states = {one.jurisdiction: one for one in watched(catalogue, [law])}
    assert len(states) == 193
    assert states["tuv"].known is held
    assert not states["tuv"].whole
    assert states["fji"].known is Known.UNKNOWN


def test_the_list_is_in_order_and_every_line_says_where_it_comes_from() -> None:
    listed = watch_list()
    keys = [(law.jurisdiction, law.year, law.title) for law in listed]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", law.as_of) for law in listed)
