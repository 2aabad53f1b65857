"""Bytes that were damaged on the way: a document or one sentence, whatever happened to them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.document import Document
from pipelines.layout import Unreadable
from pipelines.reading import read

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(
    path
    for name in ("un", "ilo", "osce", "oas", "eu", "rcm", "laws", "awkward")
    for path in (SAMPLES / name).rglob("*")
    if path.is_file() and path.stat().st_size < 60_000
)
POSITIONS = st.floats(0, 1, exclude_max=True)
LENGTHS = st.sampled_from([1, 3, 10, 200, 3000])


def cut(content: bytes, at: int, _: int, __: bytes) -> bytes:
    return content[:at]


def without(content: bytes, at: int, length: int, _: bytes) -> bytes:
    return content[:at] + content[at + length :]


def repeated(content: bytes, at: int, length: int, _: bytes) -> bytes:
    return content[:at] + content[at : at + length] * 20 + content[at:]


def overwritten(content: bytes, at: int, _: int, noise: bytes) -> bytes:
    return content[:at] + noise + content[at + len(noise) :]


def turned(content: bytes, at: int, length: int, _: bytes) -> bytes:
    return content[:at] + content[at : at + length][::-1] + content[at + length :]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    file=st.sampled_from(FILES),
    damages=st.lists(
        st.tuples(st.sampled_from([cut, without, repeated, overwritten, turned]), POSITIONS, LENGTHS, st.binary(max_size=40)),
        min_size=1,
        max_size=5,
    ),
)
def test_a_damaged_file_is_read_or_refused(file: Path, damages: list[tuple]) -> None:
    content = file.read_bytes()
    for damage, position, length, noise in damages:
        content = damage(content, int(position * len(content)), length, noise)
    assert _named(content, file.name)


@pytest.mark.parametrize(
    "content",
    [
        b"A/RES/61/1#2@3\n\nThe General Assembly,\n\n1. Decides to light the lamps of the harbour.\n",
        b"<html><body><h1>Resolution 44</h1><p> </p></body></html>",
        b"(" * 100_000,
        b"<div>" * 100_000 + b"1. A lamp shall be lit." + b"</div>" * 100_000,
        ("1. " + "Whoever breaks a lamp, " * 50_000).encode(),
        "١. يعاقب كل من كسر مصباحا".encode(),
    ],
    ids=["marks of an address in a symbol", "no words", "brackets", "nested", "a line of a megabyte", "right to left"],
)
def test_odd_texts_are_read_or_refused(content: bytes) -> None:
    assert _named(content, "odd")


def _named(content: bytes, file: str) -> bool:
    """Whether the file is a document, or is refused by a sentence that names it."""
    try:
        return isinstance(read(content, file), Document)
    except Unreadable as error:
        return str(error).startswith(f"{file}: ")
