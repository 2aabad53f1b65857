"""Both arms asked: candidates by words and by meaning, and the score of each candidate in the arm that did not find it."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import log

from models.base import Record
from models.hit import Mode
from search import terms
from search.embedding import Embedder, Vectors
from search.index.contract import Meta, Reader, Where
from search.query.meant import Meant
from search.query.question import Question
from search.terms import Terms

CANDIDATES = 200
"""Taken from each arm. The other arm's score is then asked for by id, so that none is missing."""


class Asked(Record):
    """A query understood, and the arms that can answer it."""

    question: Question
    where: Where
    mode: Mode
    notice: tuple[str, ...]
    meant: Meant | None = None
    """The provision that it asks for, where both arms answer."""


class Arms(Record):
    """Scores of all candidates in each arm that ran, by id."""

    words: Mapping[str, float] | None
    meaning: Mapping[str, float] | None
    word_ranks: Mapping[str, int]
    meaning_ranks: Mapping[str, int]
    whole: float = 0.0
    """The score by words that is taken as whole, whatever the filters: of the best passage, or of one that has each of the
    query's words once where no passage comes up to that. Words that hardly any passage shares decide little."""


def vector_of(mode: Mode, words: str, meta: Meta, embed: Embedder | None) -> tuple[Vectors | None, str | None]:
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


def ask_arms(asked: Asked, index: Reader, meta: Meta, vector: Vectors | None, limit: int) -> Arms:
    query = asked.question.sought(meta.languages)

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
    whole = _whole(asked.question, index, meta) if words is not None else 0.0
    return Arms(words=words, meaning=meaning, word_ranks=ranks[0], meaning_ranks=ranks[1], whole=whole)


def _whole(question: Question, index: Reader, meta: Meta) -> float:
    anywhere = index.words(question.sought(meta.languages), Where(), 1)
    known = _rarities(meta.model_dump_json())
    each = 0.0
    for term in question.own(meta.languages).indices:
        if term not in known:
            known[term] = _rarity(term, index, meta)
        each += known[term]
    return max(anywhere[0].score if anywhere else 0.0, each)


@lru_cache(maxsize=2)
def _rarities(index: str) -> dict[int, float]:
    """By term, as questions came to need them: of a published index, by what it says of itself."""
    return {}


def _rarity(term: int, index: Reader, meta: Meta) -> float:
    """What BM25 gives for a word that stands once in a passage of usual length, its IDF: the score of the best passage for this
    word alone by the weight that the word has in it. Indexes tell no frequencies."""
    for found in index.words(Terms(indices=(term,), weights=(1.0,)), Where(), 1):
        for point in index.points([found.id]).values():
            weights = terms.of_passage(point.words, point.language)
            return found.score / dict(zip(weights.indices, weights.weights, strict=True)).get(term, 1.0)
    return log(2 * meta.points + 2)  # of a word that no passage has


def _in_countries(asked: Asked) -> list[Where]:
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
