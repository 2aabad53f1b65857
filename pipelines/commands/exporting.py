"""How commands write what they found: to a terminal, as data, as a workbook, as a page or memo."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO, TypeVar

import typer
from rich.console import RenderableType

from models.finding import GapReport
from models.reference import Provision, provisions
from models.tvpa import StandardsReport
from pipelines import tables
from pipelines.commands.console import PARTLY, out, stop, write_json

if TYPE_CHECKING:
    from search.exports.sheets import Sheet


class Layout(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    DOCX = "docx"


Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write; without one, standard output.", dir_okay=False)
]
_Report = TypeVar("_Report", bound=GapReport)


def known_provisions(wanted: Sequence[str] | None) -> tuple[str, ...]:
    for one in wanted or ():
        if one not in provisions():
            stop(f"{one}: no such provision; there are {', '.join(provisions())}")
    return tuple(wanted or ())


@contextmanager
def _bytes(output: Path | None, layout: Layout) -> Iterator[BinaryIO]:
    """Where the bytes go; a file is written whole or not at all."""
    if output is None:
        if sys.stdout.isatty() and layout in (Layout.XLSX, Layout.DOCX):
            stop(f"--format {layout.value} is no text for a terminal: give --output FILE.{layout.value}")
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    partial = output.with_name(f"{output.name}.partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(output)
    except OSError as error:
        stop(f"--output {output}: {error.strerror}", PARTLY)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _text(output: Path | None, layout: Layout) -> Iterator[TextIO]:
    with _bytes(output, layout) as stream:
        writer = TextIOWrapper(stream, encoding="utf-8", newline="")
        yield writer
        writer.flush()
        writer.detach()  # the bytes below it are not ours to close


def export(
    reports: Sequence[_Report],
    layout: Layout,
    output: Path | None,
    shown: Callable[[_Report], RenderableType],
    *,
    side_by_side: Sequence[Provision] = (),
) -> None:
    """Reports in a layout; with `side_by_side`, as a matrix of these provisions."""
    if layout is Layout.TABLE:
        if output is not None:
            stop("--output needs --format json, csv, xlsx, html or docx")
        for one in [tables.matrix(reports, side_by_side)] if side_by_side else map(shown, reports):
            out.print(one)
    elif layout is Layout.JSON:
        _json(reports, output)
    elif layout is Layout.DOCX:
        _docx(reports, output)
    else:
        _sheets(reports, layout, output, side_by_side)


def _json(reports: Sequence[GapReport], output: Path | None) -> None:
    if output is None:
        for report in reports:
            write_json(report)
        return
    with _text(output, Layout.JSON) as stream:
        stream.writelines(f"{report.model_dump_json()}\n" for report in reports)


def _docx(reports: Sequence[GapReport], output: Path | None) -> None:
    from search.exports import docx
    from search.exports.memo import memo

    with _bytes(output, Layout.DOCX) as stream:
        docx.write([memo(report, date.today()) for report in reports], stream)


def _sheets(reports: Sequence[GapReport], layout: Layout, output: Path | None, kept: Sequence[Provision]) -> None:
    from search.exports import csv, html, sheets, xlsx
    from search.exports.memo import memo

    judged = [report for report in reports if isinstance(report, StandardsReport)]
    first = sheets.standards(judged) if judged else sheets.findings(reports)
    if layout is Layout.CSV:
        with _text(output, layout) as stream:
            csv.write(first, stream)
    elif layout is Layout.XLSX:
        several = [first, sheets.instruments(reports), sheets.sanctions(reports)]
        several += [sheets.matrix(reports, kept)] if kept else []
        several += [sheets.tiers(judged)] if judged else []
        with _bytes(output, layout) as binary:
            xlsx.write(several, binary)
    elif kept:
        with _text(output, layout) as stream:
            html.sheets([sheets.matrix(reports, kept), first], stream, title="Countries and provisions")
    else:
        with _text(output, layout) as stream:
            html.memos([memo(report, date.today()) for report in reports], stream)


def write_sheet(sheet: "Sheet", layout: Layout, output: Path | None) -> None:
    """One list in a layout of rows."""
    from search.exports import csv, html, xlsx

    if layout is Layout.CSV:
        with _text(output, layout) as stream:
            csv.write(sheet, stream)
    elif layout is Layout.XLSX:
        with _bytes(output, layout) as binary:
            xlsx.write([sheet], binary)
    elif layout is Layout.HTML:
        with _text(output, layout) as stream:
            html.sheets([sheet], stream, title=sheet.title)
    else:
        stop(f"--format {layout.value}: rows are written as csv, xlsx or html")
