"""From a query to an answer: what it asks for, both arms, one ranking, and why each hit is there."""

from collections import Counter
from collections.abc import Sequence

from models.hit import Answer, Facet, Mode, Query, Why
from search.arms import CANDIDATES, Arms, Asked, ask_arms, vector_of
from search.embedding import Embedder, Vectors
from search.explanation import hit, wanted
from search.folding import folded
from search.holdings import works
from search.index import FACETS, Index, Meta, Where
from search.points import Point
from search.question import Question, holds, satisfies, understand
from search.ranking import Ranked, ordered

_EXACT_CANDIDATES = 1000  # where a phrase decides: it must be among the passages that hold all its words
_OF_A_WORK = 3000  # passages of a work that was asked for by its symbol


def search(query: Query, *, index: Index, embed: Embedder | None) -> Answer:
    """Passages for a query, folded where they say the same in the same words.

    Raises:
        ValueError: the query holds nothing to look for, or there is no index yet.
    """
    meta = _meta(index)
    asked, vector = _ask(query, index, meta, embed)
    found = _found(asked, index, meta, vector, max(CANDIDATES, query.limit))
    sought = wanted(asked.question, meta)
    return Answer(
        hits=tuple(hit(group, asked.question, sought) for group in folded(found, asked.question)[: query.limit]),
        mode=asked.mode,
        facets=_facets([one.point for one in found]),
        notice=" ".join(asked.notice) or None,
    )


def rank(query: Query, *, index: Index, embed: Embedder | None) -> list[Ranked]:
    """The same before folding: what evaluation measures."""
    meta = _meta(index)
    asked, vector = _ask(query, index, meta, embed)
    return _found(asked, index, meta, vector, max(CANDIDATES, query.limit))[: query.limit]


def candidates(query: Query, *, index: Index, embed: Embedder | None) -> tuple[dict[str, Point], Arms, Question]:
    """What a query finds, by id and before any order: for choosing weights."""
    meta = _meta(index)
    asked, vector = _ask(query, index, meta, embed)
    points, arms = _candidates(asked, index, meta, vector, CANDIDATES)
    return points, arms, asked.question


def _meta(index: Index) -> Meta:
    meta = index.meta()
    if meta is None:
        raise ValueError("there is no index yet: expected one made by `palermo ingest` or `palermo reindex`")
    return meta


def _ask(query: Query, index: Index, meta: Meta, embed: Embedder | None) -> tuple[Asked, Vectors | None]:
    question = understand(query.text, works(index, meta))
    vector, notice = vector_of(query.mode, question.words, meta, embed)
    mode = query.mode if vector is not None else Mode.WORDS
    notices = [notice] if notice else []
    if question.unknown:
        notices.append(f"No document {question.unknown} is held.")
    if question.cut:
        notices.append("The query is long: only its beginning was searched for.")
    return Asked(question=question, where=_where(query, question), mode=mode, notice=tuple(notices)), vector


def _where(query: Query, question: Question) -> Where:
    keys = ("body", "jurisdiction", "mentions", "provision", "topic", "form", "role", "action", "language")
    given = {key: getattr(query, key) for key in keys if getattr(query, key)}
    return Where(
        any=given | ({"work": question.works} if question.works else {}),
        since=query.since if query.since is not None else question.since,
        until=query.until if query.until is not None else question.until,
        in_force=query.in_force,
    )


def _found(asked: Asked, index: Index, meta: Meta, vector: Vectors | None, limit: int) -> list[Ranked]:
    if asked.question.symbol and (asked.question.part or not asked.question.words):
        return _of_a_work(asked, index)
    points, arms = _candidates(asked, index, meta, vector, limit)
    return ordered(points, arms, asked.question)


def _candidates(asked: Asked, index: Index, meta: Meta, vector: Vectors | None, limit: int) -> tuple[dict[str, Point], Arms]:
    question = asked.question
    arms = ask_arms(asked, index, meta, vector, _EXACT_CANDIDATES if question.phrases or question.without else limit)
    held = index.points(sorted({*(arms.words or {}), *(arms.meaning or {})}))
    return {id_: point for id_, point in held.items() if _admitted(point, question)}, arms


def _admitted(point: Point, question: Question) -> bool:
    in_part = question.part is None or holds(point.address, question.part)
    said = f"{point.heading or ''} {point.text}"
    return in_part and (not (question.phrases or question.without) or satisfies(said, question.phrases, question.without))


def _of_a_work(asked: Asked, index: Index) -> list[Ranked]:
    """A symbol alone: its passages in the order of print, those of the part that was asked for where one was."""
    found = sorted(index.select(asked.where, _OF_A_WORK), key=lambda point: (point.document, point.position))
    admitted = [point for point in found if _admitted(point, asked.question)]
    why = Why(exact=asked.question.symbol)
    bare = [point for point in admitted if asked.question.part or point.role not in ("heading", "furniture")]
    return [Ranked(point=point, score=1.0, why=why) for point in bare or admitted]


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
