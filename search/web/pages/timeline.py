"""Uses of a wording as a picture: bodies down, years across, a dot a use with its action grade."""

from collections import Counter
from collections.abc import Sequence

from models.base import Record
from models.precedent import Precedent, Sameness, Use
from search import naming
from search.naming import to_document

_LEFT, _RIGHT, _TOP = 190, 24, 14  # pixels around the dots
_WIDTH = 860
_STEP = 24  # between two dots of one body and year, one above the other
_YEARS_SHOWN = 12  # labels at most along the axis


class Dot(Record):
    x: float
    y: float
    grade: int
    same: bool
    """The same paragraph, exact or edited; else other words on the point."""
    label: str
    url: str


class Row(Record):
    name: str
    y: float


class Tick(Record):
    year: int
    x: float


class Timeline(Record):
    width: int
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    undated: int
    """Uses of which no year is known; they are not drawn."""


def timeline(found: Sequence[Precedent]) -> Timeline | None:
    """Of all uses of the precedents shown; None where fewer than two are dated, which is no picture."""
    uses = [(use, one.sameness is not Sameness.SUBSTANCE) for one in found for use in one.uses]
    dated = [(use, same, use.year) for use, same in uses if use.year is not None]
    if len(dated) < 2:
        return None
    first, last = min(year for _, _, year in dated), max(year for _, _, year in dated)
    scale = (_WIDTH - _LEFT - _RIGHT) / max(1, last - first)
    crowd = Counter((use.jurisdiction, year) for use, _, year in dated)
    rows, height = _rows([use for use, _, _ in dated], crowd)
    placed: Counter[tuple[str, int]] = Counter()
    dots = []
    for use, same, year in dated:
        y = rows[use.jurisdiction].y + _STEP * placed[use.jurisdiction, year]
        placed[use.jurisdiction, year] += 1
        dots.append(_dot(use, same, _LEFT + (year - first) * scale, y))
    ticks = tuple(Tick(year=year, x=_LEFT + (year - first) * scale) for year in _shown(first, last))
    undated = len(uses) - len(dated)
    return Timeline(width=_WIDTH, height=height, rows=tuple(rows.values()), ticks=ticks, dots=tuple(dots), undated=undated)


def _rows(uses: Sequence[Use], crowd: Counter[tuple[str, int]]) -> tuple[dict[str, Row], int]:
    """A row for each body, as high as its fullest year; and the height of the picture."""
    rows, y = {}, float(_TOP + _STEP / 2)
    for code in sorted({use.jurisdiction for use in uses}, key=naming.place):
        rows[code] = Row(name=naming.place(code), y=y)
        y += _STEP * max(n for (body, _), n in crowd.items() if body == code) + _STEP / 2
    return rows, int(y + _STEP)


def _dot(use: Use, same: bool, x: float, y: float) -> Dot:
    said = [use.symbol or use.title, naming.part(use.role, use.number or ""), use.adopted and naming.day(use.adopted)]
    label = ", ".join(part for part in said if part)
    return Dot(x=round(x, 1), y=y, grade=use.action, same=same, label=label, url=to_document(use.address))


def _shown(first: int, last: int) -> range:
    return range(first, last + 1, max(1, -(-(last - first + 1) // _YEARS_SHOWN)))
