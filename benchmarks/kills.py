"""Killed at random moments and run again: whether catalogue, index and exports equal those of an undisturbed run, byte for byte.

python benchmarks/kills.py --moments 50 --seed 1
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pipelines"))

from interrupted import exported, killed, moments, whole

ROOT = Path(__file__).parents[1]
_FOLDERS = ("rcm", "osce", "un", "laws/XBB", "laws/XDD")


def main(
    count: Annotated[int, typer.Option("--moments", min=1, help="How many moments.")] = 50,
    seed: Annotated[int, typer.Option(help="Of the moments.")] = 1,
    words: Annotated[bool, typer.Option("--words", help="Without the model: vectors count letters.")] = False,
) -> None:
    """Says at which moments a run was killed, and of which the outcome differed. Exit status 1 where any did."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        for name in _FOLDERS:
            shutil.copytree(ROOT / "samples" / name, folder / "drop" / Path(name).name)
        took = whole(folder / "undisturbed", folder / "drop", words=words)
        expected = exported(folder / "undisturbed", words=words)
        early, differing = 0, []
        err = Console(stderr=True)
        for share in track(moments(count, seed), description="killing", console=err):
            err.print(f"at {share:.1%} of a run")
            home = folder / "home"
            early += killed(home, folder / "drop", after=share * took, words=words)
            whole(home, folder / "drop", words=words)
            found = exported(home, words=words)
            other = [f"{share:.3f}: {name}" for name in expected if found[name] != expected[name]]
            err.print(*other or ["equal"])
            differing += other
            shutil.rmtree(home)
    documents = len(expected["documents"].splitlines())
    sys.stdout.write(f"{count} moments of a run of {took:.0f} s over {documents} documents, {early} before its end; ")
    sys.stdout.write(f"{len(differing)} outcomes differ from the undisturbed run\n" + "".join(f"{one}\n" for one in differing))
    raise typer.Exit(1 if differing else 0)


if __name__ == "__main__":
    typer.run(main)
