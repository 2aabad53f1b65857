"""The XML dialects of national law: written for these tests, and as publishers really send them."""

from datetime import date
from pathlib import Path

import pytest

from models.document import Completeness, Role
from pipelines.formats import lawxml
from pipelines.layout import Unreadable
from pipelines.reading import read

LAWS = Path(__file__).parent / "laws"
"""Small laws of no State, written for these tests in the publishers' XML."""


def law(name):
    return (LAWS / f"{name}.xml").read_bytes()


def document(name):
    return read(law(name), f"{name}.xml")


def passages(name):
    return {p.address.split("#")[1]: p for p in document(name).passages}


def test_uk_sections_nest_as_they_are_marked_and_inserted_sections_are_quoted():
    act = document("uk")
    assert (act.work, act.title, act.adopted, act.completeness) == (
        "gbr/ukpga/2041/9",
        "Lantern Guilds Act 2041",
        date(2041, 3, 4),
        Completeness.FULL,
    )
    found = {p.address.split("#")[1]: p for p in act.passages}
    assert list(found)[:3] == ["sec_1__subsec_1", "sec_1__subsec_2", "sec_1__subsec_3"]
    assert found["sec_1__subsec_2"].text.split("\n")[1].startswith("(a) the fees")
    assert found["sec_1__subsec_3"].text.endswith("“Stalls\n4A No stall shall be lit by night.”.")
    assert (found["sec_1__subsec_1"].heading, found["sec_1__subsec_1"].path) == ("Registers", ("Part 1 Guilds",))
    assert found["sec_2"].in_force is False
    assert found["sec_1__subsec_1"].in_force is None
    assert {eid for eid, p in found.items() if p.role is Role.DEFINITION} == {"sec_3", "sec_3__def_guild", "sec_3__def_maker"}
    assert found["sec_3__def_maker"].text.endswith("(a) makes, or\n(b) mends, lanterns that others bring to the hall.")
    assert found["annex_1__para_1"].number == "1"
    assert [(note.mark, note.address.split("#")[1]) for note in act.footnotes] == [("I1", "sec_1__subsec_1")]


def test_united_states_nesting_keeps_the_names_of_its_levels():
    found = passages("uslm")
    assert document("uslm").work == "usa/pl/177/12"
    assert found["sec_3__subsec_b"].in_force is False
    assert "sec_3__subsec_c__para_1" in found
    assert found["sec_3__subsec_c__para_1"].number == "3(c)(1)"
    assert found["sec_3__subsec_a"].text.split("\n")[-1] == "(B) is lit."
    assert [note.mark for note in document("uslm").footnotes] == ["note"]


def test_of_several_wordings_the_one_in_force_on_the_day_is_the_text():
    layout = lawxml.layout(law("spain"), date(2035, 6, 1))
    text = [block.text for block in layout.blocks]
    assert "Esta ley regula los faroles." in text
    assert not any("aceite" in line or "luces" in line for line in text)
    assert [block.number for block in layout.blocks if block.element == "article"] == ["1", "2 bis"]
    assert [block.in_force for block in layout.blocks if block.text.startswith("1. Se pagará")] == [False]
    assert [note.text for note in layout.footnotes] == ["Se modifica por la Ley 9/2030."]
    assert any("several wordings" in warning for warning in layout.warnings)


NATIONAL = [
    # file, work, title, eid, its lines, (eids not in force)
    (
        *("netherlands", "nld/BWBR0099999", "Lantaarnwet", "art_1a"),
        ("1 Een lantaarn is een lamp:", "a. van olie; of", "b. van gas.", "2 Vervallen"),
        {"art_2"},
    ),
    (
        *("denmark", "dnk/lta/2030/88", "Lov om lygter", "sec_9-a"),
        ("Lygter tændes om natten.", "Stk. 2. Reglen gælder ikke", "1) om søndagen,"),
        set(),
    ),
    (
        *("norway", "nor/lov/2030-04-05-6", "Lov om lykter", "sec_1-2"),
        ("(1) Lykter skal ha", "a. olje, og", "b. veke."),
        set(),
    ),
    ("estonia", "est/130012030001", "Laternate seadus", "sec_3-1", ("(1) Laternad kustutatakse.",), set()),
    (
        *("germany", "deu/laternengesetz", "Laternengesetz", "sec_1a"),
        ("(1) Eine Laterne ist", "1. mit Öl,", "a) rein,", "2. mit Docht", "zu versehen.", "(2) Das gilt auch am Tag."),
        {"sec_2"},
    ),
    (
        *("chile", "chl/norma/77", "FAROLES", "art_1"),
        ("Cada farol tendrá una mecha de algodón.", "Sin ella no arderá."),
        {"art_1-transitorio"},
    ),
]


@pytest.mark.parametrize(("file", "work", "title", "eid", "lines", "gone"), NATIONAL, ids=[case[0] for case in NATIONAL])
def test_each_dialect_gives_its_numbers_lists_and_force(file, work, title, eid, lines, gone):
    read_law = document(file)
    found = {p.address.split("#")[1]: p for p in read_law.passages}
    assert (read_law.work, read_law.title) == (work, title)
    assert tuple(found[eid].text.split("\n")) == lines
    assert {eid for eid, p in found.items() if p.in_force is False} == gone


REAL = [
    # file, work, title, an address with words of its passage, passages not in force
    (
        "uk/ukpga_1998_42_data.xml",
        "gbr/ukpga/1998/42",
        "Human Rights Act 1998",
        "sec_6__subsec_3",
        "“public authority” includes",
        0,
    ),
    ("uk/asp_2021_11_data.xml", "gbr/asp/2021/11", "Pre-release Access", "sec_1__subsec_2", "“(5A) Subsections (2) to (5)", 0),
    ("uk/nia_2022_2_data.xml", "gbr/nia/2022/2", "Horse Racing", "sec_5__subsec_3", "(a) the expenditure of", 0),
    ("us/plaw_small.xml", "usa/pl/119/1", "Laken Riley Act", "sec_3__subsec_e", "is amended", 0),
    ("us/usc01@118-158.xml", "usa/usc/1", "United States Code, Title 1", "sec_112b__subsec_b__para_3__subpara_a", "", 0),
    ("us/comps_small.xml", "usa/sComp/95/563", "CONTRACT DISPUTES ACT", "sec_14", "* * *", 0),
    ("es/boe_texto_constitucion_excerpt.xml", "esp/BOE-A-1978-31229", "", "art_49__para_1", "personas con discapacidad", 0),
    ("nl/bwb_rijkswet.xml", "nld/BWBR0001823", "Wet instelling van de Orde", "art_7__para_2", "Nassaus blauw", 4),
    ("nl/bwb_oude-beschikking.xml", "nld/BWBR0002023", "Beschikking", "art_enig__para_3", "", 0),
    ("nl/bwb_circulaire.xml", "nld/BWBR0007059", "Integriteit", "sec_iii__subsec_1", "a. bepaling", 0),
    ("de/gii_gg_excerpt.xml", None, "Grundgesetz", "art_20__para_4", "Widerstand", 0),
    ("de/neuris_bgbl-1_2025_145_regelungstext.xml", "deu/bgbl-1/2025/145", "Verordnung", "art_18__para_2", "", 0),
    ("cl/obtxml_1138479.xml", "chl/norma/1138479", "TRANSFORMACIÓN", "art_séptimo", "decreto supremo", 0),
    ("cl/obtxml_derogado.xml", "chl/norma/6917", "MODIFICA", "art_único", "468", 1),
    ("ch/eli_cc_2026_51_20260301_de.xml", "che/cc/2026/51", "Verordnung", "art_5__para_2", "a. im Zusammenhang", 1),
    ("lu/legilux_regulation.xml", None, "Règlement grand-ducal du 2 avril 2026", "art_1er", "signaux colorés", 0),
    ("fi/finlex_regulation_akn.xml", "fin/act/statute-consolidated/2025/51", "Valtioneuvoston", "sec_4", "", 0),
    ("ie/eli_2015_act_29_enacted.xml", "irl/act/2015/29", "Environment", "sec_3__def_appointed-day", "“appointed day” has", 0),
    ("ca/F-10.6_eng.xml", "can/F-10.6", "Fighting Against", "sec_2__def_child-labour", "means labour", 0),
    ("ca/CRC_c.100_eng.xml", None, "Ottawa International", "sec_2", "[Repealed", 7),
    ("uk/html_uk-nationality-borders-act-2022-pt5.html", "gbr/ukpga/2022/36", "Nationality", "sec_58__subsec_1", "", None),
]


@pytest.mark.corpus
@pytest.mark.parametrize(("file", "work", "title", "eid", "words", "gone"), REAL, ids=[case[0] for case in REAL])
def test_what_publishers_send_is_read_by_its_own_structure(shared, file, work, title, eid, words, gone):
    path = shared / "sites" / file
    read_law = read(path.read_bytes(), str(path))
    assert work is None or read_law.work == work
    assert read_law.title.startswith(title)
    passage = next(p for p in read_law.passages if p.address.endswith(f"#{eid}"))
    assert words in passage.text
    assert gone is None or sum(p.in_force is False for p in read_law.passages) == gone


def test_a_law_whose_publisher_calls_it_historic_is_not_in_force():
    assert document("denmark").in_force is False


def test_mojibake_that_a_publisher_stored_is_undone_and_reported():
    broken = law("netherlands").decode().replace("van gas", "van gas Ã©n olie")
    act = read(broken.encode(), "law.xml")
    assert "van gas én olie" in act.text
    assert any("mojibake undone" in warning for warning in act.warnings)


BOMB = "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefgh", "bcdefghi", strict=True))

BAD = [
    ("entities", f'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{BOMB}]><akomaNtoso>&i;</akomaNtoso>'),
    ("another file", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><act><p>&x;</p></act></akomaNtoso>'),
    ("deep", "<akomaNtoso>" + "<p>" * 100_000),
    ("deep and whole", "<akomaNtoso>" + "<p>" * 200 + "</p>" * 200 + "</akomaNtoso>"),
    ("cut short", law("uk").decode()[:2000]),
    ("another root", "<rss/>"),
]


@pytest.mark.parametrize("text", [case[1] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_xml_is_refused_with_a_reason(text):
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), "law.xml")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250
    assert "root:" not in str(caught.value)
