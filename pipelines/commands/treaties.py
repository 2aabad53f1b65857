"""`ratifications`: who is bound by which treaty, and since when."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from models.ratification import Ratification, Ratifications, Status, Treaty, origins, status, treaties
from models.states import states
from pipelines.commands.console import DONE, PARTLY, complain, err, out, stop, write_json
from pipelines.commands.exporting import Layout, Output, write_sheet
from pipelines.commands.reading import code


def ratifications(
    jurisdictions: Annotated[list[str] | None, typer.Argument(help="Countries, by code or name; without any, all.")] = None,
    treaty: Annotated[list[str] | None, typer.Option(help="Treaty by id, number or name; may be repeated.")] = None,
    refresh: Annotated[Path | None, typer.Option(help="The UN Treaty Collection's XML of one treaty, to take in.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Date of that XML, YYYY-MM-DD; without one, today.")] = None,
    format: Annotated[
        Layout, typer.Option("--format", help="table, csv, xlsx or html; for JSON there is --json.")
    ] = Layout.TABLE,
    output: Output = None,
    json: Annotated[bool, typer.Option("--json", help="One line a State and treaty.")] = False,
) -> None:
    """Status of treaties by State, with date and origin. Example: palermo ratifications Ireland --treaty palermo"""
    if refresh is not None:
        _refresh(refresh, as_of, json)
    lists = held_lists()
    wanted = [_treaty(one) for one in treaty or treaties()]
    named = [code(one) for one in jurisdictions] if jurisdictions else list(states())
    rows = [status(state, one.id, lists) for state in named for one in wanted]
    if format is Layout.TABLE or json:
        _show(rows, json)
    else:
        from search.exports import sheets

        write_sheet(sheets.ratifications(rows), format, output)
    raise typer.Exit(DONE if any(row.status is not Status.UNKNOWN for row in rows) else PARTLY)


def held_lists() -> Ratifications:
    """The lists that hold here: refreshed ones before the shipped."""
    from models.ratification import held
    from search.settings import Settings

    try:
        return held(Settings().home / "ratifications")
    except ValueError as error:
        stop(str(error), PARTLY)


def _treaty(written: str) -> Treaty:
    from models.ratification import treaty

    found = treaty(written)
    if found is None:
        stop(f"{written}: no such treaty; there are {', '.join(treaties())}")
    return found


def _show(rows: Sequence[Ratification], json: bool) -> None:
    from models.countries import name
    from pipelines import tables

    if json:
        for row in rows:
            origin = origins()[row.origin] if row.origin else None
            write_json({**row.model_dump(mode="json"), "origin": origin})
        return
    columns = ("State", "treaty", "status", "act", "date", "in force", "signed", "as of", "note")
    shown = (
        {
            "State": "European Union" if row.jurisdiction == "eu" else name(row.jurisdiction),
            "treaty": treaties()[row.treaty].short,
            "status": row.status.value.replace("_", " ") + (", with declarations" if row.declared else ""),
            "act": row.act.value if row.act else "",
            "date": row.date,
            "in force": row.in_force,
            "signed": row.signed,
            "as of": row.as_of,
            "note": row.note,
        }
        for row in rows
    )
    out.print(tables.plain("Treaties", columns, shown))
    for id in sorted({row.origin for row in rows if row.origin}):
        err.print(f"{id}: {origins()[id].title}, {origins()[id].url}", style="dim", highlight=False, markup=False, soft_wrap=True)


def _refresh(file: Path, as_of: str | None, json: bool) -> None:
    from models.ratification import write
    from pipelines.participants import MAX_BYTES, Unreadable, joined, participants
    from search.settings import Settings

    try:
        on = date.fromisoformat(as_of) if as_of else date.today()
    except ValueError:
        stop(f"--as-of {as_of}: expected a date such as 2026-01-31")
    try:
        with file.open("rb") as stream:
            listed = participants(stream.read(MAX_BYTES + 1), file.name)
    except OSError as error:
        stop(f"{file}: {error.strerror}")
    except Unreadable as error:
        stop(str(error), PARTLY)
    renewed = joined(listed, held_lists()[listed.treaty], on.isoformat())
    write(renewed.rows, Settings().home / "ratifications" / f"{listed.treaty}.csv")
    for sentence in (*listed.warnings, *renewed.warnings):
        complain(sentence)
    if json:
        write_json({"treaty": listed.treaty, "as_of": on.isoformat(), "changes": renewed.changes})
    else:
        out.print(f"{treaties()[listed.treaty].short}: {len(listed.rows)} participants, {len(renewed.changes)} changes")
        for change in renewed.changes:
            out.print(f"  {change.sentence}", highlight=False, markup=False)
    raise typer.Exit(PARTLY if listed.warnings or renewed.warnings else DONE)
