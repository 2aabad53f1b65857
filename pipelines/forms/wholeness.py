"""Whether a text is a whole law, a code or a part of a law, as its own words and numbers show.

A finding that a law is silent rests on this, so that a doubt makes a part of the text: numbers that begin late, stop early
or jump, an opening division other than the first, words marked as left out, a sentence cut off at the end. What the
file's name says counts where the text shows no whole law against it.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from models.document import Completeness
from pipelines.forms.numbering import roman
from pipelines.forms.outline import Loose, Unit
from pipelines.identify import Identity
from pipelines.layout import Block

_STEP = 6
"""How far a number may be from the last one and still follow it: repealed sections are missing from consolidated texts."""
_MISSING = 0.2
"""Share of missing numbers above which sections were left out; a consolidated act of 275 sections lacks 0.12."""
_BEYOND = 0.1
"""Share of units after the count that are numbered higher: sections after a gap. What an amending act quotes lies within it."""
_MANY = 10
"""Units that count on from the first without a gap: as many as no excerpt has, whatever its file is called."""
_LONG = 20_000
"""Characters of a text without numbered units above which it is taken for a whole one."""
_SERIES = 20
"""Different first numbers of articles counted in series ("L425-1") below which a code is no whole one."""


def completeness(identity: Identity, parts: Sequence[Unit | Loose], blocks: Sequence[Block]) -> Completeness:
    """What the text shows, given what the file said of itself (`identity.completeness`)."""
    stated = identity.completeness
    coded = stated is Completeness.CODE or _matches("codes", identity.title)
    whole = Completeness.CODE if coded and not _matches("amending", identity.title) else Completeness.FULL
    units = [part for part in parts if isinstance(part, Unit)]
    opening = f"{identity.title}\n" + "\n".join(block.text for block in blocks[:3] if len(block.text) < 200)
    if _matches("parts", opening) or any(_matches("omissions", block.text) for block in blocks):
        return Completeness.EXTRACT
    if not units:
        short = sum(len(block.text) for block in blocks) < _LONG and not _ends(blocks)
        return Completeness.EXTRACT if short or stated is Completeness.EXTRACT else whole
    if _partial(units, parts, blocks):
        return Completeness.EXTRACT
    return Completeness.EXTRACT if stated is Completeness.EXTRACT and len(_chain(units)) < _MANY else whole


def _partial(units: Sequence[Unit], parts: Sequence[Unit | Loose], blocks: Sequence[Block]) -> bool:
    if _in_series(units):
        return len({_first_number(unit.number) for unit in units}) < _SERIES
    if _begins_late(units) or _opens_with_later_division(parts):
        return True
    chain = _chain(units)
    if not chain:  # numbers that do not count: "第一条" of a long code
        return False
    missing = sum(after - before - 1 for before, after in pairwise([0, *chain])) / chain[-1]
    numbers = [_first_number(unit.number) for unit in _main(units)]
    after_count = numbers[numbers.index(chain[-1]) :] if chain[-1] in numbers else []
    beyond = sum(number > chain[-1] for number in after_count) / len(numbers)
    few = len(units) < 3 and not _ends(blocks)
    return missing > _MISSING or beyond > _BEYOND or few or _cut_off(blocks)


def _main(units: Sequence[Unit]) -> Sequence[Unit]:
    """The units outside annexes; those in them where there are no others, as in a decree that approves a regulation."""
    return [unit for unit in units if not unit.prefix] or units


def _first_number(number: str) -> int:
    match = re.search(r"\d+", number)
    return int(match.group()) if match else roman(number.strip()) if re.fullmatch(r"[IVXLC]+", number) else 0


def _in_series(units: Sequence[Unit]) -> bool:
    """Articles counted within the chapter that their first number names: "L425-1", "225-4-1", "566.206"."""
    composite = [re.match(r"(?:[A-Z]\.?\s?)?\d+[-.]\d", unit.number) for unit in units]
    return sum(map(bool, composite)) > 0.8 * len(units)


def _begins_late(units: Sequence[Unit]) -> bool:
    """The first number is above 3: an article before the first, or an unread heading, may be missing from a whole law."""
    numbers = [n for unit in _main(units) if (n := _first_number(unit.number) or _cjk_number(unit.number))]
    return bool(numbers) and numbers[0] > (3 if len(numbers) >= _MANY else 1)


def _cjk_number(number: str) -> int:
    """The value of a Chinese number up to 999 in "第二百四十条"; 0 when there is none."""
    total = digit = 0
    for character in number:
        if character in "一二三四五六七八九":
            digit = "一二三四五六七八九".index(character) + 1
        elif character in "十百":
            total, digit = total + max(digit, 1) * (10 if character == "十" else 100), 0
        elif character == "条":
            break
    return total + digit


def _opens_with_later_division(parts: Sequence[Unit | Loose]) -> bool:
    """The first division is not the first of its kind: "Part 5", "4 kap."."""
    path = next((part.path for part in parts if isinstance(part, Unit)), ())
    if not path:
        return False
    match = re.match(r"\W*(?:[^\W\d_]+\W+)?(\d{1,3}|[IVXLC]+)\b", path[0])
    number = (int(match[1]) if match[1].isdigit() else roman(match[1])) if match else 0
    return number > 1


def _chain(units: Sequence[Unit]) -> list[int]:
    """The numbers that count on from 1; what lies off the count (quoted insertions, a second text) is passed over."""
    chain: list[int] = []
    for unit in _main(units):
        number = _first_number(unit.number) or _cjk_number(unit.number) or (1 if not chain else 0)
        last = chain[-1] if chain else 0
        if last < number <= last + _STEP:
            chain.append(number)
    return chain


def _cut_off(blocks: Sequence[Block]) -> bool:
    """The last paragraph is a sentence without an end, or announces words that do not come."""
    last = blocks[-1].text.rstrip()
    return bool(re.search(r"[;:,]\s?(?:or|and|o|y|ou|et|oder|und|ou|e)?$", last)) or (len(last) > 80 and last[-1:].islower())


def _ends(blocks: Sequence[Block]) -> bool:
    """The text has a beginning's or an end's formula: title, commencement, repeals."""
    return any(_matches("endings", block.text) for block in (*blocks[:12], *blocks[-12:]))


def _matches(key: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns()[key])


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    table = tomllib.loads(files("pipelines.forms").joinpath("wholeness.toml").read_text(encoding="utf-8"))
    return {key: tuple(re.compile(pattern, re.I) for pattern in patterns) for key, patterns in table.items()}
