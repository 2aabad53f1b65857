"""Dates as legal texts print them."""

from datetime import date

import pytest

from pipelines.dates import dates

CASES = [
    ("Enacted on 2024-03-07.", date(2024, 3, 7)),
    ("Assented to on 18 July 2022", date(2022, 7, 18)),
    ("DONE at Port Aster, this 16 th day of May 2005, in English", date(2005, 5, 16)),
    ("Sancionada: Abril 9 de 2008", date(2008, 4, 9)),
    ("le 22 juin 1970", date(1970, 6, 22)),
    ("1er mars 2019", date(2019, 3, 1)),
    ("adopts this twenty-second day of May of the year one thousand nine hundred and seventy-four", date(1974, 5, 22)),
    ("Done at Port Aster, the thirtieth day of May, nineteen hundred and twenty-one", date(1921, 5, 30)),
    ("this third day of April of the year two thousand and seven", date(2007, 4, 3)),
    ("this twentieth day of May of the year one thousand nine hundred and thirtyseven", date(1937, 5, 20)),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_first_date_of_a_text(text, expected):
    assert next(dates(text)) == expected


@pytest.mark.parametrize("text", ["", "31 February 2020", "the ninth session", "section 12 of 2020"])
def test_what_is_no_date(text):
    assert list(dates(text)) == []
