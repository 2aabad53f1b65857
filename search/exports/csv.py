"""Sheets as CSV: UTF-8, one header line, quotations verbatim. Notes are not part of the data and are left out."""

import csv
from collections.abc import Iterator
from typing import TextIO

from search.exports.sheets import Sheet


def write(sheet: Sheet, stream: TextIO) -> None:
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(sheet.columns)
    lines.writerows(_filled(sheet))


def _filled(sheet: Sheet) -> Iterator[list[str | int | float]]:
    for row in sheet.rows:
        yield ["" if cell is None else cell for cell in row]
