"""Speed as ratios, each measured side by side in one run: `make bench`. No test depends on a figure of this run.

python benchmarks/run.py --pdfs ../shared/corpus/un/pdf --folder ../shared/corpus/un/pdf --points 1000 --points 50000 --write
"""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import asking
import taking_in
import typer
from clock import Figure
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.document import Document
from pipelines.settings import keep_to_this_machine
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.points import points

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
RESULTS = ROOT / "benchmarks" / "results.json"
_FOLDERS = ("un", "ilo", "osce", "oas", "eu", "rcm", "laws")
"""Of the samples; what is left out is meant to be refused."""
_WIDTH = 130  # columns where there is no terminal


def main(
    pdfs: Annotated[Path, typer.Option(help="Folder of PDFs to read.")] = SAMPLES / "un",
    most: Annotated[int, typer.Option(min=1, help="PDFs read, evenly drawn.")] = 40,
    folder: Annotated[Path | None, typer.Option(help="Folder taken in twice; by default the samples.")] = None,
    passages: Annotated[int, typer.Option(min=16, help="Passages embedded a round.")] = 128,
    sizes: Annotated[list[int] | None, typer.Option("--points", min=200, help="Sizes of the index; 1,000 and 10,000.")] = None,
    write: Annotated[bool, typer.Option("--write", help=f"Keep the figures in {RESULTS.relative_to(ROOT)}.")] = False,
) -> None:
    """Print the table of ratios."""
    keep_to_this_machine()
    paths = [folder] if folder else [SAMPLES / name for name in _FOLDERS]
    files = sorted(pdfs.rglob("*.pdf"))
    if not files:
        raise typer.BadParameter(f"{pdfs}: expected a folder that holds PDFs", param_hint="--pdfs")
    files = files[:: max(1, len(files) // most)][:most]
    figures: list[Figure] = []
    steps = _measured(paths, files, passages, sizes or [1_000, 10_000])
    for step in track(steps, description="measuring", console=Console(stderr=True), transient=True):
        figures += step
    out = Console()
    (out if out.is_terminal else Console(width=_WIDTH)).print(_table(figures))
    if write:
        RESULTS.write_text(json.dumps([_rounded(figure) for figure in figures], indent=1) + "\n")


def _measured(paths: list[Path], files: list[Path], passages: int, sizes: list[int]) -> Iterator[list[Figure]]:
    yield [taking_in.reading(files)]
    with tempfile.TemporaryDirectory() as kept:
        home = Path(kept)
        yield [taking_in.again(paths, home)]
        with Catalogue.open(f"sqlite:///{home}/catalogue.sqlite", str(home / "snapshots")) as catalogue:
            some = _some(catalogue, 2 * passages)
            yield list(taking_in.extracting(some, passages))
            real = [point for point in points(catalogue) if point.language == "en"][: max(sizes)]
            for size in sizes:
                yield asking.latency(asking.held(real, Embedder(catalogue), catalogue, size, home / f"index-{size}"))


def _some(catalogue: Catalogue, passages: int) -> list[Document]:
    """Documents in English until they hold so many passages."""
    found: list[Document] = []
    for document, _ in catalogue.documents():
        if document.language == "en" and sum(len(one.passages) for one in found) < passages:
            found.append(document)
    return found


def _table(figures: list[Figure]) -> Table:
    cores = len(os.sched_getaffinity(0))
    table = Table(title=f"Speed, side by side, on {cores} cores (load {os.getloadavg()[0]:.1f})")
    for heading in ("what", "ours", "beside", "", "ratio", "beside what"):
        table.add_column(heading, justify="right" if heading in ("ours", "beside", "ratio") else "left")
    for figure in figures:
        ratio = f"{figure.ratio:.1%}" if figure.unit == "s" else f"{figure.ratio:.2f} x"
        table.add_row(figure.what, f"{figure.ours:.3g}", f"{figure.beside:.3g}", figure.unit, ratio, figure.said)
    return table


def _rounded(figure: Figure) -> dict[str, object]:
    return {key: float(f"{value:.4g}") if isinstance(value, float) else value for key, value in asdict(figure).items()}


if __name__ == "__main__":
    typer.run(main)
