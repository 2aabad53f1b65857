"""`search`, `gaps`, `serve`: questions to what is held."""

import csv
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from models.document import Document, Form, Role
from models.finding import Finding, GapReport
from models.hit import Mode, Query
from models.signal import Extract
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, err, out, stop, write_json
from pipelines.commands.reading import code, documents

_Many = list[str] | None


class Against(StrEnum):
    PALERMO = "palermo"
    TVPA = "tvpa"


class Layout(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def search(
    query: Annotated[str, typer.Argument(help='Words, a symbol, or a phrase in quotes ("best interests of the child").')],
    body: Annotated[_Many, typer.Option(help="Organisation; this and other filters may be repeated.")] = None,
    jurisdiction: Annotated[_Many, typer.Option(help="Whose text: country or body.")] = None,
    mentions: Annotated[_Many, typer.Option(help="A country that the passage names.")] = None,
    provision: Annotated[_Many, typer.Option(help="Id of a provision, such as 6-3-recovery.")] = None,
    topic: Annotated[_Many, typer.Option(help="prosecution, protection, prevention or partnership.")] = None,
    form: Annotated[list[Form] | None, typer.Option()] = None,
    role: Annotated[list[Role] | None, typer.Option()] = None,
    action: Annotated[list[int] | None, typer.Option(min=0, max=5, help="Action grade, 0 to 5.")] = None,
    since: Annotated[int | None, typer.Option(help="First year of adoption.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year of adoption.")] = None,
    language: Annotated[_Many, typer.Option()] = None,
    in_force: Annotated[bool | None, typer.Option("--in-force/--not-in-force")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 10,
    mode: Annotated[Mode, typer.Option()] = Mode.HYBRID,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Find passages. Example: palermo search "victims should not be prosecuted" --body un"""
    from pipelines.stages import bench
    from search.indexing import open_index
    from search.retrieval import search as ask

    try:
        asked = Query(
            text=query,
            body=tuple(one.lower() for one in body or ()),
            jurisdiction=tuple(map(code, jurisdiction or ())),
            mentions=tuple(map(code, mentions or ())),
            provision=_known(provision),
            topic=tuple(topic or ()),
            form=tuple(one.value for one in form or ()),
            role=tuple(one.value for one in role or ()),
            action=tuple(action or ()),
            language=tuple(language or ()),
            since=since,
            until=until,
            in_force=in_force,
            limit=limit,
            mode=mode,
        )
    except ValidationError as error:
        stop(f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}")
    with bench() as desk:
        try:
            answer = ask(asked, index=open_index(desk.store), embed=desk.embed)
        except ValueError as error:
            stop(str(error), PARTLY)
    if json:
        write_json(answer)
    else:
        out.print(tables.answer(query, answer))
    raise typer.Exit(DONE if answer.hits else PARTLY)


def _known(wanted: Sequence[str] | None) -> tuple[str, ...]:
    from models.reference import provisions

    for one in wanted or ():
        if one not in provisions():
            stop(f"{one}: no such provision; there are {', '.join(provisions())}")
    return tuple(wanted or ())


def gaps(
    jurisdictions: Annotated[list[str] | None, typer.Argument(help="Countries, by code or name.", show_default=False)] = None,
    files: Annotated[list[Path] | None, typer.Option(help="Laws to read, nothing stored; more may follow as arguments.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Whose laws the files are.")] = None,
    against: Annotated[Against, typer.Option(help="All provisions, or those that the TVPA names.")] = Against.PALERMO,
    format: Annotated[Layout, typer.Option("--format")] = Layout.TABLE,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """What a country's law holds of the Protocol, quotation by quotation. Example: palermo gaps IRL --format csv"""
    faults: list[str] = []
    if files:
        if not jurisdiction:
            stop("--files needs --jurisdiction: whose laws are they?")
        laws = [*files, *map(Path, jurisdictions or ())]
        reports = [_of_files(laws, code(jurisdiction), faults)]
    elif jurisdictions or jurisdiction:
        named = [*(jurisdictions or ()), *([jurisdiction] if jurisdiction else ())]
        reports = _of_catalogue([code(one) for one in named])
    else:
        stop("name a country, or give --files and --jurisdiction")
    reports = [_against(report, against) for report in reports]
    _write(reports, Layout.JSON if json else format)
    empty = not any(report.instruments for report in reports)
    raise typer.Exit(PARTLY if empty or faults else DONE)


def matrix(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Every State whose law is held, provision by provision. Example: palermo matrix"""
    from search.catalogue import Catalogue
    from search.settings import Settings

    with Catalogue.of(Settings()) as catalogue:
        states = sorted({entry.jurisdiction for entry in catalogue.entries() if entry.body is None})
    if not states:
        stop("no law is held: ingest some first", PARTLY)
    _side_by_side(states, json)


def compare(
    jurisdictions: Annotated[list[str], typer.Argument(help="Countries, by code or name.")],
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Two States or more, side by side. Example: palermo compare IRL SLE"""
    _side_by_side([code(one) for one in jurisdictions], json)


def _side_by_side(codes: Sequence[str], json: bool) -> None:
    reports = _of_catalogue(codes)
    if json:
        write_json(reports)
    else:
        out.print(tables.matrix(reports))
    raise typer.Exit(DONE if all(report.instruments for report in reports) else PARTLY)


def _of_files(files: Sequence[Path], jurisdiction: str, faults: list[str]) -> GapReport:
    from pipelines.stages import said_of
    from search.gaps import report

    read: list[tuple[Document, Sequence[Extract]]] = []
    for document in documents(files, faults, jurisdiction=jurisdiction):
        read.append((document, said_of(document, None)))
    return report(jurisdiction, read)


def _of_catalogue(codes: Sequence[str]) -> list[GapReport]:
    from search.catalogue import Catalogue
    from search.gaps import report
    from search.settings import Settings

    with Catalogue.of(Settings()) as catalogue:
        reports = [report(one, list(catalogue.documents(jurisdiction=one))) for one in codes]
    for one in reports:
        if not one.instruments:
            err.print(f"{one.jurisdiction}: no law of it is held, so nothing was assessed", style="yellow", highlight=False)
    return reports


def _against(report: GapReport, against: Against) -> GapReport:
    from models.reference import provisions

    if against is Against.PALERMO:
        return report
    bearing: list[Finding] = [finding for finding in report.findings if provisions()[finding.provision].tvpa]
    return report.model_copy(update={"findings": tuple(bearing)})


def _write(reports: Sequence[GapReport], layout: Layout) -> None:
    if layout is Layout.JSON:
        for report in reports:
            write_json(report)
    elif layout is Layout.CSV:
        rows = csv.writer(sys.stdout)
        rows.writerow(("jurisdiction", "provision", "finding", "probability", "reason", "address", "quote"))
        for report in reports:
            for finding in report.findings:
                _rows(rows, report.jurisdiction, finding)
    else:
        for report in reports:
            out.print(tables.gaps(report))


def _rows(rows: object, jurisdiction: str, finding: Finding) -> None:
    """One row a quotation, one row where there is none."""
    write = rows.writerow  # type: ignore[attr-defined]  # csv's writer has no public type
    said = (jurisdiction, finding.provision, finding.finding.value, finding.probability, finding.reason)
    for evidence in finding.evidence or (None,):
        write((*said, evidence.address if evidence else "", evidence.quote if evidence else ""))


def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1", port: Annotated[int, typer.Option(min=1, max=65535)] = 8017
) -> None:
    """Pages and API. Example: palermo serve --port 8017"""
    import uvicorn

    from pipelines.assessing import assess
    from search.api import create_app

    err.print(f"http://{host}:{port} (Ctrl+C ends it)", highlight=False, markup=False)
    uvicorn.run(create_app(assess=assess), host=host, port=port, log_level="warning", server_header=False)
