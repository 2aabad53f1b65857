"""Queries of the embedded index beside a brute-force scan of the same vectors."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from clock import Figure, percentile, seconds

from models.hit import Query
from search.embedded import EmbeddedIndex
from search.embedding import Embedder, Vectors
from search.index import Meta, Where
from search.points import VERSION, Point
from search.retrieval import CANDIDATES, search

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


def held(real: Sequence[Point], embed: Embedder, count: int, folder: Path) -> Held:
    """`count` points: real ones with moved vectors, other words and invented addresses."""
    chance = np.random.default_rng(17)
    origins = embed([point.meaning for point in real])
    noise = chance.standard_normal((count, origins.shape[1]), dtype=np.float32)
    moved = origins[np.arange(count) % len(real)] + _MOVED * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    vectors: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    index = EmbeddedIndex(folder)
    meta = Meta(
        model=embed.name, dimensions=vectors.shape[1], version=VERSION, fingerprint=str(count), points=count, languages=("en",)
    )
    index.build(meta, [(list(_invented(real, count, chance)), vectors)])
    return Held(index, vectors, embed)


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
    """p50 and p95 of three kinds of question, each beside the scan, question by question in turns.

    The questions' vectors come from a cache on both sides. The scan gives the same number of candidates by cosine and nothing
    else: no words, no filter, no text.
    """
    known: Mapping[str, Vectors] = dict(zip(QUESTIONS, points.embed(QUESTIONS), strict=True))

    def arm(question: str) -> object:
        return points.index.meaning(known[question], Where(), CANDIDATES)

    def hybrid(question: str) -> object:
        return search(Query(text=question), index=points.index, embed=points.embed)

    def filtered(question: str) -> object:
        return search(Query(text=question, **_FILTERS), index=points.index, embed=points.embed)

    def scan(question: str) -> object:
        cosines = points.vectors @ known[question]
        best = np.argpartition(cosines, -CANDIDATES)[-CANDIDATES:]
        return best[np.argsort(-cosines[best])]

    figures: list[Figure] = []
    for what, ours in (("meaning alone", arm), ("hybrid", hybrid), ("hybrid, filtered", filtered)):
        figures += _beside(f"{what}, {len(points.vectors):,} points", ours, scan)
    return figures


def _beside(what: str, ours: Callable[[str], object], scan: Callable[[str], object]) -> list[Figure]:
    ours(QUESTIONS[0])  # opens the shard, gathers the names of works
    pairs = [(seconds(lambda q=q: ours(q)), seconds(lambda q=q: scan(q))) for _ in range(_ROUNDS) for q in QUESTIONS]  # type: ignore[misc]
    said = f"a numpy scan for the {CANDIDATES} nearest, {len(pairs)} questions"
    found = []
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        mine, brute = (percentile([pair[side] for pair in pairs], share) for side in (0, 1))
        found.append(Figure(f"{what}, {name}", mine, brute, "ms", brute / mine, said))
    return found
