"""`gaps`, `compare`, `matrix`, `clauses` and `ratifications` as users call them, on the samples' laws."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.settings import settings

LAWS = Path(__file__).parents[2] / "samples" / "laws"


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    runner = CliRunner()

    def called(*words: object) -> Result:
        return runner.invoke(app, [str(word) for word in words])

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(tmp_path_factory.mktemp("home")))
        settings.cache_clear()
        filled = called("ingest", LAWS / "XAA", LAWS / "XBB", "--json")
        assert filled.exit_code == 0, filled.stderr
        yield called
    settings.cache_clear()


def test_gaps_in_every_format(call, tmp_path: Path) -> None:
    assert json.loads(call("gaps", "XAA", "--format", "json").stdout)["jurisdiction"] == "xaa"
    rows = list(csv.DictReader(StringIO(call("gaps", "XAA", "--format", "csv").stdout)))
    assert {row["jurisdiction"] for row in rows} == {"xaa"}
    assert load_workbook(BytesIO(call("gaps", "XAA", "--format", "xlsx").stdout_bytes)).sheetnames[0] == "Findings"
    assert call("gaps", "XAA", "--format", "html").stdout.startswith("<!doctype html>")
    memo = tmp_path / "memo.docx"
    assert call("gaps", "XAA", "XBB", "--format", "docx", "--output", memo).exit_code == 0
    titles = [paragraph.text for paragraph in Document(str(memo)).paragraphs if paragraph.style.name == "Title"]
    assert titles == ["Arvenia: its law and the Palermo Protocol", "Belmaria: its law and the Palermo Protocol"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memo.docx"]


def test_gaps_against_the_minimum_standards(call) -> None:
    said = json.loads(call("gaps", "XAA", "--against", "tvpa", "--json").stdout)
    assert {"jurisdiction", "instruments", "findings", "sanctions", "standards", "context"} <= said.keys()
    assert [one["standard"] for one in said["standards"]][:4] == ["(a)(1)", "(a)(2)", "(a)(3)", "(a)(4)"]


def test_gaps_with_models(call) -> None:
    said = json.loads(call("gaps", "XBB", "--models", "--json").stdout)
    shown = [clause for several in said["models"].values() for clause in several]
    assert {clause["jurisdiction"] for clause in shown} == {"xaa"}
    assert all(clause["quote"] in clause["text"] for clause in shown)


def test_compare_and_matrix(call) -> None:
    reports = json.loads(call("compare", "XAA", "XBB", "--pillar", "protection", "--json").stdout)
    assert [one["jurisdiction"] for one in reports] == ["xaa", "xbb"]
    assert "better" in reports[0]["standings"].values()
    assert "provides more" in call("compare", "XAA", "XBB").stdout
    reports = json.loads(call("matrix", "--provision", "7-residence", "--json").stdout)
    assert [[finding["provision"] for finding in one["findings"]] for one in reports] == [["7-residence"]] * 2


def test_clauses(call) -> None:
    lines = [json.loads(line) for line in call("clauses", "3a-act", "--for", "XBB", "--json").stdout.splitlines()]
    assert [one["jurisdiction"] for one in lines] == ["xaa"]


def test_ratifications(call, tmp_path: Path) -> None:
    line = json.loads(call("ratifications", "Ireland", "--treaty", "palermo", "--json").stdout)
    assert (line["status"], line["date"], line["origin"]["id"]) == ("party", "2010-06-17", "untc-2013")
    assert call("ratifications", "XAA", "--json").exit_code == 1  # nothing is known of a fictional State


def test_a_refreshed_list_goes_before_the_shipped_one(call, tmp_path: Path) -> None:
    title = "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children"
    file = tmp_path / "list.xml"
    file.write_text(
        f"<Treaty><Titlesect>{title}</Titlesect><Status><Parties>1</Parties></Status><Participants>"
        "<Thead><Entry>Participant</Entry><Entry>Signature</Entry><Entry>Acceptance(A)</Entry></Thead>"
        "<Tbody><Row><Entry>Japan</Entry><Entry/><Entry>11 Jul\t 2017 A</Entry></Row></Tbody></Participants></Treaty>",
        encoding="utf-8",
    )
    said = json.loads(call("ratifications", "--refresh", file, "--as-of", "2026-01-31", "--json").stdout)
    assert "Japan: unknown before, now party by acceptance of 2017-07-11" in [one["sentence"] for one in said["changes"]]
    line = json.loads(call("ratifications", "Japan", "--treaty", "palermo", "--json").stdout)
    assert (line["status"], line["as_of"], line["origin"]["id"]) == ("party", "2026-01-31", "untc")


MISUSES = [
    (("gaps", "Atlantis"), 2, "Atlantis: no such jurisdiction"),
    (("gaps", "XAA", "--against", "nothing"), 2, "expected palermo or tvpa"),
    (("gaps", "XAA", "--models"), 2, "--models needs"),
    (("gaps", "XAA", "--output", "x.txt"), 2, "--output needs --format"),
    (("compare", "XAA"), 2, "two countries or more"),
    (("matrix", "--region", "mars"), 2, "no such region; there are africa"),
    (("matrix", "--region", "oceania"), 1, "no law of such a State"),
    (("clauses", "nothing"), 2, "no such provision"),
    (("ratifications", "IRL", "--treaty", "nothing"), 2, "no such treaty; there are palermo"),
    (("ratifications", "--refresh", "nowhere.xml"), 2, "nowhere.xml: No such file"),
    (("ratifications", "--refresh", __file__), 1, "not well-formed XML"),
    (("ratifications", "--refresh", __file__, "--as-of", "soon"), 2, "expected a date"),
]


@pytest.mark.parametrize(("words", "status", "sentence"), MISUSES)
def test_misuse_is_named_in_one_sentence(call, words: tuple[str, ...], status: int, sentence: str) -> None:
    result = call(*words)
    assert result.exit_code == status
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
