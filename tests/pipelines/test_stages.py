"""The stages over a folder: what is new, changed, unchanged, gone or bad, and what a second run costs."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.report import Stage, Trouble
from pipelines import stages
from pipelines.settings import settings
from pipelines.stages import Bench

ACT = """# Anti-Trafficking Act, 2040

Act No. 7 of 2040. An Act to prevent trafficking in persons, to punish those who commit it and to protect its victims.

## 1. Short title

This Act may be cited as the Anti-Trafficking Act, 2040.

## 2. Offence

Whoever recruits, transports or harbours a person by force or deceit in order to exploit that person commits an offence and is
liable to imprisonment for a term of not less than five years and not more than fifteen years.

## 3. Confidentiality

The court shall keep the identity of a victim of trafficking in persons confidential.
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    with stages.bench() as opened:
        yield opened
    settings.cache_clear()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop" / "XAA"
    folder.mkdir(parents=True)
    (folder / "act.md").write_text(ACT)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (folder / "gate.html").write_text("<html><body><h1>Access denied</h1></body></html>")
    (folder / "notes.xyz").write_text("not a document by its name")
    return folder.parent


def counts(report: stages.Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.gone


def test_bad_files_are_named_and_the_good_one_goes_on(bench: Bench, drop: Path) -> None:
    report = stages.run_paths([drop], bench)
    assert counts(report) == (1, 0, 0, 0)
    failed = {Path(failure.subject).name: failure for failure in report.failed}
    assert failed.keys() == {"empty.pdf", "cut.pdf", "gate.html"}
    assert {failure.stage for failure in report.failed} == {Stage.READ}
    assert failed["gate.html"].trouble is Trouble.BLOCKED
    assert all(failure.reason.strip() for failure in report.failed)
    assert len(bench.catalogue.failures(source="folder")) == 3
    stages.run_paths([drop / "XAA" / "empty.pdf"], bench)
    assert bench.catalogue.status().sources[0].failures == 3, "counted once, not once a night"
    (drop / "XAA" / "empty.pdf").unlink()
    (drop / "XAA" / "cut.pdf").write_text(ACT)
    stages.run_paths([drop], bench)
    assert [Path(failure.subject).name for failure in bench.catalogue.failures()] == ["gate.html"]


def test_new_changed_unchanged_again_and_gone(bench: Bench, drop: Path) -> None:
    for bad in ("empty.pdf", "cut.pdf", "gate.html"):
        (drop / "XAA" / bad).unlink()
    assert counts(stages.run_paths([drop], bench)) == (1, 0, 0, 0)
    assert counts(stages.run_paths([drop], bench)) == (0, 0, 1, 0)
    assert stages.run_paths([drop], bench, again=True).read == 1
    assert stages.run_paths([drop], replace(bench, reader="another")).read == 1, "new code reads again"
    (drop / "XAA" / "act.md").write_text(ACT.replace("fifteen", "twenty"))
    assert counts(stages.run_paths([drop], bench)) == (0, 1, 0, 0)
    (drop / "XAA" / "act.md").unlink()
    assert counts(stages.run_paths([drop], bench)) == (0, 0, 0, 1)
    assert not bench.catalogue.entries()


def test_a_limit_proves_nothing_gone(bench: Bench, drop: Path) -> None:
    stages.run_paths([drop / "XAA" / "act.md"], bench)
    assert stages.run_paths([drop], bench, limit=1).gone == 0


def test_a_run_without_news_loads_no_model(bench: Bench, drop: Path) -> None:
    stages.run_paths([drop / "XAA" / "act.md"], bench)
    stages.index(bench)
    program = (
        "import sys; from pathlib import Path; from pipelines import stages\n"
        f"with stages.bench() as b: r = stages.run_paths([Path({str(drop / 'XAA' / 'act.md')!r})], b); stages.index(b)\n"
        "assert (r.read, r.unchanged) == (0, 1), r\n"
        "print([m for m in ('torch', 'spacy', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
