"""How texts are cited: the manual's way with resolutions, and files that reference managers read."""

from datetime import date

import pytest

from search.exports.citing import Citable, bibtex, footnote, plain, ris


def citable(**fields: object) -> Citable:
    given: dict[str, object] = {"title": "Shelters & more", "symbol": None, "adopted": date(2043, 12, 1), "jurisdiction": "un"}
    return Citable.model_validate(given | {"form": "resolution", "language": "en", "address": "un/x@en"} | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"symbol": "A/RES/98/7"}, "General Assembly resolution 98/7."),
        ({"symbol": "A/RES/98/7", "role": "operative", "number": "4(b)"}, "General Assembly resolution 98/7, para. 4(b)."),
        (
            {"symbol": "A/RES/98/7", "role": "preambular", "number": "pp3"},
            "General Assembly resolution 98/7, preambular para. 3.",
        ),
        ({"symbol": "A/RES/3452 (XXX)"}, "General Assembly resolution 3452 (XXX)."),
        ({"symbol": "S/RES/9901 (2043)"}, "Security Council resolution 9901 (2043)."),
        ({"symbol": "E/RES/2043/12"}, "Economic and Social Council resolution 2043/12."),
        ({"symbol": "MC.DEC/9/44", "jurisdiction": "osce"}, "MC.DEC/9/44."),
        ({"title": "Act 3", "jurisdiction": "xaa", "role": "section", "number": "2"}, "Arvenia, Act 3, sect. 2."),
        (
            {"title": "Act 3", "jurisdiction": "xaa", "role": "definition", "number": "2", "address": "xaa/a@en#sec_2__def_x"},
            "Arvenia, Act 3, sect. 2.",
        ),
        (
            {"jurisdiction": "ilo", "title": "Convention 99", "role": "article", "number": "6"},
            "International Labour Organization, Convention 99, art. 6.",
        ),
    ],
)
def test_a_footnote_of_the_manual(fields: dict[str, object], expected: str) -> None:
    assert footnote(citable(**fields)) == expected


def test_plain_words_end_where_it_can_be_checked() -> None:
    assert plain(citable()) == "Shelters & more (1 December 2043), un/x@en"
    assert plain(citable(url="https://example.org/x", symbol="A/1")).endswith("A/1 (1 December 2043), https://example.org/x")


def test_files_of_reference_managers() -> None:
    one = citable(title="50 % of {all} shelters_\\ & more", symbol="A/1", role="operative", number="2")
    entry = bibtex(one)
    assert "title = {{50 \\% of \\{all\\} shelters\\_\\textbackslash{} \\& more}}" in entry
    assert entry.startswith("@misc{un-x-en,")
    assert entry.count("{") == entry.count("}")
    lines = ris(citable(form="statute", title="Two\nlines")).splitlines()
    assert (lines[0], lines[-1]) == ("TY  - STAT", "ER  -  ")
    assert "TI  - Two lines" in lines
