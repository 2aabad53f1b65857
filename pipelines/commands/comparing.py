"""`gaps`, `compare`, `matrix`: what national law holds, State by State."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from models.document import Document
from models.finding import GapReport
from models.reference import Pillar, Provision
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, err, out, stop, write_json
from pipelines.commands.exporting import Layout, Output, export, known_provisions
from pipelines.commands.modelling import every_law
from pipelines.commands.reading import code, documents
from pipelines.commands.treaties import held_lists

_Many = list[str] | None


def gaps(
    jurisdictions: Annotated[list[str] | None, typer.Argument(help="Countries, by code or name.", show_default=False)] = None,
    files: Annotated[list[Path] | None, typer.Option(help="Laws to read, nothing stored; more may follow as arguments.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Whose laws the files are.")] = None,
    against: Annotated[str, typer.Option(help="palermo, or tvpa: the minimum standards of 22 U.S.C. 7106.")] = "palermo",
    models: Annotated[bool, typer.Option("--models", help="With clauses of other States for what is lacking; in JSON.")] = False,
    format: Annotated[Layout, typer.Option("--format")] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """What a country's law holds of the Protocol, with quotations. Example: palermo gaps IRL --format docx --output irl.docx"""
    faults: list[str] = []
    if against not in ("palermo", "tvpa"):
        stop(f"--against {against}: expected palermo or tvpa")
    if files:
        if not jurisdiction:
            stop("--files needs --jurisdiction: whose laws are they?")
        laws = [*files, *map(Path, jurisdictions or ())]
        reports = [_of_files(laws, code(jurisdiction), faults)]
    elif jurisdictions or jurisdiction:
        named = [*(jurisdictions or ()), *([jurisdiction] if jurisdiction else ())]
        reports = of_catalogue([code(one) for one in named])
    else:
        stop("name a country, or give --files and --jurisdiction")
    layout = Layout.JSON if json else format
    if models:
        reports = _with_models(reports, against, layout)
    _write_gaps(reports, against, layout, output)
    empty = not any(report.instruments for report in reports)
    raise typer.Exit(PARTLY if empty or faults else DONE)


def _with_models(reports: list[GapReport], against: str, layout: Layout) -> list[GapReport]:
    from search.findings.clauses import modelled

    if layout is not Layout.JSON or against != "palermo":
        stop("--models needs --format json, against the Protocol; for one provision there is `palermo clauses`")
    others, places = every_law()
    return [modelled(report, others, places) for report in reports]


def _write_gaps(reports: list[GapReport], against: str, layout: Layout, output: Path | None) -> None:
    from search.findings.standards import against_standards

    if against == "tvpa":
        judged = [against_standards(report) for report in reports]
        export(judged, layout, output, tables.standards)
    else:
        export(reports, layout, output, tables.gaps)


def matrix(
    region: Annotated[str | None, typer.Option(help="Continent or UN regional group: africa, grulac, …")] = None,
    pillar: Annotated[list[Pillar] | None, typer.Option(help="May be repeated.")] = None,
    provision: Annotated[_Many, typer.Option(help="Id of a provision; may be repeated.")] = None,
    ratified: Annotated[
        bool | None, typer.Option("--ratified/--not-ratified", help="Only parties to the Protocol, or others.")
    ] = None,
    format: Annotated[Layout, typer.Option("--format")] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Every State whose law is held, provision by provision. Example: palermo matrix --region africa --pillar protection"""
    from search.catalogue import Catalogue
    from search.findings.comparison import only
    from search.settings import Settings

    kept = _chosen(pillar, provision)
    with Catalogue.of(Settings()) as catalogue:
        states = sorted({entry.jurisdiction for entry in catalogue.entries() if entry.body is None})
    states = _within(states, region, ratified)
    if not states:
        stop("no law of such a State is held: ingest some first", PARTLY)
    reports = [only(report, kept) for report in of_catalogue(states)]
    layout = Layout.JSON if json else format
    if layout is Layout.JSON and output is None:
        write_json(reports)
    else:
        export(reports, layout, output, lambda report: "", side_by_side=kept)
    raise typer.Exit(DONE if all(report.instruments for report in reports) else PARTLY)


def compare(
    jurisdictions: Annotated[list[str], typer.Argument(help="Two countries or more, by code or name.")],
    pillar: Annotated[list[Pillar] | None, typer.Option(help="May be repeated.")] = None,
    provision: Annotated[_Many, typer.Option(help="Id of a provision; may be repeated.")] = None,
    format: Annotated[Layout, typer.Option("--format")] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """States side by side, differences first, and who provides more. Example: palermo compare IRL SLE --pillar protection"""
    from search.findings.comparison import compared

    named = list(dict.fromkeys(code(one) for one in jurisdictions))
    if len(named) < 2:
        stop(f"{', '.join(named)}: name two countries or more, or ask for `palermo gaps`")
    kept = _chosen(pillar, provision)
    reports = compared(of_catalogue(named), kept)
    layout = Layout.JSON if json else format
    if layout is Layout.TABLE:
        out.print(tables.comparison(reports, kept))
    elif layout is Layout.JSON and output is None:
        write_json(reports)
    else:
        export(reports, layout, output, lambda report: "", side_by_side=kept)
    raise typer.Exit(DONE if all(report.instruments for report in reports) else PARTLY)


def _chosen(pillars: list[Pillar] | None, ids: _Many) -> tuple[Provision, ...]:
    from search.findings.comparison import chosen

    kept = chosen([one.value for one in pillars or ()], known_provisions(ids))
    if not kept:
        stop("no provision is of that pillar and has that id")
    return kept


def _within(states: Sequence[str], region: str | None, ratified: bool | None) -> list[str]:
    from models.ratification import PROTOCOL, Status, status
    from models.states import in_region, regions

    if region is not None and region.casefold() not in regions():
        stop(f"{region}: no such region; there are {', '.join(regions())}")
    lists = held_lists()
    return [
        state
        for state in states
        if (region is None or in_region(state, region))
        and (ratified is None or (status(state, PROTOCOL, lists).status is Status.PARTY) is ratified)
    ]


def _of_files(files: Sequence[Path], jurisdiction: str, faults: list[str]) -> GapReport:
    return of_documents(list(documents(files, faults, jurisdiction=jurisdiction)), jurisdiction)


def of_documents(read: Sequence[Document], jurisdiction: str, *, drafts: bool = False) -> GapReport:
    """Findings on laws that are at hand and need not be kept; on bills as if they were law, where `drafts`."""
    from pipelines.stages import said_of
    from search.findings.gaps import report

    return report(jurisdiction, [(document, said_of(document, None)) for document in read], lists=held_lists(), drafts=drafts)


def of_catalogue(codes: Sequence[str]) -> list[GapReport]:
    """Findings on each State's laws as the catalogue holds them."""
    from search.catalogue import Catalogue
    from search.findings.gaps import report
    from search.settings import Settings

    lists = held_lists()
    with Catalogue.of(Settings()) as catalogue:
        reports = [report(one, list(catalogue.documents(jurisdiction=one)), lists=lists) for one in codes]
    for one in reports:
        if not one.instruments:
            err.print(f"{one.jurisdiction}: no law of it is held, so nothing was assessed", style="yellow", highlight=False)
    return reports
