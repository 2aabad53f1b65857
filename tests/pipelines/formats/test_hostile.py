"""Files made to break a reader: one sentence for each, and memory and time that do not grow with what they claim."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.layout import Unreadable
from pipelines.reading import read

LAWS = sorted((Path(__file__).parent / "laws").glob("*.xml"))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefgh", "bcdefghi", strict=True))
OURS = b'<akomaNtoso xmlns:p="urn:palermo:document:1">'


def word(body: bytes) -> bytes:
    """A Word file whose document is these bytes."""
    whole, made = BytesIO(), BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, body if name == "word/document.xml" else source.read(name))
    return made.getvalue()


def document(inner: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
HOSTILE = [
    ("Word: entities", word(document(PARAGRAPH.format("&i;"), f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{BOMB}]>'))),
    ("Word: nested", word(document("<w:sdt>" * 100_000))),
    ("Word: unpacks to 300 MB", word(b"<a>" + b" " * 300_000_000 + b"</a>")),
    ("Word: cut short", word(document(PARAGRAPH.format("A fee is due.")))[:9000]),
    ("HTML: nested", b"<html><body>" + b"<div>" * 100_000 + b"A fee is due for each boat. " * 20),
    ("ours: entry without a text", OURS + b"<act/></akomaNtoso>"),
    ("ours: entry that is no JSON", OURS + b'<act><p:document work="xaa/x" language="en" more="{"/></act></akomaNtoso>'),
]


@pytest.mark.parametrize("content", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable) as caught:
        read(content, "file")
    assert str(caught.value).startswith("file: ")
    assert "\n" not in str(caught.value)


READ = [
    ("brackets", b"[" * 200_000),
    ("JSON nested", b"[" * 100_000 + b"]" * 100_000),
    ("front matter nested", b"---\na: " + b"[" * 100_000 + b"\n---\n# Act\n\n1. A fee is due.\n"),
    ("front matter of aliases", b"---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\n# Act\n\n1. A fee is due.\n"),
    (
        "XML: a line of a megabyte",
        b"<akomaNtoso><act><section><p>" + b"a fee is due " * 80_000 + b"</p></section></act></akomaNtoso>",
    ),
]


@pytest.mark.parametrize("content", [case[1] for case in READ], ids=[case[0] for case in READ])
def test_an_odd_file_is_read(content):
    assert read(content, "XAA/file").passages


PUT = st.sampled_from(["", "<", "</P2>", "&x;", "\x00", "é" * 9])
EDIT = st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from([0, 1, 5, 60]), PUT)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(file=st.sampled_from(LAWS), edits=st.lists(EDIT, min_size=1, max_size=4))
def test_legal_xml_that_was_changed_anywhere_is_read_or_refused(file, edits):
    text = file.read_text(encoding="utf-8")
    for position, length, put in edits:
        at = int(position * len(text))
        text = text[:at] + put + text[at + length :]
    reason = _reason(text.encode(), file.name)
    assert reason is None or (reason.startswith(f"{file.name}: ") and "\n" not in reason)


def _reason(content, name):
    """Why the file is refused; None where it is read."""
    try:
        return None if read(content, name).passages else "no passages"
    except Unreadable as error:
        return str(error)
