"""Sentences and the works they cite, with the words that cite them."""

import pytest

from extractors.components.citation import citations
from extractors.notes import with_citations
from models.document import Footnote

PALERMO = "un/protocol-to-prevent-suppress-and-punish-trafficking-in-persons-especially-women"
UNTOC = "un/united-nations-convention-against-transnational-organized-crime"

CASES = [
    # symbols
    (
        "en",
        "See A/RES/78/228 and S/RES/2388 (2017).",
        {"un/A/RES/78/228": "A/RES/78/228", "un/S/RES/2388(2017)": "S/RES/2388 (2017)"},
    ),
    ("en", "Recalling AG/RES. 2348 (XXXVII-O/07)", {"oas/AG/RES.2348(XXXVII-O/07)": "AG/RES. 2348 (XXXVII-O/07)"}),
    ("en", "in line with MC.DEC/8/07", {"osce/MC.DEC/8/07": "MC.DEC/8/07"}),
    ("en", "Ministerial Council Decision No. 2/03", {"osce/MC.DEC/2/03": "Ministerial Council Decision No. 2/03"}),
    # numbers after the word, several of them, with their dates; the organ decides the series
    (
        "en",
        "its resolutions 55/25 of 15 November 2000, 64/293 of 30 July 2010 and 58/137",
        {"un/A/RES/55/25": "55/25", "un/A/RES/64/293": "64/293", "un/A/RES/58/137": "58/137"},
    ),
    ("en", "Human Rights Council resolution 44/4 of 16 July 2020", {"un/A/HRC/RES/44/4": "44/4"}),
    ("en", "Economic and Social Council resolution 2006/27", {"un/E/RES/2006/27": "2006/27"}),
    ("en", "Security Council resolution 2331 (2016)", {"un/S/RES/2331(2016)": "2331 (2016)"}),
    ("en", "resolution 60/2 of the Assembly", {"un/A/RES/60/2": "60/2"}),
    ("es", "su resolución 55/25, de 15 de noviembre de 2000, y 58/137", {"un/A/RES/55/25": "55/25", "un/A/RES/58/137": "58/137"}),
    ("fr", "Rappelant sa résolution 64/293 du 30 juillet 2010", {"un/A/RES/64/293": "64/293"}),
    # names
    ("en", "States parties to the Palermo Protocol", {PALERMO: "Palermo Protocol"}),
    (
        "en",
        "the Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children",
        {PALERMO: "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children"},
    ),
    ("es", "ratificar el Protocolo contra la trata de personas", {PALERMO: "Protocolo contra la trata de personas"}),
    ("fr", "le Protocole relatif à la traite des personnes", {PALERMO: "Protocole relatif à la traite des personnes"}),
    (
        "fr",
        "la Convention contre la criminalité transnationale organisée",
        {UNTOC: "Convention contre la criminalité transnationale organisée"},
    ),
    ("en", "the Global Plan of Action", {"un/A/RES/64/293": "Global Plan of Action"}),
    # series of the ILO, the Council of Europe and the European Union
    ("en", "ILO Convention No. 182", {"ilo/C182": "Convention No. 182"}),
    ("en", "the Forced Labour Convention, 1930", {"ilo/C029": "Forced Labour Convention, 1930"}),
    ("en", "C029 and P029", {"ilo/C029": "C029", "ilo/P029": "P029"}),
    ("es", "el Convenio núm. 29 de la OIT", {"ilo/C029": "Convenio núm. 29"}),
    ("en", "CETS No. 197", {"coe/council-of-europe-convention-on-action-against-trafficking-in-human-beings": "CETS No. 197"}),
    ("en", "Directive 2011/36/EU", {"eu/32011L0036": "Directive 2011/36/EU"}),
    ("en", "Directive (EU) 2024/1712", {"eu/32024L1712": "Directive (EU) 2024/1712"}),
    ("en", "Regulation (EC) No 810/2009", {"eu/32009R0810": "Regulation (EC) No 810/2009"}),
    ("en", "Council Framework Decision 2002/629/JHA", {"eu/32002F0629": "Framework Decision 2002/629/JHA"}),
    ("de", "die Richtlinie 95/46/EG", {"eu/31995L0046": "Richtlinie 95/46/EG"}),
    # laws of the State whose law cites them
    ("en", "section 5 of the Immigration Act 1971", {"state/immigration-act-1971": "Immigration Act 1971"}),
    ("en", "the Harbour Dues Act (No. 8 of 2008)", {"state/act/2008/8": "No. 8 of 2008"}),
    ("es", "la Ley N° 26.842 y el Decreto 111/15", {"state/ley/26842": "Ley N° 26.842", "state/dec/111-2015": "Decreto 111/15"}),
    ("fr", "la loi n° 2016-444 du 13 avril", {"state/loi/2016-444": "loi n° 2016-444"}),
    ("de", "§ 232 des Strafgesetzbuches", {"state/strafgesetzbuch": "Strafgesetzbuches"}),
    # other languages' names, the treaty series, an organ named after the number
    ("pt", "ratificar o Protocolo de Palermo", {PALERMO: "Protocolo de Palermo"}),
    ("de", "das Palermo-Protokoll", {PALERMO: "Palermo-Protokoll"}),
    ("en", "Ibid., vol. 2237, No. 39574.", {PALERMO: "vol. 2237, No. 39574"}),
    ("en", "resolution 5/2 of the Conference of the Parties", {"un/CTOC/COP/RES/5/2": "5/2"}),
    ("en", "the Committee's general recommendation No. 38", {}),
    ("en", "the Convention shall enter into force", {}),
    # what cites nothing we name
    (
        "en",
        "the Commission on the Status of Women in its resolution 60/2, and section 5 (2)",
        {},
    ),
    ("en", "Commission on the Status of Women resolution 60/2", {}),
    ("en", "on 10/12/2000 the resolution of the dispute, in 3/4 of all cases", {}),
    ("en", "a decision 5/2 to one", {}),
    ("en", "he opsc'd the untoc", {}),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES, ids=[case[1][:40] for case in CASES])
def test_citations(language: str, sentence: str, expected: dict[str, str]) -> None:
    assert {found.label: sentence[found.start : found.end] for found in citations(sentence, language)} == expected


def test_words_that_point_back() -> None:
    sentence = (
        "Recalling the Convention on the Rights of the Child and resolution 64/293, the said Convention and that resolution"
    )
    found = [(sentence[f.start : f.end], f.label) for f in citations(sentence, "en")]
    of_child = "un/convention-on-the-rights-of-the-child"
    assert found[2:] == [("the said Convention", of_child), ("that resolution", "un/A/RES/64/293")]


def test_a_note_that_says_ibid_cites_what_the_one_before_it_does() -> None:
    texts = (
        "See resolution 64/293.",
        "Ibid., annex.",
        "A/99/1.",
        "Loc. cit.",
        "A word of thanks.",
        "Ibid.",
        "Resolution 64/293.",
        "Ibid., vol. 9, No. 9.",
    )
    notes = [Footnote(mark=str(n), text=text) for n, text in enumerate(texts, start=1)]
    found = [note.cites for note in with_citations(notes, work="un/A/99/1", language="en")]
    assert found == [("un/A/RES/64/293",), ("un/A/RES/64/293",), (), (), (), (), ("un/A/RES/64/293",), ()]
