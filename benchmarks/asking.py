"""Questions to the embedded index beside a brute-force scan of the same vectors with BM25 in memory (bm25s)."""

import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bm25s import BM25, tokenize
from clock import Figure, percentile, seconds

from models.hit import Grouping, Query
from models.precedent import Wanted
from search.catalogue import Catalogue
from search.embedding import Embedder, Vectors
from search.index.contract import Meta, Where
from search.index.embedded import EmbeddedIndex
from search.index.points import VERSION, Point
from search.retrieval import CANDIDATES, search
from search.wordings.precedents import precedents

QUESTIONS = (
    "victims should not be punished for what they were compelled to do",
    "shelter and a period of reflection for victims",
    "penalties for trafficking in children",
    "training of police, judges and border officials",
    "compensation from the property of traffickers",
    "cooperation between countries of origin, transit and destination",
    "identity documents taken away",
    "report of the Secretary-General",
    "demand that fosters exploitation",
    "safe return, without undue delay",
)
_FILTERS = {"jurisdiction": ("un", "xaa"), "role": ("operative", "section")}
_BATCH = 2000  # points made at a time
_WORK = 40  # passages of an invented work
_MOVED = 0.5  # length of the noise added to a real unit vector: cosine to its origin about 0.89
_OTHER_WORDS = 0.3  # share of a passage's words that are replaced, so that no two are folded as repeats
_ROUNDS = 5


@dataclass(frozen=True)
class Held:
    """An index of invented passages, and their vectors as an array."""

    index: EmbeddedIndex
    vectors: Vectors
    embed: Embedder
    words: BM25
    catalogue: Catalogue
    built: float
    """Seconds that the build took."""


def held(real: Sequence[Point], embed: Embedder, catalogue: Catalogue, count: int, folder: Path) -> Held:
    """`count` points: real ones with moved vectors, other words and invented addresses."""
    chance = np.random.default_rng(17)
    origins = embed([point.meaning for point in real])
    noise = chance.standard_normal((count, origins.shape[1]), dtype=np.float32)
    moved = origins[np.arange(count) % len(real)] + _MOVED * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    vectors: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    texts: list[str] = []

    def batches() -> Iterator[tuple[list[Point], Vectors]]:
        some: list[Point] = []
        for number, point in enumerate(_invented(real, count, chance), start=1):
            some.append(point)
            texts.append(point.text)
            if len(some) == _BATCH or number == count:
                yield some, vectors[number - len(some) : number]
                some = []

    index = EmbeddedIndex(folder)
    meta = Meta(
        model=embed.name, dimensions=vectors.shape[1], version=VERSION, fingerprint=str(count), points=count, languages=("en",)
    )
    built = seconds(lambda: index.build(meta, batches()))
    words = BM25()
    words.index(tokenize(texts, show_progress=False), show_progress=False)
    return Held(index, vectors, embed, words, catalogue, built)


def _invented(real: Sequence[Point], count: int, chance: np.random.Generator) -> Iterator[Point]:
    vocabulary = [word for point in real for word in point.text.split()]
    for number in range(count):
        origin = real[number % len(real)]
        work, place = f"{origin.jurisdiction}/invented/{number // _WORK}", number % _WORK
        words = origin.text.split()
        for at in chance.choice(len(words), int(len(words) * _OTHER_WORDS), replace=False):
            words[at] = vocabulary[chance.integers(len(vocabulary))]
        address = {"address": f"{work}@en#op_{place}", "work": work, "document": f"{work}@en", "symbol": None, "position": place}
        yield origin.model_copy(update=address | {"text": " ".join(words)})


def latency(points: Held) -> list[Figure]:
    """p50 and p95 of each kind of question beside the scan, question by question in turns; then what the index costs.

    The questions' vectors come from a cache on both sides. The scan gives the same number of candidates, by cosine and by BM25,
    and nothing else: no filter, no text, no fold, no counts.
    """
    known: Mapping[str, Vectors] = dict(zip(QUESTIONS, points.embed(QUESTIONS), strict=True))

    def ask(**given: object) -> Callable[[str], object]:
        return lambda question: search(Query(text=question, **given), index=points.index, embed=points.embed)  # type: ignore[arg-type]

    def agreed(question: str) -> object:
        return precedents(Wanted(text=question), catalogue=points.catalogue, index=points.index, embed=points.embed)

    def scan(question: str) -> object:
        cosines = points.vectors @ known[question]
        best = np.argpartition(cosines, -CANDIDATES)[-CANDIDATES:]
        asked = tokenize(question, show_progress=False)
        return best[np.argsort(-cosines[best])], points.words.retrieve(asked, k=CANDIDATES, show_progress=False)

    kinds: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("meaning alone", lambda question: points.index.meaning(known[question], Where(), CANDIDATES)),
        ("hybrid", ask(counts=False)),
        ("hybrid, filtered", ask(counts=False, **_FILTERS)),
        ("hybrid, filtered, grouped", ask(counts=False, group=Grouping.WORK, **_FILTERS)),
        ("the same with counts", ask(group=Grouping.WORK, **_FILTERS)),
        ("precedents", agreed),
    )
    size = f"{len(points.vectors):,} points"
    figures = [figure for what, ours in kinds for figure in _beside(f"{what}, {size}", ours, scan)]
    return [*figures, *_cost(points, size)]


def _cost(points: Held, size: str) -> list[Figure]:
    """Building, opening, memory. Beside them what the vectors alone take, where there is such a thing."""
    again = EmbeddedIndex(points.index.folder)
    started = time.perf_counter()
    again.pinned().points([])
    opened = 1000 * (time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = points.vectors.nbytes / 2**20
    rate = len(points.vectors) / points.built
    return [
        Figure(f"indexing, {size}", rate, rate, "passages/s", 1.0, "nothing: the rate of the build, texts and vectors given"),
        Figure(f"opening, {size}", opened, opened, "ms", 1.0, "nothing"),
        Figure(f"memory of this process at its peak, {size}", peak, bare, "MiB", bare / peak, "the vectors of the scan alone"),
    ]


def _beside(what: str, ours: Callable[[str], object], scan: Callable[[str], object]) -> list[Figure]:
    ours(QUESTIONS[0])  # opens the shard, gathers the names of works
    pairs = [(seconds(lambda q=q: ours(q)), seconds(lambda q=q: scan(q))) for _ in range(_ROUNDS) for q in QUESTIONS]  # type: ignore[misc]
    said = f"a numpy scan and bm25s for the {CANDIDATES} nearest, {len(pairs)} questions"
    found = []
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        mine, brute = (percentile([pair[side] for pair in pairs], share) for side in (0, 1))
        found.append(Figure(f"{what}, {name}", mine, brute, "ms", brute / mine, said))
    return found
