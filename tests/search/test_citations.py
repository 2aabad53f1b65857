"""The citation graph over passages and notes, and a law named by its title."""

from invented import document, extracts, snapshot

from models.document import Footnote, Role
from models.signal import Extract, Signal, SignalKind
from search.catalogue import Catalogue
from search.citations import cited_by, cites

CITING = "un/A/RES/98/7"
CITED = "un/A/RES/97/1"
ACT = "xaa/act/2041/3"


def save(catalogue: Catalogue, work: str, text: str, *cited: tuple[str, str], **fields: object) -> None:
    of = snapshot(text, f"https://example.org/{work}")
    read = document((("op_1", Role.OPERATIVE, "1", text),), of, work=work, **fields)
    found = [(text.index(words), words, value) for words, value in cited]
    signals = tuple(Signal(kind=SignalKind.CITATION, value=v, start=at, end=at + len(w), text=w) for at, w, v in found)
    said = extracts(read)[0].model_copy(update={"signals": signals})
    catalogue.save(of, read, [Extract.model_validate(said)])


def test_both_directions(catalogue: Catalogue) -> None:
    note = Footnote(mark="1", text="Ibid.", cites=(CITED,))
    save(catalogue, CITING, "Recalls resolution 97/1 and resolution 97/1.", ("97/1", CITED), footnotes=(note,))
    save(catalogue, CITED, "Recalls nothing.", title="The earlier text")
    (one,) = cites(catalogue, CITING)
    assert (one.work, one.title, one.times) == (CITED, "The earlier text", 2)
    assert one.addresses == (f"{CITING}@en#op_1", f"{CITING}@en, note 1")
    assert one.words == ("97/1", "Ibid.")
    assert [other.work for other in cited_by(catalogue, CITED)] == [CITING]
    assert cites(catalogue, CITED) == ()


def test_a_law_cited_by_its_title_is_the_one_held(catalogue: Catalogue) -> None:
    save(catalogue, ACT, "Nothing.", title="Harbour Dues Act 2041")
    save(catalogue, "xaa/act/2042/1", "See the Harbour Dues Act 2041.", ("Harbour Dues Act 2041", "xaa/harbour-dues-act-2041"))
    assert [one.work for one in cites(catalogue, "xaa/act/2042/1")] == [ACT]
    assert [one.work for one in cited_by(catalogue, ACT)] == ["xaa/act/2042/1"]
