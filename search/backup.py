"""A copy of everything that is kept, as one archive that lies as a home does: unpacked into an empty home, it is one.

Taken while others read and write: SQLite's own backup gives the catalogue as it stood at one moment, snapshots never change, and
of the index the published build is taken, which nobody writes to.
"""

import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from models.base import Record
from search.settings import Settings

CATALOGUE = "catalogue.sqlite"
_PAGES = 2000  # of the database copied at a time, so that writers get their turn
_BESIDE = ("ratifications", "drop")


class Backup(Record):
    archive: str
    files: int
    size: int
    """Bytes of the archive."""
    left_out: tuple[str, ...] = ()
    """What is kept elsewhere, each with what copies it."""


def backup(settings: Settings, archive: Path) -> Backup:
    """Writes the archive (tar), whole or not at all.

    Raises:
        ValueError: there is nothing to copy, the catalogue lies on another server, or its copy is damaged.
    """
    source = _catalogue(settings)
    partial = archive.with_name(f"{archive.name}.partial")
    archive.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=archive.parent) as aside, tarfile.open(partial, "w") as tar:
            copy = Path(aside) / CATALOGUE
            _copied(source, copy)
            tar.add(copy, CATALOGUE)
            count = 1 + sum(_added(tar, file, name) for file, name in _files(settings))
        size = partial.stat().st_size
        partial.replace(archive)
    finally:
        partial.unlink(missing_ok=True)
    return Backup(archive=str(archive), files=count, size=size, left_out=tuple(_elsewhere(settings)))


def _catalogue(settings: Settings) -> Path:
    url = make_url(settings.catalogue)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise ValueError(f"the catalogue lies on {url.get_backend_name()}: copy it with its own tool, such as pg_dump")
    file = Path(url.database)
    if not file.is_file():
        raise ValueError(f"{file}: there is no catalogue yet, so there is nothing to copy")
    return file


def _copied(source: Path, copy: Path) -> None:
    with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(copy)) as made:
        held.backup(made, pages=_PAGES)
        (said,) = made.execute("PRAGMA quick_check").fetchone()
        if said != "ok":
            raise ValueError(f"{source}: the copy of the catalogue is damaged: {said}")


def _files(settings: Settings) -> Iterator[tuple[Path, str]]:
    """What lies in the home beside the catalogue, with its name in the archive."""
    home = settings.home.absolute()
    folders = [home / name for name in _BESIDE]
    if settings.snapshots_url is None:
        folders.append(Path(settings.snapshots))
    live = settings.index / "live"
    if settings.qdrant_url is None and live.is_file():
        yield live, "index/live"
        folders.append(settings.index / live.read_text())
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and not file.is_symlink():
                yield file, str(file.relative_to(home))


def _added(tar: tarfile.TarFile, file: Path, name: str) -> int:
    """0 for what was there a moment ago: a snapshot that is still being written has another name until it is whole."""
    try:
        tar.add(file, name, recursive=False)
    except FileNotFoundError:
        return 0
    return 1


def _elsewhere(settings: Settings) -> Iterator[str]:
    if settings.snapshots_url is not None:
        yield f"snapshots under {settings.snapshots_url}: copy them there"
    if settings.qdrant_url is not None:
        yield "the index on its server: `palermo reindex` makes it anew"
