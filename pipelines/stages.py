"""The stages of a run, in the order of the data: list, fetch, read, extract, save, index. No scheduler is needed to call them.

A document that fails is one Failure; everything else goes on. A snapshot that was read before by the same code is not read again.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zlib import crc32

from pydantic import ValidationError

from models.base import Record
from models.document import Document, Reference, Snapshot
from models.report import Failure, Report, Stage, Trouble
from models.signal import Extract
from pipelines import alarms, known, version
from pipelines.http import Fetched, Http, Unreachable
from pipelines.layout import Blocked, Unreadable
from pipelines.progress import tell, told
from pipelines.reading import read_each
from pipelines.settings import Settings, settings
from pipelines.source import Source, Take, sources
from pipelines.sources import folder
from search.catalogue import Catalogue, Kept, Listing
from search.embedding import Embedder
from search.history import empty_since, held_references, keep_links, last_listed
from search.index.contract import Busy
from search.index.indexing import Reindexed, open_index, reindex
from search.settings import Settings as SearchSettings
from search.snapshots import Snapshots

# What a text that nobody foresaw makes our code raise. One such text must not cost the night the others.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)

ROUND = 30
"""Nights in which everything that is held from a source of news is asked for once more."""


@dataclass(frozen=True)
class Bench:
    """What the stages work with."""

    settings: Settings
    store: SearchSettings
    catalogue: Catalogue
    kept: Snapshots
    embed: Embedder
    reader: str
    """Version of the code and data that read."""


def open_bench() -> Bench:
    """The bench of this process's settings, with the catalogue open."""
    store = SearchSettings()
    catalogue = Catalogue.of(store)
    embed = Embedder(catalogue, model=store.model, batch=store.batch, progress=partial(tell, "embed"))
    return Bench(settings(), store, catalogue, Snapshots(store.snapshots), embed, version.reader(embed.name))


@contextmanager
def bench() -> Iterator[Bench]:
    opened = open_bench()
    try:
        yield opened
    finally:
        opened.catalogue.close()


class Pending(Record):
    """A snapshot that was fetched and waits to be read; its bytes lie in the folder of snapshots."""

    reference: Reference
    fetched: datetime
    digest: str
    media_type: str | None = None


class Listed(Record):
    references: tuple[Reference, ...]
    failed: tuple[Failure, ...] = ()
    complete: bool
    """Everything that the source has was listed: what is missing is gone."""
    count: int = 0
    """Of the source's own listing; references hold besides what is asked for again by turns."""
    ended: bool = False
    """All that the night asks for was listed, be it everything or a window of days."""


class Haul(Record):
    """What fetching a source's references brought."""

    pending: tuple[Pending, ...] = ()
    unchanged: int = 0
    gone: int = 0
    linked: int = 0
    failed: tuple[Failure, ...] = ()


def shown(url: str) -> str:
    """A URL as users know it: the path, for files on this machine."""
    parts = urlsplit(url)
    return unquote(parts.path) if parts.scheme == "file" else url


def way(name: str, source: Source, settings: Settings) -> Http:
    """The source's way to the network."""
    secret = {source.key: settings.keys[name].get_secret_value()} if source.key and name in settings.keys else {}
    return Http(settings, source.hosts, cache=settings.home / "http" / name, manners=source.manners, secret=secret)


# ---- list


def listing(name: str, source: Source, bench: Bench, *, since: date | None = None, limit: int | None = None) -> Listed:
    """What a source has, as far as it can be listed; without a day, what changed since it was last listed, and its window."""
    begin = since or _again_from(source, last_listed(bench.catalogue, name))
    with way(name, source, bench.settings) as http:
        there = listed(name, source.discover(http, begin), limit=limit, whole=source.lists_all and begin is None)
    ended = limit is None and since is None and not there.failed
    again = due(name, bench.catalogue, datetime.now(UTC).date()) if ended and begin else ()
    every = {reference.url: reference for reference in (*again, *there.references)}
    return there.model_copy(update={"ended": ended, "count": len(there.references), "references": tuple(every.values())})


def due(name: str, catalogue: Catalogue, day: date) -> tuple[Reference, ...]:
    """What is held and asked for again on a day: every document once in a round, so that no change is missed for longer."""
    held = held_references(catalogue, name)
    return tuple(one for one in held if crc32(one.url.encode()) % ROUND == day.toordinal() % ROUND)


def _again_from(source: Source, last: datetime | None) -> date | None:
    if source.window is None or last is None:
        return None
    return last.date() - timedelta(days=source.window)


def listed(name: str, references: Iterator[Reference], *, limit: int | None, whole: bool) -> Listed:
    """The references, drawn one by one, each address once.

    Args:
        whole: everything is asked for, so that what is not listed is gone.
    """
    found: dict[str, Reference] = {}
    failure: Failure | None = None
    try:
        for reference in islice(references, limit):
            found.setdefault(reference.url, reference)
            tell(f"{name}: list", len(found))
    except Unreachable as error:
        failure = Failure(subject=name, stage=Stage.LIST, reason=str(error), trouble=error.trouble)
    except _FAULTS as error:
        failure = Failure(subject=name, stage=Stage.LIST, reason=sentence(error))
    if failure is not None:
        return Listed(references=tuple(found.values()), failed=(failure,), complete=False)
    return Listed(references=tuple(found.values()), complete=whole and limit is None)


# ---- fetch


def fetch(name: str, source: Source, references: Sequence[Reference], bench: Bench, *, again: bool = False) -> Haul:
    """Every reference's bytes, kept; only those count as pending that this reader has not read yet.

    Args:
        again: read what has not changed, too.
    """
    if not source.may_store:
        new = keep_links(bench.catalogue, references, at=datetime.now(UTC))
        return Haul(unchanged=len(references) - new, linked=new)
    before = bench.catalogue.listed(name)
    pending: list[Pending] = []
    failed: list[Failure] = []
    absent: list[str] = []
    in_vain = asked = 0
    with way(name, source, bench.settings) as http:
        for reference in told(f"{name}: fetch", references):
            asked += 1
            held = None if again else _held(reference.url, before, bench)
            try:
                fetched = source.fetch(http, reference, held)
                fetched = source.gate.checked(fetched) if source.gate else fetched
            except Unreachable as error:
                failed.append(Failure(subject=shown(reference.url), stage=Stage.FETCH, reason=str(error), trouble=error.trouble))
                absent += [reference.url] if error.trouble is Trouble.ABSENT else []
                in_vain = 0 if error.trouble is Trouble.ABSENT else in_vain + 1
                if in_vain == alarms.ENOUGH and source.hosts:
                    break
                continue
            except _FAULTS as error:
                failed.append(Failure(subject=shown(reference.url), stage=Stage.FETCH, reason=sentence(error)))
                continue
            in_vain = 0
            one = _pending(reference, fetched)
            if fetched.unchanged or one.digest == held:
                continue
            bench.kept.keep(one.digest, fetched.content)
            pending.append(one)
    unchanged = asked - len(pending) - len(failed)
    alarm = (*alarms.left(name, len(references) - asked), *alarms.vanished(name, absent, before, asked))
    gone = 0 if alarm else _mark_gone(absent, bench.catalogue)
    return Haul(pending=tuple(pending), unchanged=unchanged, gone=gone, failed=(*failed, *alarm))


def _held(url: str, listed: Mapping[str, Listing], bench: Bench) -> str | None:
    """The digest of what this reader has read from an address; another source may list the same file."""
    if (before := listed.get(url)) is not None:
        return before.digest if before.reader == bench.reader else None
    return bench.catalogue.known_digest(url, reader=bench.reader)


def _mark_gone(urls: Sequence[str], catalogue: Catalogue) -> int:
    return sum(catalogue.mark_gone(url, at=datetime.now(UTC)) for url in urls)


def _pending(reference: Reference, fetched: Fetched) -> Pending:
    digest = sha256(fetched.content).hexdigest()
    return Pending(reference=reference, fetched=datetime.now(UTC), digest=digest, media_type=fetched.media_type)


def unlisted(name: str, all_: Listed, catalogue: Catalogue, *, below: str = "") -> list[str]:
    """What is held and was not listed, although everything was."""
    if not all_.complete:
        return []
    there = {reference.url for reference in all_.references}
    # A text of a volume is there while the volume is.
    gone = (url for url in catalogue.listed(name) if url not in there and url.partition("#text-")[0] not in there)
    return sorted(url for url in gone if url.startswith(below))


# ---- read, extract, save


def understood(snapshot: Snapshot) -> tuple[Document, ...]:
    """The documents in a snapshot: one, but for volumes. Raises Unreadable."""
    reference = snapshot.reference
    web = reference.url if urlsplit(reference.url).scheme in ("http", "https") else None
    given = {"body": reference.body, "jurisdiction": reference.jurisdiction, "url": web}
    documents = read_each(snapshot.content, shown(reference.url), form=known.form(reference), **given)
    # What a source says is of the one text that it lists; of a volume it is not of each of its texts.
    return (known.completed(documents[0], reference),) if len(documents) == 1 else documents


def said_of(document: Document, embed: Embedder | None) -> tuple[Extract, ...]:
    """What the extractors say of each passage."""
    from extractors.extract import extract  # spaCy takes a second to import, which a night without news can do without

    return extract(document.passages, title=document.title, embed=embed, form=document.form)


def with_notes(document: Document) -> Document:
    """The document, its footnotes with the works they cite."""
    from extractors.notes import with_citations

    notes = with_citations(document.footnotes, work=document.work, language=document.language)
    return document.model_copy(update={"footnotes": notes})


def process(name: str, pending: Sequence[Pending], bench: Bench) -> Report:
    """Reads, extracts and saves each pending snapshot, as far as its source allows."""
    source = sources()[name]
    if not source.may_show:
        return Report(source=name)
    counts = dict.fromkeys(Kept, 0)
    failed: list[Failure] = []
    owners = known.Owners(bench.catalogue.listed(name)) if source.hosts else None
    for one in told(f"{name}: read", pending):
        outcomes = [_taken(one, source.take, bench)] if source.take else _processed(one, bench, source.may_embed, owners)
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                failed.append(outcome)
            else:
                counts[outcome] += 1
    return Report(
        source=name,
        read=sum(counts.values()),
        new=counts[Kept.NEW],
        changed=counts[Kept.CHANGED],
        unchanged=counts[Kept.UNCHANGED],
        failed=tuple(failed),
    )


def _taken(one: Pending, take: Take, bench: Bench) -> Kept | Failure:
    try:
        changed = take(one.reference, bench.catalogue.content(one.digest), bench.settings.home)
    except _FAULTS as error:
        return Failure(subject=shown(one.reference.url), stage=Stage.READ, reason=sentence(error))
    return Kept.CHANGED if changed else Kept.UNCHANGED


def _processed(one: Pending, bench: Bench, embeds: bool, owners: known.Owners | None) -> list[Kept | Failure]:
    subject = shown(one.reference.url)
    try:
        snapshot = Snapshot(
            reference=one.reference,
            fetched=one.fetched,
            digest=one.digest,
            media_type=one.media_type,
            content=bench.catalogue.content(one.digest),
        )
        documents = understood(snapshot)
    except Unreadable as error:
        trouble = Trouble.BLOCKED if isinstance(error, Blocked) else Trouble.FAILED
        return [Failure(subject=subject, stage=Stage.READ, reason=str(error), trouble=trouble)]
    except _FAULTS as error:
        return [Failure(subject=subject, stage=Stage.READ, reason=sentence(error))]
    parts = [(_part_of(snapshot, n), document) for n, document in enumerate(documents)]
    if len(parts) > 1:
        _leave_older_parts({part.reference.url for part, _ in parts}, one.reference, bench)
    return [_saved(part, document, bench, embeds, owners) for part, document in parts]


def _part_of(snapshot: Snapshot, n: int) -> Snapshot:
    """The snapshot as that of the n-th text in it: the first is listed under the volume's URL, the others under parts of it."""
    if n == 0:
        return snapshot
    url = f"{snapshot.reference.url}#text-{n + 1}"
    return snapshot.model_copy(update={"reference": snapshot.reference.model_copy(update={"url": url})})


def _leave_older_parts(parts: set[str], volume: Reference, bench: Bench) -> None:
    """Marks the texts gone that an older version of a volume had and this one lacks."""
    for url in bench.catalogue.listed(volume.source):
        if url.startswith(f"{volume.url}#text-") and url not in parts:
            bench.catalogue.mark_gone(url, at=datetime.now(UTC))


def _saved(snapshot: Snapshot, document: Document, bench: Bench, embeds: bool, owners: known.Owners | None) -> Kept | Failure:
    subject = shown(snapshot.reference.url)
    if owners and (reason := owners.claim(document, snapshot.reference.url)):
        return Failure(subject=subject, stage=Stage.READ, reason=reason)
    try:
        said = said_of(document, bench.embed if embeds else None)
        return bench.catalogue.save(snapshot, with_notes(document), said, reader=bench.reader, indexed=embeds)
    except _FAULTS as error:
        return Failure(subject=subject, stage=Stage.EXTRACT, reason=sentence(error))


def sentence(error: Exception) -> str:
    """One line for a failure record: a record's first broken rule, or the fault with its kind."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"{error.title}{f', {place}' if place else ''}: {first['msg']}"
    said = " ".join(str(error).split())
    return said if type(error) is ValueError else f"a fault in our reading: {type(error).__name__}: {said}"


# ---- index


def index(bench: Bench, *, force: bool = False) -> Reindexed:
    """The index made equal to the catalogue; nothing is done where it is already. Raises Busy while another process does it."""
    return reindex(bench.catalogue, open_index(bench.store), bench.embed, force=force, progress=partial(tell, "index"))


def unindexed(bench: Bench) -> tuple[Failure, ...]:
    """The same; the failure where another process builds. What was saved is kept, and the next build takes it in."""
    try:
        index(bench)
    except Busy as error:
        return (Failure(subject="index", stage=Stage.INDEX, reason=str(error)),)
    return ()


# ---- together


def conclude(
    name: str,
    parts: Iterable[Report],
    bench: Bench,
    *,
    listed: Listed,
    haul: Haul,
    started: datetime,
    below: Sequence[str] = ("",),
) -> Report:
    """One source's report from those of its stages, noted in the catalogue, after what is gone was marked so."""
    source, reports = sources()[name], list(parts)
    missing = [url for start in below for url in unlisted(name, listed, bench.catalogue, below=start)]
    alarm = (
        *alarms.unexpected(name, source, len(listed.references), whole=listed.complete),
        *alarms.shrunk(name, source, len(missing), len(bench.catalogue.listed(name))),
        *alarms.silent(name, source, empty_since(bench.catalogue, name), nothing=listed.ended and not listed.count),
    )
    report = Report(
        source=name,
        listed=listed.count if listed.ended else None,
        read=sum(part.read for part in reports),
        new=sum(part.new for part in reports),
        changed=sum(part.changed for part in reports),
        unchanged=haul.unchanged + sum(part.unchanged for part in reports),
        gone=haul.gone + (0 if alarm else _mark_gone(missing, bench.catalogue)),
        linked=haul.linked,
        failed=(*listed.failed, *alarm, *haul.failed, *(failure for part in reports for failure in part.failed)),
    )
    now = datetime.now(UTC)
    for failure in report.failed:
        bench.catalogue.fail(failure, at=now, source=name)
    bench.catalogue.settle(name, _tried(name, listed, below), at=now)
    bench.catalogue.record(report, started=started, finished=now)
    return report


def _tried(name: str, listed: Listed, below: Sequence[str]) -> Callable[[str], bool]:
    """Whether a subject that failed once was gone through now: it is listed, or what lies there was listed to its end."""
    subjects = {name, *(shown(reference.url) for reference in listed.references)}
    starts = tuple(map(shown, below)) if listed.complete else ()
    return lambda subject: subject in subjects or subject.startswith(starts)


def run_source(name: str, bench: Bench, *, since: date | None = None, limit: int | None = None, again: bool = False) -> Report:
    """Every stage but the index for one source."""
    started = datetime.now(UTC)
    source = sources()[name]
    there = listing(name, source, bench, since=since, limit=limit)
    haul = fetch(name, source, there.references, bench, again=again)
    return conclude(name, [process(name, haul.pending, bench)], bench, listed=there, haul=haul, started=started)


def run_paths(
    paths: Sequence[Path], bench: Bench, *, since: date | None = None, limit: int | None = None, again: bool = False
) -> Report:
    """Every stage but the index for files and folders named by hand."""
    started = datetime.now(UTC)
    found = itertools.chain.from_iterable(folder.references(path, since) for path in paths)
    there = listed("folder", found, limit=limit, whole=since is None)
    haul = fetch("folder", sources()["folder"], there.references, bench, again=again)
    part = process("folder", haul.pending, bench)
    below = [f"{path.resolve().as_uri()}/" for path in paths if path.is_dir()]
    return conclude("folder", [part], bench, listed=there, haul=haul, started=started, below=below)
