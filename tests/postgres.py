"""A PostgreSQL of our own for tests: Debian's package, a cluster in a new folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _user() -> str | None:
    """PostgreSQL refuses to run as root: then as the user of Debian's package. None where there is no such user."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else None


def missing() -> str | None:
    """Why there can be no server here."""
    if binaries() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if _user() is None:
        return "PostgreSQL refuses to run as root, and there is no user `postgres`"
    return None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server in a folder: the part of its URLs between scheme and database, `postgres@127.0.0.1:5433`."""
    where, user = binaries(), _user()
    if where is None or user is None:
        raise RuntimeError(missing())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    asked = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL, "user": user}
    subprocess.run([where / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "--no-sync"], **asked)
    control = [where / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    subprocess.run([*control, "-o", options, "start"], **asked)
    try:
        yield f"postgres@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **asked)
