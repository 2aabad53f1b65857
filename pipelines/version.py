"""Which code and data read a document: part of the key by which an unchanged snapshot is skipped."""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("models", "extractors", "pipelines")
_SUFFIXES = (".py", ".toml", ".json")
# Around the reading, not in it. A module that is not named here counts: reading again is cheap, stale results are not.
_AROUND = frozenset(
    f"pipelines/{name}"
    for name in (
        "cli.py",
        "commands",
        "evaluation",
        "flows",
        "http.py",
        "mail.py",
        "morning.py",
        "progress.py",
        "settings.py",
        "source.py",
        "sources",
        "stages.py",
        "tables.py",
        "version.py",
    )
)


@cache
def reader(model: str, packages: Sequence[str] = _PACKAGES) -> str:
    """Twelve hexadecimal digits that change with the code of the packages, with their data or with the embedding model."""
    digest = sha256(model.encode())
    for package in packages:
        for path, entry in _below(files(package), package):
            digest.update(path.encode())
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:12]


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{path}/{entry.name}"
        if inner in _AROUND:
            continue
        if entry.is_dir():
            yield from _below(entry, inner)
        elif entry.name.endswith(_SUFFIXES):
            yield inner, entry
