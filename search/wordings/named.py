"""A passage that somebody names instead of quoting it: by address, or by symbol and paragraph."""

import re
from collections.abc import Sequence

from models.hit import Query
from search.holdings import works as register_of
from search.index.contract import Index
from search.index.points import Point, point_id
from search.query.question import understand
from search.query.symbols import holds
from search.retrieval import rank

_ADDRESS = re.compile(r"[a-z]{2,8}/[^\s@#]+@[a-z]{2,3}#[^\s#]+")
_LONGEST = 120  # characters of a name; what is longer is a wording
_NAMED = re.compile(r"\d")  # a symbol or a paragraph has a number


def passage_named(text: str, index: Index) -> Point | None:
    """The passage at an address (`un/A/RES/78/228@en#op_12`), or the one that a symbol and a paragraph name; else None.

    Raises:
        ValueError: the work is held, but nothing of it has that number.
    """
    name = text.strip()
    if _ADDRESS.fullmatch(name):
        return next(iter(index.points([str(point_id(name))]).values()), None)
    if len(name) > _LONGEST or not _NAMED.search(name) or index.meta() is None:
        return None
    try:
        found = rank(Query(text=name, limit=2), index=index, embed=None)
    except ValueError:  # nothing to look for: not a name either
        return None
    _check(name, index, [one.point.address for one in found])
    works = {one.point.work for one in found}
    return found[0].point if len(found) == 1 and found[0].exact and len(works) == 1 else None


def _check(name: str, index: Index, addresses: Sequence[str]) -> None:
    asked = understand(name, register_of(index.pinned()))
    if asked.part and asked.symbol and not asked.words and not any(holds(address, asked.part) for address in addresses):
        raise ValueError(f"{asked.symbol} is held, but no passage of it has the number {asked.part.printed}")
