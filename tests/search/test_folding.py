"""What is one hit with several uses, and what must never be."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.document import Document, Role
from pipelines.reading import read
from search.folding import folded, same
from search.index.points import Point
from search.query.question import Question
from search.ranking import Ranked

PAIRS = Path(__file__).parent.parent / "labels" / "precedents.jsonl"
URGES = (
    "Urges Governments to open shelters where women and girls who were trafficked can rest, see a doctor and decide in peace "
    "whether they wish to speak to the police about what was done to them;"
)
EDITED = URGES.replace("Urges Governments", "Calls upon all Governments").replace("a doctor", "a doctor and a lawyer")
GROWN = URGES.replace(
    ";", ", and to pay for these places from the proceeds that courts take from those who profited, year by year;"
)
COST = (
    "Stresses that the cost of all activities that the present resolution calls for should be met from voluntary contributions "
    "and nothing else;"
)
LIABLE = (
    "(4) Whoever tries to do what subsection (1), (2) or (3) punishes, with or without success, commits that offence too and is "
    "liable to ten years;"
)


def passage(text: str, work: str = "un/A/RES/98/7", **fields: object) -> Point:
    blank = dict.fromkeys(("number", "heading", "symbol", "adopted", "year", "url", "in_force", "body"))
    about = {"title": "Shelters", "form": "resolution", "role": "operative", "language": "en", "position": 0, "action": 0}
    none = dict.fromkeys(("path", "provision", "topic", "mentions"), ())
    where = {
        "address": f"{work}@en#{abs(hash(text))}",
        "work": work,
        "document": f"{work}@en",
        "jurisdiction": work.split("/")[0],
    }
    return Point.model_validate({**blank, **about, **none, **where, "text": text, **fields})


def law(text: str, work: str, number: str | None = None) -> Point:
    return passage(text, work, form="statute", role="section", title=work, number=number)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (passage(URGES), passage(URGES, "un/A/RES/99/7"), True),
        (passage(URGES), passage(EDITED, "un/A/RES/99/7"), True),
        (passage(URGES), passage(GROWN, "un/A/RES/99/7"), True),
        (passage(URGES), passage(URGES, "un/A/RES/99/7", language="fr"), False),
        # Of another agenda item more must be alike: a stock phrase about money is not the same paragraph with another ending.
        (passage(URGES), passage(GROWN, "un/A/RES/99/8", title="Roads"), False),
        (passage(COST), passage(COST.replace("the cost", "the costs"), "un/A/RES/99/8", title="Roads"), True),
        (passage("Decides to remain seized;"), passage("Decides to remain seized.", "un/A/RES/99/8", title="Roads"), True),
        (passage("Decides to remain seized;"), passage("Decides to be seized;", "un/A/RES/99/7"), False),
        # A law in two files, one numbered; two sections that share all but what matters; two States' laws.
        (law(LIABLE, "xaa/act/1", "4"), law(LIABLE.replace("(4) ", "4. "), "xaa/act/1/sec_9", "4"), True),
        (law(LIABLE, "xaa/act/1", "4"), law(LIABLE.replace("ten", "two"), "xaa/act/1/sec_9", "4"), False),
        (law(LIABLE, "xaa/act/1"), law(LIABLE, "xbb/act/1"), False),
        (law(URGES, "xaa/act/1"), passage(URGES), False),
    ],
)
def test_what_says_the_same(one: Point, other: Point, is_same: bool) -> None:
    assert (same(one, other) > 0) is is_same
    assert same(one, other) == same(other, one)


@pytest.fixture
def fold() -> Callable[..., list[tuple[str, list[str]]]]:
    def asked(*several: tuple[Point, float]) -> list[tuple[str, list[str]]]:
        ranked = [Ranked(point, score) for point, score in several]
        folds = folded(ranked, Question(words="shelters"), limit=10)
        return [(fold.shown.point.work, [other.point.work for other, _ in fold.others]) for fold in folds]

    return asked


def test_the_latest_adopted_text_is_shown(fold) -> None:
    older = passage(URGES, "un/A/RES/97/7", adopted="2042-12-01")
    newer = passage(EDITED, "un/A/RES/99/7", adopted="2044-12-01")
    draft = passage(URGES, "un/A/99/L.3", form="draft")
    assert fold((draft, 1.2), (older, 1.19), (newer, 1.18)) == [("un/A/RES/99/7", ["un/A/RES/97/7", "un/A/99/L.3"])]
    assert fold((draft, 1.2), (older, 1.19), (newer, 1.11)) == [("un/A/RES/97/7", ["un/A/RES/99/7", "un/A/99/L.3"])]


def test_passages_of_one_work_stay_apart(fold) -> None:
    assert fold((passage(URGES), 1.2), (passage(EDITED), 1.1)) == [("un/A/RES/98/7", []), ("un/A/RES/98/7", [])]


@pytest.mark.corpus
def test_paragraphs_of_the_next_year_and_of_drafts_are_folded_and_no_others(corpus: Path) -> None:
    right, wrong, all_ = 0, 0, 0
    paths = {path.name: path for path in corpus.rglob("*.pdf")}
    for row in map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines()):
        of, among = (paragraphs(read(paths[row[key]].read_bytes(), row[key])) for key in ("of", "among"))
        labelled = {tuple(pair) for pair in row["same"]}
        found = {(one, other) for one in of for other in among if same(of[one], among[other])}
        right, wrong, all_ = right + len(found & labelled), wrong + len(found - labelled), all_ + len(labelled)
    assert right / (right + wrong) >= 0.99
    assert right / all_ >= 0.95


def paragraphs(of: Document) -> dict[str, Point]:
    """By the last part of their addresses."""
    told = ("address", "text", "number", "heading", "language")
    about = {"title": of.title, "form": of.form.value, "jurisdiction": of.jurisdiction}
    numbered = [one for one in of.passages if one.role in (Role.PREAMBULAR, Role.OPERATIVE)]
    made = (passage(**{key: getattr(one, key) for key in told}, work=of.work, **about) for one in numbered)
    return {one.address.partition("#")[2]: one for one in made}
