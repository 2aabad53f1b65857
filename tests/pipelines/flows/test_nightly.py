"""The flows under Prefect: a night with news, one without, one with a source that fails; the other deployments."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.report import Trouble
from pipelines.http import Http, Unreachable
from pipelines.settings import settings
from pipelines.source import Source, sources

SAMPLES = Path(__file__).parents[3] / "samples"

pytestmark = pytest.mark.flows


@pytest.fixture
def drop(home: Path) -> Iterator[Path]:
    folder = settings().dropped
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


def artifacts() -> dict[str, str]:
    """The latest of each key, and what it holds."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found = sorted(client.read_artifacts(), key=lambda one: one.created)
        return {str(artifact.key): str(artifact.data) for artifact in found}


def test_a_night_with_news_and_one_without(drop: Path) -> None:
    from pipelines.flows import deployed

    shutil.copytree(SAMPLES / "laws" / "XDD", drop / "XDD")
    shutil.copy(SAMPLES / "awkward" / "empty.pdf", drop)
    first = deployed.nightly(["folder"])
    assert [(report.new, len(report.failed)) for report in first] == [(1, 1)]
    kept = artifacts()
    assert kept.keys() == {"nightly-results", "nightly-failures", "nightly-digest", "nightly-audit"}
    assert "read for the first time" in kept["nightly-digest"]
    assert "equal" in kept["nightly-audit"]
    second = deployed.nightly(["folder"])
    assert [(report.new, report.changed, report.unchanged) for report in second] == [(0, 0, 1)]
    assert "Nothing new is known" in artifacts()["nightly-digest"]
    (drop / "XDD" / "code_penal_extraits.md").unlink()
    shutil.copy(SAMPLES / "awkward" / "truncated.pdf", drop)
    with pytest.raises(deployed.Wrong, match="folder: 2 of 2 documents failed"):
        deployed.nightly(["folder"])
    assert "no longer there by its source" in artifacts()["nightly-digest"]


def test_a_source_that_fails_stops_no_other_and_names_itself(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.flows import deployed

    def refused(http: Http, since: object) -> Iterator[object]:
        raise Unreachable("https://gazette.example/list: status 503, expected 200", Trouble.FAILED)
        yield

    def broken(http: Http, since: object) -> Iterator[object]:
        raise RuntimeError("the disk is full")
        yield

    for name, discover in (("gazette", refused), ("journal", broken)):
        made = Source(title=name, home="", licence="", languages=("en",), expect=range(1, 9), discover=discover)  # type: ignore[arg-type]
        monkeypatch.setitem(sources(), name, made)
    monkeypatch.setattr(deployed.tasks.list_documents, "retries", 0)
    shutil.copy(SAMPLES / "laws" / "XBB" / "act_2038_17.md", drop)
    with pytest.raises(deployed.Wrong, match=r"gazette: .*503.*journal: .*the disk is full"):
        deployed.nightly(["gazette", "journal", "folder"])
    told = artifacts()
    assert "gazette: could not be listed to the end" in told["nightly-digest"]
    assert "the disk is full" in told["nightly-failures"]
    assert "act_2038_17" in str([one.url for one in deployed.tasks.bench().catalogue.listed("folder").values()])


def test_the_other_deployments(drop: Path, tmp_path: Path) -> None:
    from pipelines.flows import deployed

    shutil.copytree(SAMPLES / "rcm", tmp_path / "rcm")
    (imported,) = deployed.yearly_imports([str(tmp_path / "rcm")])
    assert imported.new == 1
    assert [report.source for report in deployed.weekly(["folder"])] == ["folder"]
    assert "unknown" in artifacts()["weekly-watch"]
    deployed.reindex()
    assert "equal" in artifacts()["reindex-audit"]
