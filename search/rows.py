"""Records as rows of the catalogue's tables and back, without loss."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from models.document import Document, Footnote, Passage
from models.signal import Alignment, Extract, Signal
from search.schema import alignments, footnotes, passages, signals

Rows = list[dict[str, Any]]
"""Values by column, ready for a bulk insert."""

_OF_DOCUMENT = frozenset(Document.model_fields) - {"passages", "footnotes"}
_ASKED = frozenset(Extract.model_fields) - {"address", "signals", "alignments"}
"""What an extract says of a passage's ask: columns of its row."""


def insert_missing(connection: Connection, table: Table, new: Rows) -> None:
    """Those whose primary key is not there; another process may write the same ones at the same moment."""
    adding = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    connection.execute(adding.on_conflict_do_nothing(), new)


def content_hash(document: Document, extracts: Sequence[Extract]) -> str:
    """What was read and extracted, whatever bytes and address it came from: SHA-256, hexadecimal."""
    read = document.model_dump_json(exclude={"digest", "url"})
    said = [extract.model_dump_json() for extract in extracts]
    return sha256("\n".join([read, *said]).encode()).hexdigest()


def document_row(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        **document.model_dump(include=set(_OF_DOCUMENT), mode="python"),
        "warnings": list(document.warnings),
    }


def rows(key: int, document: Document, extracts: Sequence[Extract]) -> dict[Table, Rows]:
    """Everything that hangs on a document, by table, in the order in which it must be inserted."""
    return {
        passages: [_passage(key, n, p, e) for n, (p, e) in enumerate(zip(document.passages, extracts, strict=True))],
        footnotes: [{"document": key, "position": n, **note.model_dump()} for n, note in enumerate(document.footnotes)],
        alignments: [row for n, extract in enumerate(extracts) for row in _alignments(key, n, extract)],
        signals: [row for n, extract in enumerate(extracts) for row in _signals(key, n, extract)],
    }


def _passage(key: int, position: int, passage: Passage, extract: Extract) -> dict[str, Any]:
    said = extract.model_dump(include=set(_ASKED)) | {
        "action": int(extract.action),
        "addressees": list(extract.addressees),
        "qualifiers": list(extract.qualifiers),
    }
    fields = passage.model_dump() | {"role": passage.role.value, "path": list(passage.path)}
    return {"document": key, "position": position, **fields, **said}


def _alignments(key: int, passage: int, extract: Extract) -> Rows:
    return [
        {
            "document": key,
            "passage": passage,
            "position": n,
            "provision": alignment.provision,
            "probability": alignment.probability,
            "by_meaning": alignment.by_meaning,
        }
        for n, alignment in enumerate(extract.alignments)
    ]


def _signals(key: int, passage: int, extract: Extract) -> Rows:
    said: list[tuple[int | None, Signal]] = [(None, signal) for signal in extract.signals]
    said += [(n, signal) for n, alignment in enumerate(extract.alignments) for signal in alignment.signals]
    return [
        {
            "document": key,
            "passage": passage,
            "position": n,
            "alignment": alignment,
            **signal.model_dump(),
            "kind": signal.kind.value,
        }
        for n, (alignment, signal) in enumerate(said)
    ]


def _record(row: Row[Any], fields: Iterable[str]) -> dict[str, Any]:
    return {field: row._mapping[field] for field in fields}


def document_of(row: Row[Any], of_passages: Sequence[Row[Any]], notes: Sequence[Row[Any]]) -> Document:
    fields = _record(row, _OF_DOCUMENT)
    fields["passages"] = [_record(passage, Passage.model_fields) for passage in of_passages]
    fields["footnotes"] = [_record(note, Footnote.model_fields) for note in notes]
    return Document.model_validate(fields, strict=False)


def _by_passage(found: Sequence[Row[Any]]) -> dict[int, list[Row[Any]]]:
    return {passage: list(of_it) for passage, of_it in groupby(found, key=lambda row: int(row.passage))}


def extracts_of(
    of_passages: Sequence[Row[Any]], aligned: Sequence[Row[Any]], signalled: Sequence[Row[Any]]
) -> tuple[Extract, ...]:
    """One per passage. Rows must be sorted by passage and position."""
    by_alignments, by_signals = _by_passage(aligned), _by_passage(signalled)
    return tuple(_extract(row, by_alignments.get(row.position, []), by_signals.get(row.position, [])) for row in of_passages)


def _extract(row: Row[Any], aligned: Sequence[Row[Any]], signalled: Sequence[Row[Any]]) -> Extract:
    shown: Mapping[int | None, list[Row[Any]]] = {
        alignment: [s for s in signalled if s.alignment == alignment] for alignment in {s.alignment for s in signalled}
    }
    return Extract.model_validate(
        {
            "address": row.address,
            "signals": _signals_of(shown.get(None, [])),
            "alignments": [_alignment(found, shown.get(found.position, [])) for found in aligned],
            **_record(row, _ASKED),
        },
        strict=False,
    )


def _signals_of(found: Sequence[Row[Any]]) -> tuple[Signal, ...]:
    return tuple(Signal.model_validate(_record(row, Signal.model_fields), strict=False) for row in found)


def _alignment(row: Row[Any], shown: Sequence[Row[Any]]) -> Alignment:
    fields: dict[str, Any] = _record(row, ("provision", "probability", "by_meaning"))
    return Alignment(**fields, signals=_signals_of(shown))
