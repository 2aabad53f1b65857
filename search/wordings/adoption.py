"""How the works that hold a wording were adopted: as any of their documents prints it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from models.vote import Vote
from search.catalogue import Catalogue
from search.schema import documents

_AT_ONCE = 500  # SQLite's oldest limit of variables is 999


def votes(catalogue: Catalogue, works: Iterable[str]) -> Mapping[str, Vote]:
    """By work; none for a work whose adoption no current document prints. Of several documents the first by id is quoted."""
    wanted = sorted(set(works))
    found: dict[str, Vote] = {}
    with catalogue.engine.connect() as connection:
        for at in range(0, len(wanted), _AT_ONCE):
            printed = documents.c.current & documents.c.vote.is_not(None) & documents.c.work.in_(wanted[at : at + _AT_ONCE])
            for row in connection.execute(select(documents.c.work, documents.c.vote).where(printed).order_by(documents.c.id)):
                found.setdefault(row.work, Vote.model_validate(row.vote, strict=False))
    return found
