"""Killed at any moment and run again: the same catalogue, index and answers as after an undisturbed run, byte for byte.

Three moments here; benchmarks/kills.py does it at fifty, with the model.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from interrupted import exported, killed, moments, whole

from pipelines.settings import settings

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    shutil.copytree(SAMPLES / "laws" / "XBB", tmp_path / "drop" / "XBB")
    yield tmp_path / "drop"
    settings.cache_clear()


def test_a_run_that_was_killed_three_times_is_taken_up_by_the_next(drop: Path, tmp_path: Path) -> None:
    took = whole(tmp_path / "undisturbed", drop, words=True)
    expected = exported(tmp_path / "undisturbed", words=True)
    assert b"xbb/" in expected["documents"]
    home = tmp_path / "killed"
    for share in moments(3, seed=7):
        killed(home, drop, after=share * took, words=True)
    whole(home, drop, words=True)
    assert exported(home, words=True) == expected
