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
    first = next(p for p in treaty.passages if p.number == "1")
    assert (first.heading, first.role) == ("Definitions", Role.ARTICLE)
    assert "(a) persons who tend a light without pay;" in first.text


DIRECTIVE = """---
title: "Directive 2031/7/EU of the European Parliament and of the Council of 4 March 2031 on lighthouses"
identifier: "32031L0007"
country: "eu"
rank: "directive"
document_date: "2031-03-04"
---
# Directive 2031/7/EU of the European Parliament and of the Council of 4 March 2031 on lighthouses

THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,

Having regard to the proposal from the Commission [^n1],

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
