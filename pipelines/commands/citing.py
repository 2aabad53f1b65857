"""`citations`: what a work cites, and what cites it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, complain, out, stop, write_json

if TYPE_CHECKING:
    from search.catalogue import Catalogue
    from search.citations import Citation

_WORDS = 3  # wordings shown in a table


def citations(
    work: Annotated[str, typer.Argument(help="Id of a work, its symbol, or its name.", show_default=False)],
    language: Annotated[str, typer.Option(help="Language of the name.")] = "en",
    json: Annotated[bool, typer.Option("--json", help="JSON instead of tables.")] = False,
) -> None:
    """What a work cites, and what cites it. Example: palermo citations "Palermo Protocol" """
    from search.catalogue import Catalogue
    from search.citations import cited_by, cites
    from search.settings import Settings

    with Catalogue.of(Settings()) as catalogue:
        wanted = _work(work, language, catalogue)
        forth, back = cites(catalogue, wanted), cited_by(catalogue, wanted)
    if json:
        write_json({"work": wanted, "cites": list(forth), "cited_by": list(back)})
    else:
        out.print(_table(f"{wanted} cites", forth), _table(f"{wanted} is cited by", back))
    if not forth and not back:
        complain(f"{wanted}: no citation in the documents held")
    raise typer.Exit(DONE if forth or back else PARTLY)


def _work(written: str, language: str, catalogue: "Catalogue") -> str:
    """The work that a user named: as the catalogue has it, by its symbol, or by what texts call it."""
    from extractors.components.citation import citations as named

    entries = catalogue.entries()
    if (plain := written.partition("@")[0]) in {entry.work for entry in entries}:
        return plain
    by_symbol = {entry.symbol: entry.work for entry in entries if entry.symbol}
    found = named(written, language)
    if written in by_symbol or found:
        return by_symbol.get(written) or found[0].label
    if "/" not in written:
        stop(f"{written}: no such work; expected an id such as un/A/RES/64/293, a symbol, or a name such as Palermo Protocol")
    return written


def _table(title: str, some: "Sequence[Citation]") -> object:
    rows = (
        {"work": one.work, "times": one.times, "called": list(one.words[:_WORDS]), "title": tables.short(one.title or "", 60)}
        for one in some
    )
    return tables.plain(title, ("work", "times", "called", "title"), rows)
