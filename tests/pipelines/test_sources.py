"""Every source against its sites as they really answer, traps included (tests/pipelines/sites)."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from sites import TABLES, Fault, Sites, sites, table
from typer.testing import CliRunner

from models.document import Reference
from models.ratification import treaties
from pipelines.checks import check
from pipelines.cli import app
from pipelines.http import Fetched, Http, Unreachable
from pipelines.reading import read
from pipelines.settings import Settings, settings
from pipelines.source import Source, sources
from pipelines.stages import listed, way

NETWORK = {name: source for name, source in sources().items() if source.hosts}
QUICK = {"delay": 0.0, "backoff": 0.01, "timeout": 30.0, "attempts": 2}


@contextmanager
def at(name: str, *more: dict[str, object], fault: Fault = lambda asked, reply: reply) -> Iterator[tuple[Source, Http, Sites]]:
    """A source and its way to its sites; answers in `more` go before those of its table."""
    source = sources()[name]
    with (
        sites((*more, *table(name)), fault) as place,
        way(name, source, Settings(mirrors=place.mirrors(source.hosts), **QUICK)) as http,
    ):
        yield source, http, place


@pytest.mark.parametrize("name", NETWORK)
def test_every_source_lists_what_its_sites_have_and_reads_it(name: str) -> None:
    wanted = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))["expect"]
    with at(name) as (source, http, _):
        there = listed(name, source.discover(http, None), limit=None, whole=False)
        assert not there.failed, there.failed
        titles = [reference.title for reference in there.references]
        assert len(titles) == len(wanted["titles"]), titles
        assert all(fnmatchcase(*pair) for pair in zip(titles, wanted["titles"], strict=True)), titles
        assert all(reference.source == name for reference in there.references)
        assert {reference.jurisdiction for reference in there.references} <= {*wanted.get("jurisdictions", []), None}
        got, refused = {}, {}
        for reference in there.references:
            try:
                fetched = source.fetch(http, reference, None)
                got[reference] = source.gate.checked(fetched) if source.gate else fetched
            except Unreachable as error:
                refused[reference.title] = error.trouble.value
        assert refused == wanted.get("refused", {})
        if source.may_store and not source.take:
            assert all(_is_read(reference, fetched) for reference, fetched in got.items())


def _is_read(reference: Reference, fetched: Fetched) -> bool:
    known = {"body": reference.body, "jurisdiction": reference.jurisdiction, "url": reference.url}
    return bool(read(fetched.content, reference.url, **known).passages)


@pytest.mark.parametrize("name", NETWORK)
def test_every_assumption_holds_at_the_sites_it_was_made_of(name: str) -> None:
    assert NETWORK[name].checks, "a source takes something for granted"
    with at(name) as (source, http, _):
        found = [check(name, one, http) for one in source.checks]
        assert [one for one in found if not one.holds] == []


@pytest.mark.parametrize("name", NETWORK)
def test_an_assumption_that_no_longer_holds_is_told(name: str) -> None:
    shell = {"url": "*", "type": "text/html", "body": "<html><body><app-root></app-root></body></html>"}
    with at(name, shell) as (source, http, _):
        assert not any(check(name, one, http).holds for one in source.checks)


def test_every_source_stands_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert sorted(listed) == sorted(sources())


@pytest.mark.parametrize("name", NETWORK)
def test_every_source_says_what_it_is(name: str) -> None:
    source = NETWORK[name]
    assert source.gate, "a page in a document's place must not be taken for one"
    assert source.hosts >= {one.url.split("/")[2] for one in source.checks}
    assert source.drop or source.needs.value != "file drop"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "folder", "pattern"),
    [
        ("un_ods", "ods", "*.pdf"),
        ("gbr_legislation", "uk", "*_data.xml"),
        ("can_justice", "ca", "[EFP]-*_eng.xml"),
        ("eu_law", "eu/cellar", "*.xhtml"),
        ("eu_parliament", "ep", "*.sdocta*.xml"),
        ("esp_boe", "es", "boe_texto_*.xml"),
        ("deu_gesetze", "de", "gii_*.xml"),
        ("che_fedlex", "ch", "eli_*.xml"),
        ("nld_wetten", "nl", "bwb_*.xml"),
        ("irl_statutes", "ie", "*.xml"),
        ("lux_legilux", "lu", "*.xml"),
        ("fin_finlex", "fi", "*.xml"),
        ("chl_leychile", "cl", "*.xml"),
        ("usa_code", "us", "usc*.xml"),
        ("pol_eli", "pl", "*.html"),
    ],
)
def test_documents_as_recorded_pass_the_gate_of_their_source(shared: Path, name: str, folder: str, pattern: str) -> None:
    gate, found = sources()[name].gate, sorted((shared / "sites" / folder).glob(pattern))
    assert found
    for file in found:
        gate.checked(Fetched(file.as_uri(), file.as_uri(), file.read_bytes(), None, {}))


# ---- answers as recorded, where a source is listed from them


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "work", "roles"),
    [
        (
            "TA-10-2025-0343_excerpt.sdocta.xml",
            "eu/P10_TA(2025)0343",
            ("preambular", "recital", "recital", "operative"),
        ),
        ("TA-8-2017-0051_excerpt.sdocta-legacy.xml", "eu/P8_TA(2017)0051", ("preambular", "recital", "operative")),
    ],
)
def test_a_recital_is_told_by_its_letter_whatever_its_element(shared: Path, file: str, work: str, roles: tuple[str, ...]) -> None:
    content = (shared / "sites" / "ep" / file).read_bytes()
    document = read(content, "https://data.europarl.europa.eu/distribution/TA.xml", body="eu", jurisdiction="eu")
    assert document.work == work
    assert tuple(passage.role for passage in document.passages)[: len(roles)] == roles


@pytest.mark.corpus
def test_records_as_recorded_give_their_symbols(shared: Path) -> None:
    folder = shared / "sites" / "undl" / "constructed"
    first = (folder / "oai2d_ListRecords_page1.xml").read_text(encoding="utf-8")
    second = (folder / "oai2d_ListRecords_page2_last_with_deleted.xml").read_text(encoding="utf-8")
    base = "https://digitallibrary.un.org/oai2d?verb=ListRecords&"
    answers = (
        {"url": f"{base}metadataPrefix*", "type": "text/xml", "body": first},
        {"url": f"{base}resumptionToken*", "type": "text/xml", "body": second},
    )
    with at("un_library", *answers) as (source, http, _):
        there = listed("un_library", source.discover(http, None), limit=None, whole=False)
    assert {"A/C.3/78/L.12", "A/C.3/78/L.12/Rev.1"} <= {reference.title for reference in there.references}
    assert all(reference.dated and reference.modified for reference in there.references)


@pytest.mark.corpus
def test_a_feed_as_recorded_ends_although_it_says_otherwise(shared: Path) -> None:
    feed = (shared / "sites" / "uk" / "ukpga_2018_data.feed.xml").read_text(encoding="utf-8")
    answer = {"url": "https://www.legislation.gov.uk/*data.feed*", "type": "application/atom+xml", "body": feed}
    with at("gbr_legislation", answer) as (source, http, _):
        there = listed("gbr_legislation", source.discover(http, None), limit=None, whole=False)
    assert not there.failed
    assert all("/data.xml" in reference.url for reference in there.references)


@pytest.mark.corpus
def test_a_choice_of_files_as_recorded(shared: Path) -> None:
    cellar, celex = shared / "sites" / "eu" / "cellar", "http://publications.europa.eu/resource/celex/32011L0036"
    choice = (cellar / "300_multiple_choice_32016R0679_fmx4.html").read_text(encoding="utf-8")
    act = (cellar / "5cca93ee-e193-46bf-8416-c2f57cbc34c9.0004.05" / "DOC_2.xml").read_text(encoding="utf-8")
    answers = (
        {"url": celex, "accept": "fmx4", "status": 300, "type": "text/html", "body": choice},
        {"url": "http://publications.europa.eu/resource/cellar/*/DOC_2", "type": "application/xml", "body": act},
    )
    with at("eu_law", *answers) as (source, http, place):
        reference = next(source.discover(http, None))
        assert source.fetch(http, reference, None).content == act.encode()
        assert not place.asked("http://publications.europa.eu/resource/cellar/3e485e15-11bd-11e6-ba9a-01aa75ed71a1.0006.02/DOC_1")


# ---- sources of facts


def test_what_a_treaty_or_a_term_says_is_kept_once(tmp_path: Path) -> None:
    for name, file, said in (
        ("un_treaties", "ratifications/palermo.csv", "civ,party"),
        ("un_terms", "terms/unbis/1002455.json", "TERME INVENTÉ"),
    ):
        with at(name) as (source, http, _):
            reference = next(one for one in source.discover(http, None) if one.title in ("1002455", treaties()["palermo"].title))
            content = source.fetch(http, reference, None).content
        assert source.take
        assert source.take(reference, content, tmp_path)
        assert said in (tmp_path / file).read_text(encoding="utf-8")
        assert not source.take(reference, content, tmp_path), "nothing changed"
        with pytest.raises(ValueError, match="expected"):
            source.take(reference, b'{"a": []}', tmp_path)


def test_checks_are_told_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    source = sources()["deu_gesetze"]
    with sites(table("deu_gesetze")) as place:
        monkeypatch.setenv("PALERMO_MIRRORS", json.dumps(place.mirrors(source.hosts)))
        settings.cache_clear()
        done = CliRunner().invoke(app, ["sources", "--check", "--source", "deu_gesetze", "--json"])
    settings.cache_clear()
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["source"], one["holds"]) for one in found] == [("deu_gesetze", True)] * 2
