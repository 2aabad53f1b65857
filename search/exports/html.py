"""Memos and sheets as one HTML file: nothing is loaded from elsewhere, no script, readable on a phone and by a screen reader."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.finding import FindingValue
from search.exports.memo import Memo
from search.exports.sheets import Sheet
from search.naming import STATES
from search.web.pages.links import web
from search.web.pages.rendering import style_sheet


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("search.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    by_word = {state.word: value.value for value, state in STATES.items()} | {value.value: value.value for value in FindingValue}
    made.globals.update(STATES=STATES, BY_WORD=by_word, style=Markup(style_sheet()))
    made.filters["web"] = web
    return made


def memos(some: Sequence[Memo], stream: TextIO) -> None:
    title = some[0].title if len(some) == 1 else "National law: findings"
    stream.writelines(_templates().get_template("memo.html").generate(memos=some, title=title))


def sheets(some: Iterable[Sheet], stream: TextIO, *, title: str) -> None:
    """Rows are written as they come."""
    stream.writelines(_templates().get_template("sheet.html").generate(sheets=some, title=title))
