"""`clauses`: which law has the clause that another lacks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from models.finding import GapReport
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, out, stop, write_json
from pipelines.commands.exporting import Layout, Output, known_provisions, write_sheet
from pipelines.commands.reading import code
from pipelines.commands.treaties import held_lists

if TYPE_CHECKING:
    from search.findings.clauses import Place


def clauses(
    provision: Annotated[str, typer.Argument(help="Id of a provision, such as non-punishment.")],
    for_: Annotated[str | None, typer.Option("--for", help="The State that looks for a clause: near laws come first.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 5,
    format: Annotated[Layout, typer.Option("--format")] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json", help="One line a clause.")] = False,
) -> None:
    """Clauses of States whose law meets a provision, best model first. Example: palermo clauses non-punishment --for IRL"""
    from search.findings.clauses import clauses as ranked

    (id,) = known_provisions([provision])
    near = code(for_) if for_ else None
    reports, places = every_law()
    found = ranked(id, reports, places, near=near)[:limit]
    layout = Layout.JSON if json else format
    if layout is Layout.JSON and output is None:
        for one in found:
            write_json(one)
    elif layout is Layout.TABLE:
        out.print(tables.clauses(id, found))
    else:
        from search.exports import sheets

        write_sheet(sheets.clauses(found), layout, output)
    raise typer.Exit(DONE if found else PARTLY)


def every_law() -> "tuple[Sequence[GapReport], dict[str, Place]]":
    """The findings on every State whose law is held, and the passages that they quote."""
    from search.catalogue import Catalogue
    from search.findings.clauses import quoted
    from search.findings.gaps import report
    from search.settings import Settings

    lists = held_lists()
    reports: list[GapReport] = []
    places: dict[str, Place] = {}
    with Catalogue.of(Settings()) as catalogue:
        for state in sorted({entry.jurisdiction for entry in catalogue.entries() if entry.body is None}):
            read = list(catalogue.documents(jurisdiction=state))
            reports.append(report(state, read, lists=lists))
            places |= quoted(read, reports[-1])
    if not reports:
        stop("no law is held: ingest some first", PARTLY)
    return reports, places
