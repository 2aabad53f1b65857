"""One task a stage and source, one a batch of documents to read, never one a passage: a task run costs tens of milliseconds.

Retrying a single request is the business of pipelines/http.py; a task's own retries are for a catalogue or a folder out of reach.
Tasks hand records to each other and leave bytes in the folder of snapshots, so that a worker elsewhere can take over. What a run
that was cut off had saved is not done again by the next.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cache
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency

from models.digest import Digest
from models.report import Report
from pipelines import morning, stages
from pipelines.mail import send
from pipelines.source import sources
from pipelines.stages import Bench, Haul, Listed, Pending
from search.index.audit import Audit
from search.index.audit import audit as compare
from search.index.indexing import Reindexed, open_index

_HOUR = 3600


@cache
def bench() -> Bench:
    """Opened once a process: the model stays loaded from one batch to the next."""
    return stages.open_bench()


def limit_hosts(names: Sequence[str]) -> None:
    """One task at a time for each host, in whatever flow, process or machine; within a process, requests take turns as well."""
    with get_client(sync_client=True) as client:
        for host in sorted({host for name in names for host in sources()[name].hosts}):
            client.upsert_global_concurrency_limit_by_name(_limit(host), 1)


def _limit(host: str) -> str:
    return f"host-{host}"


def _alone(name: str) -> AbstractContextManager[None]:
    """With the hosts of a source to itself. What a killed task held is free again after some minutes, by its lease."""
    hosts = sorted(sources()[name].hosts)
    return concurrency([_limit(host) for host in hosts]) if hosts else nullcontext()


@task(
    name="list",
    task_run_name="list {name}",
    retries=2,
    retry_delay_seconds=[10, 60],
    timeout_seconds=2 * _HOUR,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def list_documents(name: str, since: date | None, limit: int | None) -> Listed:
    with _alone(name):
        return stages.listing(name, sources()[name], bench(), since=since, limit=limit)


@task(
    name="fetch",
    task_run_name="fetch {name}",
    retries=2,
    retry_delay_seconds=[10, 60],
    timeout_seconds=8 * _HOUR,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def fetch(name: str, listed: Listed, again: bool) -> Haul:
    with _alone(name):
        return stages.fetch(name, sources()[name], listed.references, bench(), again=again)


@task(
    name="read",
    task_run_name="read {name}",
    retries=1,
    retry_delay_seconds=10,
    timeout_seconds=2 * _HOUR,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read(name: str, pending: tuple[Pending, ...]) -> Report:
    """Reads, extracts and saves: three stages in one task, so that a passage's words are in memory once."""
    return stages.process(name, pending, bench())


@task(name="import", timeout_seconds=8 * _HOUR, cache_policy=NO_CACHE, persist_result=False)
def take_in(paths: Sequence[str], again: bool) -> Report:
    return stages.run_paths([Path(path) for path in paths], bench(), again=again)


@task(
    name="index", retries=2, retry_delay_seconds=[10, 120], timeout_seconds=4 * _HOUR, cache_policy=NO_CACHE, persist_result=False
)
def index(force: bool = False) -> Reindexed:
    """Raises Busy while another process builds: the retries wait for it."""
    return stages.index(bench(), force=force)


@task(name="audit", timeout_seconds=_HOUR, cache_policy=NO_CACHE, persist_result=False)
def audit() -> Audit:
    """Whether the index holds what the catalogue does."""
    return compare(bench().catalogue, open_index(bench().store))


@task(name="observe", retries=1, retry_delay_seconds=10, timeout_seconds=2 * _HOUR, cache_policy=NO_CACHE, persist_result=False)
def observe() -> tuple[str, ...]:
    """Findings and treaties as they stand, noted; whose findings were made anew."""
    return morning.observed(bench())


@task(name="digest", retries=1, retry_delay_seconds=10, timeout_seconds=_HOUR, cache_policy=NO_CACHE, persist_result=False)
def tell(names: tuple[str, ...]) -> Digest:
    """What is new since the last digest, kept."""
    return morning.kept(bench(), expected=names)


@task(name="mail", retries=2, retry_delay_seconds=[60, 300], timeout_seconds=600, cache_policy=NO_CACHE, persist_result=False)
def mail(digest: Digest) -> None:
    """To everyone in the setting `mail_to`."""
    send(digest, bench().settings, site=bench().store.site)
