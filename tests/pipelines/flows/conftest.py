"""Prefect's own server for tests: some seconds to start, so these tests only, and once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import prepare_scheduler, settings


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("night")
        patch.setenv("PALERMO_HOME", str(folder))
        patch.delenv("PREFECT_HOME", raising=False)
        settings.cache_clear()
        prepare_scheduler()
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=120):
            yield folder
    settings.cache_clear()
