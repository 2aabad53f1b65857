"""Why a hit is there, in the words of those who ask."""

from collections.abc import Iterator

from models.hit import Why
from search import naming

_CLOSE = ((0.6, "very close in meaning"), (0.45, "close in meaning"), (0.0, "loosely related in meaning"))
"""By the cosine to the query from which each is said; `Why.similarity` has the number."""
_NAMED_RANKS = 20  # a rank further down tells nobody anything


def reasons(why: Why) -> list[str]:
    """The weightiest first; empty where a document was asked for and this is a passage of it."""
    return list(_reasons(why))


def _reasons(why: Why) -> Iterator[str]:
    if why.exact:
        yield f"what you asked for: {why.exact}"
    if why.countries:
        yield f"a text of {_and(why.countries)}, or one that names it"
    if why.provision:
        yield f"speaks to “{naming.value('provision', why.provision)}”, which your query asks for"
    if why.words:
        yield f"has the words {', '.join(why.words)}"
    if why.above:
        yield f"stands under a heading with {', '.join(why.above)}"
    if why.word_rank and why.word_rank <= _NAMED_RANKS:
        yield _sharing(why.word_rank)
    if why.similarity is not None and not why.exact:
        yield next((said for least, said in _CLOSE if why.similarity >= least), _CLOSE[-1][1])


def _and(codes: tuple[str, ...]) -> str:
    return " or ".join(map(naming.placed, codes))


def _sharing(rank: int) -> str:
    if rank == 1:
        return "shares more with your words than any other passage"
    several = next(n for n in (3, 5, 10, _NAMED_RANKS) if rank <= n)
    return f"among the {several} passages that share most with your words"
