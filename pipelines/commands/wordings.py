"""`precedents`, `chain`: agreed language for a wording, and what national law holds of it."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from models.precedent import Wanted
from pipelines import tables
from pipelines.commands.comparing import of_catalogue
from pipelines.commands.console import DONE, PARTLY, out, stop, write_json
from pipelines.commands.exporting import Layout, Output, write_sheet
from pipelines.commands.reading import code

_Many = list[str] | None
_MOST = 200_000  # bytes of a file with a wording


def precedents(
    text: Annotated[
        str | None,
        typer.Argument(help="A paragraph, or the address (or symbol and number) of one that is held.", show_default=False),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A text file that holds the paragraph.")] = None,
    stronger: Annotated[bool, typer.Option("--stronger", help="Wordings on the same subject that ask more firmly.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Drafts, too, not only what was adopted.")] = False,
    body: Annotated[_Many, typer.Option(help="Organisation that adopted it; may be repeated.")] = None,
    country: Annotated[str | None, typer.Option(help="Only organisations that this State is a member of.")] = None,
    language: Annotated[_Many, typer.Option()] = None,
    since: Annotated[int | None, typer.Option(help="First year of adoption.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year of adoption.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    format: Annotated[
        Layout, typer.Option("--format", help="table, csv, xlsx or html: a row a use; JSON is --json.")
    ] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Agreed language: who adopted this wording, when, and how it moved. Example: palermo precedents "A/RES/78/228 op 27" """
    from pipelines.assessing import assess
    from pipelines.stages import bench
    from search.index.indexing import open_index
    from search.wordings.precedents import agreed

    wanted = _wording(text, file)
    with bench() as desk:
        try:
            asked = Wanted(
                text=wanted,
                stronger=stronger,
                drafts=drafts,
                body=_bodies(body, country),
                language=tuple(language or ()),
                since=since,
                until=until,
                limit=limit,
            )
            found = agreed(asked, catalogue=desk.catalogue, index=open_index(desk.store), embed=desk.embed, assess=assess)
        except ValidationError as error:
            stop(f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}")
        except ValueError as error:
            stop(str(error), PARTLY)
    if json:
        write_json(found)
    elif format is Layout.TABLE:
        out.print(tables.agreed(found))
    else:
        from search.exports import sheets

        write_sheet(sheets.precedents(found), format, output)
    raise typer.Exit(DONE if found.precedents else PARTLY)


def chain(
    text: Annotated[str, typer.Argument(help="A paragraph, or the address (or symbol and number) of one that is held.")],
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """From a wording to its provisions and to the laws that hold or lack them. Example: palermo chain "A/RES/78/228 op 27" """
    from pipelines.assessing import assess
    from search.catalogue import Catalogue
    from search.index.indexing import open_index
    from search.settings import Settings
    from search.wordings.chain import chain as follow

    settings = Settings()
    with Catalogue.of(settings) as catalogue:
        states = sorted({entry.jurisdiction for entry in catalogue.entries() if entry.body is None})
        try:
            found = follow(text, of_catalogue(states), catalogue=catalogue, index=open_index(settings), assess=assess)
        except ValueError as error:
            stop(str(error))
    if json:
        write_json(found)
    else:
        out.print(tables.chain(found))
    raise typer.Exit(DONE if found.links else PARTLY)


def _wording(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        stop("expected either a text or --file with a text file that holds one")
    if file is None:
        return str(text).strip() or stop("the text is empty: expected a paragraph")
    try:
        if file.stat().st_size > _MOST:
            stop(f"{file}: more than the {_MOST // 1000} kB a wording may have; for a whole draft see `palermo review`")
        return file.read_text(encoding="utf-8").strip() or stop(f"{file}: is empty, expected a paragraph")
    except OSError as error:
        stop(f"{file}: {error.strerror}")
    except UnicodeDecodeError:
        stop(f"{file}: expected text in UTF-8")


def _bodies(named: _Many, country: str | None) -> tuple[str, ...]:
    """Organisations that were named, and those that a State is a member of."""
    from models.reference import bodies

    for one in named or ():
        if one.lower() not in bodies():
            stop(f"{one}: no such organisation; there are {', '.join(bodies())}")
    wanted = [one.lower() for one in named or ()]
    if country is not None:
        state = code(country)
        wanted = [id for id in wanted or bodies() if bodies()[id].has(state)]
        if not wanted:
            stop(f"{country}: no organisation of those that are known or were named has it as a member")
    return tuple(wanted)
