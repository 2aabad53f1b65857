"""Small documents in the shapes in which the bodies really publish, with the quirks of each; all of them invented."""

import tomllib

import pytest
from expected import HERE, told
from table import table

from pipelines.reading import read_each

DOCUMENTS = tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8"))["document"]
FILES = sorted({one["file"] for one in DOCUMENTS})


@pytest.mark.parametrize("file", FILES)
def test_a_document_is_read_as_it_is_printed(file: str) -> None:
    found = enumerate(read_each((HERE / file).read_bytes(), file), start=1)
    assert [{"file": file, "text": n, **told(one)} for n, one in found] == [one for one in DOCUMENTS if one["file"] == file]


def test_every_document_here_is_looked_at() -> None:
    held = {str(path.relative_to(HERE)) for path in HERE.glob("*/*.*") if path.suffix != ".pyc"}
    assert held == set(FILES)


def test_the_table_of_the_docs_is_of_these_documents() -> None:
    assert (HERE.parents[2] / "docs" / "bodies.md").read_text(encoding="utf-8") == table()
