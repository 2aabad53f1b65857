"""Catalogue and Prefect's records on PostgreSQL: the stages, the digest, a server that comes up and keeps a work pool."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import missing, running
from sqlalchemy import create_engine, text

from models.hit import Query
from pipelines import morning, stages
from pipelines.settings import settings
from search.journal import Journal

SAMPLES = Path(__file__).parents[3] / "samples"

pytestmark = [pytest.mark.flows, pytest.mark.skipif(missing() is not None, reason=missing() or "")]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="the driver is not installed: pip install -e .[scale]")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # PostgreSQL may run as another user than we
        with running(Path(folder) / "cluster") as where:
            yield where


@pytest.fixture
def database(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with create_engine(f"postgresql+psycopg://{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE palermo"))
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PALERMO_CATALOGUE_URL", f"postgresql+psycopg://{server}/palermo")
    settings.cache_clear()
    yield server
    settings.cache_clear()


def test_a_night_on_postgresql_writes_nothing_twice(database: str, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    shutil.copytree(SAMPLES / "laws" / "XBB", drop / "XBB")
    shutil.copy(SAMPLES / "awkward" / "empty.pdf", drop)
    with stages.bench() as bench:
        assert bench.catalogue.engine.dialect.name == "postgresql"
        first = stages.run_paths([drop], bench)
        assert (first.new, len(first.failed)) == (3, 1)
        stages.index(bench)
        assert morning.observed(bench) == ("xbb",)
        journal = Journal(bench.catalogue)
        journal.save("shelters", Query(text="shelter"), at=morning.kept(bench).until)
        again = stages.run_paths([drop], bench)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
        assert len(bench.catalogue.failures()) == 1
        assert morning.observed(bench) == ()
        law = next((drop / "XBB").glob("act_2038*"))
        law.write_text(
            law.read_text() + "\n\n## 99. Shelters\n\nThe Minister shall open a shelter for victims in every province.\n"
        )
        assert stages.run_paths([drop], bench).changed == 1
        stages.index(bench)
        morning.observed(bench)
        news = morning.kept(bench)
        assert [one.document for one in news.changed] == ["xbb/act/2038/17@en"]
        assert [one.name for one in news.searches if one.hits] == ["shelters"]
        (drop / "XBB" / law.name).unlink()
        assert stages.run_paths([drop], bench).gone == 1
        assert [one.document for one in morning.kept(bench).gone] == ["xbb/act/2038/17@en"]


def test_prefect_keeps_its_records_there(server: str, tmp_path: Path) -> None:
    with create_engine(f"postgresql+psycopg://{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE prefect"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://{server}/prefect",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    command = [sys.executable, "-m", "prefect", "work-pool", "create", "palermo", "--type", "process"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-1500:]
    with create_engine(f"postgresql+psycopg://{server}/prefect").connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM work_pool WHERE name = 'palermo'")) == 1
