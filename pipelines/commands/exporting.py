"""How commands write what they found: to a terminal, as data, as a workbook, as a page or memo."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TypeVar

import typer
from rich.console import RenderableType

from models.finding import GapReport
from models.reference import Provision, provisions
from pipelines import tables
from pipelines.commands.console import PARTLY, out, stop

if TYPE_CHECKING:
    from search.exports.sheets import Sheet


class Layout(StrEnum):
    """A table on the terminal, or one of search.exports.files.Layout, which take a second to load."""

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


def export(
    reports: Sequence[_Report],
    layout: Layout,
    output: Path | None,
    shown: Callable[[_Report], RenderableType],
    *,
    side_by_side: Sequence[Provision] = (),
) -> None:
    """Reports in a layout; with `side_by_side`, as a matrix of these provisions."""
    from search.exports import files

    if layout is Layout.TABLE:
        _no_file(output)
        for one in [tables.matrix(reports, side_by_side)] if side_by_side else map(shown, reports):
            out.print(one)
        return
    with _bytes(output, layout) as stream:
        files.write(reports, files.Layout(layout.value), stream, date.today(), side_by_side=side_by_side)


def write_sheet(sheet: "Sheet", layout: Layout, output: Path | None) -> None:
    """One list as rows, in another layout than a table."""
    from search.exports import files

    if layout in (Layout.JSON, Layout.DOCX):
        stop(f"--format {layout.value}: rows are written as csv, xlsx or html, and as JSON with --json")
    with _bytes(output, layout) as stream:
        files.write_sheet(sheet, files.Layout(layout.value), stream)


def _no_file(output: Path | None) -> None:
    if output is not None:
        stop("--output needs --format json, csv, xlsx, html or docx")


@contextmanager
def _bytes(output: Path | None, layout: Layout) -> Iterator[BinaryIO]:
    """Where the bytes go; a file is written whole or not at all."""
    if output is None:
        if sys.stdout.isatty() and layout in (Layout.XLSX, Layout.DOCX):
            stop(f"--format {layout.value} is no text for a terminal: give --output FILE.{layout.value}")
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
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
