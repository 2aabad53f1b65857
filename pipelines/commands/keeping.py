"""`backup`: a copy of everything that is kept."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.console import PARTLY, complain, out, stop, write_json


def backup(
    archive: Annotated[Path, typer.Argument(help="File to write, such as palermo.tar.", dir_okay=False, show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="JSON instead of a sentence.")] = False,
) -> None:
    """Catalogue, snapshots and index in one archive, also while a run writes. Example: palermo backup palermo.tar"""
    from search.backup import backup as copy
    from search.settings import Settings

    try:
        made = copy(Settings(), archive)
    except (ValueError, OSError) as error:
        stop(str(error), PARTLY)
    if json:
        write_json(made)
    else:
        out.print(f"{made.archive}: {made.files} files, {made.size / 1e6:.0f} MB", highlight=False, markup=False)
    for sentence in made.left_out:
        complain(sentence)
