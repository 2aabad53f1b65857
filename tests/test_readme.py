"""The README's code runs, and every command it names exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_five_words_in_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The blocks follow on each other: one reader runs them from top to bottom."""
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 5
    exec("\n".join(blocks), {})
    printed = capsys.readouterr().out
    assert "un/A/RES/97/901@en 2042-12-16" in printed
    assert "3c-child" in printed  # the planted provision to the contrary


def test_commands_exist() -> None:
    named = set(re.findall(r"^palermo (\w+)", README, re.M))
    assert named <= set(get_command(app).commands)  # type: ignore[attr-defined]
