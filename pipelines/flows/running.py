"""Where tasks run: threads of this process, or Dask's workers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from pipelines.settings import settings

_T = TypeVar("_T")


def runner() -> TaskRunner[Any]:
    """By the setting `runner`. Threads wait for other hosts side by side; reading keeps one core busy, Dask keeps all of them."""
    chosen = settings()
    if chosen.runner == "threads":
        return ThreadPoolTaskRunner(max_workers=chosen.side_by_side)
    from prefect_dask.task_runners import DaskTaskRunner  # the extra `scale`

    cluster = {"n_workers": chosen.side_by_side, "threads_per_worker": 1, "dashboard_address": None}
    where = {"address": chosen.dask_address} if chosen.dask_address else {"cluster_kwargs": cluster}
    on_dask: TaskRunner[Any] = DaskTaskRunner(**where)
    return on_dask


def spread(submit: Callable[[_T], PrefectFuture[Any]], items: Sequence[_T]) -> list[PrefectFuture[Any]]:
    """A task for each item: all at once on Dask; one after the other in threads, of which only one computes at a time."""
    futures = []
    for item in items:
        future = submit(item)
        if settings().runner == "threads":
            future.wait()
        futures.append(future)
    return futures
