"""What a run leaves beside its records in Prefect: tables of results and failures, the digest, the audit."""

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from models.digest import Digest
from models.report import Report
from models.watch import Known, Watched
from search import naming
from search.digest.markdown import markdown
from search.digest.telling import headline
from search.index.audit import Audit
from search.index.indexing import Reindexed

_COUNTS = ("source", "read", "new", "changed", "unchanged", "gone")


def results(flow: str, reports: Sequence[Report]) -> None:
    """Counts by source, and every failure with its stage and reason."""
    rows = [{**report.model_dump(include=set(_COUNTS)), "failed": len(report.failed)} for report in reports]
    create_table_artifact(key=f"{flow}-results", table=rows, description="Documents by source")
    failures = [{"source": report.source, **one.model_dump(mode="json")} for report in reports for one in report.failed]
    if failures:
        create_table_artifact(key=f"{flow}-failures", table=failures, description="What failed, at which stage and why")


def news(flow: str, digest: Digest, site: str) -> None:
    create_markdown_artifact(key=f"{flow}-digest", markdown=markdown(digest, site=site), description=headline(digest))


def audited(flow: str, audit: Audit | None, indexed: Reindexed | None) -> None:
    """What the index holds beside the catalogue; without an audit, why there is none."""
    lines = []
    if indexed is not None:
        done = f"{indexed.written} points written, {indexed.removed} removed" if indexed.built else "the index was fresh"
        lines.append(f"- {indexed.points} passages: {done}")
    if audit is None:
        lines.append("- not compared with the catalogue")
    else:
        said = "equal" if audit.equal else "different: run `palermo audit --repair`"
        lines.append(f"- catalogue {audit.catalogue} passages, index {audit.index} points: {said}")
        differ = (("missing", audit.missing), ("stale", audit.stale), ("unknown", audit.unknown))
        lines += [f"- {len(some)} {name}, for example `{some[0]}`" for name, some in differ if some]
    create_markdown_artifact(
        key=f"{flow}-audit", markdown="# The index\n\n" + "\n".join(lines) + "\n", description="Index and catalogue"
    )


def watch(flow: str, states: Sequence[Watched]) -> None:
    """The States whose law is known and not held, or unknown."""
    rows = [
        {
            "State": naming.place(one.jurisdiction),
            "law": one.known.value.replace("_", " "),
            "missing": "; ".join(f"{law.title} {law.number} ({law.year})" for law in one.missing),
        }
        for one in states
        if one.missing or one.known is not Known.HELD
    ]
    create_table_artifact(key=f"{flow}-watch", table=rows, description="Laws that are not held")
