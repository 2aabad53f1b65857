"""Treaties and directives: preambles, articles, bilingual prints."""

from datetime import date

from models.document import Form, Role
from pipelines.reading import read

ENGLISH = """
####Convention concerning the work of keepers of lighthouses

The General Conference of the International Labour Organisation, Having been convened at Port Aster, and Considering that
keepers work at night; adopts this second day of May of the year one thousand nine hundred and fifty-one the following
Convention, which may be cited as the Lighthouse Keepers Convention, 1951:

### Article  1

####Definitions

1.  For the purposes of this Convention the term "keeper" means any person who tends a light for pay.

2.  The competent authority may exclude:

(a)persons who tend a light without pay;

(b)members of the family of a keeper.

### Article  2

Each Member shall ensure that a keeper has one night of rest in seven.
"""

DUTCH = """
####Verdrag betreffende de arbeid van vuurtorenwachters

De Algemene Conferentie van de Internationale Arbeidsorganisatie, bijeengeroepen te Port Aster, en overwegende dat wachters
des nachts werken, neemt heden het volgende Verdrag aan, dat kan worden aangehaald als het Verdrag vuurtorenwachters, 1951:

### Artikel  1

1.  Voor de toepassing van dit Verdrag betekent de uitdrukking "wachter" een ieder die tegen betaling een licht verzorgt.

2.  De bevoegde autoriteit kan personen uitsluiten die een licht verzorgen zonder daarvoor enige betaling te ontvangen.

### Artikel  2

Ieder Lid draagt er zorg voor dat een wachter in iedere zeven nachten ten minste een nacht rust geniet.

### Artikel  3

Dit Verdrag treedt in werking twaalf maanden nadat de bekrachtigingen van twee Leden zijn geregistreerd.
"""


def test_of_a_bilingual_print_the_english_is_read_and_the_rest_reported():
    treaty = read((ENGLISH + DUTCH).encode(), "treaties/wachters.md")
    assert (treaty.language, treaty.form, treaty.body, treaty.adopted) == ("en", Form.CONVENTION, "ilo", date(1951, 5, 2))
    assert treaty.title == "Lighthouse Keepers Convention, 1951"
    assert not any(word in treaty.text for word in ("Verdrag", "wachter", "Lid"))
    assert any("nl" in warning and "left out" in warning for warning in treaty.warnings)


def test_preamble_clauses_and_articles():
    treaty = read(ENGLISH.encode(), "treaties/keepers.md")
    clauses = [p for p in treaty.passages if p.role is Role.PREAMBULAR]
    assert [clause.number for clause in clauses] == ["pp1", "pp2", "pp3"]
    assert clauses[2].text.startswith("Considering that keepers")
    articles = [(p.address.split("#")[1], p.number) for p in treaty.passages if p.role is Role.ARTICLE]
    assert articles == [("art_1__para_1", "1(1)"), ("art_1__para_2", "1(2)"), ("art_2", "2")]
    second = next(p for p in treaty.passages if p.number == "1(2)")
    assert (second.heading, second.role) == ("Definitions", Role.ARTICLE)
    assert "(a) persons who tend a light without pay;" in second.text


def test_what_is_glued_in_a_preamble_is_told_apart_and_kept():
    treaty = read(
        b"####Convention on lighthouses\n\nThe States Parties to the present Convention,Noting that ships sail, andRecognising "
        b"that rocks are hard,Have agreed as follows:\n\n### Article 1\n\nLights burn.\n\n### Article 2\n\nKeepers watch.\n",
        "un/lights.md",
    )
    assert [p.text[:9] for p in treaty.passages[:3]] == ["The State", "Noting th", "Recognisi"]
    assert treaty.passages[1].text.endswith("sail, and")


REMARKS = """
##Verdrag inzake vuurtorens

####Convention on lighthouses

The States Parties to the present Convention have agreed as follows:

### Article  1
Treedt in werking op een nader te bepalen tijdstip

####Ex parte applications

Lights burn at night.

### Article  2
Treedt in werking op een nader te bepalen tijdstip

Keepers watch the lights, and tell ships of rocks.

### Article  3
Wijzigt het Verdrag inzake bakens; Port Aster, 3 mei 1931.

IN WITNESS WHEREOF the undersigned have signed this Convention.

####Optional Protocol to the Convention on lighthouses

The States Parties to the present Protocol, Considering that buoys float, have agreed as follows:

### Article  1

Buoys shall be painted.
"""


def test_a_publishers_remarks_are_no_text_and_a_second_text_has_its_own_addresses():
    treaty = read(REMARKS.encode(), "un/vuurtorens.md")
    by = {p.address.split("#")[1]: p for p in treaty.passages}
    assert by["art_1"].heading == "Ex parte applications"
    assert by["art_1"].text == "Lights burn at night."
    assert by["art_2"].text.startswith("Keepers watch")
    assert not any("Treedt" in p.text for p in treaty.passages)
    assert any("no words in this copy of article 3" in warning for warning in treaty.warnings)
    assert by["annex_1__art_1"].text == "Buoys shall be painted."
    assert by["annex_1__pp_2"].text.startswith("Considering that buoys")


def test_a_copy_without_a_date_has_that_of_the_list_of_instruments_and_says_so():
    title = "Supplementary Convention on the Abolition of Slavery, the Slave Trade, and similar Practices"
    text = (
        f"####{title}\n\nThe States Parties to this Protocol have agreed as follows:\n\n### Article 1\n\nA.\n\n### Article 2\n\nB"
    )
    treaty = read(text.encode(), "un/supplementary.md")
    assert treaty.adopted == date(1956, 9, 7)
    assert any("UN Treaty Collection" in warning for warning in treaty.warnings)


DIRECTIVE = """---
title: "Directive 2031/7/EU of the European Parliament and of the Council of 4 March 2031 on lighthouses"
identifier: "32031L0007"
country: "eu"
rank: "directive"
document_date: "2031-03-04"
---
# Directive 2031/7/EU of the European Parliament and of the Council of 4 March 2031 on lighthouses

THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,

Having regard to a proposal from the Commission [^n1],

Whereas:

- (1) Lights guide ships.

- (2) Keepers tend lights [^n2].

HAVE ADOPTED THIS DIRECTIVE:

#### Article 1

##### Scope

1. This Directive applies to lights on the coast.

Done at Port Aster, 4 March 2031.

[^n1]: OJ C 1, 2.1.2030, p. 1.

[^n2]: See the study on keepers.
"""


def test_a_directive_has_recitals_articles_and_footnotes():
    act = read(DIRECTIVE.encode(), "eu/dir.md")
    assert (act.work, act.symbol, act.adopted) == ("eu/32031L0007", "2031/7/EU", date(2031, 3, 4))
    by = {p.address.split("#")[1]: p for p in act.passages}
    assert (by["recital_2"].role, by["recital_2"].number, by["recital_2"].text) == (Role.RECITAL, "2", "Keepers tend lights.")
    assert (by["art_1"].heading, by["art_1"].role) == ("Scope", Role.ARTICLE)
    assert by["conclusion"].role is Role.FURNITURE
    assert [note.text for note in act.footnotes] == ["OJ C 1, 2.1.2030, p. 1.", "See the study on keepers."]
