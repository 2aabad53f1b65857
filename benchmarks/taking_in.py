"""Reading, extracting, embedding, and taking a folder in twice."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from clock import Figure, in_turns, rate, seconds

from extractors.extract import extract
from models.document import Document
from pipelines.reading import read
from search.embedding import Embedder, packaged_model


def reading(files: Sequence[Path]) -> Figure:
    """Pages a second of our reader beside a plain dump of the same files' text."""
    contents = {file: file.read_bytes() for file in files}
    pages = sum(_dumped(content) for content in contents.values())

    def ours() -> None:
        for file, content in contents.items():
            read(content, str(file))

    def dump() -> None:
        for content in contents.values():
            _dumped(content)

    ours()  # models of languages and patterns load once
    return rate(
        "reading PDFs", pages, in_turns(ours, dump, 3), "pages/s", f"a pypdfium2 text dump, {len(files)} files, {pages} pages"
    )


def _dumped(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            page.get_textpage().get_text_range()
        return len(document)
    finally:
        document.close()


def extracting(documents: Sequence[Document], most: int) -> tuple[Figure, Figure]:
    """Passages a second: extraction and our embedder, each beside plain fp32 embedding.

    Args:
        documents: what is extracted from, whole.
        most: passages embedded, evenly drawn from the documents.
    """
    from sentence_transformers import SentenceTransformer  # after the settings of its loading are made

    passages = [passage for document in documents for passage in document.passages]
    texts = list(dict.fromkeys(passage.meaning for passage in passages))
    texts = texts[:: max(1, len(texts) // most)][:most]
    plain = SentenceTransformer(str(packaged_model()), device="cpu")
    embed = Embedder()

    def extraction() -> None:
        for document in documents:
            extract(document.passages, title=document.title, embed=None, form=document.form)

    def encode() -> None:
        plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    extraction(), encode(), embed(texts[:1])  # everything is loaded
    cold, fp32 = in_turns(lambda: embed(texts), encode, 3)
    extracted = min(seconds(extraction) for _ in range(3)) / len(passages) * len(texts)
    beside = f"sentence-transformers fp32, {len(texts)} passages"
    return (
        rate("extraction without embedding", len(texts), (extracted, fp32), "passages/s", f"{beside}; extracted {len(passages)}"),
        rate("embedding, empty cache", len(texts), (cold, fp32), "passages/s", beside),
    )


def again(paths: Sequence[Path], home: Path) -> Figure:
    """A second `palermo ingest` with nothing changed: its share of the first, start of the process included."""
    first, counted = _ingested(paths, home)
    second, unchanged = _ingested(paths, home)
    said = f"the first: {counted['read']} documents read; the second: {unchanged['unchanged']} unchanged"
    return Figure("second ingest, nothing changed", second, first, "s", second / first, said)


def _ingested(paths: Sequence[Path], home: Path) -> tuple[float, dict[str, int]]:
    """Seconds and counts. A failure of single documents (exit status 1) is part of any real folder."""
    command = [sys.executable, "-c", "from pipelines.cli import app; app()", "ingest", *map(str, paths), "--json"]
    done: list[subprocess.CompletedProcess[str]] = []
    environment = os.environ | {"PALERMO_HOME": str(home)}
    took = seconds(lambda: done.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=False)))
    if done[0].returncode not in (0, 1):
        raise RuntimeError(f"palermo ingest ended with {done[0].returncode}: {done[0].stderr[-500:]}")
    counts: dict[str, int] = json.loads(done[0].stdout)
    return took, counts
