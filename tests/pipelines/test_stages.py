"""The stages over a folder: what is new, changed, unchanged, gone or bad, and what a second run costs."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.document import Reference
from models.report import Stage, Trouble
from pipelines import stages
from pipelines.http import Fetched, Http, Unreachable
from pipelines.settings import settings
from pipelines.source import Source, sources
from pipelines.stages import Bench
from search.history import known_links
from search.index.points import count

Put = Callable[[Source], str]

ACT = """# Anti-Trafficking Act, 2040

Act No. 7 of 2040. An Act to prevent trafficking in persons, to punish those who commit it and to protect its victims.

## 1. Short title

This Act may be cited as the Anti-Trafficking Act, 2040.

## 2. Offence

Whoever recruits, transports or harbours a person by force or deceit in order to exploit that person commits an offence and is
liable to imprisonment for a term of not less than five years and not more than fifteen years.

## 3. Confidentiality

The court shall keep the identity of a victim of trafficking in persons confidential.
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    with stages.bench() as opened:
        yield opened
    settings.cache_clear()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop" / "XAA"
    folder.mkdir(parents=True)
    (folder / "act.md").write_text(ACT)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (folder / "gate.html").write_text("<html><body><h1>Access denied</h1></body></html>")
    (folder / "notes.xyz").write_text("not a document by its name")
    return folder.parent


def counts(report: stages.Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.gone


def test_bad_files_are_named_and_the_good_one_goes_on(bench: Bench, drop: Path) -> None:
    report = stages.run_paths([drop], bench)
    assert counts(report) == (1, 0, 0, 0)
    failed = {Path(failure.subject).name: failure for failure in report.failed}
    assert failed.keys() == {"empty.pdf", "cut.pdf", "gate.html"}
    assert {failure.stage for failure in report.failed} == {Stage.READ}
    assert failed["gate.html"].trouble is Trouble.BLOCKED
    assert all(failure.reason.strip() for failure in report.failed)
    assert len(bench.catalogue.failures(source="folder")) == 3
    stages.run_paths([drop / "XAA" / "empty.pdf"], bench)
    assert bench.catalogue.status().sources[0].failures == 3, "counted once, not once a night"
    (drop / "XAA" / "empty.pdf").unlink()
    (drop / "XAA" / "cut.pdf").write_text(ACT)
    stages.run_paths([drop], bench)
    assert [Path(failure.subject).name for failure in bench.catalogue.failures()] == ["gate.html"]


def test_new_changed_unchanged_again_and_gone(bench: Bench, drop: Path) -> None:
    for bad in ("empty.pdf", "cut.pdf", "gate.html"):
        (drop / "XAA" / bad).unlink()
    assert counts(stages.run_paths([drop], bench)) == (1, 0, 0, 0)
    assert counts(stages.run_paths([drop], bench)) == (0, 0, 1, 0)
    assert stages.run_paths([drop], bench, again=True).read == 1
    assert stages.run_paths([drop], replace(bench, reader="another")).read == 1, "new code reads again"
    (drop / "XAA" / "act.md").write_text(ACT.replace("fifteen", "twenty"))
    assert counts(stages.run_paths([drop], bench)) == (0, 1, 0, 0)
    (drop / "XAA" / "act.md").unlink()
    assert counts(stages.run_paths([drop], bench)) == (0, 0, 0, 1)
    assert not bench.catalogue.entries()


def test_a_limit_proves_nothing_gone(bench: Bench, drop: Path) -> None:
    stages.run_paths([drop / "XAA" / "act.md"], bench)
    assert stages.run_paths([drop], bench, limit=1).gone == 0


def test_a_run_without_news_loads_no_model(bench: Bench, drop: Path) -> None:
    stages.run_paths([drop / "XAA" / "act.md"], bench)
    stages.index(bench)
    program = (
        "import sys; from pathlib import Path; from pipelines import stages\n"
        f"with stages.bench() as b: r = stages.run_paths([Path({str(drop / 'XAA' / 'act.md')!r})], b); stages.index(b)\n"
        "assert (r.read, r.unchanged) == (0, 1), r\n"
        "print([m for m in ('torch', 'spacy', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- what a source allows, and when its answers are not believed


@dataclass
class Site:
    """What a site has, for a test to change, and the source that reads it."""

    there: list[str]
    gone: set[str] = field(default_factory=set)
    asked: list[date | None] = field(default_factory=list)
    """The day from which it was listed, each time."""

    def discover(self, http: Http, since: date | None) -> Iterator[Reference]:
        self.asked.append(since)
        yield from (Reference(source="un_ods", url=url, jurisdiction="xaa", title=url) for url in self.there)

    def fetch(self, http: Http, reference: Reference, known: str | None) -> Fetched:
        if reference.url in self.gone:
            raise Unreachable(f"{reference.url}: no such document", Trouble.ABSENT)
        number = int(reference.url.rsplit("/", 1)[1])
        text = ACT.replace("No. 7", f"No. {7 + number}").encode()
        return Fetched(reference.url, reference.url, text, "text/plain", {})

    def source(self, **more: object) -> Source:
        given = {"title": "Acts", "home": "https://a.example/", "licence": "none", "languages": ("en",), "expect": range(1, 20)}
        ways = {"discover": self.discover, "fetch": self.fetch, "hosts": frozenset({"a.example"})}
        return Source(**{**given, **ways, **more})


def invented(n: int) -> Site:
    return Site([f"https://a.example/{number}" for number in range(n)])


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Puts a source in the place of one that there is, and says which."""

    def put(source: Source) -> str:
        monkeypatch.setitem(sources(), "un_ods", source)
        return "un_ods"

    return put


@pytest.mark.parametrize(
    ("allowed", "documents", "points", "links", "snapshots"),
    [
        ({}, 2, True, 0, 2),
        ({"may_embed": False}, 2, False, 0, 2),
        ({"may_show": False}, 0, False, 0, 2),
        ({"may_store": False}, 0, False, 2, 0),
    ],
)
def test_nothing_is_done_that_a_source_does_not_allow(
    bench: Bench,
    name: Put,
    allowed: dict[str, bool],
    documents: int,
    points: bool,
    links: int,
    snapshots: int,
) -> None:
    source = name(invented(2).source(**allowed))
    report = stages.run_source(source, bench)
    assert not report.failed
    assert report.linked == links
    assert len(bench.catalogue.entries()) == documents
    assert bool(count(bench.catalogue)) is points
    assert len(known_links(bench.catalogue, source)) == links
    assert len([file for file in (bench.settings.home / "snapshots").rglob("*") if file.is_file()]) == snapshots
    vectors = bench.catalogue.engine.connect().exec_driver_sql("SELECT count(*) FROM embeddings").scalar_one()
    assert bool(vectors) is points
    assert stages.run_source(source, bench).linked == 0


def test_one_document_may_go_but_not_most_of_them(bench: Bench, name: Put) -> None:
    site = invented(10)
    source = name(site.source())
    stages.run_source(source, bench)
    site.gone.update(site.there[:1])
    assert stages.run_source(source, bench).gone == 1
    site.gone.update(site.there[:6])
    report = stages.run_source(source, bench)
    assert report.gone == 0
    assert "5 of 10 documents are said not to be there" in report.failed[-1].reason
    assert len(bench.catalogue.entries()) == 9


def test_a_list_that_shrank_or_is_out_of_range_takes_nothing_away(bench: Bench, name: Put) -> None:
    site = invented(10)
    source = name(site.source(lists_all=True, expect=range(5, 20)))
    stages.run_source(source, bench)
    del site.there[9:]
    assert stages.run_source(source, bench).gone == 1
    del site.there[5:]
    assert "4 of 9 documents are no longer listed" in stages.run_source(source, bench).failed[0].reason
    del site.there[1:]
    assert "1 documents listed, expected 5 to 19" in stages.run_source(source, bench).failed[0].reason
    assert len(bench.catalogue.entries()) == 9


def test_a_window_before_the_last_whole_listing_is_listed_again(bench: Bench, name: Put) -> None:
    site = invented(2)
    source = name(site.source(window=14))
    stages.run_source(source, bench, limit=1)
    stages.run_source(source, bench)
    stages.run_source(source, bench)
    assert site.asked == [None, None, datetime.now(UTC).date() - timedelta(days=14)], "a cut listing is none"


def test_what_is_held_is_asked_for_again_once_in_a_round(bench: Bench, name: Put) -> None:
    site = invented(8)
    source = name(site.source(window=14))
    stages.run_source(source, bench)
    site.there.clear()
    today = datetime.now(UTC).date()
    asked = [stages.due(source, bench.catalogue, today + timedelta(days=day)) for day in range(stages.ROUND)]
    assert sorted(reference.url for night in asked for reference in night) == [f"https://a.example/{n}" for n in range(8)]
    assert stages.listing(source, sources()[source], bench).count == 0


def test_a_feed_that_is_empty_for_long_is_an_alarm(bench: Bench, name: Put) -> None:
    site = invented(1)
    source = name(site.source(quiet=7))
    site.there.clear()
    assert not stages.run_source(source, bench).failed
    with bench.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE runs SET started = ?", ((datetime.now() - timedelta(days=8)).isoformat(" "),))
    (failure,) = stages.run_source(source, bench).failed
    assert "nothing listed for 8 days" in failure.reason


def test_a_site_that_refuses_is_left_alone(bench: Bench, name: Put) -> None:
    def refuse(http: Http, reference: Reference, known: str | None) -> Fetched:
        raise Unreachable(f"{reference.url}: status 403", Trouble.BLOCKED)

    report = stages.run_source(name(invented(15).source(fetch=refuse)), bench)
    assert "5 more documents were not asked for" in report.failed[-1].reason
    assert len(report.failed) == 11


def test_a_fault_in_a_source_is_a_failure_of_the_source(bench: Bench, name: Put) -> None:
    def discover(http: Http, since: date | None) -> Iterator[Reference]:
        yield from (Reference(source="un_ods", url=str(row["url"])) for row in [{}])

    (failure,) = stages.run_source(name(invented(1).source(discover=discover)), bench).failed
    assert failure.stage is Stage.LIST
    assert "KeyError" in failure.reason


def test_a_source_knows_numbers_dates_and_titles_better(bench: Bench, name: Put) -> None:
    def discover(http: Http, since: date | None) -> Iterator[Reference]:
        given = {"source": "un_ods", "jurisdiction": "xaa", "dated": date(2040, 3, 1), "title": "Act 7/2040"}
        yield Reference(url="https://a.example/0", work="xaa/acts/7-2040", **given)

    assert not stages.run_source(name(invented(1).source(discover=discover)), bench).failed
    (entry,) = bench.catalogue.entries()
    assert (entry.id, entry.title, entry.adopted) == ("xaa/acts/7-2040@en", "Anti-Trafficking Act, 2040", "2040-03-01")
    document, _ = bench.catalogue.load(entry.id)
    assert all(passage.address.startswith("xaa/acts/7-2040@en#") for passage in document.passages)


def test_two_addresses_do_not_take_turns_in_one_documents_place(bench: Bench, name: Put) -> None:
    def fetch(http: Http, reference: Reference, known: str | None) -> Fetched:
        text = ACT.replace(
            "fifteen", reference.url.replace("https://a.example/0", "twenty").replace("https://a.example/1", "ten")
        )
        return Fetched(reference.url, reference.url, text.encode(), "text/plain", {})

    source = name(invented(2).source(fetch=fetch))
    for _ in range(2):
        report = stages.run_source(source, bench)
        assert [failure.subject for failure in report.failed] == ["https://a.example/1"]
        assert "came from https://a.example/0" in report.failed[0].reason
    assert bench.catalogue.versions(bench.catalogue.entries()[0].id) == (1,)


def test_a_volume_is_as_many_documents_as_it_has_texts(bench: Bench, tmp_path: Path) -> None:
    volume = (Path(__file__).parent / "bodies" / "oas" / "session_volume.txt").read_text(encoding="utf-8")
    folder = tmp_path / "volumes" / "oas"
    folder.mkdir(parents=True)
    (folder / "volume.txt").write_text(volume, encoding="utf-8")
    assert stages.run_paths([folder], bench).new == 3
    again = stages.run_paths([folder], bench)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)
    (folder / "volume.txt").write_text(volume[: volume.rindex("AG/RES. 9952")], encoding="utf-8")
    stages.run_paths([folder], bench)
    held = {entry.symbol for entry in bench.catalogue.entries()}
    assert held == {"AG/DEC. 963 (XCIX-O/44)", "AG/RES. 9951 (XCIX-O/44)"}
