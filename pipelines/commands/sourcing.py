"""`sources`: where documents come from, what each needs and allows, and whether its site is still as its module takes it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from pipelines import checks, tables
from pipelines.checks import Checked
from pipelines.commands.console import DONE, PARTLY, err, out, stop, write_json
from pipelines.source import Needs, Source


def sources(
    check: Annotated[bool, typer.Option("--check", help="Ask each site, one polite request an assumption.")] = False,
    source: Annotated[list[str] | None, typer.Option(help="Id of a source; may be repeated.")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON instead of tables.")] = False,
) -> None:
    """Where documents come from. Example: palermo sources --check --source un_library"""
    from pipelines import source as package

    known = package.sources()
    for name in source or ():
        if name not in known:
            stop(f"{name}: no such source; there are {', '.join(known)}")
    chosen = {name: one for name, one in known.items() if not source or name in source}
    if check:
        raise typer.Exit(_checked(chosen, json))
    rows = [_row(name, one) for name, one in chosen.items()]
    if json:
        write_json(rows)
    else:
        out.print(tables.plain("Sources", ("source", "title", "languages", "needs", "allows", "home"), rows))


def _row(name: str, one: Source) -> dict[str, object]:
    allowed = {"store": one.may_store, "embed": one.may_embed, "show": one.may_show}
    return {
        "source": name,
        "title": one.title,
        "home": one.home,
        "languages": list(one.languages),
        "needs": _needs(name, one),
        "allows": [word for word, may in allowed.items() if may] or ["link"],
        "licence": one.licence,
        "hosts": sorted(one.hosts),
        "drop": one.drop,
        "delay": one.manners.delay,
        "window": one.window,
        **{f"may_{word}": may for word, may in allowed.items()},
    }


def _needs(name: str, one: Source) -> str:
    if one.needs is Needs.KEY:
        return f"a key: PALERMO_KEYS='{{\"{name}\": …}}'"
    return f"files in drop/{one.drop}" if one.needs is Needs.DROP else "nothing"


def _checked(chosen: dict[str, Source], json: bool) -> int:
    found = []
    for one in _asked(chosen):
        found.append(one)
        if json:
            write_json(one)
        else:
            mark = "[green]holds[/green]" if one.holds else "[red]does not hold[/red]"
            out.print(f"{one.source}: {one.says}: {mark}", highlight=False)
            err.print(f"    {one.url}: {one.found}", style="dim", highlight=False, markup=False, soft_wrap=True)
    broken = sum(not one.holds for one in found)
    err.print(f"{len(found)} assumptions, {broken} that do not hold or could not be asked")
    return PARTLY if broken else DONE


def _asked(chosen: dict[str, Source]) -> Iterator[Checked]:
    from pipelines.settings import settings
    from pipelines.stages import way

    for name, one in chosen.items():
        with way(name, one, settings()) as http:
            for assumption in one.checks:
                yield checks.check(name, assumption, http)
