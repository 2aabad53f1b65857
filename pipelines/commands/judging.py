"""`evaluate`, `train`: quality on labelled sets, and what is learnt from them."""

import inspect
import os
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, err, out, progress, stop, write_json


class Labels(StrEnum):
    READING = "reading"
    PARAGRAPHS = "paragraphs"
    LAWS = "laws"
    ACTIONS = "actions"
    QUERIES = "queries"
    PRECEDENTS = "precedents"
    ALL = "all"


_FILES = {
    Labels.READING: "typographic_*.jsonl",
    Labels.PARAGRAPHS: "paragraphs*.jsonl",
    Labels.LAWS: "laws*.jsonl",
    Labels.ACTIONS: "upr/*.csv.gz",
    Labels.QUERIES: "queries*.jsonl",
    Labels.PRECEDENTS: "precedents*.jsonl",
}
"""Where a folder of labels keeps each kind."""


def evaluate(
    kind: Annotated[Labels, typer.Argument(help="What is labelled.")],
    files: Annotated[list[Path] | None, typer.Argument(help="Labels; by default those of the folder labels/dev.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="Folder of the labelled documents.")] = None,
    passages: Annotated[Path | None, typer.Option(help="Passages that the queries' judgements name.")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure quality on labelled sets. Example: palermo evaluate paragraphs labels.jsonl --json"""
    kinds = [one for one in Labels if one is not Labels.ALL] if kind is Labels.ALL else [kind]
    given = files or []
    for path in (*given, *(path for path in (corpus, passages) if path)):
        if not path.exists():
            stop(f"{path}: no such file or folder")
    measured: dict[str, Any] = {}
    for one in kinds:
        labelled = given or sorted((shared() / "labels" / "dev").glob(_FILES[one]))
        if not labelled and kind is Labels.ALL:
            err.print(f"no labels of kind {one.value}: left out", style="yellow")
            continue
        if not labelled:
            stop(f"no labels of kind {one.value} under {shared() / 'labels' / 'dev'}: name the files, or set PALERMO_CORPUS")
        if find_spec(f"pipelines.evaluation.{one.value}") is None:
            stop(f"there is no evaluation of {one.value} in this version", PARTLY)
        measured[one.value] = _measured(one, labelled, corpus, passages)
        if not json:
            out.print(tables.figures(one.value, measured[one.value]))
    if json:
        write_json(measured if kind is Labels.ALL else measured[kind.value])
    raise typer.Exit(DONE)


def shared() -> Path:
    """The folder with corpus/ and labels/."""
    return Path(os.environ.get("PALERMO_CORPUS", Path(__file__).parents[3] / "shared"))


def _measured(kind: Labels, files: list[Path], corpus: Path | None, passages: Path | None) -> dict[str, object]:
    module = import_module(f"pipelines.evaluation.{kind.value}")
    if corpus is None and (shared() / "corpus").is_dir():
        corpus = shared() / "corpus"
    if passages is None and kind is Labels.QUERIES:
        passages = next((path for path in (files[0].parent / "passages.jsonl.gz",) if path.is_file()), None)
    more = {}
    if "embed" in inspect.signature(module.evaluate).parameters:
        from pipelines.stages import open_bench

        more["embed"] = open_bench().embed
    try:
        with progress():
            figures: dict[str, object] = module.evaluate(files, corpus=corpus, passages=passages, **more)
    except ValueError as error:
        stop(str(error))
    return figures


def _fitted(
    paragraphs: Path | None, recommendations: list[Path], laws: list[Path], corpus: Path, unseen: float | None
) -> dict[str, str]:
    """The fitted models by the name of their file."""
    fitted: dict[str, str] = {}
    if paragraphs:
        from pipelines.evaluation import paragraphs as alignment

        fitted["alignment.json"] = alignment.weights([paragraphs], corpus=corpus if corpus.is_dir() else None)
    if recommendations:
        from pipelines.evaluation import actions

        fitted["action.json"] = actions.retrained(recommendations)
    if laws:
        from pipelines.evaluation import trust

        fitted["trust.json"] = trust.weights(laws, corpus, unseen)
    return fitted


def card(
    paragraphs: Annotated[list[Path] | None, typer.Argument(help="Labelled paragraphs the model was fitted to.")] = None,
    other: Annotated[list[Path] | None, typer.Option(help="Labelled paragraphs it has not seen.", exists=True)] = None,
    corpus: Annotated[Path | None, typer.Option(help="Folder of the labelled documents.")] = None,
    to: Annotated[Path, typer.Option(help="Where the card is written.")] = Path("docs/model-card.md"),
) -> None:
    """Write the card of the alignment model: data, figures, limits. Example: palermo card paragraphs.jsonl"""
    from pipelines.evaluation.card import card as written
    from pipelines.stages import open_bench

    files = paragraphs or sorted((shared() / "labels" / "dev").glob(_FILES[Labels.PARAGRAPHS]))
    if not files:
        stop(f"no labelled paragraphs under {shared() / 'labels' / 'dev'}: name the files, or set PALERMO_CORPUS")
    try:
        with progress():
            text = written(files, others=other or (), corpus=corpus or shared() / "corpus", embed=open_bench().embed)
    except (ValueError, OSError) as error:
        stop(str(error))
    to.write_text(text, encoding="utf-8")
    err.print(f"{to}: written")


def printed(
    folder: Annotated[Path, typer.Argument(help="Folder of documents.", exists=True, file_okay=False)],
    to: Annotated[Path | None, typer.Option(help="Where the page is written; by default standard output.")] = None,
) -> None:
    """Compare what files print with what is read of them. Example: palermo printed corpus --to docs/corpus.md"""
    from pipelines.evaluation.printed import printed as measured
    from pipelines.evaluation.printed import table

    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".jsonl", ".gz"))
    with progress():
        page = table(list(measured(files)), folder)
    if to is None:
        typer.echo(page)
    else:
        to.write_text(page, encoding="utf-8")
        err.print(f"{to}: written")


def train(
    paragraphs: Annotated[
        Path | None, typer.Argument(help="Labelled paragraphs, JSON lines.", exists=True, dir_okay=False, show_default=False)
    ] = None,
    recommendations: Annotated[list[Path] | None, typer.Argument(help="Graded recommendations of the UPR, CSV.")] = None,
    laws: Annotated[list[Path] | None, typer.Option(help="Labelled laws, JSON lines.", exists=True, dir_okay=False)] = None,
    corpus: Annotated[Path | None, typer.Option(help="Folder of the labelled laws.")] = None,
    unseen: Annotated[
        float | None, typer.Option(min=0.5, max=0.99, help="Agreement on laws read for the first time: sets the level.")
    ] = None,
) -> None:
    """Fit the small models to labels again. Example: palermo train paragraphs.jsonl upr-info_sessions_*.csv.gz

    The same labels give the same bytes. Writes models/alignment.json for paragraphs, models/action.json for recommendations and
    models/trust.json for laws.
    """
    if not (paragraphs or laws):
        stop("name labelled paragraphs, or --laws")
    folder = Path(__file__).parents[2] / "models"
    try:
        fitted = _fitted(paragraphs, recommendations or [], laws or [], corpus or shared() / "corpus", unseen)
    except ValueError as error:
        stop(str(error), PARTLY)
    for name, text in fitted.items():
        path = folder / name
        same = path.is_file() and path.read_text(encoding="utf-8") == text
        path.write_text(text, encoding="utf-8")
        err.print(f"models/{name}: {'as it was' if same else 'changed'}")
