"""The flows of prefect.yaml. A source that fails stops no other; that it failed is the state of the run, once all is done."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from prefect import State, flow
from prefect.futures import PrefectFuture

from models.report import Failure, Report, Stage
from pipelines import stages
from pipelines.flows import artifacts, tasks
from pipelines.flows.running import runner, spread
from pipelines.source import sources
from pipelines.stages import Haul, Listed
from search.watching import watched

BATCH = 50
"""Documents read by one task: some seconds of work, so that its record costs nothing beside it."""


class Wrong(Exception):
    """What the run could not do, source by source; everything else was done."""


@flow(name="nightly", task_runner=runner(), validate_parameters=True, persist_result=False)
def nightly(
    names: list[str] | None = None,
    since: date | None = None,
    limit: int | None = None,
    again: bool = False,
    tolerate: float = 0.5,
    strict: bool = True,
) -> list[Report]:
    """What the sources have, read, extracted, saved and indexed; then what is new.

    Args:
        names: ids of sources; by default those of the setting `sources`.
        since: only what a source changed from this day on.
        limit: at most so many documents of each source.
        again: read unchanged snapshots again, too.
        tolerate: the run fails when more than this share of a source's documents failed.
        strict: the run fails when a source could not be listed, left its range or failed as a whole. Otherwise it is only told.
    """
    wanted = names or list(tasks.bench().settings.sources)
    reports = _gone_through(wanted, since, limit, again)
    _finish("nightly", reports)
    _judge(reports, tolerate, strict)
    return reports


@flow(name="weekly", task_runner=runner(), validate_parameters=True, persist_result=False)
def weekly(names: list[str] | None = None, strict: bool = True) -> list[Report]:
    """Who is bound by which treaty, and which known laws are not held.

    Args:
        names: ids of sources; by default all that tell facts, not texts.
        strict: as of the nightly flow.
    """
    wanted = [name for name, source in sources().items() if source.take] if names is None else names
    reports = _gone_through(wanted, None, None, False)
    artifacts.watch("weekly", watched(tasks.bench().catalogue))
    _finish("weekly", reports)
    _judge(reports, 1.0, strict)
    return reports


@flow(name="yearly-imports", task_runner=runner(), validate_parameters=True, persist_result=False)
def yearly_imports(paths: list[str] | None = None, again: bool = False) -> list[Report]:
    """What comes once a year as files: volumes of resolutions, country narratives, laws of States without an interface.

    Args:
        paths: files and folders on the worker's machine; by default the folder of dropped files.
        again: read unchanged files again, too.
    """
    reports = [tasks.take_in(paths or [str(tasks.bench().settings.dropped)], again)]
    _finish("yearly-imports", reports)
    _judge(reports, 1.0, True)
    return reports


@flow(name="reindex", task_runner=runner(), validate_parameters=True, persist_result=False)
def reindex(force: bool = True) -> None:
    """The index made anew from the catalogue, beside the one that is read, then compared with it.

    Args:
        force: even if the index is fresh.
    """
    done = tasks.index(force)
    found = tasks.audit()
    artifacts.audited("reindex", found, done)
    if not found.equal:
        raise Wrong("the index is not what the catalogue holds: see the artifact reindex-audit")


# ---- going through sources


def _gone_through(names: Sequence[str], since: date | None, limit: int | None, again: bool) -> list[Report]:
    """All sources are listed and fetched side by side, since they wait for other hosts; then read one after another."""
    started = datetime.now(UTC)
    tasks.limit_hosts(names)
    lists: dict[str, Any] = {name: tasks.list_documents.submit(name, since, limit) for name in names}
    hauls = {name: tasks.fetch.submit(name, lists[name], again) for name in names}
    return [_source(name, lists[name], hauls[name], started) for name in names]


def _source(name: str, lists: PrefectFuture[Any], hauls: PrefectFuture[Any], started: datetime) -> Report:
    listed = _or_failed(lists, name, Stage.LIST)
    haul = _or_failed(hauls, name, Stage.FETCH) if isinstance(listed, Listed) else None
    if not isinstance(listed, Listed):
        listed = Listed(references=(), failed=(listed,), complete=False)
    if isinstance(haul, Failure):
        listed = listed.model_copy(update={"failed": (*listed.failed, haul), "complete": False, "ended": False})
    pending = haul.pending if isinstance(haul, Haul) else ()
    batches = [pending[at : at + BATCH] for at in range(0, len(pending), BATCH)]
    parts = [_part(name, future) for future in spread(lambda batch: tasks.read.submit(name, batch), batches)]
    held = haul if isinstance(haul, Haul) else Haul()
    return stages.conclude(name, parts, tasks.bench(), listed=listed, haul=held, started=started)


def _part(name: str, future: PrefectFuture[Any]) -> Report:
    found = _or_failed(future, name, Stage.READ)
    return Report(source=name, failed=(found,)) if isinstance(found, Failure) else found


def _or_failed(future: PrefectFuture[Any], name: str, stage: Stage) -> Any:  # noqa: ANN401  # a task's result
    """What a task gave, after its retries; the failure of the source where it gave nothing."""
    found = future.result(raise_on_failure=False)
    if future.state.is_completed():
        return found
    return Failure(subject=name, stage=stage, reason=future.state.message or f"the task ended as {future.state.name}")


# ---- at the end


def _finish(flow: str, reports: Sequence[Report]) -> None:
    """Index, observations, digest and mail: none of them keeps the others from being done."""
    indexed = _value(tasks.index(return_state=True))
    audit = _value(tasks.audit(return_state=True)) if indexed is not None and indexed.built else None
    artifacts.audited(flow, audit, indexed)
    tasks.observe(return_state=True)
    artifacts.results(flow, reports)
    digest = _value(tasks.tell(tuple(report.source for report in reports), return_state=True))
    if digest is not None:
        artifacts.news(flow, digest, tasks.bench().store.site)
        if tasks.bench().settings.mail_to and (not digest.quiet or digest.unknown):
            tasks.mail(digest, return_state=True)


def _value(state: State[Any]) -> Any:  # noqa: ANN401  # a task's result
    return state.result() if state.is_completed() else None


def _judge(reports: Iterable[Report], tolerate: float, strict: bool) -> None:
    """Raises Wrong: the state of the run is then Failed, with these sentences."""
    wrong = []
    for report in reports:
        failed, all_ = len(report.failed), report.read + report.unchanged + len(report.failed)
        whole = [failure.reason for failure in report.failed if failure.subject == report.source]
        if whole and strict:
            wrong.append(f"{report.source}: {'; '.join(whole)}")
        elif all_ and failed / all_ > tolerate:
            wrong.append(f"{report.source}: {failed} of {all_} documents failed; the first: {report.failed[0].sentence}")
    if wrong:
        raise Wrong(". ".join(wrong))
