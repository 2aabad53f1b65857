"""Saved searches, asked of what is new or changed."""

from collections.abc import Iterator, Sequence

from models.digest import Adopted, Changed, NewHit, SearchNews
from models.hit import Answer, Hit, Query
from search.embedding import Embedder
from search.index.contract import Index
from search.journal import Journal, SavedSearch

_ASKED = 200
"""Hits looked through for new passages."""
_SHOWN = 10


def searched(
    journal: Journal, index: Index, embed: Embedder | None, adopted: Sequence[Adopted], changed: Sequence[Changed]
) -> tuple[SearchNews, ...]:
    """Each saved search with the passages that it finds and that were not there before, or in other words."""
    new = {one.document for one in adopted}
    edited = {edit.address for one in changed for edit in one.edits if edit.after is not None}
    if not new and not edited:
        return ()
    return tuple(_searched(saved, index, embed, new, edited) for saved in journal.searches())


def _searched(saved: SavedSearch, index: Index, embed: Embedder | None, new: set[str], edited: set[str]) -> SearchNews:
    query = saved.query.model_copy(update={"limit": _ASKED, "counts": False, "group": None})
    from search import retrieval

    try:
        answer = retrieval.search(query, index=index, embed=embed)
    except ValueError as error:
        return SearchNews(name=saved.name, query=saved.query.text, hits=(), problem=str(error))
    hits = [one for one in _places(answer, query) if one.address in edited or one.address.partition("#")[0] in new]
    return SearchNews(name=saved.name, query=saved.query.text, hits=tuple(hits[:_SHOWN]), more=len(hits[_SHOWN:]))


def _places(answer: Answer, query: Query) -> Iterator[NewHit]:
    """What matches, best first, and the other texts that say the same."""
    for hit in answer.hits[: min(answer.matching, query.limit)]:
        yield NewHit(address=hit.address, title=hit.title, symbol=hit.symbol, text=hit.text)
        yield from _uses(hit)


def _uses(hit: Hit) -> Iterator[NewHit]:
    for use in hit.uses:
        yield NewHit(address=use.address, title=use.title, symbol=use.symbol, text=hit.text)
