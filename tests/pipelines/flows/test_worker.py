"""docs/operations.md, from zero to a worker that runs every night: its commands as printed, on a server and a worker of our own.

Only places differ: the home, the port of the server, and where the environment with palermo lies.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
PATIENCE = 300  # seconds; a busy machine is slow, and none of this is a measurement

pytestmark = pytest.mark.flows


def printed() -> tuple[str, list[str]]:
    """The settings, and the commands, without their remarks."""
    section = PAGE.split("## From zero to a worker that runs every night")[1].split("\n## ")[0]
    settings, commands = re.findall(r"```\n(.*?)```", section, re.DOTALL)[:2]
    return settings, [line.split("  #")[0].strip() for line in commands.splitlines()]


@pytest.fixture
def shell(tmp_path: Path) -> Iterator["Shell"]:
    opened = Shell(tmp_path)
    try:
        yield opened
    finally:
        opened.close()


class Shell:
    """The reader's terminal."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = str(probe.getsockname()[1])
        self.home = folder / "data"
        places = {"$PWD/data": str(self.home), "$PWD/.venv/bin": str(Path(sys.executable).parent), ":4200": f":{self.port}"}
        self.settings = printed()[0]
        for place, ours in places.items():
            assert place in self.settings, f"docs/operations.md no longer says {place}"
            self.settings = self.settings.replace(place, ours)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PALERMO_"))}
        self.environment = kept | {"PREFECT_SERVER_API_PORT": self.port, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        self.worker: subprocess.Popen[str] | None = None

    def run(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", f"{self.settings}\n{command}"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout[-1500:]}{done.stderr[-1500:]}"
        return done.stdout

    def stay(self, command: str) -> None:
        self.worker = subprocess.Popen(
            ["bash", "-c", f"{self.settings}\nexec {command}"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def until(self, command: str, wanted: str) -> str:
        """What a command prints once it prints what is wanted."""
        give_up = time.monotonic() + PATIENCE
        said = ""
        while time.monotonic() < give_up:
            done = subprocess.run(
                ["bash", "-c", f"{self.settings}\n{command}"],
                cwd=ROOT,
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            said = done.stdout + done.stderr
            if wanted in said:
                return said
            time.sleep(1)
        raise AssertionError(f"{command}: expected {wanted!r} within {PATIENCE} s; last: {said[-1500:]}")

    def close(self) -> None:
        if self.worker is not None:
            self.worker.send_signal(signal.SIGINT)
            try:
                self.worker.wait(60)
            except subprocess.TimeoutExpired:
                self.worker.kill()
        subprocess.run(
            ["bash", "-c", f"{self.settings}\nprefect server stop"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            check=False,
        )


def test_five_commands_from_zero_to_a_schedule(shell: Shell) -> None:
    server, *between, worker = printed()[1]
    assert len(between) == 3
    shell.run(f"{server}\ncp samples/laws/XBB/act_2038_17.md {shell.home}/drop/")
    shell.until("curl --silent $PREFECT_API_URL/health", "true")
    for command in between:
        shell.run(command)
    shell.stay(worker)
    shell.until("prefect flow-run ls --flow-name nightly --state COMPLETED", "COMPLETED")
    shell.until("prefect flow-run ls --state SCHEDULED", "SCHEDULED")
    deployed = shell.run("prefect deployment ls")
    assert all(f"{flow}/{flow}" in deployed for flow in ("nightly", "weekly", "yearly-imports", "reindex"))
    assert "1 new text" in shell.run("prefect artifact inspect nightly-digest")
    assert "1 documents" in shell.run("palermo status")
    assert "xbb/act/2038/17@en" in shell.run("palermo digest"), "the night's news"
