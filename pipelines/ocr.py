"""Pages without a text layer, read by optical character recognition: OCRmyPDF with tesseract, where they are installed."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipelines.layout import Unreadable
from pipelines.settings import settings

_SECONDS_A_PAGE = 60
INSTALL = "install tesseract and the extra `ocr` (pip install 'palermo[ocr]'), or Debian's package ocrmypdf"


def available() -> bool:
    """Whether both the recogniser and what lays its words into a PDF are installed."""
    return _command() is not None and shutil.which("tesseract") is not None


def with_text_layer(content: bytes, pages: int) -> bytes:
    """The PDF with the words that were recognised on its pictures; pages that have text keep theirs.

    Args:
        content: A PDF.
        pages: How many of its pages are to be recognised, for the time it may take.

    Raises:
        Unreadable: recognition failed, took too long, or a language of the setting is not installed.
    """
    command = _command()
    if command is None:
        raise Unreadable(f"its pages are pictures only: {INSTALL}")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        source.write_bytes(content)
        _run([*command, *_options(), str(source), str(target)], pages)
        return target.read_bytes()


def languages() -> str:
    """tesseract's codes, as the setting has them: "eng+spa"."""
    return "+".join(settings().ocr_languages)


def _options() -> list[str]:
    quick = ["--output-type", "pdf", "--optimize", "0", "--jobs", "1", "--quiet"]
    return ["--skip-text", "-l", languages(), "--tesseract-timeout", str(_SECONDS_A_PAGE), *quick]


def _run(command: Sequence[str], pages: int) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS_A_PAGE * (pages + 1), check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"recognising {pages} pages took more than {error.timeout:.0f} seconds") from error
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unreadable(f"its pages are pictures, and recognising them ({languages()}) failed: {reason[:150]}")


def _command() -> list[str] | None:
    """OCRmyPDF of this Python, or the machine's."""
    if importlib.util.find_spec("ocrmypdf") is not None:
        return [sys.executable, "-m", "ocrmypdf"]
    found = shutil.which("ocrmypdf")
    return [found] if found else None
