"""The nightly flow under Prefect."""

import shutil
from pathlib import Path

import pytest

from pipelines.settings import settings

SAMPLES = Path(__file__).parents[3] / "samples"

pytestmark = pytest.mark.flows


def test_a_night_with_news_and_one_without(home: Path) -> None:
    from prefect.client.orchestration import get_client

    from pipelines import flows

    drop = settings().dropped
    drop.mkdir(parents=True)
    shutil.copytree(SAMPLES / "laws" / "XDD", drop / "XDD")
    shutil.copy(SAMPLES / "awkward" / "empty.pdf", drop)
    first = flows.nightly(["folder"])
    assert [(report.new, len(report.failed)) for report in first] == [(1, 1)]
    second = flows.nightly(["folder"])
    assert [(report.new, report.changed, report.unchanged) for report in second] == [(0, 0, 1)]
    with get_client(sync_client=True) as client:
        keys = {artifact.key for artifact in client.read_artifacts()}
        assert keys == {"nightly-results", "nightly-failures"}
    (drop / "XDD" / "code_penal_extraits.md").unlink()
    shutil.copy(SAMPLES / "awkward" / "truncated.pdf", drop)
    with pytest.raises(flows.TooManyFailures, match="2 of 2"):
        flows.nightly(["folder"])
