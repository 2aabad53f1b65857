"""How many of the passages that match have each value, and what to try where none does.

What is counted are passages that match (`search.ranking.MATCH`) among the candidates of both arms, under all filters but the
facet's own. A score does not depend on filters, so that a count says what choosing the value would find.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from models.hit import Facet, Suggestion
from search.arms import Asked
from search.index.contract import FACETS, Where
from search.ranking import Ranked, matching

_TRIED = 6  # conditions of which two at a time are dropped: the question is asked anew for each pair

Again = Callable[[Asked], Sequence[Ranked]]
"""Asks the same question under other filters."""


def counted(asked: Asked, matched: Sequence[Ranked], again: Again) -> dict[str, tuple[Facet, ...]]:
    """Values by facet, the commonest first. `matched`: under all filters."""
    own = {key: _without(asked.where, key) for key in FACETS if _is_set(asked.where, key)}
    others = {key: matching(again(_under(asked, where)), asked.mode) for key, where in own.items()}
    return {key: _values(key, others.get(key, matched)) for key in FACETS}


def suggested(asked: Asked, again: Again) -> tuple[Suggestion, ...]:
    """For a question that finds nothing: each of its conditions without which something matches; where none is, each two; else
    all filters together."""
    drops = list(_drops(asked))
    for several in (1, 2):
        found = [one for some in combinations(drops[:_TRIED], several) if (one := _suggestion(asked, some, again)).count]
        if found:
            return tuple(sorted(found, key=lambda one: (-one.count, one.condition, one.also or "")))
    if len(drops) < 2:
        return ()
    bare = Where(any={key: values for key, values in asked.where.any.items() if key == "work"})
    everywhere = Suggestion(condition="all filters", count=_count(again, _under(asked, bare)))
    return (everywhere,) if everywhere.count else ()


class _Drop(NamedTuple):
    """A condition, and the question without it."""

    condition: str
    values: tuple[str, ...]
    less: Callable[[Asked], Asked]


def _drops(asked: Asked) -> Iterator[_Drop]:
    for key, values in _filters(asked.where):
        yield _Drop(key, values, lambda of, key=key: _under(of, _without(of.where, key)))  # type: ignore[misc]
    said = {"phrases": asked.question.phrases, "without": asked.question.without}
    for kind, values in said.items():
        if values:
            yield _Drop(kind, values, lambda of, kind=kind: of.model_copy(update={"question": of.question.relaxed(kind)}))  # type: ignore[misc]


def _suggestion(asked: Asked, drops: Sequence[_Drop], again: Again) -> Suggestion:
    bare = asked
    for drop in drops:
        bare = drop.less(bare)
    also = dict(zip(("also", "also_values"), drops[1][:2], strict=True)) if len(drops) > 1 else {}
    first = Suggestion(condition=drops[0].condition, values=drops[0].values, count=_count(again, bare))
    return first.model_copy(update=also)


def _count(again: Again, asked: Asked) -> int:
    return len(matching(again(asked), asked.mode))


def _filters(where: Where) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those that are set, with their values as the address of a page writes them."""
    yield from ((key, tuple(map(str, values))) for key, values in sorted(where.any.items()) if values and key != "work")
    for key in ("since", "until", "in_force"):
        value = getattr(where, key)
        if value is not None:
            yield key, (str(value).lower(),)


def _is_set(where: Where, key: str) -> bool:
    return (where.since, where.until) != (None, None) if key == "year" else bool(where.any.get(key))


def _without(where: Where, key: str) -> Where:
    if key == "year":
        return where.model_copy(update={"since": None, "until": None})
    if key in ("since", "until", "in_force"):
        return where.model_copy(update={key: None})
    return where.model_copy(update={"any": {other: values for other, values in where.any.items() if other != key}})


def _under(asked: Asked, where: Where) -> Asked:
    return asked.model_copy(update={"where": where})


def _values(key: str, matched: Sequence[Ranked]) -> tuple[Facet, ...]:
    counts = Counter(str(value) for one in matched for value in _each(getattr(one.point, key)))
    return tuple(Facet(value=value, count=n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _each(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
