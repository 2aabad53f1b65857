"""Addresses of our own pages, and which addresses of others may be linked to."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from models.hit import Query
from search.web.parameters import Asked


def query_string(parameters: Mapping[str, object]) -> str:
    """What asks for something, and nothing else: empty values are left out."""
    given = {key: value for key, value in parameters.items() if value not in (None, "", [], ())}
    return urlencode(given, doseq=True)


def _url(given: Mapping[str, object]) -> str:
    default = Asked().model_dump(mode="json")
    return "/?" + query_string({key: value for key, value in given.items() if value != default[key]})


def of_asked(asked: Asked) -> str:
    return _url(asked.model_dump(mode="json"))


def of_query(query: Query) -> str:
    """The page of a search that is kept as a record."""
    given = query.model_dump(mode="json", exclude={"text", "counts"})
    return _url(Asked().model_dump(mode="json") | given | {"q": query.text})


def narrowed(asked: Asked, key: str, value: str) -> str:
    """The same search with one more filter."""
    given = asked.model_dump(mode="json")
    if key == "year":
        return _url(given | {"since": value, "until": value})
    return _url(given | {key: [*(one for one in given[key] if str(one) != value), value]})


def widened(asked: Asked, key: str, value: str) -> str:
    """The same search without that filter."""
    given = asked.model_dump(mode="json")
    kept = given[key]
    return _url(given | {key: [one for one in kept if str(one) != value] if isinstance(kept, list) else None})


def unset(asked: Asked, key: str, value: str) -> str:
    """The same search without a value of a facet; a year is set by two parameters."""
    if key == "year":
        return _url(asked.model_dump(mode="json") | {"since": None, "until": None})
    return widened(asked, key, value)


def without(asked: Asked, *conditions: str) -> str | None:
    """The same search without conditions, as `Suggestion` names them; None where only the reader can take one away."""
    given = asked.model_dump(mode="json")
    kept = {key: given[key] for key in ("q", "limit", "group", "mode")}
    if conditions == ("all filters",):
        return _url(kept | {key: None for key in given if key not in kept})
    for condition in conditions:
        if condition == "phrases":
            given["q"] = re.sub(r'["“”«»]', " ", asked.q).strip()
        elif given.get(condition) in (None, []):
            return None
        else:
            given[condition] = None
    return _url(given)


def within(asked: Asked, work: str) -> str:
    """The same search in one work."""
    return _url(asked.model_dump(mode="json") | {"work": [work], "group": None})


def longer(asked: Asked) -> str:
    return _url(asked.model_dump(mode="json") | {"limit": min(200, asked.limit + 20)})


def web(url: str | None) -> str | None:
    """An address that a browser may be sent to; None for all others, such as files and scripts."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:  # "http://[" is no address
        return None
