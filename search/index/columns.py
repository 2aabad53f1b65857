"""All points of a published index as arrays, beside the engine's files: read by memory map, at a fraction of the cost of the
engine's payloads.

    columns/ids.npy                points × 2: the halves of the ids, ascending: the order of all columns
    columns/year.npy               numbers
    columns/topic.npy, topic.json  codes, and the values that they stand for; whole tuples where there are several
    columns/text.npy, text.utf8    points × 2: where each text begins and ends, and all texts

Derived from the shard when it is published, so that both always say the same.
"""

import json
import mmap
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from search.index.points import Point

_NUMBERS = ("position", "year", "action")
_TEXTS = ("address", "text")
_CODED = tuple(key for key in Point.model_fields if key not in (*_NUMBERS, *_TEXTS))
_NONE = -1  # no number: none here is negative

Rows = npt.NDArray[np.intp]


def write(folder: Path, payloads: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Takes ids and payloads one by one. What is held of each is its numbers, 200 bytes, not its texts."""
    folder.mkdir(parents=True)
    ids = bytearray()
    columns = [
        *(_Numbers(folder, key) for key in _NUMBERS),
        *(_Codes(folder, key) for key in _CODED),
        *(_Texts(folder, key) for key in _TEXTS),
    ]
    for id_, payload in payloads:
        ids += UUID(id_).bytes
        for column in columns:
            column.add(payload[column.key])
    halves = _halves(ids)
    order = np.lexsort((halves[:, 1], halves[:, 0]))
    np.save(folder / "ids.npy", halves[order])
    for column in columns:
        column.save(order)


def _halves(ids: bytes | bytearray) -> npt.NDArray[np.uint64]:
    """(ids, 2), in this machine's order of bytes."""
    return np.frombuffer(bytes(ids), dtype=">u8").reshape(-1, 2).astype(np.uint64)


class _Numbers:
    """A column as it is written."""

    def __init__(self, folder: Path, key: str) -> None:
        self.key = key
        self.file = folder / f"{key}.npy"
        self.numbers = array("q")

    def add(self, value: Any) -> None:  # noqa: ANN401  # a payload's
        self.numbers.append(_NONE if value is None else value)

    def save(self, order: Rows) -> None:
        np.save(self.file, np.frombuffer(self.numbers, dtype=np.int64)[order])


class _Codes(_Numbers):
    """Values by the order in which they first came."""

    def __init__(self, folder: Path, key: str) -> None:
        super().__init__(folder, key)
        self._known: dict[Any, int] = {}

    def add(self, value: Any) -> None:  # noqa: ANN401
        value = tuple(value) if isinstance(value, list) else value
        self.numbers.append(self._known.setdefault(value, len(self._known)))

    def save(self, order: Rows) -> None:
        super().save(order)
        self.file.with_suffix(".json").write_text(json.dumps(list(self._known), ensure_ascii=False))


class _Texts(_Numbers):
    """Written at once; what is held is where each ends."""

    def __init__(self, folder: Path, key: str) -> None:
        super().__init__(folder, key)
        self._texts = self.file.with_suffix(".utf8").open("wb")

    def add(self, value: Any) -> None:  # noqa: ANN401
        self._texts.write(value.encode())
        self.numbers.append(self._texts.tell())

    def save(self, order: Rows) -> None:
        self._texts.close()
        ends = np.frombuffer(self.numbers, dtype=np.int64)
        np.save(self.file, np.stack([np.insert(ends, 0, 0)[:-1], ends], axis=1)[order])


class Columns:
    """The arrays, opened. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._ids = np.load(folder / "ids.npy", mmap_mode="r")
        self._first = np.ascontiguousarray(self._ids[:, 0])  # searched through at each question
        self._columns = {key: np.load(folder / f"{key}.npy", mmap_mode="r") for key in Point.model_fields}
        self._values = {key: _values(folder / f"{key}.json") for key in _CODED}
        self._texts = {key: _mapped(folder / f"{key}.utf8") for key in _TEXTS}
        self._symbols: Mapping[str, str | None] | None = None

    def points(self, ids: Sequence[str]) -> dict[str, Point]:
        """Of those that are held, in the order of `ids`."""
        if not ids or not len(self._ids):
            return {}
        halves = _halves(bytes.fromhex("".join(ids).replace("-", "")))
        rows = np.searchsorted(self._first, halves[:, 0]).clip(max=len(self._first) - 1)
        held = (self._ids[rows] == halves).all(axis=1)
        kept = [id_ for id_, here in zip(ids, held.tolist(), strict=True) if here]
        fields = {key: self._of(key, rows[held]) for key in Point.model_fields}
        made = (dict(zip(fields, values, strict=True)) for values in zip(*fields.values(), strict=True))
        return {id_: Point.model_validate(one) for id_, one in zip(kept, made, strict=True)}

    def symbols(self) -> Mapping[str, str | None]:
        """By work, in alphabetical order."""
        if self._symbols is None:
            _, first = np.unique(self._columns["work"], return_index=True)
            self._symbols = dict(sorted(zip(self._of("work", first), self._of("symbol", first), strict=True)))
        return self._symbols

    def _of(self, key: str, rows: Rows) -> list[Any]:
        """A field of some points."""
        numbers = self._columns[key][rows].tolist()
        if key in _NUMBERS:
            return [None if number == _NONE else number for number in numbers]
        if key in _TEXTS:
            texts = self._texts[key]
            return [texts[start:end].decode() for start, end in numbers]
        values = self._values[key]
        return [values[number] for number in numbers]


def _values(file: Path) -> list[Any]:
    return [tuple(value) if isinstance(value, list) else value for value in json.loads(file.read_text())]


def _mapped(file: Path) -> mmap.mmap | bytes:
    if not file.stat().st_size:
        return b""  # nothing cannot be mapped
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
