"""How commands speak: results to standard output, everything else to standard error, and the exit status."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, NoReturn

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from models.report import Failure
from pipelines.progress import heard_by

DONE, PARTLY, MISUSED = 0, 1, 2
"""Exit statuses: all well; nothing found or something failed; a call that means nothing."""

_PIPED = 140  # columns where no terminal says how wide it is

out = Console(width=None if sys.stdout.isatty() else _PIPED)
err = Console(stderr=True)


def write_json(value: object, *, indent: int | None = None) -> None:
    """One JSON value to standard output: a line, unless `indent` is given."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def plain(value: object) -> Any:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def complain(sentence: str) -> None:
    err.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)


def stop(sentence: str, status: int = MISUSED) -> NoReturn:
    complain(sentence)
    raise typer.Exit(status)


def name_failures(failures: Sequence[Failure]) -> None:
    for failure in failures:
        complain(f"{failure.stage.value} {failure.trouble.value}: {named(failure.subject, failure.reason)}")


def named(subject: str, reason: str) -> str:
    """A reason that says what it is about."""
    return reason if subject in reason else f"{subject}: {reason.removeprefix(PurePath(subject).name + ': ')}"


@contextmanager
def progress() -> Iterator[None]:
    """Bars on standard error while a long run speaks; nothing where it is not a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def listen(what: str, done: int, of: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=of)
            bars.update(tasks[what], completed=done, total=of)

        with heard_by(listen):
            yield
