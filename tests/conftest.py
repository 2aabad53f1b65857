"""Where the real documents are, for tests marked `corpus`."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with corpus/, labels/, sites/ and facts/."""
    return Path(os.environ.get("PALERMO_CORPUS", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    return shared / "corpus"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of real documents are skipped, with the reason, only where the documents are not on the machine."""
    if Path(os.environ.get("PALERMO_CORPUS", ROOT.parent / "shared")).is_dir():
        return
    marker = pytest.mark.skip(reason="no real documents here: set PALERMO_CORPUS to a folder that holds corpus/ and labels/")
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(marker)
