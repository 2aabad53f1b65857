"""`ingest`, `run`, `sources`, `status`, `audit`, `reindex`, `demo`: from sources to the catalogue and the index."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from models.report import Failure, Report
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, err, name_failures, out, progress, stop, write_json

Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what changed from this day on.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many documents of each source.")]
Again = Annotated[bool, typer.Option("--again", help="Read unchanged documents again, too.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of tables.")]


def ingest(
    what: Annotated[list[str], typer.Argument(help="Ids of sources (`palermo sources`), files, folders.", show_default=False)],
    since: Since = None,
    limit: Limit = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """Take documents in: list, fetch, read, extract, save, index. Example: palermo ingest un_ods laws/IRL --limit 50"""
    from pipelines import morning, stages
    from pipelines.source import sources

    day = since.date() if since else None
    names = [one for one in what if one in sources() and not Path(one).exists()]
    paths = [Path(one) for one in what if one not in names]
    for path in paths:
        if not path.exists():
            stop(f"{path}: neither a source ({', '.join(sources())}) nor a file or folder")
    with progress(), stages.bench() as bench:
        reports = [stages.run_source(name, bench, since=day, limit=limit, again=again) for name in names]
        if paths:
            reports.append(stages.run_paths(paths, bench, since=day, limit=limit, again=again))
        unindexed = stages.unindexed(bench)
        morning.observed(bench)
    _finish(reports, json, unindexed)


def run(
    source: Annotated[list[str] | None, typer.Option(help="Id of a source; may be repeated.")] = None,
    since: Since = None,
    limit: Limit = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """The nightly flow in this process, under Prefect. Example: palermo run --source folder"""
    from pipelines.source import sources

    for name in source or ():
        if name not in sources():
            stop(f"{name}: no such source; there are {', '.join(sources())}")
    with progress():
        reports = nightly(source, since.date() if since else None, limit, again)
    _finish(reports, json)


def nightly(names: list[str] | None, since: date | None = None, limit: int | None = None, again: bool = False) -> list[Report]:
    from pipelines.settings import prepare_scheduler

    prepare_scheduler()
    from pipelines.flows import deployed

    return deployed.nightly(names, since, limit, again, tolerate=1.0, strict=False)


def _finish(reports: Sequence[Report], json: bool, more: Sequence[Failure] = ()) -> None:
    if json:
        write_json(reports[0] if len(reports) == 1 else {"sources": list(reports), **_sums(reports)})
    else:
        out.print(tables.reports(reports))
    failures = [*(failure for report in reports for failure in report.failed), *more]
    name_failures(failures)
    raise typer.Exit(PARTLY if failures else DONE)


def _sums(reports: Sequence[Report]) -> dict[str, object]:
    counts = {key: sum(getattr(report, key) for report in reports) for key in ("read", "new", "changed", "unchanged", "gone")}
    return {**counts, "failed": [failure for report in reports for failure in report.failed]}


def status(json: Json = False) -> None:
    """What is held and how fresh it is. Example: palermo status"""
    from search.catalogue import Catalogue
    from search.settings import Settings

    with Catalogue.of(Settings()) as catalogue:
        held, failed = catalogue.status(), catalogue.failures()[-10:]
    if json:
        write_json({**held.model_dump(mode="json"), "failed": list(failed)})
        return
    out.print(f"{held.documents} documents, {held.passages} passages, {held.signals} signals, {held.alignments} alignments")
    rows = [one.model_dump() for one in held.sources]
    out.print(tables.plain("Sources", ("source", "documents", "gone", "failures", "fetched", "ran"), rows))
    if failed:
        rows = [failure.model_dump(mode="json") for failure in failed]
        out.print(tables.plain("Latest failures", ("stage", "trouble", "reason"), rows))


def audit(
    repair: Annotated[bool, typer.Option("--repair", help="Write again what is missing or stale, drop the rest.")] = False,
    json: Json = False,
) -> None:
    """Whether the index holds what the catalogue does. Example: palermo audit --repair"""
    from pipelines.stages import bench
    from search.index.audit import audit as compare
    from search.index.indexing import open_index

    with bench() as desk:
        try:
            found = compare(desk.catalogue, open_index(desk.store), embed=desk.embed, repair=repair)
        except ValueError as error:
            stop(str(error), PARTLY)
    if json:
        write_json({**found.model_dump(mode="json"), "equal": found.equal})
    else:
        said = "equal" if found.equal else "repaired" if found.repaired else "different"
        out.print(f"catalogue {found.catalogue} passages, index {found.index} points: {said}")
        for name, some in (("missing", found.missing), ("stale", found.stale), ("unknown", found.unknown)):
            if some:
                err.print(f"{len(some)} {name}, for example {some[0]}", markup=False)
    raise typer.Exit(DONE if found.equal or found.repaired else PARTLY)


def reindex(
    force: Annotated[bool, typer.Option("--force", help="Even if the index is fresh.")] = False, json: Json = False
) -> None:
    """Bring the index to what the catalogue holds; with --force all of it anew. Example: palermo reindex --force"""
    from pipelines import stages
    from search.index.contract import Busy

    with progress(), stages.bench() as bench:
        try:
            done = stages.index(bench, force=force)
        except Busy as error:
            stop(str(error), PARTLY)
    if json:
        write_json(done)
    else:
        changed = f"{done.points} passages indexed: {done.written} written, {done.removed} removed"
        out.print(changed if done.built else f"{done.points} passages: the index is fresh")


def demo() -> None:
    """The nightly flow on the bundled samples, and what it found. Example: palermo demo"""
    from pipelines.commands import showing
    from pipelines.settings import settings

    samples = Path(__file__).parents[2] / "samples"
    if not (samples / "KEY.toml").is_file():
        stop("the samples are not beside this installation: clone the repository and install it with `make demo`", PARTLY)
    os.environ["PALERMO_DROP"] = str(showing.gather(samples, settings().home / "drop"))
    settings.cache_clear()
    err.print("The nightly flow on the samples (fictional texts) ...")
    with progress():
        reports = nightly(["folder"])
    out.print(tables.reports(reports))
    name_failures([failure for report in reports for failure in report.failed])
    showing.show()
