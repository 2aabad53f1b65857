"""National action plans: each action with its objective, lead agency, deadline, indicator and budget.

They come as tables whose first row names the columns, or as paragraphs with labels ("Lead agency: …"). An action is an
operative passage, so that it is graded as paragraphs of resolutions are; what belongs to it stands below it, labelled as printed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import groupby

from models.document import Document, Form, Role
from pipelines.forms.numbering import marker
from pipelines.identify import Identity
from pipelines.layout import Block, Layout, Style
from pipelines.passages import Draft, eid_part, lay

_LABEL = re.compile(r"^(?P<label>[^\W\d][^:|\n]{1,40}?)(?:\s(?P<number>\d+(?:\.\d+)*))?\s*[:–—]\s*(?P<rest>.*)$", re.S)
_NUMBERED = re.compile(r"^(?P<number>\d+(?:\.\d+)*|[a-z])[.)]?\s+(?P<rest>\S.*)$", re.S)
_BELONGING = ("lead", "deadline", "indicator", "budget")
_COLUMNS = 2
"""Columns of a table that are known by name at least, one of them the actions."""


@dataclass
class _Plan:
    """What has been read: the headings that are open, and the passages."""

    drafts: list[Draft] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    objective: str = ""
    numbers: int = 0
    others: int = 0

    def above(self) -> tuple[str, ...]:
        headings = tuple(label for _, label in self.path)
        return (*headings, self.objective) if self.objective and self.objective not in headings else headings

    def act(self, number: str | None, text: str, belonging: Sequence[str], page: int | None) -> None:
        self.numbers += 1
        printed = number or str(self.numbers)
        words = "\n".join([text, *belonging])
        self.drafts.append(
            Draft(eid=f"act_{eid_part(printed)}", role=Role.OPERATIVE, number=printed, text=words, path=self.above(), page=page)
        )

    def say(self, text: str, page: int | None) -> None:
        self.others += 1
        self.drafts.append(Draft(eid=f"p_{self.others}", role=Role.SECTION, text=text, path=self.above(), page=page))


def is_plan(layout: Layout) -> bool:
    """Its title says so, does not say that it is a law which adopts one, and actions are set out in columns or under labels."""
    heads = [*(layout.facts.get(key, "") for key in ("title", "doctitle")), *(block.text for block in layout.blocks[:4])]
    titles = [head.lower() for head in heads if 8 < len(head) < 200]
    named = [title for title in titles if any(pattern.search(title) for pattern in _patterns("titles"))]
    law = any(pattern.search(title) for title in titles for pattern in _patterns("laws"))
    return bool(named) and not law and _sets_out(layout.blocks)


def _sets_out(blocks: Sequence[Block]) -> bool:
    """A row that names a plan's columns, or labels of actions and of what belongs to them."""
    if any(len(cells) > 1 and _columns(cells) for cells, _ in _rows(blocks)):
        return True
    labels = [_kind(match["label"]) for block in blocks if (match := _LABEL.match(block.text))]
    return labels.count("action") >= _COLUMNS and any(kind in labels for kind in _BELONGING)


def read(layout: Layout, identity: Identity) -> Document:
    """The plan's actions and the text around them."""
    plan = _Plan()
    columns: dict[int, tuple[str, str]] = {}
    pending: _Labelled | None = None
    for cells, block in _rows(layout.blocks):
        if len(cells) > 1:
            _closed(plan, pending)
            pending = None
            found = _columns(cells)
            if found:
                columns = found
            elif columns:
                _table_row(plan, cells, columns, block)
            else:
                plan.say(" | ".join(cell for cell in cells if cell), block.page)
            continue
        pending = _paragraph(plan, block, pending)
    _closed(plan, pending)
    named = identity.model_copy(update={"body": None, "form": Form.PLAN})
    passages = lay(named.work, named.language, plan.drafts)
    warnings = (*named.warnings, *layout.warnings)
    if not any(passage.role is Role.OPERATIVE for passage in passages):
        warnings = (*warnings, "no table or labels of actions were found in the plan: its paragraphs are read as they stand")
    return Document(**named.model_dump(exclude={"warnings"}), passages=passages, footnotes=layout.footnotes, warnings=warnings)


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], Block]]:
    """Rows of tables as their cells; a paragraph is a row of one."""
    for row, several in groupby(enumerate(blocks), key=lambda pair: pair[1].cell[0] if pair[1].cell else -1 - pair[0]):
        held = [block for _, block in several]
        if row < 0:
            yield held[0].cells or (held[0].text,), held[0]
            continue
        cells: dict[int, list[str]] = {}
        for block in held:
            cells.setdefault(block.cell[1] if block.cell else 0, []).append(block.text)
        yield tuple(" ".join(cells.get(column, ())) for column in range(max(cells) + 1)), held[0]


def _columns(cells: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Column to what it holds and what it is called, if the row names the columns of a plan."""
    known = {at: (kind, cell.strip(" :")) for at, cell in enumerate(cells) if (kind := _kind(cell))}
    kinds = {kind for kind, _ in known.values()} - {"number"}
    return known if "action" in kinds and len(kinds) >= _COLUMNS else {}


def _table_row(plan: _Plan, cells: Sequence[str], columns: Mapping[int, tuple[str, str]], block: Block) -> None:
    held = {columns[at][0]: (columns[at][1], cell) for at, cell in enumerate(cells) if at in columns and cell.strip()}
    if "objective" in held:
        plan.objective = held["objective"][1]
    if "action" not in held:
        filled = list(dict.fromkeys(cell for cell in cells if cell.strip()))
        if len(filled) == 1:  # a line across the table: the objective of the rows below
            plan.objective = filled[0]
        return
    number, text = _number(held["action"][1])
    number = held["number"][1].strip(" .") if "number" in held else number
    belonging = [f"{label}: {words}" for kind in _BELONGING if kind in held for label, words in [held[kind]]]
    plan.act(number, text, belonging, block.page)


@dataclass
class _Labelled:
    """An action in paragraphs, whose labelled lines follow it."""

    number: str | None
    text: str
    page: int | None
    belonging: list[str] = field(default_factory=list)


def _paragraph(plan: _Plan, block: Block, pending: _Labelled | None) -> _Labelled | None:
    """A heading, a labelled line, or text; returns the action that is open after it."""
    match = _LABEL.match(block.text)
    kind = _kind(match["label"]) if match else None
    if match and kind == "action":
        _closed(plan, pending)
        return _Labelled(match["number"], match["rest"] or match["label"], block.page)
    if match and kind in _BELONGING and pending is not None:
        pending.belonging.append(block.text)
        return pending
    _closed(plan, pending)
    if match and kind == "objective":
        plan.objective = block.text
    elif block.style is Style.HEADING:
        level = block.level or 1
        plan.path = [*(pair for pair in plan.path if pair[0] < level), (level, block.text)]
        plan.objective = ""
    else:
        plan.say(block.text, block.page)
    return None


def _closed(plan: _Plan, pending: _Labelled | None) -> None:
    if pending is not None:
        plan.act(pending.number, pending.text, pending.belonging, pending.page)


def _number(text: str) -> tuple[str | None, str]:
    match = _NUMBERED.match(text) if marker(text) or re.match(r"\d+\.\d", text) else None
    return (match["number"], match["rest"]) if match else (None, text)


def _kind(label: str) -> str | None:
    """What a column or label is about; its words may stand beside others: "Responsible institution(s)"."""
    words = re.sub(r"\(.*?\)|[^\w\s.#°º-]", " ", label.lower()).strip()
    words = re.sub(r"\s+\d+(?:\.\d+)*$", "", " ".join(words.split()))
    return next((kind for kind, names in _table()["columns"].items() if words in names), None)


def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _table()[key])


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files("pipelines.forms").joinpath("plan.toml").read_text(encoding="utf-8"))
