"""What the pages and the API ask: one catalogue, one index, one model, opened once and shared between threads."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Protocol, Self

from sqlalchemy import func, select

from models.base import Record
from models.chain import Chain
from models.document import Document
from models.finding import GapReport
from models.hit import Answer, Mode, Query
from models.precedent import AgreedLanguage, Wanted
from models.ratification import PROTOCOL, Ratification, Ratifications, Status, held, status, treaties
from models.review import Review
from models.signal import Extract
from models.states import in_region
from search import retrieval
from search.catalogue import Catalogue, Entry
from search.embedding import Embedder
from search.index.contract import Index
from search.index.indexing import open_index
from search.query import meant
from search.schema import documents
from search.settings import Settings
from search.web.reports import Reports
from search.wordings.chain import chain
from search.wordings.precedents import Assess, agreed
from search.wordings.review import review

_SHOWN = documents.c.current & ~documents.c.gone
_PATIENCE = 10  # seconds that a reader waits for the model to load after the start
_REVIEWS = 2  # at once; each keeps a core busy for some seconds
_RECENT = 500  # queries whose vectors are kept in memory


class NotReady(Exception):
    """Nothing can be answered yet; the message says what must be done."""


class Unknown(Exception):
    """No such document or version is held; the message says which."""


class Meaningless(Exception):
    """What was asked holds nothing to look for; the message says what was expected."""


class Outside(Protocol):
    """Reads what belongs to no catalogue. Given by the outer layer: formats and extractors are not known here."""

    def assess(self, text: str) -> Extract:
        """A wording."""

    def draft(self, content: bytes, name: str) -> tuple[Document, Sequence[Extract]]:
        """A draft. Raises ValueError, with a sentence, where it cannot be read."""


class Reading(Record):
    """A document with what was extracted from each of its passages."""

    document: Document
    extracts: tuple[Extract, ...]
    """One a passage, in their order."""
    versions: tuple[int, ...]
    fetched: str
    """When this version was read from its source: ISO 8601, in UTC."""


class Recent:
    """Vectors of the latest queries. In memory: whoever reads the pages writes nothing into the catalogue."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bytes], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        with self._lock:
            return {digest: self._kept[model, digest] for digest in digests if (model, digest) in self._kept}

    def keep_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        with self._lock:
            self._kept |= {(model, digest): vector for digest, vector in vectors.items()}
            while len(self._kept) > _RECENT:
                self._kept.popitem(last=False)


class Desk:
    """Whoever opens one has `warm` run, in a thread of its own."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Index,
        embed: Embedder,
        outside: Outside | None = None,
        lists: Ratifications | None = None,
        review_seconds: float = 120,
        site: str = "",
    ) -> None:
        """`site`: where readers find the pages; empty for links that begin at the root."""
        self.catalogue = catalogue
        self.index = index
        self.site = site
        self._embed = embed
        self._outside = outside
        self._reviewing = threading.BoundedSemaphore(_REVIEWS)
        self._reviewers = ThreadPoolExecutor(_REVIEWS, "review")
        self._review_seconds = review_seconds
        self._warmed = threading.Event()
        self._closed = threading.Event()
        self._reports = Reports(catalogue, lists)
        self._lists = lists

    @classmethod
    def of(cls, settings: Settings, outside: Outside | None = None) -> Self:
        """`outside` reads what is pasted or uploaded; without it the pages do all but that."""
        embed, lists = Embedder(Recent(), model=settings.model), held(settings.home / "ratifications")
        return cls(Catalogue.of(settings), open_index(settings), embed, outside, lists, settings.review_seconds, settings.site)

    def close(self) -> None:
        self._closed.set()
        self._reviewers.shutdown(wait=False, cancel_futures=True)
        self.catalogue.close()

    def warm(self) -> None:
        """Loads the model, so that no reader waits for it, then makes the findings. Without a model every answer says so."""
        try:
            with suppress(OSError, ValueError):  # weights that are missing or not the expected ones
                meant.known(self._embed)
            gc.freeze()  # the model's objects stay: questions need not go through them when they tidy up after themselves
        finally:
            self._warmed.set()
        for state in self.states():
            if not self._closed.is_set():
                self.gaps([state])

    def search(self, query: Query) -> Answer:
        """Raises NotReady where there is no index, Meaningless where the query holds nothing to look for."""
        if self.index.meta() is None:
            raise NotReady("Nothing can be searched yet: run `palermo ingest` or `palermo reindex` first.")
        if query.mode is not Mode.WORDS and not self._warmed.wait(_PATIENCE):
            answer = self._asked(query.model_copy(update={"mode": Mode.WORDS}))
            notices = ("Searched by words only: the model is still being loaded.", answer.notice)
            return answer.model_copy(update={"notice": " ".join(filter(None, notices))})
        return self._asked(query)

    def agreed(self, wanted: Wanted) -> AgreedLanguage:
        """Raises NotReady where there is no index, Meaningless where the text is no wording or cannot be graded."""
        if self.index.meta() is None:
            raise NotReady("Nothing can be compared yet: run `palermo ingest` or `palermo reindex` first.")
        ready = wanted.mode is Mode.WORDS or self._warmed.wait(_PATIENCE)
        try:
            given = wanted if ready else wanted.model_copy(update={"mode": Mode.WORDS})
            return agreed(
                given,
                catalogue=self.catalogue,
                index=self.index,
                embed=self._embed,
                assess=self._assess(),
            )
        except ValueError as error:
            raise Meaningless(str(error)) from error

    def chain(self, text: str) -> Chain:
        """Over all States whose laws are held. Raises NotReady where there is no index, Meaningless as `agreed` does."""
        if self.index.meta() is None:
            raise NotReady("Nothing can be compared yet: run `palermo ingest` or `palermo reindex` first.")
        try:
            return chain(
                text,
                self.gaps(self.states()),
                catalogue=self.catalogue,
                index=self.index,
                assess=self._assess(),
            )
        except ValueError as error:
            raise Meaningless(str(error)) from error

    def review(self, content: bytes, name: str) -> Review:
        """A draft beside what was adopted; nothing of it is kept.

        Raises NotReady where there is no index or others are being reviewed, Meaningless where it is no draft.
        """
        if self.index.meta() is None or self._outside is None:
            raise NotReady("Nothing can be compared yet: run `palermo ingest` or `palermo reindex` first.")
        if not self._reviewing.acquire(timeout=_PATIENCE):
            raise NotReady("Other drafts are being reviewed: try again in a minute.")
        reviewed = self._reviewers.submit(self._reviewed, content, name, self._outside)
        reviewed.add_done_callback(lambda _: self._reviewing.release())
        try:
            return reviewed.result(self._review_seconds)
        except TimeoutError as error:
            raise Meaningless(
                f"{name}: not reviewed within {self._review_seconds:g} seconds; send a shorter part of it."
            ) from error
        except ValueError as error:
            raise Meaningless(str(error)) from error

    def _reviewed(self, content: bytes, name: str, outside: Outside) -> Review:
        document, extracts = outside.draft(content, name)
        return review(document, extracts, catalogue=self.catalogue, index=self.index, embed=self._embed)

    def _assess(self) -> Assess | None:
        return self._outside.assess if self._outside else None

    def _asked(self, query: Query) -> Answer:
        try:
            return retrieval.search(query, index=self.index, embed=self._embed)
        except ValueError as error:
            raise Meaningless(str(error)) from error

    def reading(self, document: str, version: int | None = None) -> Reading:
        """Raises Unknown where there is no such document or version."""
        try:
            read, extracts = self.catalogue.load(document, version=version)
        except KeyError as error:
            raise Unknown(f"No document {document} is held{'' if version is None else f' in version {version}'}.") from error
        known = self.catalogue.versions(document)
        fetched = self._fetched(document, version or known[-1]).isoformat()
        return Reading(document=read, extracts=extracts, versions=known, fetched=fetched)

    def _fetched(self, document: str, version: int) -> datetime:
        wanted = (documents.c.id == document) & (documents.c.version == version)
        with self.catalogue.engine.connect() as connection:
            fetched: datetime = connection.execute(select(documents.c.saved).where(wanted)).scalar_one()
        return fetched

    def states(self) -> tuple[str, ...]:
        """Countries some of whose own texts are held."""
        return self._reports.states()

    def within(self, named: Sequence[str], region: str | None, ratified: bool | None) -> tuple[str, ...]:
        """The States named, else all whose laws are held, as far as they lie in the region and are parties to the Protocol."""
        return tuple(
            state
            for state in dict.fromkeys(named or self.states())
            if (region is None or in_region(state, region)) and (ratified is None or self._party(state) is ratified)
        )

    def _party(self, state: str) -> bool:
        return status(state, PROTOCOL, self._lists).status is Status.PARTY

    def editions(self, work: str) -> tuple[str, ...]:
        """Ids of the documents of a work: its language versions."""
        with self.catalogue.engine.connect() as connection:
            found = select(documents.c.id).where(_SHOWN, documents.c.work == work).order_by(documents.c.id)
            return tuple(connection.scalars(found))

    def gaps(self, jurisdictions: Sequence[str]) -> tuple[GapReport, ...]:
        """Findings on each, kept until its texts change."""
        return self._reports.of(jurisdictions)

    def seen(self, ids: Sequence[str]) -> Mapping[str, datetime]:
        """When the current version of each document was first kept here, by id."""
        moment = func.coalesce(documents.c.seen, documents.c.saved)
        with self.catalogue.engine.connect() as connection:
            found = connection.execute(select(documents.c.id, moment).where(_SHOWN, documents.c.id.in_(ids)))
            return {row[0]: row[1] for row in found}

    def ratifications(self, state: str) -> tuple[Ratification, ...]:
        """What is known of it and each treaty, the Protocol first."""
        return tuple(status(state, treaty, self._lists) for treaty in treaties())

    def listed(self, jurisdiction: str | None, body: str | None, form: str | None) -> tuple[Entry, ...]:
        return self.catalogue.entries(jurisdiction=jurisdiction, body=body, form=form)
