"""Statutes in several countries' print, and the property that no printed word is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Completeness, Role
from pipelines.reading import read


def passages(text, name="XAA/law.md"):
    return {p.address.split("#")[1]: p for p in read(text.encode(), name).passages}


LONG = "and shall hold it for as long as the keeper of the tower requires, whatever the weather or the hour may be"

SHAPES = [
    # text, eid, number, heading, start of the text
    ("##### Artículo 1\n\n(Objeto).- La presente ley regula los faros.\n", "art_1", "1", "Objeto", "La presente"),
    ("**ARTICULO 7º**— El farero rinde cuentas.\n", "art_7", "7", None, "El farero"),
    ("##### Article 225-4-1\n\nLe gardien est tenu d'allumer le phare.\n", "art_225-4-1", "225-4-1", None, "Le gardien"),
    ("#### § 12a Leuchtfeuer\n\n(1) Das Feuer brennt bei Nacht.\n", "sec_12a", "12a", "Leuchtfeuer", "(1) Das Feuer"),
    ("#### Articolul 9: Farul\n1. Farul se aprinde la apus.\n", "art_9", "9", "Farul", "1. Farul"),
    ("### Art. 3 bis.\n\nIl faro è acceso al tramonto.\n", "art_3-bis", "3 bis", None, "Il faro"),
    ("第十二条 灯塔管理人应当在日落时点亮灯塔。\n", "art_第十二条", "第十二条", None, "灯塔管理人"),
    ("##### 제3조 (등대)\n\n등대지기는 해가 지면 불을 켠다.\n", "art_제3조", "제3조", "등대", "등대지기"),
    ("**Чл. 5.** Пазачът запалва фара при залез.\n", "art_5", "5", None, "Пазачът"),
    ("##### 1 a §\n\nFyren tänds vid solnedgången varje dag.\n", "sec_1-a", "1 a", None, "Fyren"),
    ("4. Lighting of towers.—(1) A keeper lights the tower at dusk.\n", "sec_4", "4", "Lighting of towers", "(1) A keeper"),
    ("566.206.  Failure to light — penalty. — 1.  A keeper commits an offence.\n", "sec_566.206", "566.206", None, ""),
]


@pytest.mark.parametrize(("text", "eid", "number", "heading", "start"), SHAPES, ids=[shape[1] for shape in SHAPES])
def test_units_as_countries_print_them(text, eid, number, heading, start):
    found = passages(text)
    assert eid in found
    assert found[eid].number == number
    assert heading is None or found[eid].heading == heading
    assert found[eid].text.startswith(start)


NESTED = f"""
## CHAPTER II

### Keepers

##### 5. Duties

(1) A keeper shall—

(a) light the tower at dusk {LONG};

(b) keep a log in which are written—

(i) the hours of light {LONG},

(ii) the ships seen {LONG};

(c) answer signals {LONG};

and shall do so without delay.

(2) A keeper who fails to comply with subsection (1) commits an offence.
"""


def test_items_nest_by_how_they_count_and_long_ones_are_passages():
    found = passages(NESTED)
    assert found["sec_5__subsec_1"].path == ("CHAPTER II Keepers",)
    assert found["sec_5__subsec_1"].text.endswith("and shall do so without delay.")
    assert found["sec_5__subsec_1"].level == 1
    assert found["sec_5__subsec_2"].number == "5(2)"
    longer = passages(NESTED.replace("answer signals", "answer signals " + LONG * 9))
    assert longer["sec_5__subsec_1__para_b"].number == "5(1)(b)"
    assert "(ii) the ships seen" in longer["sec_5__subsec_1__para_b"].text


def test_blank_articles_make_a_gutted_copy_and_repealed_ones_do_not():
    duty = "rinde cuentas de la luz y del aceite que gasta al capitán del puerto cada semana"
    whole = "".join(f"##### Artículo {n}\n\nEl farero número {n} {duty}.\n\n" for n in range(1, 9))
    blank = "".join(f"##### Artículo {n}\n\n(*)\n\n" for n in range(9, 13))
    repealed = "".join(f"##### Artículo {n}\n\nDerogado.\n\n" for n in range(9, 13))
    assert read((whole + blank).encode(), "XBB/ley.md").completeness is Completeness.GUTTED
    law = read((whole + repealed).encode(), "XBB/ley.md")
    assert law.completeness is Completeness.FULL
    assert [p.in_force for p in law.passages].count(False) == 4


def test_amendment_marks_and_notes_on_history_are_no_text():
    text = (
        "##### 1. Lamps\n\nA lamp is F3[lit at dusk and] put out at dawn, unless the keeper is ill.\n\n"
        "##### Artículo 2\n\nLa lámpara se apaga al alba.\n\n*(Artículo sustituido por art. 4° de la Ley N° 900)*\n"
    )
    law = read(text.encode(), "XBB/ley.md")
    assert "A lamp is lit at dusk and put out at dawn" in law.text
    assert "sustituido" not in law.text
    assert ["sustituido" in note.text for note in law.footnotes] == [True]


def test_a_second_text_after_the_closing_formula_has_its_own_addresses():
    law = (
        "Artículo 1.- Apruébase el Convenio de Faros.\n\nArtículo 2.- Comuníquese al Poder Ejecutivo.\n\n"
        "DADA EN LA SALA DE SESIONES, a un día de agosto.\n\n"
        "Artículo 1\n\nLos faros se encienden al anochecer en todo el litoral.\n\n"
        "Artículo 2\n\nLos fareros llevan un libro de guardia.\n"
    )
    found = passages(law)
    assert found["art_1"].text.startswith("Apruébase")
    assert found["annex_1__art_1"].text.startswith("Los faros")


def test_schedules_are_annexes():
    section = "##### 1. Fees\n\nThe fees are those of the Schedule."
    found = passages(f"{section}\n\n## SCHEDULE\n\n1. Small boats pay two crowns.\n\n2. Ships pay nine.\n")
    assert found["annex_1"].role is Role.ANNEX


WORD = st.text(alphabet="abcdefghjklmnopqrstuwyzáéñü", min_size=2, max_size=9)
SENTENCE = st.lists(WORD, min_size=2, max_size=14).map(lambda words: " ".join(words).capitalize())
ITEMS = st.lists(SENTENCE, max_size=5)


@st.composite
def laws(draw):
    """A law in Markdown: articles with paragraphs, lists with an introduction and a closing text, some in chapters."""
    lines = []
    for number in range(1, draw(st.integers(2, 6))):
        if draw(st.booleans()):
            lines.append(f"## CHAPTER {'I' * number}")
        lines.append(f"##### Article {number}")
        lines += [f"({count}) {text}." for count, text in enumerate(draw(ITEMS), 1)]
        lines.append(f"{draw(SENTENCE)}:")
        lines += [f"({letter}) {text};" for letter, text in zip("abcde", draw(ITEMS), strict=False)]
        lines.append(f"{draw(SENTENCE)}.")
    return "\n\n".join(lines)


def tokens(text):
    return Counter(re.findall(r"\w+", text))


@settings(max_examples=60, deadline=None)
@given(laws())
def test_no_printed_word_is_lost_and_every_address_is_used_once(law):
    document = read(law.encode(), "XAA/law.md")
    kept = Counter()
    for passage in document.passages:
        kept += tokens(passage.text)
    paths = {label for passage in document.passages for label in passage.path}
    kept += tokens(" ".join(sorted(paths)))
    numbers = tokens(" ".join(re.findall(r"^#+ (.*)$", law, re.M)))
    assert not tokens(law) - kept - numbers
    assert len({p.address for p in document.passages}) == len(document.passages)
