"""Reports as the bytes of one file: which sheets and memos go into which layout."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, TextIO, cast

from models.finding import GapReport
from models.reference import Provision
from models.tvpa import StandardsReport
from search.exports import csv, docx, html, sheets, xlsx
from search.exports.memo import memo
from search.exports.sheets import Sheet

_IN_MEMORY, _PIECE = 5_000_000, 64_000  # bytes


class Layout(StrEnum):
    JSON = "json"
    """A line a report."""
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    DOCX = "docx"


MEDIA: Mapping[Layout, str] = {
    Layout.JSON: "application/x-ndjson",
    Layout.CSV: "text/csv; charset=utf-8",
    Layout.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Layout.HTML: "text/html; charset=utf-8",
    Layout.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write(
    reports: Sequence[GapReport], layout: Layout, stream: BinaryIO, made: date, *, side_by_side: Sequence[Provision] = ()
) -> None:
    """All reports in one file; with `side_by_side`, with a matrix of these provisions before the findings."""
    if layout is Layout.XLSX:
        xlsx.write(_sheets(reports, side_by_side), stream)
    elif layout is Layout.DOCX:
        docx.write([memo(report, made) for report in reports], stream)
    else:
        with text(stream) as lines:
            _text(reports, layout, lines, made, side_by_side)


def _text(reports: Sequence[GapReport], layout: Layout, lines: TextIO, made: date, kept: Sequence[Provision]) -> None:
    if layout is Layout.JSON:
        lines.writelines(f"{report.model_dump_json()}\n" for report in reports)
    elif layout is Layout.CSV:
        csv.write(_findings(reports), lines)
    elif kept:
        html.sheets([sheets.matrix(reports, kept), _findings(reports)], lines, title="Countries and provisions")
    else:
        html.memos([memo(report, made) for report in reports], lines)


def _findings(reports: Sequence[GapReport]) -> Sheet:
    judged = _judged(reports)
    return sheets.standards(judged) if judged else sheets.findings(reports)


def _judged(reports: Sequence[GapReport]) -> list[StandardsReport]:
    return [report for report in reports if isinstance(report, StandardsReport)]


def _sheets(reports: Sequence[GapReport], kept: Sequence[Provision]) -> Iterator[Sheet]:
    if kept:
        yield sheets.matrix(reports, kept)
    yield _findings(reports)
    yield sheets.instruments(reports)
    yield sheets.sanctions(reports)
    if judged := _judged(reports):
        yield sheets.tiers(judged)


def write_sheet(sheet: Sheet, layout: Layout, stream: BinaryIO) -> None:
    """One list as rows.

    Raises:
        ValueError: the layout holds no rows.
    """
    if layout is Layout.XLSX:
        xlsx.write([sheet], stream)
        return
    if layout not in (Layout.CSV, Layout.HTML):
        raise ValueError(f"{layout.value}: rows are written as csv, xlsx or html")
    with text(stream) as lines:
        if layout is Layout.CSV:
            csv.write(sheet, lines)
        else:
            html.sheets([sheet], lines, title=sheet.title)


def streamed(sheet: Sheet, layout: Layout) -> Iterator[bytes]:
    """The same piece by piece, without holding the whole in memory. Raises as `write_sheet` does, before the first piece."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as stream:
        write_sheet(sheet, layout, cast(BinaryIO, stream))
        stream.seek(0)
        while piece := stream.read(_PIECE):
            yield piece


@contextmanager
def text(stream: BinaryIO) -> Iterator[TextIO]:
    """A stream of bytes as one of text, left open."""
    writer = TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield writer
    finally:
        writer.flush()
        writer.detach()  # the bytes below it are not ours to close
