"""Drafts laid end to end: addresses are unique, offsets cut the text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from models.document import Document, Form, Role
from pipelines.passages import Draft, eid_part, lay

EIDS = st.sampled_from(["sec_1", "sec_1__2", "sec_1__3", "art_2", "art_2__para_a", "pp 1"])


@given(st.lists(st.tuples(EIDS, st.text(max_size=20)), max_size=12))
def test_addresses_are_unique_and_texts_are_cut_from_the_document(drafts):
    passages = lay("xaa/act/2020/1", "en", [Draft(eid=eid, role=Role.SECTION, text=text) for eid, text in drafts])
    document = Document(  # its own validators check addresses and offsets
        work="xaa/act/2020/1", language="en", title="An Act", jurisdiction="xaa", form=Form.STATUTE, digest="0", passages=passages
    )
    assert [document.text[p.start : p.end] for p in passages] == [text.strip() for _, text in drafts if text.strip()]
    assert all(re.fullmatch(r"\S+", p.address) for p in passages)


def test_a_repeated_eid_gets_the_first_free_suffix():
    passages = lay("xaa/a", "en", [Draft(eid="sec_3", role=Role.SECTION, text=str(n)) for n in range(3)])
    assert [p.address.split("#")[1] for p in passages] == ["sec_3", "sec_3__2", "sec_3__3"]


def test_printed_numbers_become_parts_of_eids():
    printed = ["4(b)", "12 bis.", "L425-1", "225-4-1", "1º"]
    assert [eid_part(number) for number in printed] == ["4-b", "12-bis", "l425-1", "225-4-1", "1º"]
