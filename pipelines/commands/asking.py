"""`search`, `serve`: questions to what is held."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from models.document import Form, Role
from models.hit import Grouping, Mode, Query
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, err, out, stop, write_json
from pipelines.commands.exporting import Layout, Output, write_sheet
from pipelines.commands.reading import code

_Many = list[str] | None


def search(
    query: Annotated[str, typer.Argument(help='Words, a symbol, or a phrase in quotes ("best interests of the child").')],
    work: Annotated[_Many, typer.Option(help="A text, such as un/A/RES/78/228.")] = None,
    body: Annotated[_Many, typer.Option(help="Organisation; this and other filters may be repeated.")] = None,
    jurisdiction: Annotated[_Many, typer.Option(help="Whose text: country or body.")] = None,
    mentions: Annotated[_Many, typer.Option(help="A country that the passage names.")] = None,
    provision: Annotated[_Many, typer.Option(help="Id of a provision, such as 6-3-recovery.")] = None,
    topic: Annotated[_Many, typer.Option(help="A pillar, or a topic such as supply-chains.")] = None,
    form: Annotated[list[Form] | None, typer.Option()] = None,
    role: Annotated[list[Role] | None, typer.Option()] = None,
    action: Annotated[list[int] | None, typer.Option(min=0, max=5, help="Action grade, 0 to 5.")] = None,
    since: Annotated[int | None, typer.Option(help="First year of adoption.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year of adoption.")] = None,
    language: Annotated[_Many, typer.Option()] = None,
    in_force: Annotated[bool | None, typer.Option("--in-force/--not-in-force")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 10,
    group: Annotated[Grouping | None, typer.Option(help="Each work once, with its best passages.")] = None,
    mode: Annotated[Mode, typer.Option()] = Mode.HYBRID,
    format: Annotated[Layout, typer.Option("--format", help="table, json, csv, xlsx or html.")] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Find passages. Example: palermo search "victims should not be prosecuted" --body un"""
    try:
        asked = Query(
            text=query,
            work=tuple(work or ()),
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
            group=group,
            counts=json or format is Layout.JSON,
            mode=mode,
        )
    except ValidationError as error:
        stop(f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}")
    _answer(asked, Layout.JSON if json else format, output)


def _answer(asked: Query, layout: Layout, output: Path | None) -> NoReturn:
    from pipelines.stages import bench
    from search.index.indexing import open_index
    from search.retrieval import search as ask

    with bench() as desk:
        try:
            answer = ask(asked, index=open_index(desk.store), embed=desk.embed)
        except ValueError as error:
            stop(str(error), PARTLY)
    if layout is Layout.JSON:
        write_json(answer)
    elif layout is Layout.TABLE:
        out.print(tables.answer(asked.text, answer))
    else:
        from search.exports import sheets

        write_sheet(sheets.hits(answer.hits), layout, output)
    raise typer.Exit(DONE if answer.hits else PARTLY)


def _known(wanted: Sequence[str] | None) -> tuple[str, ...]:
    from models.reference import provisions

    for one in wanted or ():
        if one not in provisions():
            stop(f"{one}: no such provision; there are {', '.join(provisions())}")
    return tuple(wanted or ())


def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1", port: Annotated[int, typer.Option(min=1, max=65535)] = 8017
) -> None:
    """Pages and API. Example: palermo serve --port 8017"""
    import uvicorn

    from pipelines import assessing
    from search.settings import Settings
    from search.web.api import create_app
    from search.web.security import may_listen

    settings = Settings()
    try:
        may_listen(host, settings.token)
    except ValueError as error:
        stop(str(error))
    err.print(f"http://{host}:{port} (Ctrl+C ends it)", highlight=False, markup=False)
    uvicorn.run(create_app(outside=assessing, settings=settings), host=host, port=port, log_level="warning", server_header=False)
