"""Which work a text is: jurisdiction, work id, language, title, symbol and date of adoption."""

from datetime import date

from models.base import JurisdictionCode, LanguageCode, NonEmpty, Record, WorkId
from models.document import Completeness, Form


class Identity(Record):
    """What is known of a document besides its passages."""

    work: WorkId
    language: LanguageCode
    jurisdiction: JurisdictionCode
    body: str | None = None
    form: Form
    title: NonEmpty
    symbol: str | None = None
    adopted: date | None = None
    session: str | None = None
    completeness: Completeness = Completeness.FULL
    in_force: bool | None = None
    url: str | None = None
    digest: NonEmpty
    """SHA-256 of the bytes, hexadecimal."""
