"""The nightly flow: the stages, scheduled. The only module that knows Prefect; take the decorators away and the code still works.

One task a stage and source, and one a batch of documents to read: never one a passage, for a task run costs tens of milliseconds.
Retrying a single request is the business of pipelines/http.py; a task's own retries are for a catalogue or a folder out of reach.
Tasks hand records to each other and leave bytes in the folder of snapshots, so that a worker elsewhere can take over.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from models.report import Report
from pipelines import stages
from pipelines.source import sources
from pipelines.stages import Bench, Haul, Listed, Pending
from search.index.indexing import Reindexed

BATCH = 50
"""Documents read by one task: some seconds of work, so that its record costs nothing beside it."""


class TooManyFailures(Exception):
    """More documents failed than the run was told to tolerate."""


@cache
def bench() -> Bench:
    """Opened once a process: the model stays loaded from one batch to the next."""
    return stages.open_bench()


@task(name="list", retries=2, retry_delay_seconds=[10, 60], cache_policy=NO_CACHE, persist_result=False)
def list_documents(name: str, since: date | None, limit: int | None) -> Listed:
    return stages.listing(name, sources()[name], bench(), since=since, limit=limit)


@task(name="fetch", retries=2, retry_delay_seconds=[10, 60], cache_policy=NO_CACHE, persist_result=False)
def fetch(name: str, listed: Listed, again: bool) -> Haul:
    return stages.fetch(name, sources()[name], listed.references, bench(), again=again)


@task(name="read", retries=1, retry_delay_seconds=10, cache_policy=NO_CACHE, persist_result=False)
def read(name: str, pending: tuple[Pending, ...]) -> Report:
    """Reads, extracts and saves: three stages in one task, so that a passage's words are in memory once."""
    return stages.process(name, pending, bench())


@task(name="index", retries=1, retry_delay_seconds=10, cache_policy=NO_CACHE, persist_result=False)
def index() -> Reindexed:
    return stages.index(bench())


@flow(name="nightly", validate_parameters=True, persist_result=False)
def nightly(
    names: list[str] | None = None,
    since: date | None = None,
    limit: int | None = None,
    again: bool = False,
    tolerate: float = 0.5,
) -> list[Report]:
    """What the sources have, read, extracted, saved and indexed.

    Args:
        names: ids of sources; by default those of the setting `sources`.
        since: only what a source changed from this day on.
        limit: at most so many documents of each source.
        again: read unchanged snapshots again, too.
        tolerate: the run fails when more than this share of a source's documents failed.
    """
    reports = [_run(name, since, limit, again) for name in names or bench().settings.sources]
    index()
    _publish(reports)
    _judge(reports, tolerate)
    return reports


def _run(name: str, since: date | None, limit: int | None, again: bool) -> Report:
    started = datetime.now(UTC)
    listed = list_documents(name, since, limit)
    haul = fetch(name, listed, again)
    parts = [read(name, haul.pending[at : at + BATCH]) for at in range(0, len(haul.pending), BATCH)]
    return stages.conclude(name, parts, bench(), listed=listed, haul=haul, started=started)


def _publish(reports: Sequence[Report]) -> None:
    """The results as a table in Prefect's records, and one of the failures."""
    counts = ("source", "read", "new", "changed", "unchanged", "gone")
    rows = [{**report.model_dump(include=set(counts)), "failed": len(report.failed)} for report in reports]
    create_table_artifact(key="nightly-results", table=rows, description="Documents by source")
    failures = [failure.model_dump(mode="json") for report in reports for failure in report.failed]
    if failures:
        create_table_artifact(key="nightly-failures", table=failures, description="What failed, at which stage and why")


def _judge(reports: Sequence[Report], tolerate: float) -> None:
    for report in reports:
        failed, all_ = len(report.failed), report.read + report.unchanged + len(report.failed)
        if all_ and failed / all_ > tolerate:
            raise TooManyFailures(f"{report.source}: {failed} of {all_} documents failed; the first: {report.failed[0].reason}")
