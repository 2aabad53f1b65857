"""An excerpt never counts as a whole law, whatever its file is called; a whole law stays one."""

import json
import re
from pathlib import Path

import pytest

from models.document import Completeness
from pipelines.layout import Unreadable
from pipelines.reading import read

WORDS = "A ferryman shall keep the lamp of the ferry lit from dusk until dawn, and shall show it to the harbour master."


def act(
    *numbers: int, title: str = "Ferries Act 2031", last: str = "This Act comes into operation a month after it is passed."
) -> str:
    sections = [f"## Section {n}. Lamps\n\n{WORDS}" for n in numbers]
    return f'---\ncountry: "xaa"\nrank: "act"\n---\n# {title}\n\n' + "\n\n".join(sections) + f"\n\n{last}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (act(1, 2, 3, 4, 5), Completeness.FULL),
        (act(1, 2, 3), Completeness.FULL),
        (act(*range(1, 9), *range(10, 30)), Completeness.FULL),  # one was repealed
        (act(1, 2, 3, 140, 141, 4, 5, 6), Completeness.FULL),  # an amending act quotes the sections that it inserts
        (act(1, 2, 3, title="Penal Code"), Completeness.CODE),
        (act(1, 2, 3, title="Penal Code (Amendment) Act 2031"), Completeness.FULL),
        (act(7, 8, 9), Completeness.EXTRACT),
        (act(1, 2, 3, 4, 45, 48), Completeness.EXTRACT),
        (act(1, 2, 5, 7, 11, 13), Completeness.EXTRACT),
        (act(1, 2, last="The lamp is lit."), Completeness.EXTRACT),  # two sections, and no end
        (act(1, 2, 3, 4, 5, last="[…]"), Completeness.EXTRACT),
        (act(1, 2, 3, 4, 5, last="The harbour master may order that the ferry stop; or"), Completeness.EXTRACT),
        (act(1, 2, 3, 4, 5, title="Ferries Act 2031 (extracts)"), Completeness.EXTRACT),
        (act(1, 2, 3).replace("## Section 1", "## PART 5 Lamps\n\n## Section 1"), Completeness.EXTRACT),
    ],
)
def test_numbers_and_words_tell_a_part_from_the_whole(text: str, expected: Completeness) -> None:
    assert read(text.encode(), "XAA/ferries.md").completeness is expected


def test_a_files_name_does_not_decide_against_a_text_that_shows_a_whole_law() -> None:
    assert read(act(*range(1, 20)).encode(), "XAA/gazette_extract.md").completeness is Completeness.FULL
    assert read(act(1, 2, 3).encode(), "XAA/ferries_extract.md").completeness is Completeness.EXTRACT


PART = re.compile(
    r"excerpt|cut-out|section\b|sections\b|truncated|partial|apartado|opening only|missing|last words|Part 5|chunks"
)


@pytest.mark.corpus
def test_no_excerpt_of_the_corpus_is_a_whole_law_even_under_another_name(corpus: Path) -> None:
    root = corpus / "laws"
    wrong: dict[str, str] = {}
    for row in map(json.loads, (root / "manifest.jsonl").read_text(encoding="utf-8").splitlines()):
        path = root / row["path"]
        if not path.is_file() or "TOC" in row["completeness"] or path.stat().st_size > 300_000:
            continue
        try:
            found = read(path.read_bytes(), f"{row['iso3']}/text{path.suffix}").completeness
        except Unreadable as error:
            wrong[row["path"]] = str(error)
            continue
        if (found is Completeness.EXTRACT) != bool(PART.search(row["completeness"])):
            wrong[row["path"]] = found.value
    assert set(wrong) <= {"DZA/joradp_2026-06_fr.json"}  # an issue of a gazette that begins in the middle of a text
