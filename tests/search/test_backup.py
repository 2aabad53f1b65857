"""A backup taken beside a writer, unpacked into an empty home, is the home it was taken of."""

import tarfile
import threading
from pathlib import Path

import pytest
from invented import LAW, Letters, document, extracts, snapshot

from search.backup import backup
from search.catalogue import Catalogue
from search.index.audit import audit
from search.index.indexing import open_index, reindex
from search.settings import Settings


def law(catalogue: Catalogue, number: int) -> None:
    of = snapshot(f"law {number}", f"https://example.org/{number}")
    read = document(LAW, of, work=f"xaa/act/2041/{number}")
    catalogue.save(of, read, extracts(read))


def test_what_was_copied_comes_back(tmp_path: Path) -> None:
    there, archive = Settings(home=tmp_path / "home"), tmp_path / "copies" / "palermo.tar"
    with Catalogue.of(there) as catalogue:
        law(catalogue, 1)
        reindex(catalogue, open_index(there), Letters(catalogue))
        writing = threading.Thread(target=lambda: [law(catalogue, number) for number in range(2, 40)])
        writing.start()
        made = backup(there, archive)
        writing.join()
    assert [file.name for file in archive.parent.iterdir()] == ["palermo.tar"]
    back = Settings(home=tmp_path / "back")
    with tarfile.open(archive) as tar:
        assert len(tar.getnames()) == made.files
        tar.extractall(back.home, filter="data")
    with Catalogue.of(back) as catalogue:
        held = list(catalogue.documents())
        assert all(catalogue.content(read.digest) for read, _ in held)
        embed = Letters(catalogue)
        reindex(catalogue, open_index(back), embed)
        assert audit(catalogue, open_index(back), embed=embed).equal


def test_what_cannot_be_copied_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no catalogue yet"):
        backup(Settings(home=tmp_path), tmp_path / "a.tar")
    with pytest.raises(ValueError, match="pg_dump"):
        backup(Settings(home=tmp_path, catalogue_url="postgresql+psycopg://localhost/palermo"), tmp_path / "a.tar")
    assert not list(tmp_path.iterdir())
