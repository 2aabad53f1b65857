"""Which provision a query asks for: the one that it names in a usual short way ("residence permit", models/asked.toml), else
the one whose title, description or example comes nearest to it in meaning.

"Victims should not be punished for crimes they were forced to commit" shares its words with much criminal law; the provision
on non-punishment says what is meant. A query that is nearer to a topic ("women and girls") or to the bare subject asks for no
provision. The wordings are those of models/palermo and the titles of models/topics, embedded once.
"""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from models.base import Record
from models.phrases import Phrases
from models.reference import provisions
from models.topics import topics
from search.embedding import Embedder, Vectors

_SUBJECT = ("Trafficking in persons", "Victims of trafficking")
_NEAR = 0.6  # cosine to a wording from which a query is on its provision: below, every query on victims is near to several
_SAME = 0.85  # and from which it says the same


_NAMED = 0.6  # how surely a name asks for its provision: it may be said in passing


class Meant(Record):
    """A provision that a query asks for."""

    provision: str
    share: float
    """How surely, from 0 to 1."""


def meant(text: str, vector: Vectors, embed: Embedder) -> Meant | None:
    """None where the query names no provision, or several, and none is near or something else is nearer. `text`: the query in its
    own language; `vector`: of its English, a unit vector of the same model."""
    near, given = _nearest(vector, embed), named(text)
    if len(given) != 1:
        return near
    return Meant(provision=given[0], share=max(_NAMED, near.share if near and near.provision == given[0] else 0.0))


def named(text: str) -> tuple[str, ...]:
    """The provisions whose usual names stand in a text, sorted."""
    return tuple(sorted({provision for provision, *_ in _names().find(text)}))


def _nearest(vector: Vectors, embed: Embedder) -> Meant | None:
    labels, wordings = known(embed)
    cosines = wordings @ vector
    nearest = int(np.argmax(cosines))
    provision = labels[nearest]
    share = min((float(cosines[nearest]) - _NEAR) / (_SAME - _NEAR), 1.0)
    return Meant(provision=provision, share=share) if provision and share > 0 else None


@cache
def _names() -> Phrases:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(files("models").joinpath("asked.toml").read_text(encoding="utf-8"))
    phrases = [(id_, name) for id_, languages in table.items() for names in languages.values() for name in names]
    return Phrases(phrases, cased=False, commas=False)


@lru_cache(maxsize=2)
def known(embed: Embedder) -> tuple[tuple[str | None, ...], Vectors]:
    """Every wording's provision, None for what is none, and the wordings' vectors, one a row; made when first asked for."""
    said: list[tuple[str | None, str]]
    said = [(one.id, text) for one in provisions().values() for text in (one.title, one.description, *one.examples)]
    said += [(None, text) for text in (*_SUBJECT, *(topic.title for topic in topics().values()))]
    return tuple(id_ for id_, _ in said), embed([text for _, text in said])
