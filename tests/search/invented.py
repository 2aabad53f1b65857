"""Invented texts as the catalogue is given them, and a model of meaning that counts letters."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np

from models.document import Document, Form, Passage, Reference, Role, Snapshot
from models.signal import Action, Alignment, Extract, Signal, SignalKind
from search.embedding import Embedder, Vectors

NIGHT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)

Text = tuple[str, Role, str, str]
"""Last part of the address, role, number, text."""

RESOLUTION: tuple[Text, ...] = (
    ("pp_1", Role.PREAMBULAR, "pp1", "Recalling what was said about shelters for victims of trafficking in Xanadu,"),
    ("op_1", Role.OPERATIVE, "1", "Urges Governments to open shelters for victims of trafficking in persons by 2030;"),
    ("op_2", Role.OPERATIVE, "2", "Invites carriers to check travel documents;"),
    ("op_2__para_a", Role.OPERATIVE, "2(a)", "At the point of boarding a ship or an aircraft;"),
)
LAW: tuple[Text, ...] = (
    ("sec_1", Role.HEADING, "1", "Shelters for victims of trafficking"),
    ("sec_2", Role.SECTION, "2", "The Minister shall open shelters where victims of trafficking recover and reflect."),
    ("sec_3", Role.SECTION, "3", "Invites carriers to check travel documents;"),
)
ESPAÑOL: tuple[Text, ...] = (("art_1", Role.ARTICLE, "1", "Las víctimas de la trata de personas tienen derecho a un refugio."),)


def snapshot(content: str, url: str = "https://example.org/a", source: str = "folder") -> Snapshot:
    data = content.encode()
    return Snapshot(reference=Reference(source=source, url=url), fetched=NIGHT, digest=sha256(data).hexdigest(), content=data)


def document(texts: Sequence[Text], of: Snapshot, *, work: str, language: str = "en", **fields: object) -> Document:
    passages, offset = [], 0
    for place, role, number, text in texts:
        end = offset + len(text)
        address = f"{work}@{language}#{place}"
        passages.append(Passage(address=address, role=role, number=number, text=text, language=language, start=offset, end=end))
        offset = end + 1
    given: dict[str, object] = {"title": f"Text {work}", "jurisdiction": work.split("/")[0], "form": Form.STATUTE} | fields
    return Document(work=work, language=language, digest=of.digest, passages=tuple(passages), **given)  # type: ignore[arg-type]


def extracts(of: Document) -> tuple[Extract, ...]:
    """Shelters show 6-3-recovery; Xanadu counts as a country."""
    return tuple(_extract(passage) for passage in of.passages)


def _extract(passage: Passage) -> Extract:
    signals = []
    for word, kind, value in (("shelters", SignalKind.CUE, "6-3-recovery"), ("Xanadu", SignalKind.COUNTRY, "xaa")):
        if (at := passage.text.find(word)) >= 0:
            signals.append(Signal(kind=kind, value=value, start=at, end=at + len(word), text=word))
    shown = tuple(signal for signal in signals if signal.kind is SignalKind.CUE)
    aligned = (Alignment(provision="6-3-recovery", probability=0.9, signals=shown),) if shown else ()
    action = Action.SPECIFIC if passage.text.startswith("Urges") else Action.NONE
    asked = {"verb": "Urges", "act": "open shelters", "qualifiers": ("by 2030",)} if action else {}
    return Extract(address=passage.address, signals=tuple(signals), alignments=aligned, action=action, **asked)  # type: ignore[arg-type]


class Letters(Embedder):
    """Counts letters where a model would read: real vectors in no time."""

    def _encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[text.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"] for text in texts], np.float32)
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)
