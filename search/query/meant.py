"""Which provision a query asks for: the one whose title, description or example comes nearest to it in meaning.

"Victims should not be punished for crimes they were forced to commit" shares its words with much criminal law; the provision
on non-punishment says what is meant. The wordings are those of models/palermo, embedded once.
"""

from functools import lru_cache

import numpy as np

from models.base import Record
from models.reference import provisions
from search.embedding import Embedder, Vectors

_NEAR = 0.6  # cosine to a wording from which a query is on its provision: below, every query on victims is near to several
_SAME = 0.85  # and from which it says the same


class Meant(Record):
    """A provision that a query asks for."""

    provision: str
    share: float
    """How surely, from 0 to 1."""


def meant(vector: Vectors, embed: Embedder) -> Meant | None:
    """The nearest provision; None where none is near. `vector`: of the query, a unit vector of the same model."""
    labels, wordings = known(embed)
    cosines = wordings @ vector
    nearest = int(np.argmax(cosines))
    share = min((float(cosines[nearest]) - _NEAR) / (_SAME - _NEAR), 1.0)
    return Meant(provision=labels[nearest], share=share) if share > 0 else None


@lru_cache(maxsize=2)
def known(embed: Embedder) -> tuple[tuple[str, ...], Vectors]:
    """Every wording's provision, and the wordings' vectors, one a row; made when first asked for."""
    said = [(one.id, text) for one in provisions().values() for text in (one.title, one.description, *one.examples)]
    return tuple(id_ for id_, _ in said), embed([text for _, text in said])
