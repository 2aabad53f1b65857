"""Old Word files: through a converter of the machine, or refused with what to install."""

import shutil
import subprocess

import pytest
from docx import Document

from pipelines.layout import Unreadable
from pipelines.reading import read

LINES = (
    "Harbour Act 2041",
    f"1. A fee is due for each boat that lies in the harbour{', by day or by night' * 40}.",
    f"2. The warden keeps a register of the fees{', and of the boats' * 40}.",
)
"""Long enough for antiword, which takes a short text for a damaged one."""


@pytest.fixture(scope="module")
def old_word(tmp_path_factory):
    """A .doc file, which only LibreOffice can make."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice to make a .doc file (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("doc")
    word = Document()
    for line in LINES:
        word.add_paragraph(line)
    word.save(folder / "act.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), str(folder / "act.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "act.doc").read_bytes()


@pytest.mark.parametrize("converter", ["soffice", "antiword", "catdoc"])
def test_an_old_word_file_is_read(old_word, converter, monkeypatch):
    found = shutil.which(converter)
    if not found:
        pytest.skip(f"needs {converter}")
    monkeypatch.setattr(shutil, "which", lambda name: found if name == converter else None)
    act = read(old_word, "XAA/act.doc")
    assert [p.number for p in act.passages if p.number] == ["1", "2"]
    assert "A fee is due for each boat" in act.text


def test_without_a_converter_the_reason_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match=r"takes LibreOffice .*antiword or catdoc; install one"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "XAA/act.doc")


def test_a_damaged_one_is_refused(monkeypatch):
    if not shutil.which("antiword"):
        pytest.skip("needs antiword")
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "antiword" else None)
    with pytest.raises(Unreadable, match="damaged, encrypted or no Word file"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "XAA/act.doc")
