"""From a query to an answer: what it asks for, both arms, one ranking, and why each hit is there.

The two arms are joined by their scores, not their ranks: 0.7 of the BM25 score relative to the best, plus the cosine. Ranks
are kept for the explanation. On the development queries this gave nDCG@10 0.80, fusion by ranks (RRF, k = 60) 0.71.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from models.base import Record
from models.hit import Answer, Facet, Highlight, Hit, Mode, Query, Why
from search import terms
from search.embedding import Embedder, Vectors
from search.index import FACETS, Index, Meta, Where
from search.points import Point
from search.question import Question, flat, holds, named, satisfies, understand

WORDS_WEIGHT = 0.7
"""Of relative BM25 beside the cosine. Flat between 0.5 and 1.0 on the development queries."""
CANDIDATES = 200
"""Taken from each arm. The other arm's score is then asked for by id, so that none is missing."""
_EXACT_CANDIDATES = 1000  # where a phrase decides: it must be among the passages that hold all its words
_OF_A_WORK = 3000  # passages of a work that was asked for by its symbol
_COUNTRY = 0.3  # a law of the country, or a text that names it, goes before a better wording elsewhere
ROLE = {"heading": -0.3, "furniture": -0.5, "footnote": -0.1, "preambular": -0.03}
"""Added to the score: contents and headings are no answers; what is asked for outranks what is recalled."""
_STUB = -0.2  # text of fewer than five words


class Ranked(Record):
    point: Point
    score: float
    why: Why


class _Arms(Record):
    """Scores of all candidates in each arm that ran, by id."""

    words: Mapping[str, float] | None
    meaning: Mapping[str, float] | None
    word_ranks: Mapping[str, int]
    meaning_ranks: Mapping[str, int]


class _Asked(Record):
    """A query understood, and the arms that can answer it."""

    question: Question
    where: Where
    mode: Mode
    notice: tuple[str, ...]


def search(query: Query, *, index: Index, embed: Embedder | None) -> Answer:
    """Passages for a query, folded where they say the same in the same words.

    Raises:
        ValueError: the query holds nothing to look for, or there is no index yet.
    """
    meta = _meta(index)
    asked, vector = _ask(query, index, meta, embed)
    ranked = _ranked(asked, index, meta, vector, max(CANDIDATES, query.limit))
    return Answer(
        hits=tuple(_folded(ranked, asked.question, meta, query.limit)),
        mode=asked.mode,
        facets=_facets([one.point for one in ranked]),
        notice=" ".join(asked.notice) or None,
    )


def rank(query: Query, *, index: Index, embed: Embedder | None) -> list[Ranked]:
    """The same before folding: what evaluation measures."""
    meta = _meta(index)
    asked, vector = _ask(query, index, meta, embed)
    return _ranked(asked, index, meta, vector, max(CANDIDATES, query.limit))[: query.limit]


def _meta(index: Index) -> Meta:
    meta = index.meta()
    if meta is None:
        raise ValueError("there is no index yet: expected one made by `palermo ingest` or `palermo reindex`")
    return meta


# ---- What is asked


def _ask(query: Query, index: Index, meta: Meta, embed: Embedder | None) -> tuple[_Asked, Vectors | None]:
    question = understand(query.text, _works(index, meta))
    vector, notice = _vector(query.mode, question.words, meta, embed)
    mode = query.mode if vector is not None else Mode.WORDS
    notices = [notice] if notice else []
    if question.unknown:
        notices.append(f"No document {question.unknown} is held.")
    if question.cut:
        notices.append("The query is long: only its beginning was searched for.")
    return _Asked(question=question, where=_where(query, question), mode=mode, notice=tuple(notices)), vector


def _vector(mode: Mode, words: str, meta: Meta, embed: Embedder | None) -> tuple[Vectors | None, str | None]:
    """The query's vector, and what must be said about the arm of meaning."""
    if mode is Mode.WORDS or not words:
        return None, None
    if embed is None:
        return None, "Searched by words only: no embedding model is at hand."
    if embed.name != meta.model:
        return None, f"Searched by words only: the index was made with {meta.model}, the model at hand is {embed.name}."
    try:
        vector: Vectors = embed([words])[0]
    except (OSError, ValueError) as error:  # weights that are missing or not the expected ones
        return None, f"Searched by words only: {error}"
    foreign = embed.english_only and _foreign(words, meta)
    return vector, f"The model {embed.name} knows English only: of this query it understands little." if foreign else None


def _foreign(words: str, meta: Meta) -> bool:
    """Whether a query is written in a language other than English: one small word may be a name or an abbreviation."""
    guessed = terms.languages(words, meta.languages)
    small = [word for word in words.lower().split() if terms.is_small(word, guessed[0])]
    return "en" not in guessed and len(small) > 1


def _where(query: Query, question: Question) -> Where:
    keys = ("body", "jurisdiction", "mentions", "provision", "topic", "form", "role", "action", "language")
    given = {key: getattr(query, key) for key in keys if getattr(query, key)}
    return Where(
        any=given | ({"work": question.works} if question.works else {}),
        since=query.since if query.since is not None else question.since,
        until=query.until if query.until is not None else question.until,
        in_force=query.in_force,
    )


def _works(index: Index, meta: Meta) -> Mapping[str, tuple[str, ...]]:
    return _named(_Held(index, meta.fingerprint))


class _Held:
    """An index at one time, as a key of the cache below."""

    def __init__(self, index: Index, fingerprint: str) -> None:
        self.index = index
        self.key = (id(index), fingerprint)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.key == self.key


@lru_cache(maxsize=4)
def _named(held: _Held) -> Mapping[str, tuple[str, ...]]:
    counted = held.index.facets(Where(), ["work"])
    first = {work: held.index.select(Where(any={"work": (work,)}), 1) for work in sorted(counted.get("work", {}))}
    return named((work, points[0].symbol if points else None) for work, points in first.items())


# ---- Ranking


def _ranked(asked: _Asked, index: Index, meta: Meta, vector: Vectors | None, limit: int) -> list[Ranked]:
    if asked.question.symbol and (asked.question.part or not asked.question.words):
        return _of_a_work(asked, index)
    question = asked.question
    limit = _EXACT_CANDIDATES if question.phrases or question.without else limit
    arms = _arms(asked, index, meta, vector, limit)
    held = index.points(sorted({*(arms.words or {}), *(arms.meaning or {})}))
    scores = _scores(arms)
    ranked = [_one(id_, point, scores[id_], arms, question) for id_, point in held.items() if _admitted(point, question)]
    return sorted(ranked, key=lambda one: (-one.score, one.point.address))


def _admitted(point: Point, question: Question) -> bool:
    in_part = question.part is None or holds(point.address, question.part)
    said = f"{point.heading or ''} {point.text}"
    return in_part and (not (question.phrases or question.without) or satisfies(said, question.phrases, question.without))


def _of_a_work(asked: _Asked, index: Index) -> list[Ranked]:
    """A symbol alone: its passages in the order of print, those of the part that was asked for where one was."""
    found = sorted(index.select(asked.where, _OF_A_WORK), key=lambda point: (point.document, point.position))
    admitted = [point for point in found if _admitted(point, asked.question)]
    why = Why(exact=asked.question.symbol)
    bare = [point for point in admitted if asked.question.part or point.role not in ("heading", "furniture")]
    return [Ranked(point=point, score=1.0, why=why) for point in bare or admitted]


def _arms(asked: _Asked, index: Index, meta: Meta, vector: Vectors | None, limit: int) -> _Arms:
    query = terms.of_query(asked.question.words, meta.languages)

    def by_words(where: Where) -> dict[str, float]:
        return {found.id: found.score for found in index.words(query, where, limit)}

    def by_meaning(where: Where) -> dict[str, float]:
        return {found.id: found.score for found in index.meaning(vector, where, limit)} if vector is not None else {}

    wheres = [asked.where, *_in_countries(asked)]
    words = _gathered(by_words, wheres) if asked.mode is not Mode.MEANING else None
    meaning = _gathered(by_meaning, wheres) if asked.mode is not Mode.WORDS else None
    ranks = [{id_: n for n, id_ in enumerate(sorted(arm or {}, key=lambda i, a=arm: -a[i]), 1)} for arm in (words, meaning)]  # type: ignore[misc]
    if words is not None and meaning is not None:
        lacking = [tuple(sorted(meaning.keys() - words.keys())), tuple(sorted(words.keys() - meaning.keys()))]
        words |= {f.id: f.score for f in index.words(query, Where(ids=lacking[0]), len(lacking[0]) or 1)}
        if vector is not None:
            meaning |= {f.id: f.score for f in index.meaning(vector, Where(ids=lacking[1]), len(lacking[1]) or 1)}
    return _Arms(words=words, meaning=meaning, word_ranks=ranks[0], meaning_ranks=ranks[1])


def _in_countries(asked: _Asked) -> list[Where]:
    """For a query that names countries: what they adopted and what names them, beside everything else."""
    named_here = asked.question.countries
    any_ = asked.where.any
    keys = [key for key in ("jurisdiction", "mentions") if named_here and key not in any_]
    return [asked.where.model_copy(update={"any": {**any_, key: named_here}}) for key in keys]


def _gathered(arm: Callable[[Where], dict[str, float]], wheres: Sequence[Where]) -> dict[str, float]:
    found: dict[str, float] = {}
    for where in wheres:
        found |= arm(where)
    return found


def _scores(arms: _Arms) -> dict[str, float]:
    words, meaning = arms.words or {}, arms.meaning or {}
    best = max(words.values(), default=0.0) or 1.0
    if arms.words is None or arms.meaning is None:
        return {id_: score / best for id_, score in words.items()} | dict(meaning)
    return {id_: WORDS_WEIGHT * words.get(id_, 0.0) / best + meaning.get(id_, 0.0) for id_ in words.keys() | meaning.keys()}


def _one(id_: str, point: Point, score: float, arms: _Arms, question: Question) -> Ranked:
    score += ROLE.get(point.role, 0.0)
    score += _STUB if len(point.text.split()) < 5 and point.role not in ROLE else 0.0
    if question.countries and {point.jurisdiction, *point.mentions} & set(question.countries):
        score += _COUNTRY
    similarity = arms.meaning.get(id_) if arms.meaning is not None else None
    why = Why(
        similarity=similarity,
        word_rank=arms.word_ranks.get(id_),
        meaning_rank=arms.meaning_ranks.get(id_),
        provisions=point.provision,
        exact=question.symbol or "; ".join(question.phrases) or None,
    )
    return Ranked(point=point, score=score, why=why)


# ---- Showing


def _folded(ranked: Sequence[Ranked], question: Question, meta: Meta, limit: int) -> list[Hit]:
    """The best of those that say the same, with the addresses of the others. A paragraph asked for by symbol stands alone."""
    groups: dict[str, list[Ranked]] = {}
    for one in ranked:
        key = one.point.address if question.symbol else f"{one.point.language} {flat(one.point.text)}"
        groups.setdefault(key, []).append(one)
    wanted = frozenset(terms.of_query(question.words, meta.languages).indices) if question.words else frozenset()
    shown = list(groups.values())[:limit]
    return [_hit(group[0], [one.point.address for one in group[1:]], question, wanted) for group in shown]


def _hit(one: Ranked, repeats: Sequence[str], question: Question, wanted: frozenset[int]) -> Hit:
    point = one.point
    marks = _highlights(point, question, wanted)
    seen = dict.fromkeys(point.text[mark.start : mark.end].casefold() for mark in marks)
    shared = set(Hit.model_fields) & set(Point.model_fields)
    return Hit(
        **{field: getattr(point, field) for field in shared},
        score=round(one.score, 4),
        why=one.why.model_copy(update={"words": tuple(seen)}),
        highlights=marks,
        provisions=point.provision,
        repeats=tuple(sorted(repeats)),
    )


def _highlights(point: Point, question: Question, wanted: frozenset[int]) -> tuple[Highlight, ...]:
    """Words whose stem the query has, and quoted phrases whole."""
    spans = [
        (match.start(), match.end())
        for match in re.finditer(r"\w+", point.text)
        if wanted & terms.stem(match[0].lower(), point.language)
    ]
    for phrase in question.phrases:
        words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", phrase))
        spans += [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", point.text, re.IGNORECASE)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Highlight(start=start, end=end) for start, end in merged)


def _facets(points: Sequence[Point]) -> dict[str, tuple[Facet, ...]]:
    """Counts among the candidates: the passages near the query, not all that the filters admit."""
    facets = {}
    for key in FACETS:
        counts = Counter(str(value) for point in points for value in _values(getattr(point, key)))
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        facets[key] = tuple(Facet(value=value, count=n) for value, n in ordered)
    return facets


def _values(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
