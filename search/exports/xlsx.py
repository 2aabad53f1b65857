"""Sheets as a workbook, written row by row: a header that stays in sight, filters, links, findings coloured and in words."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from models.finding import FindingValue
from search.exports.sheets import Cell, Sheet
from search.naming import STATES

_MOST = 32_767
"""Characters that a cell holds; Excel calls a longer one a broken file."""
_WIDTH = 18
"""Characters of a column that is not named here."""
_WIDTHS = {"reason": 48, "quote": 70, "text": 70, "title": 38, "address": 42, "url": 42, "note": 40, "rests_on": 40, "origin": 40}
_FILLS = {
    FindingValue.MET: "D9EFDF",
    FindingValue.PARTLY: "FBE8BD",
    FindingValue.CONTRARY: "F9D8D6",
    FindingValue.SILENT: "E8E1F6",
    FindingValue.NOT_ASSESSED: "ECEBE8",
}
_COLOURS = {STATES[value].word: colour for value, colour in _FILLS.items()} | {v.value: c for v, c in _FILLS.items()}


def write(sheets: Iterable[Sheet], stream: BinaryIO) -> None:
    """One worksheet a sheet, and a last one with what a reader must know."""
    book = Workbook(write_only=True)
    notes: dict[str, None] = {}
    for sheet in sheets:
        _sheet(book, sheet)
        notes |= dict.fromkeys(sheet.notes)
    if notes:
        _sheet(book, Sheet("Read first", ("note",), ((note,) for note in notes)))
    book.save(stream)


def _sheet(book: Workbook, sheet: Sheet) -> None:
    made = book.create_sheet(sheet.title[:31])  # Excel's longest name
    made.freeze_panes = "A2"
    made.sheet_view.zoomScale = 90
    made.page_setup.orientation, made.page_setup.fitToHeight = "landscape", 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    for number, column in enumerate(sheet.columns, start=1):
        made.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, _WIDTH)
    made.append([_header(made, column) for column in sheet.columns])
    count = 1
    for row in sheet.rows:
        count += 1
        made.row_dimensions[count].height = _height(sheet.columns, row)
        made.append(_row(made, row))
    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"


def _height(columns: Sequence[str], row: Sequence[Cell]) -> float:
    """Points for the wrapped text: not every program fits rows to it, and Excel allows 409."""
    lines = max(
        sum(1 + len(line) // (_WIDTHS.get(column, _WIDTH) - 1) for line in str(cell).split("\n"))
        for column, cell in zip(columns, row, strict=True)
    )
    return min(409.0, 15.0 * lines)


def _header(made: Any, column: str) -> WriteOnlyCell:  # noqa: ANN401  # openpyxl has no types
    cell = WriteOnlyCell(made, value=column)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="DCD8D0")
    return cell


def _row(made: Any, row: Sequence[Cell]) -> list[WriteOnlyCell]:  # noqa: ANN401
    return [_cell(made, value) for value in row]


def _cell(made: Any, value: Cell) -> WriteOnlyCell:  # noqa: ANN401
    text = isinstance(value, str)
    cell = WriteOnlyCell(made, value=ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_MOST] if text else value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text:
        cell.data_type = "s"  # a quotation that begins with "=" is a quotation, not a formula
        if colour := _COLOURS.get(str(value)):
            cell.fill = PatternFill("solid", start_color=colour)
        elif str(value).startswith(("https://", "http://")) and len(str(value)) < 2_000:
            cell.hyperlink, cell.font = str(value), Font(color="14508C", underline="single")
    return cell
