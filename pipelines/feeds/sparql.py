"""Rows of a SPARQL endpoint, page after page by a cursor: OFFSET and sorting end at some ten thousand rows."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from string import Template

from pipelines.feeds import markup
from pipelines.http import Ask, Http

JSON = "application/sparql-results+json"

Row = Mapping[str, str]


def rows(http: Http, endpoint: str, query: str, cursor: str, *, page: int = 1000, **values: str) -> Iterator[Row]:
    """Rows sorted by the variable `cursor`.

    `query` is a template that uses `$after` (the cursor's last value, "" at first), `$page`, and `values` by name. The answer is
    a cross product, so that one thing may come in several rows: those that a page may have cut off are asked for again.
    """
    after = ""
    while True:
        filled = Template(query).substitute(after=_literal(after), page=str(page), **{k: _literal(v) for k, v in values.items()})
        answer = markup.data(http.get(endpoint, ask=Ask(accept=JSON, form={"query": filled, "format": JSON})))
        found = [{name: str(cell["value"]) for name, cell in row.items()} for row in answer["results"]["bindings"]]
        if len(found) < page:
            yield from found
            return
        last = found[-1][cursor]
        whole = [row for row in found if row[cursor] != last] or found
        yield from whole
        if whole[-1][cursor] == after:
            return
        after = whole[-1][cursor]


def grouped(found: Iterator[Row], by: str) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one thing together, as long as they come one after the other."""
    for key, several in groupby(found, key=lambda row: row[by]):
        yield key, list(several)


def _literal(value: str) -> str:
    """A value for between the quotation marks of a string."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
