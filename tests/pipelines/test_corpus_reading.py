"""Real laws, treaties and pages: what they are read as, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from models.document import Completeness, Document, Form
from pipelines.layout import Blocked, Unreadable
from pipelines.reading import read

pytestmark = pytest.mark.corpus


def document(path: Path) -> Document:
    return read(path.read_bytes(), str(path))


LAWS = [
    # file, work, language, completeness, an address and words of its passage
    ("IRL/IE-2008-act-8.md", "irl/act/2008/8", "en", Completeness.FULL, "sec_2__subsec_4", "attempts to commit"),
    (
        "SLE/anti_human_trafficking_and_migrant_smuggling_act_2022.json",
        "sle/act/2022/12",
        "en",
        Completeness.FULL,
        "sec_12__subsec_3",
        "not less than 25 years",
    ),
    ("URY/UY-ley-19643.md", "ury/ley/19643", "es", Completeness.GUTTED, "art_40", "no son punibles"),
    ("ARG/LEY-26364.md", "arg/ley/26364", "es", Completeness.FULL, "art_5", "no son punibles"),
    ("DEU/stgb.md", "deu/strafgesetzbuch", "de", Completeness.CODE, "sec_232__subsec_1", "Menschenhandel|ausgebeutet"),
    ("FRA/cutouts/code_penal_traite_225-4-1_et_suivants.md", None, "fr", Completeness.EXTRACT, "art_225-4-1", "traite"),
    ("IND/bns_sections/bns_section_143.md", None, "en", Completeness.EXTRACT, "", "for the purpose of exploitation"),
    ("ROU/codul_penal_2009.md", None, "ro", Completeness.CODE, "art_210", "Recrutarea"),
    ("USA/18_usc_ch77/chunck-870.md", None, "en", Completeness.EXTRACT, "sec_1584", "involuntary servitude"),
    ("CAN/cutouts/irpa_117-121_eng.xml", None, "en", Completeness.EXTRACT, "sec_118", "organize"),
    ("LIE/stgb_content.html", None, "de", Completeness.CODE, "sec_104a", "Menschenhandel|anwirbt"),
    ("GBR/nationality_and_borders_act_2022_part5.html", None, "en", None, "sec_58__subsec_1", "trafficking information notice"),
    ("CHN/criminal_law_zh.md", None, "zh", Completeness.CODE, "art_第二百四十条", "拐卖"),
    ("JOR/social_development_law_2024_ar.json", None, "ar", Completeness.FULL, "art_", "."),
]


@pytest.mark.parametrize(("file", "work", "language", "completeness", "eid", "words"), LAWS, ids=[law[0] for law in LAWS])
def test_a_law_is_read_as_what_it_is(corpus, file, work, language, completeness, eid, words):
    law = document(corpus / "laws" / file)
    assert work is None or law.work == work
    assert law.work.startswith(f"{file[:3].lower()}/")
    assert law.language == language
    assert completeness is None or law.completeness is completeness
    assert any(re.search(words, p.text) for p in law.passages if f"#{eid}" in p.address)


CONTENTS = [
    "AUS/criminal_code_act_1995.TOC_ONLY.html",
    "AUS/modern_slavery_act_2018.TOC_ONLY.html",
    "GBR/modern_slavery_act_2015.TOC_ONLY.html",
    "USA/18_usc_ch77.TOC_ONLY.html",
    "BWA/anti_human_trafficking_toc.excerpt.txt",
    "SLE/anti_human_trafficking_act_2005_toc.excerpt.txt",
    "UGA/prevention_of_trafficking_in_persons_act_2009_toc.excerpt.txt",
    "ZMB/anti_human_trafficking_act_2008_toc.excerpt.txt",
]


@pytest.mark.parametrize("file", CONTENTS)
def test_a_table_of_contents_is_no_law(corpus, file):
    with pytest.raises(Unreadable, match="table of contents"):
        document(corpus / "laws" / file)


PAGES = [
    ("tip/state.gov_2xx_forbidden.html", Blocked),
    ("us/ecfr_html_request_access.html", Blocked),
    ("us/dol_akamai_challenge.html", Blocked),
    ("coe/hudoc_shell.html", Blocked),
    ("eu/eur-lex_html_waf_2xx_empty.html", Unreadable),
    ("es/boe_error_400.xml", Unreadable),
]


@pytest.mark.parametrize(("file", "error"), PAGES, ids=[page[0] for page in PAGES])
def test_pages_in_a_documents_place_are_refused(shared, file, error):
    with pytest.raises(error):
        document(shared / "sites" / file)


TREATIES = [
    ("treaties/ilo_c029.md", "ilo/C029", 33),
    ("treaties/coe_cets197.md", None, 47),
    ("treaties/un_palermo_protocol.md", None, 20),
    ("ilo/P029.md", "ilo/P029", 11),
    ("ilo/C102.md", "ilo/C102", 55),
]


@pytest.mark.parametrize(("file", "work", "articles"), TREATIES, ids=[treaty[0] for treaty in TREATIES])
def test_of_a_bilingual_treaty_every_english_article_is_read(corpus, file, work, articles):
    treaty = document(corpus / file)
    assert work is None or treaty.work == work
    assert treaty.language == "en"
    found = {re.sub("__.*", "", p.address.split("#")[1]) for p in treaty.passages if "#art_" in p.address}
    assert len(found) == articles
    assert not any(re.search(r"\b(?:het|van de|dit Verdrag)\b", p.text) for p in treaty.passages)


def test_every_article_heading_of_the_treaties_is_an_article_or_said_to_be_empty(corpus):
    """As printed: `### Article 27`."""
    wrong = {}
    for file in sorted((corpus / "treaties").glob("*.md")):
        treaty = document(file)
        printed = set(re.findall(r"^#+\s*Article\s+(\d+)\s*$", file.read_text(encoding="utf-8"), re.M))
        found = {m[1] for p in treaty.passages if (m := re.search(r"#(?:annex_\d+__)?art_(\d+)", p.address))}
        empty = {number for warning in treaty.warnings for number in re.findall(r"\d+", warning.partition("of article")[2])}
        if treaty.form is Form.CONVENTION and printed != found | empty:
            wrong[file.name] = printed ^ (found | empty)
    assert not wrong


def test_the_directive_has_its_recitals_and_articles(corpus):
    act = document(corpus / "eu" / "dir_2011_36_eu_en.md")
    assert (act.work, act.symbol) == ("eu/32011L0036", "2011/36/EU")
    assert {p.number for p in act.passages if p.role == "recital"} >= {str(n) for n in range(1, 32)}
    assert any(p.address.endswith("#art_8") and p.heading.startswith("Non-prosecution") for p in act.passages)


def squeezed(text: str) -> str:
    """Without white space and the marks of Markdown and of editors, which annotators copied from the files."""
    return re.sub(r"\s+|[*_\[\]]|F\d+\[", "", text)


def test_what_annotators_quoted_stands_in_the_documents(corpus, shared):
    rows = [json.loads(line) for line in (shared / "labels/dev/laws.jsonl").read_text(encoding="utf-8").splitlines()]
    texts: dict[str, str] = {}
    whole = passage = total = 0
    for row in rows:
        for file in row["files"]:
            path = corpus / file
            if file not in texts:
                files = sorted(path.iterdir()) if path.is_dir() else [path]
                texts[file] = "\0".join(squeezed(p.text) for f in files for p in document(f).passages)
        for quote in map(squeezed, row["quotes"]):
            total += 1
            passage += any(quote in texts[file] for file in row["files"])
            whole += any(quote in texts[file].replace("\0", "") for file in row["files"])
    assert whole >= 0.98 * total
    assert passage >= 0.97 * total


def test_a_gazette_is_read_with_the_headings_in_its_margin(corpus):
    law = document(corpus / "laws/IND/bharatiya_nyaya_sanhita_2023.pdf")
    sections = {m[1]: p.heading for p in law.passages if (m := re.search(r"#sec_(\d+)", p.address))}
    assert list(sections) == [str(n) for n in range(1, 359)]
    assert sections["143"] == "Trafficking of person"
    assert sum(heading is not None for heading in sections.values()) > 340
