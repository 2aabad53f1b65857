"""From bytes to a document: what is read, what is refused, and what is said about it."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from models.document import Completeness, Form, Role
from pipelines.layout import Blocked, Unreadable
from pipelines.media import MAX_BYTES
from pipelines.reading import read

ACT = """---
title: "Lantern Workers Act 2019"
identifier: "XA-2019-act-7"
country: "xaa"
rank: "act"
publication_date: "2019-05-02"
status: "in_force"
---
# Lantern Workers Act 2019

## PART 1 — Preliminary

##### 1.. **Interpretation.**

**1**.— In this Act—

“guild” means a body of lantern makers;

“apprentice” means a person who—

(*a*) is under the age of 21 years, and

(*b*) learns the craft from a master;

##### 2.. **Duties of masters.**

**2**.— (1) A master shall keep a register of every apprentice that he or she takes in, and shall show it on request.

(2) A master who fails to keep the register commits an offence and is liable to a fine not exceeding 400 crowns or, where the
failure was wilful, to imprisonment for a term not exceeding six months, or to both.

(3) A court that sentences a master may order that the register be kept by the guild for a period which the order states.[^1]

##### 3.. **Repealed.**

[Repealed]

[^1]: Added by Act 9 of 2020.
"""


def document(text, name="XAA/act.md", **given):
    return read(text.encode(), name, **given)


def test_an_act_is_identified_by_its_front_matter():
    act = document(ACT)
    assert (act.work, act.language, act.jurisdiction, act.form) == ("xaa/act/2019/7", "en", "xaa", Form.STATUTE)
    assert (act.title, act.adopted, act.in_force, act.completeness) == (
        "Lantern Workers Act 2019",
        date(2019, 5, 2),
        True,
        Completeness.FULL,
    )
    assert [note.mark for note in act.footnotes] == ["1"]


def test_sections_definitions_and_subsections_have_printed_addresses():
    passages = {p.address.split("#")[1]: p for p in document(ACT).passages}
    defined = ["sec_1", "sec_1__def_guild", "sec_1__def_apprentice"]
    assert list(passages) == [*defined, "sec_2__subsec_1", "sec_2__subsec_2", "sec_2__subsec_3", "sec_3"]
    assert {passages[eid].role for eid in defined} == {Role.DEFINITION}
    second = passages["sec_2__subsec_2"]
    assert (second.number, second.heading, second.path, second.role) == (
        "2(2)",
        "Duties of masters",
        ("PART 1 — Preliminary",),
        Role.SECTION,
    )
    assert "where the failure was wilful" in second.text  # the line break of the source is none of the text
    assert passages["sec_3"].in_force is False
    assert "[^1]" not in passages["sec_2__subsec_3"].text


def zipped(**members):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


CONTENTS = """ARRANGEMENT OF SECTIONS

PART I
Preliminary
1. Short title
2. Interpretation
3. The Board
4. Powers
5. Offences
6. Fees
"""

REFUSED = [
    ("empty", b"", Unreadable, "empty"),
    ("blank", b" \n\n ", Unreadable, "empty"),
    ("binary", bytes(range(256)) * 40, Unreadable, "binary"),
    ("zip of something else", zipped(readme="x"), Unreadable, "without a Word document"),
    ("damaged zip", b"PK\x03\x04 and no more", Unreadable, "damaged"),
    ("invalid XML", b"<?xml version='1.0'?><akomaNtoso><act></akomaNtoso>", Unreadable, "not well-formed"),
    ("unknown XML", b"<?xml version='1.0'?><rss><channel/></rss>", Unreadable, "<rss>"),
    ("record without text", json.dumps({"title": "x", "date": "2020-01-01"}).encode(), Unreadable, "without a text"),
    ("contents page", CONTENTS.encode(), Unreadable, "only a table of contents"),
    ("challenge", b"<html><head><title>Just a moment...</title></head><body>Cloudflare " + b"x " * 200, Blocked, "Cloudflare"),
    ("refusal", b"<html><body><h1>Request Access</h1>Due to aggressive automated scraping " + b"y " * 200, Blocked, "gate"),
    (
        "shell",
        b"<!DOCTYPE html><html><head><title>App</title></head><body><div id=root></div></body></html>",
        Blocked,
        "characters",
    ),
]


@pytest.mark.parametrize(("content", "error", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_document_is_refused_in_one_sentence(content, error, words):
    with pytest.raises(error, match=words) as caught:
        read(content, "XAA/file.txt")
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)


def test_a_file_of_more_than_200_mb_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="at most 200 MB"):
        read(bytes(MAX_BYTES + 1), "XAA/huge.pdf")


def test_a_wrong_extension_is_reported_and_read():
    section = "<h3>1. Fees</h3><p>A fee is due for each boat that lies in the harbour overnight.</p>"
    page = f"<html><body><h1>Harbour Act</h1>{section * 4}"
    act = read(page.encode(), "XAA/harbour.pdf")
    assert any("named .pdf" in warning for warning in act.warnings)
    assert act.title == "Harbour Act"


def test_mojibake_is_undone_and_reported():
    text = "Article 1\n\nL’employeur délivre à l’apprenti un certificat dès que la période d’essai est terminée.\n"
    broken = text.encode().decode("cp1252", errors="ignore")
    act = document(f"{broken}\nArticle 2\n\nLa durée de l'essai est de deux mois.\n", name="XCC/loi.txt")
    assert any("mojibake" in warning for warning in act.warnings)
    assert "délivre" in act.text


def test_a_law_in_a_language_without_data_still_reads_by_its_numbers():
    text = "".join(
        f"{n} pants. Nosaukums {n}\n\n({1}) Persona, kura pārkāpj šā panta noteikumus, atbild saskaņā ar likumu.\n\n"
        for n in (1, 2)
    )
    law = document(text, name="LVA/likums.md")
    assert [p.number for p in law.passages] == ["1", "2"]
    assert law.language == "lv"


def test_no_jurisdiction_is_said_and_a_given_one_wins():
    text = "1. Fees\nA fee is due for each boat in the harbour.\n2. Times\nThe harbour opens at dawn and it closes at dusk.\n"
    assert any("jurisdiction" in warning for warning in document(text, name="x.txt").warnings)
    assert document(text, name="x.txt", jurisdiction="xbb").work.startswith("xbb/")


RECORD = {
    "_id": "XX-ACT-2020-3",
    "title": "Ferry Act, 2020",
    "url": "https://laws.example/akn/sl/act/2020/3/eng@2020-01-05",
    "text": "1. Interpretation\nIn this Act—\n“\nferry\n” means a boat that carries persons for\nhire\n;\n"
    "2. Licence\n(1)\nNo person shall run a\nferry\nwithout a licence.\n",
}


def test_a_record_gives_its_text_with_the_lines_of_links_joined():
    act = read(json.dumps(RECORD).encode(), "act.json")
    assert act.work == "sle/act/2020/3"
    assert "“ferry” means a boat that carries persons for hire;" in act.text
    assert "(1) No person shall run a ferry without a licence." in act.text


AKN = """<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification>
<FRBRWork><FRBRuri value="/akn/za/act/2021/4"/><FRBRdate date="2021-06-01"/><FRBRcountry value="za"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<preface><longTitle><p>An Act to license <docTitle>Ferries</docTitle></p></longTitle></preface><body>
<chapter eId="chp_1"><num>Chapter 1</num><heading>General</heading>
<section eId="sec_1"><num>1.</num><heading>Licence</heading>
<subsection eId="sec_1__subsec_1"><num>(1)</num><content><p>No person shall run a ferry without a
licence<authorialNote marker="1"><p>See the regulations.</p></authorialNote>.</p></content></subsection>
<subsection eId="sec_1__subsec_2"><num>(2)</num><intro><p>A licence is refused to a person who—</p></intro>
<paragraph eId="x"><num>(a)</num><content><p>has no boat; or</p></content></paragraph>
<paragraph eId="y"><num>(b)</num><content><p>cannot swim.</p></content></paragraph></subsection></section></chapter>
</body></act></akomaNtoso>"""


def test_akoma_ntoso_keeps_its_numbers_headings_and_notes():
    act = read(AKN.encode(), "act.xml")
    assert (act.work, act.language, act.adopted) == ("zaf/act/2021/4", "en", date(2021, 6, 1))
    section = next(p for p in act.passages if p.number == "1")
    assert (section.heading, section.path) == ("Licence", ("Chapter 1 General",))
    assert section.text.endswith("(2) A licence is refused to a person who—\n(a) has no boat; or\n(b) cannot swim.")
    assert [(note.mark, note.text) for note in act.footnotes] == [("1", "See the regulations.")]
