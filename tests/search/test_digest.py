"""What a digest says after texts, findings and treaties moved, and what it leaves open."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from invented import LAW, document, extracts, snapshot
from reports import report
from series import FIRST, SECOND, THIRD, TITLE, UNRELATED, kept

from models.digest import Digest, Turn
from models.document import Form
from models.finding import FindingValue
from models.hit import Query
from models.precedent import Move
from models.report import Failure, Report, Stage
from search.catalogue import Catalogue
from search.digest import html
from search.digest.compose import digest
from search.digest.markdown import markdown
from search.digest.observing import FINDINGS, PARTIES
from search.embedding import Embedder
from search.exports.atom import NAMESPACE
from search.index.contract import Index
from search.index.indexing import reindex
from search.journal import Journal

NEW = "Invites airlines to tell travellers where shelters for victims of trafficking are to be found."


def resolution(catalogue: Catalogue, number: int, texts: list[str], *, title: str = TITLE) -> str:
    about = {"title": title, "form": Form.RESOLUTION, "body": "un", "symbol": f"A/RES/9{number}/1"}
    work = f"un/A/RES/9{number}/1"
    return kept(catalogue, work, texts, adopted=date(2040 + number, 12, 1), **about).id


def law(catalogue: Catalogue, content: str, texts=LAW) -> None:
    of = snapshot(content, "https://example.org/law")
    read = document(texts, of, work="xaa/act/2041/3", title="Shelters Act")
    catalogue.save(of, read, extracts(read))


def now() -> datetime:
    return datetime.now(UTC)


def test_a_paragraph_that_asks_more_firmly_than_last_years(catalogue: Catalogue) -> None:
    resolution(catalogue, 1, [UNRELATED, FIRST])
    resolution(catalogue, 2, [UNRELATED, SECOND])
    since = now()
    new = resolution(catalogue, 3, [THIRD, NEW])
    (told,) = digest(catalogue, since=since).adopted
    assert told.document == new
    assert told.series is not None
    assert told.series.before == "un/A/RES/92/1@en", "the latest of its title, not the first"
    (moved,) = told.series.moved
    assert (moved.move, moved.before) == (Move.STRONGER, "un/A/RES/92/1@en#op_2")
    assert [one.text for one in told.series.new] == [NEW]
    assert [one.text for one in told.series.dropped] == [UNRELATED]
    said = markdown(digest(catalogue, since=since), site="https://pages.example")
    assert "1 stronger, 1 new, 1 dropped" in said
    assert "(https://pages.example/documents/un/A/RES/93/1@en#op_1)" in said


def test_an_amended_law_and_the_gap_it_closes(catalogue: Catalogue) -> None:
    law(catalogue, "a")
    journal = Journal(catalogue)
    before = report("xaa", {"6-3-recovery": FindingValue.SILENT, "6-6-compensation": FindingValue.MET})
    journal.observe(FINDINGS, "xaa", before.model_dump(mode="json"), basis="1", at=now())
    since = now()
    longer = (*LAW[:1], (*LAW[1][:3], "The Minister shall open shelters at every border."), LAW[2])
    law(catalogue, "b", longer)
    after = report("xaa", {"6-3-recovery": FindingValue.MET, "6-6-compensation": FindingValue.PARTLY})
    journal.observe(FINDINGS, "xaa", after.model_dump(mode="json"), basis="2", at=now())
    found = digest(catalogue, since=since)
    assert found.adopted == ()
    (changed,) = found.changed
    assert [(edit.address.partition("#")[2], bool(edit.diff)) for edit in changed.edits] == [("sec_2", True)]
    turns = {one.provision: (one.turn, one.because) for one in found.turned}
    because = ("xaa/act/2041/3@en",)
    assert turns == {"6-3-recovery": (Turn.CLOSED, because), "6-6-compensation": (Turn.OPENED, because)}
    assert "gap closed (Silent before, now met)" in markdown(found)


def test_the_same_words_from_another_file_are_no_news(catalogue: Catalogue) -> None:
    law(catalogue, "a")
    journal = Journal(catalogue)
    reading = report("xaa", {"6-3-recovery": FindingValue.SILENT}).model_dump(mode="json")
    journal.observe(FINDINGS, "xaa", reading, basis="1", at=now())
    since = now()
    law(catalogue, "the same text, other bytes")
    assert not journal.observe(FINDINGS, "xaa", reading, basis="1", at=now())
    assert digest(catalogue, since=since).quiet
    other = report("xaa", {"6-3-recovery": FindingValue.MET}).model_dump(mode="json")
    journal.observe(FINDINGS, "xaa", other, basis="newer code", at=now())
    assert "our reading of them is another" in markdown(digest(catalogue, since=since))


def test_gone_by_the_sources_word_only(catalogue: Catalogue) -> None:
    law(catalogue, "a")
    since = now()
    failure = Failure(subject="https://example.org/list", stage=Stage.LIST, reason="no answer within 30 s")
    catalogue.fail(failure, at=now(), source="gazette")
    catalogue.record(Report(source="gazette", failed=(failure,)), started=now(), finished=now())
    found = digest(catalogue, since=since, expected=("treaties",))
    assert found.quiet
    assert [(one.source, one.listed) for one in found.unknown] == [("gazette", False), ("treaties", False)]
    said = markdown(found)
    assert "gazette: could not be listed to the end. That nothing is told of it does not mean" in said
    assert "treaties: was not gone through" in said
    catalogue.mark_gone("https://example.org/law", at=now())
    assert [one.document for one in digest(catalogue, since=since).gone] == ["xaa/act/2041/3@en"]


def test_who_joined_a_treaty(catalogue: Catalogue) -> None:
    journal = Journal(catalogue)
    journal.observe(PARTIES, "palermo", {"irl": ["party", "2010-06-17"], "tuv": ["unknown", None]}, basis="", at=now())
    since = now()
    joined = {"irl": ["party", "2010-06-17"], "tuv": ["party", "2042-03-01"]}
    journal.observe(PARTIES, "palermo", joined, basis="", at=now())
    (one,) = digest(catalogue, since=since).ratified
    assert (one.jurisdiction, one.date) == ("tuv", "2042-03-01")
    assert one.sentence.startswith("Tuvalu: party since 1 March 2042, unknown before")


def test_a_saved_search_tells_new_passages_only(catalogue: Catalogue, index: Index, embed: Embedder) -> None:
    resolution(catalogue, 1, [UNRELATED, FIRST])
    journal = Journal(catalogue)
    journal.save("shelters", Query(text="shelters for victims"), at=now())
    since = now()
    resolution(catalogue, 2, [NEW], title="Airlines")
    reindex(catalogue, index, embed)
    (news,) = digest(catalogue, since=since, index=index, embed=embed).searches
    assert [hit.address for hit in news.hits] == ["un/A/RES/92/1@en#op_1"]
    assert digest(catalogue, since=now(), index=index, embed=embed).searches == ()


def test_each_digest_begins_where_the_last_one_ended(catalogue: Catalogue) -> None:
    journal = Journal(catalogue)
    assert journal.told_until() is None
    first = digest(catalogue, since=None)
    journal.keep(first)
    law(catalogue, "a")
    second = digest(catalogue, since=journal.told_until())
    journal.keep(second)
    assert [one.document for one in second.adopted] == ["xaa/act/2041/3@en"]
    assert digest(catalogue, since=journal.told_until()).quiet
    assert journal.told() == (second, first)


@pytest.fixture
def hostile(catalogue: Catalogue) -> Digest:
    since = now() - timedelta(seconds=1)
    resolution(catalogue, 1, [FIRST], title="<script>alert(1)</script> *bold* \x0b[link](javascript:x)")
    return digest(catalogue, since=since)


def test_what_a_text_says_never_becomes_markup(hostile: Digest) -> None:
    assert "<script>" not in html.page(hostile)
    assert "\\*bold\\*" in markdown(hostile)
    feed = ElementTree.fromstring(html.feed([hostile], site="https://pages.example"))
    atom = f"{{{NAMESPACE}}}"
    (entry,) = feed.findall(f"{atom}entry")
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{atom}{name}")
        assert entry.findtext(f"{atom}{name}")
    assert "&lt;script" in (entry.findtext(f"{atom}content") or "")
