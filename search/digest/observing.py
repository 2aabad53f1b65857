"""Findings and treaties as they stand now, noted so that a later digest can say what turned."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from models.countries import country
from models.ratification import Ratifications
from search.catalogue import Catalogue
from search.findings import gaps
from search.journal import Journal
from search.schema import documents

FINDINGS, PARTIES = "findings", "parties"
_SHOWN = documents.c.current & ~documents.c.gone


def observe(catalogue: Catalogue, lists: Ratifications, *, reader: str, at: datetime) -> tuple[str, ...]:
    """Notes what is another than when it was last noted. Says whose findings were made anew.

    Findings are made only of a State whose texts, list of treaties or reader changed: a night without news costs a query.
    """
    journal = Journal(catalogue)
    for treaty, rows in lists.items():
        standing = {code: [row.status.value, row.date] for code, row in sorted(rows.items())}
        journal.observe(PARTIES, treaty, standing, basis="", at=at)
    parties = json.dumps({id: rows and sorted(map(str, rows.values())) for id, rows in lists.items()})
    made = []
    for jurisdiction, texts in _texts(catalogue).items():
        basis = sha256(f"{reader}\n{parties}\n{texts}".encode()).hexdigest()
        last = journal.last(FINDINGS, jurisdiction)
        if last is None or last.basis != basis:
            report = gaps.report(jurisdiction, list(catalogue.documents(jurisdiction=jurisdiction)), lists=lists)
            journal.observe(FINDINGS, jurisdiction, report.model_dump(mode="json"), basis=basis, at=at)
            made.append(jurisdiction)
    return tuple(made)


def _texts(catalogue: Catalogue) -> Mapping[str, str]:
    """By State whose texts were ever held: which versions are shown now."""
    columns = (documents.c.jurisdiction, documents.c.id, documents.c.version, documents.c.content)
    found: dict[str, str] = {}
    with catalogue.engine.connect() as connection:
        for code in connection.scalars(select(documents.c.jurisdiction).distinct().order_by(documents.c.jurisdiction)):
            if country(code) == code:
                found[code] = ""
        for row in connection.execute(select(*columns).where(_SHOWN).order_by(documents.c.id)):
            if row.jurisdiction in found:
                found[row.jurisdiction] += f"{row.id} {row.version} {row.content}\n"
    return found
