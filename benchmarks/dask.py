"""What Dask gains: the nightly flow over the same files in threads and on Dask's workers, each with an empty home.

python benchmarks/dask.py --workers 2       (needs the extra `scale`)
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parents[1]
_FOLDERS = ("un", "ilo", "osce", "oas", "eu", "rcm", "laws")
_NIGHT = """
import json, sys, time
from pipelines.settings import prepare_scheduler
prepare_scheduler()
from prefect.testing.utilities import prefect_test_harness
from pipelines.flows import deployed, tasks
deployed.BATCH = int(sys.argv[1])
with prefect_test_harness(server_startup_timeout=120):
    started = time.monotonic()
    (report,) = deployed.nightly(["folder"], strict=False)
    print(json.dumps({"seconds": time.monotonic() - started, "new": report.new}))
"""


def timed(runner: str, drop: Path, home: Path, workers: int, batch: int) -> dict[str, float]:
    settings = {
        "PALERMO_HOME": str(home),
        "PALERMO_DROP": str(drop),
        "PALERMO_RUNNER": runner,
        "PALERMO_SIDE_BY_SIDE": str(workers),
    }
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "night.py"
        program.write_text(f"if __name__ == '__main__':\n{''.join(f'    {line}{chr(10)}' for line in _NIGHT.splitlines())}")
        command = [sys.executable, str(program), str(batch)]
        environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{runner}: the night ended with {done.returncode}: {done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main(
    workers: Annotated[int, typer.Option(min=1, help="Of Dask.")] = 2,
    folder: Annotated[Path | None, typer.Option(help="Folder to take in; by default the samples.")] = None,
    batch: Annotated[int, typer.Option(min=1, help="Documents a task.")] = 10,
) -> None:
    """Print the seconds of both and their ratio."""
    with tempfile.TemporaryDirectory() as kept:
        drop = folder or Path(kept) / "drop"
        for name in _FOLDERS if folder is None else ():
            shutil.copytree(ROOT / "samples" / name, drop / name)
        nights = {runner: timed(runner, drop, Path(kept) / runner, workers, batch) for runner in ("threads", "dask")}
    for runner, night in nights.items():
        sys.stdout.write(f"{runner}: {night['seconds']:.1f} s, {night['new']:.0f} documents\n")
    ratio = nights["threads"]["seconds"] / nights["dask"]["seconds"]
    sys.stdout.write(f"Dask with {workers} workers on {len(os.sched_getaffinity(0))} cores: {ratio:.2f} times as fast\n")


if __name__ == "__main__":
    typer.run(main)
