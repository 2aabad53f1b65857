"""The command line: one function a command, in pipelines/commands."""

import typer
from pydantic import ValidationError

from pipelines.commands import (
    asking,
    citing,
    comparing,
    digesting,
    documents,
    judging,
    keeping,
    modelling,
    reading,
    reviewing,
    running,
    sourcing,
    treaties,
    watching,
    wordings,
)
from pipelines.commands.console import stop
from pipelines.settings import keep_to_this_machine
from search.settings import Settings as Kept

app = typer.Typer(
    name="palermo",
    help="Resolutions and national laws against trafficking in persons: read, aligned with the Palermo Protocol, searchable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback()
def prepare() -> None:
    """Runs before every command. A setting that is not as expected is told by its name, never with its value: it may be a key."""
    try:
        keep_to_this_machine()
        Kept()
    except ValidationError as error:
        wrong = (f"PALERMO_{'.'.join(map(str, one['loc'])).upper()}: {one['msg'].lower()}" for one in error.errors())
        stop("; ".join(wrong))


for command in (
    reading.read,
    reading.extract,
    reading.label,
    running.ingest,
    running.run,
    asking.search,
    wordings.precedents,
    wordings.chain,
    reviewing.review,
    citing.citations,
    comparing.gaps,
    comparing.matrix,
    comparing.compare,
    modelling.clauses,
    treaties.ratifications,
    digesting.digest,
    watching.watch,
    sourcing.sources,
    running.status,
    running.audit,
    running.reindex,
    keeping.backup,
    asking.serve,
    judging.evaluate,
    judging.train,
    judging.card,
    judging.printed,
    documents.export,
    running.demo,
):
    app.command()(command)

if __name__ == "__main__":
    app()
