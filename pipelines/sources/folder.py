"""Documents that someone put into a folder.

Folders may say what lies in them: one named after a body (`un`, `ilo`) or a State (`laws/IRL`) tells the reader what its text
may not. Taking a file away takes its document out of the catalogue.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from models.document import Reference
from models.report import Trouble
from pipelines.http import Fetched, Http, Unreachable
from pipelines.source import Source

SUFFIXES = frozenset({".pdf", ".docx", ".doc", ".html", ".htm", ".xml", ".akn", ".md", ".txt", ".json"})
"""Endings of files that may be documents. Anything else in a folder is not an error; a file named outright is always read."""


def files(path: Path) -> Iterator[Path]:
    """The documents at a path, sorted: the file itself, or what lies below the folder. Hidden files are left out."""
    if path.is_file():
        yield path
        return
    for found in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
        if found.is_file() and not hidden and found.suffix.lower() in SUFFIXES:
            yield found


def references(path: Path, since: date | None = None) -> Iterator[Reference]:
    for file in files(path.resolve()):
        modified = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if since is None or modified.date() >= since:
            yield Reference(source="folder", url=file.as_uri(), modified=modified)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    yield from references(http.settings.dropped, since)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    path = Path(unquote(urlsplit(reference.url).path))
    try:
        size = path.stat().st_size
        if size > http.settings.max_bytes:
            limit = f"at most {http.settings.max_bytes // 10**6} MB"
            raise Unreachable(f"{path}: {size // 10**6} MB, but a document has {limit}", Trouble.FAILED)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreachable(f"{path}: no such file", Trouble.ABSENT) from error
    except OSError as error:
        raise Unreachable(f"{path}: cannot be read: {error.strerror}", Trouble.FAILED) from error
    return Fetched(url=reference.url, asked=reference.url, content=content, media_type=None, validators={})


source = Source(
    title="Dropped files",
    home="PALERMO_DROP",
    licence="as the owner of the folder says",
    languages=("en", "es", "fr"),
    expect=range(0, 1_000_000),
    discover=discover,
    fetch=fetch,
    lists_all=True,
)
