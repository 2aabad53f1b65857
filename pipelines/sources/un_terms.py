"""Terms of the UNBIS Thesaurus that our topics name: their labels in the six languages, and whether they are still there.

What a record is indexed under changes seldom; a term that was merged into another is answered as missing, and its topic in
models/topics wants looking at.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from models.document import Reference
from models.topics import topics
from pipelines.checks import Check
from pipelines.gate import Gate
from pipelines.http import Ask, Fetched, Http
from pipelines.manners import Manners
from pipelines.source import Source

TERM = "https://metadata.un.org/thesaurus/{id}.json"
JSON = Ask(accept="application/ld+json")
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
GATE = Gate(types=frozenset({"application/ld+json", "application/json"}), least=50)


def discover(http: Http, since: date | None) -> Iterator[Reference]:
    for id in sorted({id for topic in topics().values() for id in topic.unbis}):
        yield Reference(source="un_terms", url=TERM.format(id=id), title=id)


def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
    return http.get(reference.url, known=known, ask=JSON)


def take(reference: Reference, content: bytes, home: Path) -> bool:
    """Keeps a term's labels by language under the home, one file a term."""
    found = labels(json.loads(content), str(reference.title))
    if not found:
        raise ValueError(f"{reference.url}: expected labels of the term {reference.title}, found none")
    file = home / "terms" / "unbis" / f"{reference.title}.json"
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1)
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)
    return True


def labels(node: Any, id: str) -> dict[str, str]:  # noqa: ANN401  # JSON-LD nests nodes, lists and graphs at will
    """Preferred labels by language, of the node whose identifier ends with the term's."""
    if isinstance(node, dict):
        if str(node.get("@id", "")).endswith(f"/{id}") and LABEL in node:
            return {label["@language"]: label["@value"] for label in node[LABEL]}
        node = list(node.values())
    if isinstance(node, list):
        return next((found for below in node if (found := labels(below, id))), {})
    return {}


source = Source(
    title="UNBIS Thesaurus",
    home="https://metadata.un.org/thesaurus/",
    licence="United Nations; see https://www.un.org/en/about-us/terms-of-use",
    languages=("en", "fr", "es", "ru", "ar", "zh"),
    expect=range(10, 500),
    discover=discover,
    fetch=fetch,
    gate=GATE,
    take=take,
    hosts=frozenset({"metadata.un.org"}),
    manners=Manners(delay=2.0),
    checks=(
        Check("A term comes as JSON-LD", TERM.format(id="1002455"), ask=JSON, gate=GATE, holds=(LABEL.encode(), b'"@language"')),
    ),
)
