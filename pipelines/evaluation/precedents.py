"""How well one paragraph is found again: in the next year's resolution, in its draft, and after edits of known size.

Labels are pairs of places that a reader calls the same paragraph. Words alone are asked, since they alone decide.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from models.document import Document, Reference, Role, Snapshot
from models.hit import Mode
from models.precedent import Sameness, Wanted
from models.signal import Extract
from pipelines.layout import Unreadable
from pipelines.progress import told
from pipelines.reading import read
from search.catalogue import Catalogue
from search.index.contract import Meta
from search.index.embedded import EmbeddedIndex
from search.index.points import VERSION, points
from search.wordings.precedents import precedents
from search.wordings.wording import words

_KEYS = ("of", "among", "same")
_ROLES = (Role.PREAMBULAR, Role.OPERATIVE)
_BESIDE = 40  # other files of the folder that are held beside the labelled ones, evenly drawn
_EDITED = 200  # paragraphs that are edited
_SEED = 11
EDITS = {"a tenth of the words replaced": (0.1, 0), "a fifth replaced": (0.2, 0), "a quarter left out": (0, 0.25)}
"""Share of words replaced by others of the corpus, and share of words left out at one place."""


def evaluate(files: Sequence[Path], *, corpus: Path | None = None, passages: Path | None = None) -> dict[str, object]:
    """Precision, recall and F1 of paragraphs found again as exact or near-verbatim, and recall of edited ones by size of edit.

    Args:
        files: JSON lines with `of` and `among`, names of two PDFs, and `same`, pairs of places in them that are one paragraph.
        corpus: the folder below which the named files lie.
    """
    if corpus is None:
        raise ValueError("evaluate precedents: expected by --corpus the folder of the documents that the labels name")
    del passages
    rows = [row for file in files for row in _rows(file)]
    with (
        TemporaryDirectory() as folder,
        Catalogue.open(f"sqlite:///{folder}/catalogue.sqlite", f"{folder}/snapshots") as catalogue,
    ):
        held = _held(rows, corpus, catalogue)
        index = _index(catalogue, Path(folder))
        pairs: Counter[str] = Counter()
        wrong: list[dict[str, str]] = []
        for row in told("paragraphs found again", rows):
            _score(row, held, catalogue, index, pairs, wrong)
        edited = {name: _recall(list(held.values()), sizes, catalogue, index) for name, sizes in told("edited", EDITS.items())}
    return {"documents": len(held), **_figures(pairs), "edited": edited, "wrong": wrong}


def _catalogue(folder: str) -> Catalogue:
    return Catalogue.open(f"sqlite:///{folder}/catalogue.sqlite", f"{folder}/snapshots")


def _rows(file: Path) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        if missing := [key for key in _KEYS if key not in row]:
            raise ValueError(f"{file}: line {number}: expected {', '.join(_KEYS)}, found no {missing[0]}")
        yield row


def _held(rows: Sequence[Mapping[str, object]], corpus: Path, catalogue: Catalogue) -> dict[str, Document]:
    """The labelled documents by file name; with them others of their folders lie in the catalogue, so that there is a choice."""
    paths = {path.name: path for path in sorted(corpus.rglob("*.pdf"))}
    named = sorted({str(row[key]) for row in rows for key in ("of", "among")})
    if missing := [name for name in named if name not in paths]:
        raise ValueError(f"{missing[0]}: not below {corpus}; name the folder with --corpus")
    others = sorted(name for name in paths if paths[name].parent in {paths[one].parent for one in named} and name not in named)
    held = {}
    for name in told("documents read", [*named, *others[:: max(1, len(others) // _BESIDE)]]):
        if (document := _kept(paths[name], catalogue)) is not None and name in named:
            held[name] = document
    if unread := [name for name in named if name not in held]:
        raise ValueError(f"{unread[0]}: could not be read")
    return held


def _kept(path: Path, catalogue: Catalogue) -> Document | None:
    content = path.read_bytes()
    try:
        document = read(content, str(path))
    except Unreadable:
        return None
    reference = Reference(source="folder", url=path.as_uri())
    snapshot = Snapshot(reference=reference, fetched=datetime.now(UTC), digest=sha256(content).hexdigest(), content=content)
    catalogue.save(snapshot, document, [Extract(address=passage.address) for passage in document.passages])
    return document


def _index(catalogue: Catalogue, folder: Path) -> EmbeddedIndex:
    """By words: every vector is the same."""
    held = list(points(catalogue))
    languages = tuple(sorted({point.language for point in held}))
    meta = Meta(model="none", dimensions=2, version=VERSION, fingerprint="", points=len(held), languages=languages)
    index = EmbeddedIndex(folder / "index")
    index.build(meta, [(held, np.ones((len(held), 2), dtype=np.float32))])
    return index


def _found(text: str, catalogue: Catalogue, index: EmbeddedIndex, address: str | None = None) -> set[str]:
    """Addresses of the uses that are called the same paragraph."""
    wanted = Wanted(text=text, address=address, drafts=True, limit=20, mode=Mode.WORDS)
    answer = precedents(wanted, catalogue=catalogue, index=index, embed=None)
    return {use.address for one in answer.precedents if one.sameness is not Sameness.SUBSTANCE for use in one.uses}


def _score(
    row: Mapping[str, object],
    held: Mapping[str, Document],
    catalogue: Catalogue,
    index: EmbeddedIndex,
    pairs: Counter[str],
    wrong: list[dict[str, str]],
) -> None:
    of, among = held[str(row["of"])], held[str(row["among"])]
    labelled = row["same"] if isinstance(row["same"], list) else []
    same = {(f"{of.id}#{one}", f"{among.id}#{other}") for one, other in labelled}
    claimed = {
        (passage.address, address)
        for passage in of.passages
        if passage.role in _ROLES and len(words(passage.text)) > 2
        for address in _found(passage.text, catalogue, index, passage.address)
        if address.startswith(f"{among.id}#")
    }
    pairs.update(right=len(same & claimed), claimed=len(claimed), labelled=len(same))
    wrong += [{"missed": f"{one} {other}"} for one, other in sorted(same - claimed)]
    wrong += [{"false": f"{one} {other}"} for one, other in sorted(claimed - same)]


def _figures(pairs: Counter[str]) -> dict[str, float | int]:
    precision, recall = (pairs["right"] / (pairs[of] or 1) for of in ("claimed", "labelled"))
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "pairs": pairs["labelled"]}


def _recall(
    documents: Sequence[Document], sizes: tuple[float, float], catalogue: Catalogue, index: EmbeddedIndex
) -> dict[str, float | int]:
    """Share of edited paragraphs of which the original is found."""
    chance = random.Random(_SEED)
    every = [passage for document in documents for passage in document.passages if passage.role in _ROLES]
    long = [passage for passage in every if len(passage.text.split()) > 20]
    vocabulary = [word for passage in long for word in passage.text.split()]
    drawn = chance.sample(long, min(_EDITED, len(long)))
    found = sum(p.address in _found(_edited(p.text, sizes, vocabulary, chance), catalogue, index) for p in drawn)
    return {"recall": round(found / (len(drawn) or 1), 4), "paragraphs": len(drawn)}


def _edited(text: str, sizes: tuple[float, float], vocabulary: Sequence[str], chance: random.Random) -> str:
    tokens = text.split()
    replaced, left_out = (int(share * len(tokens)) for share in sizes)
    for at in chance.sample(range(len(tokens)), replaced):
        tokens[at] = chance.choice(vocabulary)
    start = chance.randrange(len(tokens) - left_out + 1)
    return " ".join(tokens[:start] + tokens[start + left_out :])
