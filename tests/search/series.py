"""An invented series of agreed language: a paragraph adopted three times, its draft, and another body's words on the point."""

from collections.abc import Sequence
from datetime import date

from invented import Text, document, snapshot

from models.document import Document, Form, Role
from models.signal import Action, Alignment, Extract, Signal, SignalKind
from search.catalogue import Catalogue

TITLE = "Shelters near land borders"
_OPENING = "Encourages Member States to consider opening shelters for victims of trafficking in persons"
FIRST = f"{_OPENING}, as appropriate, near land borders;"
SECOND = f"{_OPENING} near land borders and ports;"
THIRD = SECOND.replace("Encourages Member States to consider opening", "Requests Member States to open by 2044 safe")
OTHERS = "The Contracting States shall see that every person who was trafficked finds shelter, food and counsel within one day."
UNRELATED = "Decides that the next session of the Committee of Experts on Inland Waterways will be held in the autumn."

GRADES = {FIRST: Action.CONSIDERING, SECOND: Action.CONSIDERING, THIRD: Action.SPECIFIC, OTHERS: Action.SPECIFIC}


def said(text: str, address: str | None = None) -> Extract:
    """What extractors would say of these texts."""
    word = next((word for word in ("shelters", "shelter") if word in text), None)
    signals = []
    if word:
        at = text.index(word)
        signals.append(Signal(kind=SignalKind.CUE, value="6-3-recovery", start=at, end=at + len(word), text=word))
    aligned = tuple(Alignment(provision="6-3-recovery", probability=0.9, signals=(signal,)) for signal in signals)
    return Extract(
        address=address,
        signals=tuple(signals),
        alignments=aligned,
        action=GRADES.get(text, Action.NONE),
        deadline="by 2044" if "by 2044" in text else None,
        qualifiers=("as appropriate",) if "as appropriate" in text else (),
    )


def kept(catalogue: Catalogue, work: str, texts: Sequence[str], **fields: object) -> Document:
    paragraphs: list[Text] = [(f"op_{n}", Role.OPERATIVE, str(n), text) for n, text in enumerate(texts, start=1)]
    of = snapshot(work, url=f"https://example.org/{work}")
    read = document(paragraphs, of, work=work, **fields)
    catalogue.save(of, read, [said(passage.text, passage.address) for passage in read.passages])
    return read


def fill(catalogue: Catalogue) -> None:
    for number, year, texts in ((1, 2041, [UNRELATED, FIRST]), (2, 2042, [SECOND]), (3, 2043, [UNRELATED, THIRD])):
        about = {
            "title": TITLE,
            "symbol": f"A/RES/9{number}/1",
            "adopted": date(year, 12, 1),
            "form": Form.RESOLUTION,
            "body": "un",
        }
        kept(catalogue, f"un/A/RES/9{number}/1", texts, **about)
    kept(catalogue, "un/A/C.3/93/L.1", [SECOND], title=TITLE, form=Form.DRAFT, body="un", symbol="A/C.3/93/L.1")
    kept(catalogue, "oas/treaty", [OTHERS], form=Form.CONVENTION, body="oas", adopted=date(2040, 1, 1))
    kept(catalogue, "xaa/act/1", [SECOND])
