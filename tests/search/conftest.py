"""A small catalogue of invented texts and both adapters of the index."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from invented import ESPAÑOL, LAW, RESOLUTION, Letters, document, extracts, snapshot
from qdrant_client import QdrantClient
from series import fill

from models.document import Form
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.index.server import ServerIndex


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(f"sqlite:///{tmp_path}/catalogue.sqlite", str(tmp_path / "snapshots")) as opened:
        yield opened


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    about = {"symbol": "A/RES/98/7", "form": Form.RESOLUTION, "body": "un", "adopted": date(2043, 12, 1)}
    for texts, work, language, fields in (
        (RESOLUTION, "un/A/RES/98/7", "en", about),
        (LAW, "xaa/act/2041/3", "en", {"adopted": date(2041, 5, 5)}),
        (ESPAÑOL, "xbb/ley/9", "es", {}),
    ):
        of = snapshot(work, url=f"https://example.org/{work}")
        read = document(texts, of, work=work, language=language, **fields)
        catalogue.save(of, read, extracts(read))
    return catalogue


@pytest.fixture
def embed(catalogue: Catalogue) -> Embedder:
    return Letters(catalogue)


@pytest.fixture
def series(catalogue: Catalogue, index: Index, embed: Embedder) -> Catalogue:
    """The catalogue with the invented series, indexed."""
    fill(catalogue)
    reindex(catalogue, index, embed)
    return catalogue


def _embedded(folder: Path) -> Index:
    return EmbeddedIndex(folder / "index")


def _server(_: Path) -> Index:
    return ServerIndex(QdrantClient(":memory:"), "palermo")


@pytest.fixture(params=[_embedded, _server], ids=["embedded", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    make: Callable[[Path], Index] = request.param
    return make(tmp_path)
