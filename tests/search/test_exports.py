"""Findings as files: every format opens again in a library that reads it, and says the same."""

import csv as reader
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook
from reports import QUOTE, report

from models.finding import FindingValue
from models.ratification import status
from models.reference import provisions
from search.exports import csv, docx, html, sheets, xlsx
from search.exports.memo import memo
from search.findings.comparison import chosen
from search.findings.standards import against_standards

VALUES = {"non-punishment": FindingValue.MET, "7-residence": FindingValue.SILENT, "3c-child": FindingValue.CONTRARY}
REPORTS = [report("xaa", VALUES), report("xbb", {"7-residence": FindingValue.PARTLY})]
ON = date(2043, 12, 1)


def written(sheet: sheets.Sheet) -> list[dict[str, str]]:
    stream = StringIO()
    csv.write(sheet, stream)
    return list(reader.DictReader(StringIO(stream.getvalue(), newline="")))


def test_csv_has_a_row_a_quotation_verbatim() -> None:
    rows = written(sheets.findings(REPORTS))
    assert list(rows[0])[:7] == ["jurisdiction", "provision", "finding", "probability", "reason", "address", "quote"]
    row = next(row for row in rows if row["provision"] == "non-punishment" and row["jurisdiction"] == "xaa")
    assert (row["finding"], row["quote"], row["url"]) == ("met", QUOTE, "https://laws.example/2040/1")
    assert len(rows) == 2 * len(provisions())


def test_a_workbook_holds_text_as_text_and_a_sheet_of_what_to_read_first() -> None:
    stream = BytesIO()
    xlsx.write([sheets.findings(REPORTS), sheets.matrix(REPORTS, chosen((), ()))], stream)
    book = load_workbook(stream)
    assert book.sheetnames == ["Findings", "Matrix", "Read first"]
    quotes = [cell for cell in book["Findings"]["G"] if cell.value and "victim" in cell.value]
    assert {cell.data_type for cell in quotes} == {"s"}  # "=SUM(1)" is no formula
    assert quotes[0].value == QUOTE.replace("\x0b", "")
    assert book["Findings"].freeze_panes == "A2"
    assert [cell.value for cell in book["Matrix"][1]][3:] == ["Arvenia", "Belmaria"]
    link = next(cell for cell in book["Findings"]["I"] if cell.hyperlink)
    assert link.hyperlink.target == "https://laws.example/2040/1"


def test_rows_are_taken_one_by_one() -> None:
    """A sheet's rows may be endless for all a writer knows: it never asks for the next before the last is written."""
    stream = StringIO()
    lines: list[int] = []

    def endless() -> Iterator[tuple[int]]:
        for number in range(3):
            lines.append(stream.getvalue().count("\n"))
            yield (number,)

    csv.write(sheets.Sheet("Numbers", ("number",), endless()), stream)
    assert lines == [1, 2, 3]


def test_a_page_is_whole_in_itself_and_escapes_what_it_quotes() -> None:
    stream = StringIO()
    html.memos([memo(REPORTS[0], ON)], stream)
    page = BeautifulSoup(stream.getvalue(), "html.parser")
    assert not page.find_all(["script", "link", "img", "b"])
    quotation = page.find("blockquote")
    assert quotation
    assert quotation.get_text() == QUOTE
    assert quotation["lang"] == "en"
    targets = {element["id"] for element in page.find_all(id=True)}
    links = {link["href"] for link in page.find_all("a")}
    assert {link[1:] for link in links if link.startswith("#")} <= targets
    assert "https://laws.example/2040/1" in links
    assert page.html
    assert page.html["lang"] == "en"


def test_a_matrix_as_a_page() -> None:
    stream = StringIO()
    html.sheets([sheets.matrix(REPORTS, chosen((), ("7-residence",)))], stream, title="Countries")
    page = BeautifulSoup(stream.getvalue(), "html.parser")
    assert [cell.get_text() for cell in page.select("td.finding")] == ["Silent", "Partly"]
    assert [cell["scope"] for cell in page.select("th")] == ["col"] * 5


def test_a_memo_has_headings_a_table_and_numbered_sources() -> None:
    stream = BytesIO()
    docx.write([memo(one, ON) for one in REPORTS], stream)
    read = Document(stream)
    texts = [paragraph.text for paragraph in read.paragraphs]
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name.startswith(("Title", "Heading"))]
    assert headings[0] == "Arvenia: its law and the Palermo Protocol"
    assert "Sources" in headings
    assert REPORTS[0].caveat in texts
    assert any(text.endswith("[1]") and "punished" in text for text in texts)
    assert any("xaa/act/2040/1@en#sec_4" in text and "https://laws.example/2040/1" in text for text in texts)
    row = next(row for table in read.tables for row in table.rows if row.cells[0].text.startswith("Non-punishment"))
    assert row.cells[1].text == "✓ Met"
    assert read.core_properties.title == headings[0]


def test_the_minimum_standards_and_their_context_stay_apart() -> None:
    judged = [against_standards(REPORTS[0])]
    assert {row["standard"] for row in written(sheets.standards(judged))} >= {"(a)(1)", "(b)(12)"}
    assert "tier" not in {column for row in written(sheets.standards(judged)) for column in row}
    laid = memo(against_standards(report("irl", {})), ON)
    assert [heading for heading, _ in laid.parts] == ["Minimum standards", "Criteria of serious and sustained efforts"]
    assert laid.context[-1].endswith("context, not a finding.")


def test_ratifications_as_rows() -> None:
    row = written(sheets.ratifications([status("irl", "palermo")]))[0]
    assert (row["status"], row["date"], row["declared"]) == ("party", "2010-06-17", "no")
