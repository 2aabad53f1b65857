"""The samples against samples/KEY.toml: what was planted must be read, extracted and found."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract
from models.document import Document, Form, Passage, Reference, Role, Snapshot
from models.finding import Finding, GapReport
from models.hit import Query
from models.signal import Extract, SignalKind
from pipelines.layout import Blocked, Unreadable
from pipelines.reading import read
from samples.make import built
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.findings import gaps
from search.index.contract import Index
from search.index.embedded import EmbeddedIndex
from search.index.indexing import reindex
from search.retrieval import search

SAMPLES = Path(__file__).parent.parent / "samples"
KEY: dict[str, Any] = tomllib.loads((SAMPLES / "KEY.toml").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = {entry["file"]: entry for entry in KEY["document"]}
SHORT: dict[str, str] = {
    test: entry["why"]
    for entry in tomllib.loads((Path(__file__).parent / "shortfalls.toml").read_text(encoding="utf-8"))["shortfall"]
    for test in entry["tests"]
}
_TOP = re.compile(r"(?:^|__)(?:art|sec)_([^_]+)")  # part_II__sec_3__subsec_1, art_224-1


@pytest.fixture(autouse=True)
def _known_shortfall(request: pytest.FixtureRequest) -> None:
    if why := SHORT.get(request.node.name):
        request.applymarker(pytest.mark.xfail(reason=why))


def _hints(file: str) -> dict[str, str]:
    """What a folder of dropped files says of them by its names: laws/XAA/…, un/…"""
    parts = Path(file).parts
    return {"jurisdiction": parts[1].lower()} if parts[0] == "laws" else {"body": parts[0]}


@cache
def document(file: str) -> Document:
    return read((SAMPLES / file).read_bytes(), file, **_hints(file))  # type: ignore[arg-type]


@cache
def embed() -> Embedder:
    """The packaged model, as the first run has it."""
    return Embedder()


@cache
def extracts(file: str) -> tuple[Extract, ...]:
    read_ = document(file)
    return extract(read_.passages, title=read_.title, embed=embed(), form=Form(read_.form))


@cache
def report(state: str) -> GapReport:
    return gaps.report(state, [(document(file), extracts(file)) for file in KEY["state"][state]["files"]])


def eid(passage: Passage) -> str:
    return passage.address.partition("#")[2]


def planted(entry: dict[str, Any]) -> tuple[Passage, Extract]:
    """The passage that a [[passage]] of the key means, with what the extractors say of it."""
    pairs = list(zip(document(entry["file"]).passages, extracts(entry["file"]), strict=True))
    if "address" in entry:
        found = [pair for pair in pairs if re.fullmatch(rf"(?:part_[a-z]+__)?{re.escape(entry['address'])}", eid(pair[0]))]
    else:
        found = [pair for pair in pairs if pair[0].number == entry["number"] and pair[0].role is not Role.PREAMBULAR]
    assert found, f"no passage {entry.get('address') or entry['number']} among {[eid(pair[0]) for pair in pairs]}"
    return found[0]


def counted(file: str, kind: str) -> int:
    passages = document(file).passages
    if kind in ("preambular", "operative", "annex"):
        return sum(p.role is Role(kind) and p.level == 0 and p.number is not None for p in passages)
    if kind == "recitals":
        return sum(p.role is Role.RECITAL for p in passages)
    if kind == "numbered":
        return len({p.number for p in passages if p.number and re.fullmatch(r"\d+", p.number) and p.role is not Role.PREAMBULAR})
    return len({match[1] for p in passages if p.role is not Role.HEADING and (match := _TOP.search(eid(p)))})


def _named(entry: dict[str, Any]) -> str:
    return f"{Path(entry['file']).stem}#{entry.get('address') or entry['number']}"


def test_every_file_is_in_the_key_and_says_that_it_is_fictional() -> None:
    files = {
        str(path.relative_to(SAMPLES))
        for folder in ("un", "ilo", "osce", "oas", "eu", "rcm", "laws")
        for path in (SAMPLES / folder).rglob("*.*")
    }
    assert files == set(DOCUMENTS)
    for file in files:
        content = (SAMPLES / file).read_bytes() if not file.endswith(".docx") else b"fictional"  # zipped: its source says so
        assert re.search(rb"[Ff]ictional|[Ff]icticio|fictif", content), f"{file} does not say that it is fictional"


def test_built_samples_are_what_the_sources_give() -> None:
    for target, content in built().items():
        assert (SAMPLES / target).read_bytes() == content, f"{target} is stale: run python -m samples.make"


@pytest.mark.parametrize("file", DOCUMENTS)
def test_identity(file: str) -> None:
    entry, found = DOCUMENTS[file], document(file)
    for field in ("work", "language", "body", "jurisdiction", "form", "symbol", "adopted", "completeness", "in_force"):
        if field in entry:
            assert getattr(found, field) == entry[field], field
    assert entry["title"].casefold() in found.title.casefold()


@pytest.mark.parametrize("file", DOCUMENTS)
def test_passages_footnotes_and_what_is_left_out(file: str) -> None:
    entry, found = DOCUMENTS[file], document(file)
    assert {kind: counted(file, kind) for kind in entry["counts"]} == entry["counts"]
    notes = {note.mark.strip("()"): note.text for note in found.footnotes}
    for mark, text in entry.get("footnotes", {}).items():
        assert notes.get(mark, "").startswith(text), f"footnote {mark}: {notes}"
    for words in entry.get("left_out", ()):
        assert not [eid(p) for p in found.passages if p.role is not Role.FURNITURE and words in p.text], (
            f"{words!r} is in a passage"
        )


@pytest.mark.parametrize("file", [file for file, entry in DOCUMENTS.items() if "statement" in entry])
def test_statements_are_the_delegations_and_not_the_bodys(file: str) -> None:
    entry = DOCUMENTS[file]["statement"]
    statements = [p for p in document(file).passages if p.role is Role.STATEMENT]
    assert len(statements) >= entry["passages"]
    assert {p.attribution for p in statements} == {entry["attribution"]}
    assert any(entry["holds"] in p.text for p in statements)


@pytest.mark.parametrize("file", DOCUMENTS)
def test_countries_and_citations(file: str) -> None:
    said = [signal for extract_ in extracts(file) for signal in extract_.signals]
    countries = {signal.value for signal in said if signal.kind is SignalKind.COUNTRY}
    citations = {signal.value for signal in said if signal.kind is SignalKind.CITATION}
    assert set(DOCUMENTS[file].get("countries", ())) <= countries
    assert set(DOCUMENTS[file].get("citations", ())) <= citations


@pytest.mark.parametrize("file", DOCUMENTS)
def test_every_signal_is_a_quotation(file: str) -> None:
    for passage, said in zip(document(file).passages, extracts(file), strict=True):
        assert said.proven_by(passage) is said  # raises where a quotation does not stand at its offsets


@pytest.mark.parametrize("entry", KEY["passage"], ids=_named)
def test_passage(entry: dict[str, Any]) -> None:
    passage, said = planted(entry)
    assert passage.text.startswith(entry["begins"])
    assert passage.role == entry.get("role", passage.role)
    assert passage.number == entry.get("number", passage.number)
    assert (passage.in_force is False) == entry.get("repealed", passage.in_force is False)
    claimed = {alignment.provision for alignment in said.alignments}
    assert set(entry.get("provisions", ())) <= claimed
    assert not claimed & set(entry.get("not", ()))
    assert said.action == entry.get("action", said.action)
    assert set(said.addressees) == set(entry.get("addressees", said.addressees))
    assert entry.get("deadline", "") in (said.deadline or "")


@pytest.mark.parametrize("entry", KEY["precedent"], ids=lambda entry: next(iter(entry)))
def test_precedent(entry: dict[str, Any]) -> None:
    said = {
        p.address: (p.text.rstrip(";."), e.action)
        for f in DOCUMENTS
        for p, e in zip(document(f).passages, extracts(f), strict=True)
    }
    assert len({said[address][0] for address in entry.get("same", ())}) <= 1
    grades = [said[address][1] for address in entry.get("stronger", ())]
    assert grades == sorted(set(grades)), "each wording is more concrete than the one before"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("samples")
    with Catalogue.open(f"sqlite:///{home / 'catalogue.sqlite'}", str(home / "snapshots")) as catalogue:
        for file in DOCUMENTS:
            found = document(file)
            listed = Reference(source="folder", url=(SAMPLES / file).as_uri())
            content = (SAMPLES / file).read_bytes()
            snapshot = Snapshot(reference=listed, fetched=datetime.now(UTC), digest=found.digest, content=content)
            catalogue.save(snapshot, found, extracts(file))
        held = EmbeddedIndex(home / "index")
        reindex(catalogue, held, embed())
        yield held


@pytest.mark.parametrize("entry", KEY["query"], ids=lambda entry: entry["text"])
def test_query(entry: dict[str, Any], index: Index) -> None:
    filters = {field: tuple(entry[field]) for field in ("body", "jurisdiction", "mentions") if field in entry}
    hits = search(Query(text=entry["text"], **filters), index=index, embed=embed()).hits
    assert hits, "nothing found"
    assert any(first in hits[0].address for first in entry["first"]), [hit.address for hit in hits[:3]]


def _finding(state: str, provision: str) -> Finding:
    return next(finding for finding in report(state).findings if finding.provision == provision)


@pytest.mark.parametrize(
    ("state", "provision"), [(state, provision) for state, entry in KEY["state"].items() for provision in entry["finding"]]
)
def test_finding(state: str, provision: str) -> None:
    entry, found = KEY["state"][state]["finding"][provision], _finding(state, provision)
    assert found.finding == entry["is"], found.reason
    places = {evidence.address.partition("#")[2] for evidence in found.evidence}
    if "at" in entry:
        assert any(re.search(rf"(?:^|__){re.escape(at)}(?:__|$)", place) for at in entry["at"] for place in places), places


@pytest.mark.parametrize("state", KEY["state"])
def test_sanctions_and_repealed_laws(state: str) -> None:
    entry = KEY["state"][state]
    found = report(state).sanctions
    assert {field: getattr(found, field) for field in entry["sanctions"]} == entry["sanctions"]
    if "never" in entry:
        work = document(entry["never"]).work
        assert not [e.address for f in report(state).findings for e in f.evidence if e.address.startswith(f"{work}@")]


@pytest.mark.parametrize("entry", KEY["awkward"], ids=lambda entry: Path(entry["file"]).name)
def test_awkward(entry: dict[str, Any]) -> None:
    content = (SAMPLES / entry["file"]).read_bytes()
    if entry["is"] == "read":
        found = read(content, entry["file"], jurisdiction="xaa" if "language" in entry else None)
        assert found.language == entry.get("language", found.language)
        assert entry.get("warns", "") in " ".join(found.warnings)
        return
    with pytest.raises(Blocked if entry["is"] == "blocked" else Unreadable) as raised:
        read(content, entry["file"])
    sentence = str(raised.value)
    assert Path(entry["file"]).name in sentence
    assert entry.get("says", "") in sentence
    assert isinstance(raised.value, Blocked) == (entry["is"] == "blocked")
