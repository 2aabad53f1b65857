"""Findings on countries, kept until the texts they were made of change: a night that reads one law leaves other countries' be."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlalchemy import select

from models.countries import country
from models.finding import GapReport
from models.ratification import Ratifications
from search.catalogue import Catalogue
from search.findings import gaps
from search.schema import documents

_SHOWN = documents.c.current & ~documents.c.gone


class Reports:
    """Shared between threads; each report is made by one of them at a time."""

    def __init__(self, catalogue: Catalogue, lists: Ratifications | None) -> None:
        self._catalogue = catalogue
        self._lists = lists
        self._made: dict[str, tuple[str, GapReport]] = {}
        self._making: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def states(self) -> tuple[str, ...]:
        """Countries some of whose own texts are held."""
        with self._catalogue.engine.connect() as connection:
            held = list(connection.scalars(select(documents.c.jurisdiction).where(_SHOWN).distinct()))
        return tuple(sorted(code for code in held if country(code) == code))

    def of(self, jurisdictions: Sequence[str]) -> tuple[GapReport, ...]:
        texts = self._texts(jurisdictions)
        return tuple(self._one(code, texts.get(code, "")) for code in jurisdictions)

    def _texts(self, jurisdictions: Sequence[str]) -> Mapping[str, str]:
        """Per jurisdiction, what changes whenever one of its current documents does."""
        columns = (documents.c.jurisdiction, documents.c.id, documents.c.version, documents.c.content, documents.c.url)
        held = select(*columns).where(_SHOWN, documents.c.jurisdiction.in_(jurisdictions)).order_by(documents.c.id)
        digests: defaultdict[str, list[str]] = defaultdict(list)
        with self._catalogue.engine.connect() as connection:
            for code, *rest in connection.execute(held):
                digests[code].append(str(rest))
        return {code: sha256("\n".join(several).encode()).hexdigest() for code, several in digests.items()}

    def _one(self, code: str, texts: str) -> GapReport:
        with self._making[code]:
            of, report = self._made.get(code, ("", None))
            if report is None or of != texts:
                report = gaps.report(code, list(self._catalogue.documents(jurisdiction=code)), lists=self._lists)
                self._made[code] = (texts, report)
            return report
