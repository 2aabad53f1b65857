"""`precedents`: agreed language for a wording."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from models.precedent import AgreedLanguage, Wanted
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, out, stop, write_json
from pipelines.commands.reading import code
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index import Index

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
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Agreed language: who adopted this wording, when, and how it moved. Example: palermo precedents "A/RES/78/228 op 27" """
    from pipelines.stages import bench
    from search.indexing import open_index

    wanted = _wording(text, file)
    with bench() as desk:
        index = open_index(desk.store)
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
            found = agreed(asked, desk.catalogue, index, desk.embed)
        except ValidationError as error:
            stop(f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}")
        except ValueError as error:
            stop(str(error), PARTLY)
    if json:
        write_json(found)
    else:
        out.print(tables.agreed(found))
    raise typer.Exit(DONE if found.precedents else PARTLY)


def agreed(wanted: Wanted, catalogue: Catalogue, index: Index, embed: Embedder | None) -> AgreedLanguage:
    """What `search.precedents` finds; a text that names a passage is replaced by the words that stand there."""
    from pipelines.assessing import assess
    from search.named import passage_named
    from search.precedents import precedents

    named = passage_named(wanted.text, index)
    if named is not None:
        wanted = wanted.model_copy(update={"text": named.text, "address": named.address})
    return precedents(wanted, catalogue=catalogue, index=index, embed=embed, assess=assess)


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
        joined = [id for id, body in bodies().items() if body.has(state)]
        wanted = [id for id in wanted or joined if id in joined]
        if not wanted:
            stop(f"{country}: no organisation of those that are known or were named has it as a member")
    return tuple(wanted)
