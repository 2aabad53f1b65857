"""The commands as users call them: real engines, small texts."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.settings import settings

SAMPLES = Path(__file__).parents[2] / "samples"
RESOLUTION = SAMPLES / "un" / "A_RES_97_901.pdf"
LAW = SAMPLES / "laws" / "XBB"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("PALERMO_HOME", str(folder))
        settings.cache_clear()
        yield folder
    settings.cache_clear()


@pytest.fixture(scope="module")
def call(home: Path):
    runner = CliRunner()

    def called(*words: object, typed: str | None = None) -> Result:
        return runner.invoke(app, [str(word) for word in words], input=typed)

    return called


@pytest.fixture(scope="module")
def filled(call) -> None:
    result = call("ingest", RESOLUTION, LAW, "--json")
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    assert said["new"] >= 3
    assert said["failed"] == []


def test_every_command_has_help_with_an_example(call) -> None:
    for command in app.registered_commands:
        assert "Example: palermo" in (command.callback.__doc__ or ""), command.callback.__name__


def test_read(call) -> None:
    result = call("read", RESOLUTION, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["work"] == "un/A/RES/97/901"
    keys = {"address", "role", "number", "heading", "text", "page", "start", "end", "level"}
    assert all(keys <= passage.keys() for passage in document["passages"])
    assert {"language", "title", "symbol", "adopted", "body", "jurisdiction", "form", "footnotes", "warnings"} <= document.keys()


def test_read_goes_on_after_a_bad_file(call) -> None:
    result = call("read", SAMPLES / "awkward" / "empty.pdf", LAW / "act_1951_30.md", "--json")
    assert result.exit_code == 1
    assert "empty.pdf" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_extract_quotes_verbatim(call) -> None:
    document = json.loads(call("extract", RESOLUTION, "--json").stdout)
    said = [signal for passage in document["passages"] for signal in passage["signals"]]
    assert said
    for passage in document["passages"]:
        assert all(passage["text"][s["start"] : s["end"]] == s["text"] for s in passage["signals"])
        assert {"alignments", "action", "addressees", "deadline"} <= passage.keys()


def test_label_answers_line_by_line(call) -> None:
    good = {"text": "Urges Member States to protect the privacy of victims of trafficking in persons by 2044;"}
    result = call("label", typed="\n".join([json.dumps(good), "{", json.dumps({"role": "operative"}), json.dumps(good)]))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "6-1-privacy" in [alignment["provision"] for alignment in lines[0]["alignments"]]
    assert lines[0]["deadline"]
    assert "line 2" in lines[1]["error"]
    assert "text" in lines[2]["error"]
    assert lines[3] == lines[0], "a line is judged by itself"


@pytest.mark.usefixtures("filled")
def test_search_finds_and_filters(call) -> None:
    answer = json.loads(call("search", "victims should not be punished", "--json").stdout)
    assert answer["mode"] == "hybrid"
    assert {"address", "work", "title", "text", "score", "why", "highlights", "url"} <= answer["hits"][0].keys()
    by_body = json.loads(call("search", "victims", "--body", "un", "--json").stdout)
    assert {hit["body"] for hit in by_body["hits"]} == {"un"}
    symbol = json.loads(call("search", "A/RES/97/901", "--json").stdout)
    assert symbol["hits"][0]["work"] == "un/A/RES/97/901"


@pytest.mark.usefixtures("filled")
def test_gaps_from_catalogue_and_from_files_agree(call) -> None:
    held = json.loads(call("gaps", "xbb", "--json").stdout)
    read = json.loads(call("gaps", "--files", LAW, "--jurisdiction", "XBB", "--json").stdout)
    assert held["findings"] == read["findings"]
    assert {"jurisdiction", "instruments", "findings", "sanctions"} <= held.keys()
    rows = call("gaps", "xbb", "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("jurisdiction,provision,finding")
    assert len(rows) > len(held["findings"])


@pytest.mark.usefixtures("filled")
def test_audit_status_and_second_ingest(call) -> None:
    assert json.loads(call("audit", "--json").stdout)["equal"]
    assert json.loads(call("status", "--json").stdout)["documents"] >= 3
    again = json.loads(call("ingest", RESOLUTION, LAW, "--json").stdout)
    assert (again["new"], again["changed"]) == (0, 0)
    assert json.loads(call("reindex", "--json").stdout)["built"] is False


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("search", "?!"), 1, "punctuation"),
        (("search", "x", "--provision", "9-9-none"), 2, "no such provision"),
        (("search", "x", "--jurisdiction", "Atlantis"), 2, "no such jurisdiction"),
        (("gaps",), 2, "name a country"),
        (("gaps", "--files", RESOLUTION), 2, "--jurisdiction"),
        (("gaps", "NZL", "--json"), 1, "no law of it is held"),
        (("ingest", "nowhere"), 2, "neither a source"),
        (("read", "nowhere.pdf"), 2, "no such file"),
        (("run", "--source", "nowhere"), 2, "no such source"),
        (("evaluate", "laws", "nowhere.jsonl"), 2, "no such file"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_bad_calls_get_one_clear_sentence(call, words: tuple[object, ...], status: int, said: str) -> None:
    result = call(*words)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("filled")
def test_while_another_process_builds_the_index(home: Path, call) -> None:
    with FileLock(home / "index" / "building.lock"):
        built, taken = call("reindex", "--force"), call("ingest", SAMPLES / "osce", "--json")
    assert [built.exit_code, taken.exit_code] == [1, 1]
    assert all("another process is building this index" in done.stderr for done in (built, taken))
    assert json.loads(taken.stdout)["new"] >= 1
    assert json.loads(call("reindex", "--json").stdout)["written"] >= 1


def test_pages_are_not_opened_to_other_machines_without_a_token(call) -> None:
    result = call("serve", "--host", "0.0.0.0")
    assert (result.exit_code, "set PALERMO_TOKEN first" in result.stderr) == (2, True)


@pytest.mark.usefixtures("filled")
def test_digest_watch_and_backup(call, tmp_path: Path) -> None:
    told = json.loads(call("digest", "--json").stdout)
    assert {"since", "until", "adopted", "changed", "gone", "ratified", "turned", "searches", "sources"} <= told.keys()
    assert "un/A/RES/97/901@en" in {one["document"] for one in told["adopted"]}
    assert call("digest").stdout.startswith("# ")
    assert call("digest", "--format", "html").stdout.startswith("<!doctype html>")
    assert "<feed" in call("digest", "--format", "atom").stdout
    ahead = call("digest", "--since", "2999-01-01")
    assert (ahead.exit_code, "lies ahead" in ahead.stderr) == (2, True)
    unsent = call("digest", "--mail")
    assert (unsent.exit_code, "PALERMO_MAIL_TO" in unsent.stderr) == (1, True)
    states = [json.loads(line) for line in call("watch", "--json").stdout.splitlines()]
    assert len(states) == 193
    archive = tmp_path / "palermo.tar"
    assert json.loads(call("backup", archive, "--json").stdout)["size"] == archive.stat().st_size


def test_a_setting_that_is_wrong_is_named_and_its_value_kept_secret(call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_TOKEN", "short-key")
    refused = call("sources")
    assert refused.exit_code == 2
    assert refused.output.startswith("PALERMO_TOKEN: ")
    assert "short-key" not in refused.output
