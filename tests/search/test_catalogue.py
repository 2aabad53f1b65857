"""The catalogue keeps what it was given, once, with every older version."""

from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from invented import LAW, NIGHT, RESOLUTION, document, extracts, snapshot
from sqlalchemy import text

from models.document import Footnote
from models.report import Failure, Report, Stage
from models.signal import Extract, Signal, SignalKind
from search.catalogue import Catalogue, Kept

WORK = "xaa/act/2041/3"


def save(catalogue: Catalogue, content: str, *, url: str = "https://example.org/a", reader: str = "1", texts=LAW) -> Kept:
    of = snapshot(content, url)
    read = document(texts, of, work=WORK)
    return catalogue.save(of, read, extracts(read), reader=reader)


def test_loaded_equals_saved(catalogue: Catalogue) -> None:
    of = snapshot("resolution")
    notes = (Footnote(mark="1", text="A note.", page=2, address="un/A/RES/98/7@en#pp_1"),)
    read = document(
        RESOLUTION, of, work="un/A/RES/98/7", footnotes=notes, warnings=("no date",), session="98", url="https://e.org"
    )
    said = extracts(read)
    assert catalogue.save(of, read, said) is Kept.NEW
    assert catalogue.load(read.id) == (read, said)
    assert catalogue.content(of.digest) == of.content


def test_the_same_again_changes_no_row(catalogue: Catalogue) -> None:
    assert save(catalogue, "a") is Kept.NEW
    before = list(catalogue.engine.raw_connection().driver_connection.iterdump())  # type: ignore[union-attr]
    assert save(catalogue, "a") is Kept.UNCHANGED
    assert list(catalogue.engine.raw_connection().driver_connection.iterdump()) == before  # type: ignore[union-attr]


def test_another_text_is_another_version(catalogue: Catalogue) -> None:
    save(catalogue, "a")
    assert save(catalogue, "b", texts=LAW[:2]) is Kept.CHANGED
    assert catalogue.versions(f"{WORK}@en") == (1, 2)
    assert len(catalogue.load(f"{WORK}@en")[0].passages) == 2
    assert len(catalogue.load(f"{WORK}@en", version=1)[0].passages) == 3
    assert [entry.version for entry in catalogue.entries()] == [2]


def test_newer_code_replaces_what_older_code_read(catalogue: Catalogue) -> None:
    save(catalogue, "a")
    assert save(catalogue, "a", reader="2", texts=LAW[:2]) is Kept.CHANGED
    assert catalogue.versions(f"{WORK}@en") == (1,)
    assert catalogue.known_digest("https://example.org/a", reader="1") is None
    assert catalogue.known_digest("https://example.org/a", reader="2") == snapshot("a").digest


def test_two_urls_of_one_document_do_not_take_turns(catalogue: Catalogue) -> None:
    one, two = "https://example.org/one", "https://example.org/two"
    assert save(catalogue, "a", url=one) is Kept.NEW
    assert save(catalogue, "b", url=two) is Kept.UNCHANGED  # other bytes, the same text
    assert [save(catalogue, "a", url=one), save(catalogue, "b", url=two)] == [Kept.UNCHANGED, Kept.UNCHANGED]
    catalogue.mark_gone(one, at=NIGHT)
    assert len(catalogue.entries()) == 1
    catalogue.mark_gone(two, at=NIGHT)
    assert catalogue.entries() == ()
    assert catalogue.load(f"{WORK}@en")[0].passages  # kept, though no longer shown
    assert save(catalogue, "a", url=one) is Kept.CHANGED
    assert len(catalogue.entries()) == 1


def test_a_false_quotation_leaves_everything_as_it_was(catalogue: Catalogue) -> None:
    save(catalogue, "a")
    of = snapshot("b")
    read = document(LAW[:1], of, work=WORK)
    false = Extract(signals=(Signal(kind=SignalKind.CUE, value="x", start=0, end=5, text="Other"),))
    with pytest.raises(ValueError, match="does not stand at"):
        catalogue.save(of, read, [false])
    assert catalogue.versions(f"{WORK}@en") == (1,)


def test_an_older_catalogue_is_brought_up_to_date(tmp_path: Path) -> None:
    url, folder = f"sqlite:///{tmp_path}/older.sqlite", str(tmp_path / "snapshots")
    with Catalogue.open(url, folder) as first:
        save(first, "a")
        with first.engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(files("search").joinpath("migrations")))
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
            failed = (
                "INSERT INTO failures (subject, stage, reason, trouble, at) VALUES ('a.pdf', 'read', 'cut', 'failed', '2026-01-0"
            )
            for day in "12":
                connection.execute(text(f"{failed}{day} 00:00:00.000000')"))
    with Catalogue.open(url, folder) as again:
        _, said = again.load(f"{WORK}@en")
        assert [(one.verb, one.qualifiers) for one in said] == [(None, ())] * len(LAW)
        assert len(again.failures()) == 1, "one row a failing file, however many nights"


def test_failures_and_freshness(catalogue: Catalogue) -> None:
    save(catalogue, "a")
    failure = Failure(subject="b.pdf", stage=Stage.READ, reason="expected a text layer, found none")
    catalogue.fail(failure, at=NIGHT, source="folder")
    catalogue.record(Report(source="folder", read=1, new=1), started=NIGHT, finished=NIGHT + timedelta(minutes=3))
    assert catalogue.failures(source="folder") == (failure,)
    (source,) = catalogue.status().sources
    assert (source.documents, source.failures) == (1, 1)
    assert (source.fetched, source.ran) == ("2026-03-01T02:00:00+00:00", "2026-03-01T02:03:00+00:00")


def test_a_failure_stands_once_until_it_is_tried_again_without(catalogue: Catalogue) -> None:
    failure = Failure(subject="b.pdf", stage=Stage.READ, reason="expected a text layer, found none")
    nights = [NIGHT + timedelta(days=n) for n in range(4)]
    for night in nights[:3]:
        catalogue.fail(failure, at=night, source="folder")
    assert catalogue.failures() == catalogue.failures(since=nights[2]) == (failure,)
    catalogue.settle("folder", lambda subject: subject == "c.pdf", at=nights[3])
    assert catalogue.failures() == (failure,), "nobody has tried it"
    catalogue.settle("folder", lambda subject: subject == "b.pdf", at=nights[3])
    assert catalogue.failures() == ()
    catalogue.fail(failure, at=nights[3], source="folder")
    assert catalogue.failures() == (failure,)


def test_a_snapshot_that_was_changed_on_disk_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    save(catalogue, "a")
    digest = snapshot("a").digest
    (tmp_path / "snapshots" / digest[:2] / digest).write_text("other")
    with pytest.raises(ValueError, match="was changed after it was kept"):
        catalogue.content(digest)


def test_opening_again_keeps_everything(catalogue: Catalogue, tmp_path: Path) -> None:
    save(catalogue, "a")
    with Catalogue.open(f"sqlite:///{tmp_path}/catalogue.sqlite", str(tmp_path / "snapshots")) as again:
        assert again.status() == catalogue.status()
