"""Small documents in the shapes in which the bodies really publish, with the quirks of each; all of them invented."""

import tomllib

import pytest
from expected import HERE, told

from pipelines.reading import read

DOCUMENTS = tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8"))["document"]


@pytest.mark.parametrize("expected", DOCUMENTS, ids=[one["file"] for one in DOCUMENTS])
def test_a_document_is_read_as_it_is_printed(expected: dict[str, str]) -> None:
    file = expected["file"]
    assert {"file": file, **told(read((HERE / file).read_bytes(), file))} == expected


def test_every_document_here_is_looked_at() -> None:
    held = {str(path.relative_to(HERE)) for path in HERE.glob("*/*.*") if path.suffix != ".pyc"}
    assert held == {one["file"] for one in DOCUMENTS}
