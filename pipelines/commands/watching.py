"""`watch`: of which States a law against trafficking in persons is held."""

from typing import Annotated

import typer

from models.watch import Known
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, out, write_json


def watch(
    missing: Annotated[bool, typer.Option("--missing", help="Only States of which a known law is not held.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One line a State.")] = False,
) -> None:
    """For each member of the UN: is its law held, known and not held, or unknown? Example: palermo watch --missing"""
    from search import naming
    from search.catalogue import Catalogue
    from search.settings import Settings
    from search.watching import watched

    with Catalogue.of(Settings()) as catalogue:
        found = watched(catalogue)
    shown = [one for one in found if one.missing] if missing else list(found)
    for one in shown if json else ():
        write_json(one)
    if not json:
        rows = [
            {
                "State": naming.place(one.jurisdiction),
                "law": _said[one.known] + ("" if one.whole or one.known is not Known.HELD else ", in extract"),
                "held": len(one.held) or "",
                "known and not held": "\n".join(
                    f"{law.title}, {law.number or law.year} ({law.origin.value})" for law in one.missing
                ),
            }
            for one in shown
        ]
        out.print(tables.plain("Laws against trafficking in persons", ("State", "law", "held", "known and not held"), rows))
        counts = ", ".join(f"{sum(one.known is known for one in found)} {word}" for known, word in _said.items())
        out.print(f"{len(found)} States: {counts}")
    raise typer.Exit(DONE if shown else PARTLY)


_said = {Known.HELD: "held", Known.NOT_HELD: "known, not held", Known.UNKNOWN: "unknown"}
