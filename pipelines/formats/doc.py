"""Word's old binary files (.doc), through a converter of the machine: LibreOffice, which keeps the layout, antiword or catdoc."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pipelines.formats import docx
from pipelines.formats import text as plain_text
from pipelines.layout import Layout, Unreadable

_SECONDS = 120
_MOST_BYTES = 50_000_000  # of text; a session volume has some 3 million
_DAMAGED = "an old binary Office file (.doc) that {} cannot read: it is damaged, encrypted or no Word file"


def layout(content: bytes) -> Layout:
    """The blocks of a .doc file.

    Raises:
        Unreadable: no converter is installed, or it cannot read the file.
    """
    installed = [name for name in _CONVERTERS if shutil.which(name)]
    if not installed:
        raise Unreadable(
            "an old binary Office file (.doc): reading it takes LibreOffice (Debian: libreoffice-writer-nogui), antiword or "
            "catdoc; install one, or save the file as DOCX"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file.doc")
        file.write_bytes(content)
        for name in installed[:-1]:
            if (found := _tried(name, file)) is not None:
                return found
        return _CONVERTERS[installed[-1]](installed[-1], file)


def _tried(name: str, file: Path) -> Layout | None:
    """What a converter makes of the file; None where it cannot and the next may."""
    try:
        return _CONVERTERS[name](name, file)
    except Unreadable:
        return None


def _by_office(name: str, file: Path) -> Layout:
    """Converted to DOCX, with a profile of its own so that an open LibreOffice is left alone."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    _run([name, profile, "--headless", "--convert-to", "docx", "--outdir", str(file.parent), str(file)], name)
    converted = file.with_suffix(".docx")
    if not converted.exists():
        raise Unreadable(_DAMAGED.format("LibreOffice"))
    return docx.layout(converted.read_bytes())


def _as_text(name: str, file: Path) -> Layout:
    options = ["-m", "UTF-8.txt", "-w", "0"] if name == "antiword" else ["-d", "utf-8", "-w"]
    words = _run([name, *options, str(file)], name)
    if len(words) > _MOST_BYTES or not words.strip():
        raise Unreadable(_DAMAGED.format(name))
    found = plain_text.layout(words)
    warning = f"an old Word file read by {name}: headings, automatic numbers and footnotes may be lost (LibreOffice keeps them)"
    return found.model_copy(update={"warnings": (*found.warnings, warning)})


def _run(command: list[str], name: str) -> bytes:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"an old binary Office file (.doc) on which {name} spent more than {_SECONDS} seconds") from error
    if done.returncode != 0:
        raise Unreadable(_DAMAGED.format(name))
    return done.stdout


_CONVERTERS: Mapping[str, Callable[[str, Path], Layout]] = {
    "soffice": _by_office,
    "antiword": _as_text,
    "catdoc": _as_text,
}
"""In the order of what they keep."""
