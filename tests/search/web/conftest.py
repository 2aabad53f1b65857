"""The pages over the invented catalogue, with one hostile text in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from invented import Letters, document, extracts, snapshot
from seen import HOSTILE

from models.document import Role
from models.report import Failure, Stage, Trouble
from search.catalogue import Catalogue
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.web.api import create_app
from search.web.desk import Desk, Recent


@pytest.fixture
def client(filled: Catalogue, tmp_path: Path) -> Iterator[TestClient]:
    of = snapshot("hostile", url="javascript:alert(1)")
    read = document([("sec_1", Role.SECTION, "1", HOSTILE)], of, work="xbb/act/666", title=HOSTILE, url="javascript:alert(1)")
    filled.save(of, read, extracts(read))
    failure = Failure(subject="<b>law.pdf</b>", stage=Stage.READ, reason="the file is empty", trouble=Trouble.FAILED)
    filled.fail(failure, at=datetime(2026, 3, 1, tzinfo=UTC), source="folder")
    index = EmbeddedIndex(tmp_path / "index")
    reindex(filled, index, Letters(filled))
    with TestClient(create_app(Desk(filled, index, Letters(Recent()))), raise_server_exceptions=False) as opened:
        yield opened
