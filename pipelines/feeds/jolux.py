"""Where the files of a law lie, by the JOLux vocabulary that Switzerland's and Luxembourg's endpoints share."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from models.report import Trouble
from pipelines.feeds import markup, sparql
from pipelines.http import Fetched, Http, Unreachable

QUERY = """
PREFIX jolux: <http://data.legilux.public.lu/resource/ontology/jolux#>
SELECT DISTINCT ?version ?date ?url WHERE {
  ?version jolux:isMemberOf <$law> ; jolux:dateApplicability ?date ; jolux:isRealizedBy ?expression .
  ?expression jolux:language <http://publications.europa.eu/resource/authority/language/$language> ;
    jolux:isEmbodiedBy ?file .
  ?file jolux:isExemplifiedBy ?url .
  FILTER(STR(?version) > "$after")
  FILTER(STRENDS(STR(?url), ".xml"))
} ORDER BY ?version LIMIT $page
"""
"""Every version of a law with XML in a language: version, the day from which it applies, and the file."""


def current(http: Http, endpoint: str, law: str, language: str, known: str | None) -> Fetched:
    """The newest version that applies already. Raises Unreachable."""
    found = sparql.rows(http, endpoint, QUERY, "version", law=law, language=language)
    applying = sorted(_dated(found, datetime.now(UTC).date()))
    if not applying:
        raise Unreachable(f"{law}: no version in XML applies yet", Trouble.FAILED)
    return http.get(applying[-1][1], known=known)


def _dated(found: Iterator[sparql.Row], today: date) -> Iterator[tuple[date, str]]:
    for row in found:
        begins = markup.day(row["date"])
        if begins is not None and begins <= today:
            yield begins, row["url"]
