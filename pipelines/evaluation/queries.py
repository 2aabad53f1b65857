"""How well search ranks: nDCG@10 on queries with graded judgements, for both arms together and each alone."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np

from extractors.extract import extract
from models.base import Record
from models.document import Passage, Role
from models.hit import Mode, Query
from pipelines.evaluation.literal import first_hits
from pipelines.version import reader
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index, Meta
from search.index.embedded import EmbeddedIndex
from search.index.points import ALIGNED, VERSION, Point
from search.ranking import Weights, scored
from search.retrieval import candidates, rank, search
from search.settings import Settings

DEPTH = 10
_EIDS = {"preambular": "pp", "operative": "op", "article": "art"}
_RESAMPLES = 2000
_SEED = 20250730  # any fixed number: the same judgements give the same interval
GRID = [
    Weights(words=words, preambular=preambular, provision=provision)
    for words in (0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2)
    for preambular in (0.0, -0.02, -0.03, -0.05, -0.08)
    for provision in (0.0, 0.1, 0.2, 0.3)
]
"""Weights to choose from. The others concern roles and countries that no judged passage has."""


class Judged(Record):
    """A query, and the grades (0 to 3) of passages by their position in the file of passages."""

    query: str
    grades: Mapping[int, float]


def _lines(file: Path) -> Iterator[dict[str, object]]:
    content = file.read_bytes()
    text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode()
    yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _fields(entry: Mapping[str, object], keys: Sequence[str], where: str) -> list[str]:
    missing = [key for key in keys if key not in entry]
    if missing:
        raise ValueError(f"{where}: expected {', '.join(keys)}, found no {missing[0]}")
    return [str(entry[key]) for key in keys]


def passages(file: Path) -> list[Point]:
    """Lines of document, role, number and text as points. Their addresses are made of role and number.

    Raises:
        ValueError: a line lacks one of these.
    """
    keys = ("document", "role", "number", "text")
    taken: Counter[str] = Counter()
    return [_point(n, taken, *_fields(entry, keys, f"{file}: passage {n + 1}")) for n, entry in enumerate(_lines(file))]


def _address(work: str, role: str, number: str, taken: Counter[str]) -> str:
    """In the manner of addresses everywhere, a number that is given twice with its count: `…@en#op_4__para_b`, `…@en#op_3__2`."""
    first, *below = re.findall(r"[^\W_]+", number.removeprefix("pp")) or ["0"]
    address = f"{work}@en#{_EIDS.get(role, role)}_{first}" + "".join(f"__para_{one}" for one in below)
    taken[address] += 1
    return address if taken[address] == 1 else f"{address}__{taken[address]}"


def _point(n: int, taken: Counter[str], document: str, role: str, number: str, text: str) -> Point:
    blank = dict.fromkeys(("heading", "body", "adopted", "year", "url", "in_force"))
    work = f"eval/{re.sub(r'[^A-Za-z0-9/]+', '-', document)}"
    return Point(
        address=_address(work, role, number, taken),
        work=work,
        document=f"{work}@en",
        title=document,
        text=text,
        role=role,
        number=number,
        position=n,
        path=(),
        language="en",
        jurisdiction="eval",
        form="resolution",
        symbol=document,
        action=0,
        provision=(),
        topic=(),
        mentions=(),
        **blank,
    )


def judged(file: Path, points: Sequence[Point]) -> list[Judged]:
    """Judgements are of (document, role, number); where several passages share these, of the one that begins with `lead`."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for n, point in enumerate(points):
        places.setdefault((point.title, point.role, point.number or ""), []).append(n)
    read = []
    for line, entry in enumerate(_lines(file), start=1):
        judgements = entry.get("judgements")
        if not isinstance(judgements, list) or "query" not in entry:
            raise ValueError(f"{file}: line {line} lacks a query or its list of judgements")
        read.append(Judged(query=str(entry["query"]), grades=dict(_grades(judgements, places, points, f"{file}: line {line}"))))
    return read


def _grades(
    judgements: Sequence[dict[str, object]], places: Mapping[tuple[str, str, str], list[int]], points: Sequence[Point], where: str
) -> Iterator[tuple[int, float]]:
    for judgement in judgements:
        document, role, number, grade = _fields(judgement, ("document", "role", "number", "grade"), where)
        held = places.get((document, role, number), [])
        lead = _words(str(judgement.get("lead", "")))
        begun = [n for n in held if _words(points[n].text)[: len(lead)] == lead]
        yield from ((n, float(grade)) for n in (begun or held)[:1])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def ndcg(ranking: Sequence[int], grades: Mapping[int, float], depth: int = DEPTH) -> float:
    """Gain is the grade; what nobody judged counts as 0. 0 where nothing is relevant."""

    def gain(several: Sequence[float]) -> float:
        return float(sum(grade / np.log2(n + 2) for n, grade in enumerate(several[:depth])))

    ideal = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(n, 0.0) for n in ranking]) / ideal if ideal else 0.0


def interval(values: Sequence[float]) -> list[float]:
    """Of the mean, 95 %, by bootstrap over queries. Of differences query by query, it is the paired interval."""
    chance = np.random.default_rng(_SEED)
    drawn = chance.choice(np.asarray(values), size=(_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]


def _index(file: Path, points: Sequence[Point], folder: Path, embed: Embedder) -> EmbeddedIndex:
    """Built once for a file of passages, a model and the extractors, kept in `folder`."""
    built = [VERSION, reader(embed.name, ("models", "extractors")), *(point.address for point in points)]
    key = sha256(file.read_bytes() + "\n".join(built).encode()).hexdigest()
    index = EmbeddedIndex(folder / key[:16])
    meta = index.meta()
    if meta is None or meta.fingerprint != key:
        vectors = embed([point.meaning for point in points])
        about = {"model": embed.name, "dimensions": vectors.shape[1], "version": VERSION, "fingerprint": key}
        aligned = list(_aligned(points, embed))
        index.build(Meta.model_validate(about | {"points": len(points), "languages": ("en",)}), [(aligned, vectors)])
    return index


def _aligned(points: Sequence[Point], embed: Embedder) -> Iterator[Point]:
    """With the provisions that the extractors find, as the nightly run does; of the documents no more is known than is given."""
    for _, run in groupby(points, key=lambda point: point.document):
        several = list(run)
        said = extract([_passage(point) for point in several], title=several[0].title, embed=embed)
        for point, extracted in zip(several, said, strict=True):
            found = tuple(one.provision for one in extracted.alignments if one.probability >= ALIGNED)
            yield point.model_copy(update={"provision": found})


def _passage(point: Point) -> Passage:
    end = len(point.text)
    return Passage(address=point.address, role=Role(point.role), text=point.text, language=point.language, start=0, end=end)


def _measured(queries: Sequence[Judged], index: Index, embed: Embedder, mode: Mode) -> list[float]:
    values = []
    for one in queries:
        ranked = rank(Query(text=one.query, limit=DEPTH, mode=mode), index=index, embed=embed)
        values.append(ndcg([found.point.position for found in ranked], one.grades))
    return values


def crossed(queries: Sequence[Judged], index: Index, embed: Embedder) -> tuple[list[float], list[Weights]]:
    """Each query's nDCG@10 under the weights that are best on all others, and those weights: how well a choice carries over."""
    table = np.zeros((len(GRID), len(queries)))
    for column, one in enumerate(queries):
        points, arms, asked = candidates(Query(text=one.query), index=index, embed=embed)
        for row, weights in enumerate(GRID):
            scores = scored(points, arms, asked, weights)
            order = sorted(points, key=lambda id_, scores=scores: (-scores[id_], points[id_].address))  # type: ignore[misc]
            table[row, column] = ndcg([points[id_].position for id_ in order], one.grades)
    others = table.sum(axis=1, keepdims=True) - table
    best = others.argmax(axis=0)
    return [float(table[row, column]) for column, row in enumerate(best)], [GRID[row] for row in best]


def evaluate(files: Sequence[Path], *, corpus: Path | None, passages: Path | None) -> dict[str, object]:
    """nDCG@10 by mode, with bootstrap intervals, and how often what is asked for literally comes first.

    The first time, all passages are embedded: a quarter of an hour for 40,000 on two cores; afterwards they come from the cache
    under PALERMO_HOME.

    Raises:
        ValueError: no file of passages, or a line without what it must hold.
    """
    if passages is None or not files:
        raise ValueError("evaluate queries: expected files of queries and, by --passages, the passages they are judged on")
    del corpus  # the judgements are on given passages, not on documents
    settings = Settings()
    with Catalogue.of(settings) as cache:
        embed = Embedder(cache, model=settings.model, batch=settings.batch)
        points = _read(passages)
        index = _index(passages, points, settings.home.absolute() / "evaluation", embed)
        queries = [one for file in files for one in judged(file, points)]
        by_mode = {mode: _measured(queries, index, embed, mode) for mode in Mode}
        left_out = crossed(queries, index, embed)
        literal = first_hits(points, lambda text: search(Query(text=text, mode=Mode.WORDS), index=index, embed=None).hits)
    return _figures(by_mode) | {
        "cross_validated": _carried_over(*left_out),
        "first_hit": literal,
        "queries": len(queries),
        "passages": len(points),
        "per_query": [
            {"query": one.query} | {mode.value: round(values[n], 4) for mode, values in by_mode.items()}
            for n, one in enumerate(queries)
        ],
    }


def _figures(by_mode: Mapping[Mode, Sequence[float]]) -> dict[str, object]:
    gains = {mode: np.subtract(by_mode[Mode.HYBRID], by_mode[mode]).tolist() for mode in (Mode.WORDS, Mode.MEANING)}
    return {
        "ndcg@10": {mode.value: round(float(np.mean(values)), 4) for mode, values in by_mode.items()},
        "interval": {mode.value: interval(values) for mode, values in by_mode.items()},
        "hybrid_minus": {
            mode.value: {"mean": round(float(np.mean(gain)), 4), "interval": interval(gain)} for mode, gain in gains.items()
        },
    }


def _carried_over(values: Sequence[float], chosen: Sequence[Weights]) -> dict[str, object]:
    """Of hybrid search, every query ranked by weights that were chosen without it."""
    counts = Counter((weights.words, weights.preambular, weights.provision) for weights in chosen)
    return {
        "ndcg@10": round(float(np.mean(values)), 4),
        "interval": interval(values),
        "chosen": [{"words": w, "preambular": p, "provision": v, "times": n} for (w, p, v), n in counts.most_common()],
    }


_read = passages
