"""Acts and codes: sections or articles under divisions, definitions, schedules, repealed and blanked provisions."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from models.document import Completeness, Document, Footnote, Passage, Role
from pipelines.forms import outline
from pipelines.forms.numbering import marker
from pipelines.forms.outline import Loose, Unit
from pipelines.forms.printed import unwrapped
from pipelines.forms.tree import LONGEST, cut, tree
from pipelines.forms.wholeness import completeness
from pipelines.identify import Identity
from pipelines.layout import Block, Layout, Unreadable
from pipelines.passages import Draft, eid_part, lay

_WHOLE = 400
"""Characters up to which a section's numbered paragraphs stay one passage: beyond, each is found and cited by itself."""

_DEFINED = 150
"""The same for definitions: a query asks for one word."""

_HEADING = 90
"""Letters that a heading has at most."""

_LINE = 32
"""Letters that the headings of a table of contents have on average, at most."""

_BLANK_SHARE = 0.04
"""Units without words, of all: above it, parts of the copy are blanked (amending articles printed as "(*)")."""


def read(layout: Layout, identity: Identity) -> Document:
    """The statute's passages. Unreadable when the file is a table of contents: headings without words below them."""
    layout = unwrapped(layout)
    parts = list(outline.outline(layout.blocks, identity.title))
    if len(parts) == 1 and isinstance(parts[0], Loose):
        parts = [_only_section(parts[0], identity) or parts[0]]
    units = [part for part in parts if isinstance(part, Unit)]
    blank = [unit for unit in units if not _words(unit)]
    if _is_contents(units) or (not _structured(layout) and _lists_headings(layout.blocks)):
        headings = len(units) or len(layout.blocks)
        raise Unreadable(f"{identity.title}: only a table of contents, {headings} headings without the text below them")
    drafts: list[Draft] = []
    notes: list[tuple[Footnote, int]] = []
    for part in parts:
        kept, history = _without_notes(part.blocks)
        part.blocks = kept
        notes += [(Footnote(mark="note", text=block.text, page=block.page), len(drafts)) for block in history]
        beside = kept[_headed_in_margin(part) :] if isinstance(part, Unit) else kept
        notes += [(Footnote(mark="margin", text=block.aside, page=block.page), len(drafts)) for block in beside if block.aside]
        drafts += _unit(part) if isinstance(part, Unit) else loose(part) if units else _unnumbered(part, len(drafts))
    stated = identity.completeness if layout.facts.get("whole") else completeness(identity, parts, layout.blocks)
    whole = identity.model_copy(update={"completeness": stated})
    return document(layout, whole.model_copy(update={"completeness": _gutted(whole, units, blank)}), drafts, notes)


def document(layout: Layout, identity: Identity, drafts: Sequence[Draft], notes: Sequence[tuple[Footnote, int]] = ()) -> Document:
    """The drafts laid out as the document that `identity` names; each note with the position of the draft it is about."""
    passages = lay(identity.work, identity.language, drafts)
    warnings = layout.warnings
    if not any(draft.number for draft in drafts):
        warnings = (*warnings, "no numbered articles or sections: paragraphs are counted as they stand")
    return Document(
        **identity.model_dump(exclude={"warnings"}),
        passages=passages,
        footnotes=(*layout.footnotes, *_placed(notes, drafts, passages)),
        warnings=(*identity.warnings, *warnings),
    )


def _placed(notes: Sequence[tuple[Footnote, int]], drafts: Sequence[Draft], passages: Sequence[Passage]) -> Iterator[Footnote]:
    """The notes with the addresses of the passages that the drafts became; a draft without words became none."""
    position = list(accumulate((bool(draft.text.strip()) for draft in drafts), initial=0))
    for note, about in notes:
        found = passages[position[about]] if about < len(drafts) and drafts[about].text.strip() else None
        yield note.model_copy(update={"address": found.address if found else None})


def _is_contents(units: Sequence[Unit]) -> bool:
    """Many units, nearly all without words, or with a heading's worth of them in a single line."""
    empty = [
        unit
        for unit in units
        if not _words(unit) or (unit.heading is None and len(unit.blocks) == 1 and len(_words(unit)) < _HEADING)
    ]
    unsaid = [unit for unit in empty if not outline.is_repealed(" ".join(block.text for block in unit.blocks))]
    return len(units) >= 4 and len(unsaid) > 0.75 * len(units) and sum(len(_words(unit)) for unit in units) < _LINE * len(units)


def _structured(layout: Layout) -> bool:
    """The file itself says what is a section and what a heading."""
    return any(block.depth is not None for block in layout.blocks)


def _lists_headings(blocks: Sequence[Block]) -> bool:
    """Short lines, hardly one of them a sentence."""
    lines = [block.text for block in blocks]
    return len(lines) >= 8 and sum(len(line) > 110 or line.endswith((".", ";", "。")) for line in lines) < 0.15 * len(lines)


def _words(unit: Unit) -> str:
    """Its letters; one of a script without alphabet counts for three."""
    letters = (character for block in unit.blocks for character in block.text if character.isalpha())
    return "".join(letter * 3 if letter > "\u2e80" else letter for letter in letters)


def _without_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The provision's words and the notes on its history. A provision with nothing but a note keeps it: it says "repealed"."""
    history = [block for block in blocks if outline.is_note(block.text)]
    kept = [block for block in blocks if block not in history]
    return (kept, history) if kept else (list(blocks), [])


def _gutted(identity: Identity, units: Sequence[Unit], blank: Sequence[Unit]) -> Completeness:
    said = [(unit.heading or "", " ".join(block.text for block in unit.blocks)) for unit in blank]
    unexplained = [words for words in said if not any(outline.is_repealed(text) for text in words)]
    if identity.completeness is Completeness.FULL and len(unexplained) >= 3 and len(unexplained) > _BLANK_SHARE * len(units):
        return Completeness.GUTTED
    return identity.completeness


def _unit(unit: Unit) -> Iterator[Draft]:
    defining = _is_definitions(unit)
    eid = f"{unit.prefix}{unit.kind.value}_{eid_part(unit.number)}"
    blocks = _without_repeated_number(unit)
    if unit.heading is None and blocks and (split := outline.parenthesised(blocks[0].text)):
        unit.heading, rest = split
        blocks[0] = blocks[0].model_copy(update={"text": rest})
    if _headed_in_margin(unit):
        unit.heading = (blocks[0].aside or "").rstrip(".")
    if not blocks and outline.is_repealed(unit.heading or ""):  # "3. [Section 3 repealed by Act 9 of 2041]"
        blocks = [Block(text=unit.heading or "", page=unit.page)]
    whole = tree(blocks, terms=defining)
    text = whole.text
    gone = all(map(outline.is_repealed, text.split("\n") if text else [unit.heading or ""]))
    for address, number, node, words, level in cut(
        whole, eid, unit.number, whole=_DEFINED if defining else _WHOLE, kind=unit.kind.value
    ):
        yield Draft(
            eid=address,
            role=Role.DEFINITION if defining else role_of(unit),
            number=number,
            heading=unit.heading,
            path=unit.path,
            text=words,
            page=(node.page if node else None) or unit.page,
            level=level,
            in_force=False if gone or unit.in_force is False or (node and node.in_force is False) else None,
        )


def _headed_in_margin(unit: Unit) -> bool:
    """The marginal note beside its first line is its heading; other notes there say what is cited."""
    return unit.heading is None and bool(unit.blocks) and bool(unit.blocks[0].aside)


def role_of(unit: Unit) -> Role:
    return Role.ARTICLE if unit.kind is outline.Kind.ARTICLE else Role.SECTION


def _is_definitions(unit: Unit) -> bool:
    """Its heading says so, or two of its paragraphs open with a quoted word."""
    heading = (unit.heading or "").lower()
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", heading) for word in outline.words()["definitions"]):
        return True
    opening = sum(block.element == "definition" or defines(block.text) for block in unit.blocks)
    return opening >= 2 and opening > len(unit.blocks) // 4


def defines(text: str) -> bool:
    """The paragraph opens with a quoted word and says what it means."""
    match = re.match(r"[“\"‘„«'][^”\"’“»]{2,80}[”\"’“»']([^“\"„«]{0,60})", text)
    return bool(match) and any(word in match.group(1) for word in outline.words()["defining"])  # type: ignore[union-attr]


def _without_repeated_number(unit: Unit) -> list[Block]:
    """The unit's blocks; a number that the text repeats after the heading ("1.— In this Act") is taken off."""
    if not unit.blocks:
        return []
    first = unit.blocks[0]
    text = outline.without_number(first.text, unit.number)
    return [first.model_copy(update={"text": text}), *unit.blocks[1:]]


def loose(part: Loose) -> Iterator[Draft]:
    """Text outside the units: what precedes them, annexes, what closes. Only an annex is cut at its items."""
    if part.name.startswith("annex"):
        for eid, number, node, words, level in cut(tree(part.blocks), part.name, None, whole=LONGEST, kind="annex"):
            page = node.page if node else None
            yield Draft(
                eid=eid,
                role=Role.ANNEX,
                number=number,
                heading=part.heading,
                path=part.path,
                text=words,
                page=page,
                level=level,
                in_force=node.in_force if node else None,
            )
        return
    role = Role.FURNITURE if part.name == "conclusion" else Role.HEADING
    for count, run in enumerate(_runs(part.blocks), start=1):
        eid = part.name if count == 1 else f"{part.name}__p_{count}"
        yield Draft(eid=eid, role=role, path=part.path, text="\n".join(block.text for block in run), page=run[0].page)


def _unnumbered(part: Loose, before: int) -> Iterator[Draft]:
    """The paragraphs of a text that numbers no articles, counted as they stand; a list stays with what introduces it."""
    count, run = before, list[Block]()
    for block in [*part.blocks, None]:
        too_long = block is not None and sum(len(held.text) for held in run) + len(block.text) > LONGEST
        if run and (block is None or too_long or marker(block.text) is None):
            count += 1
            text = "\n".join(held.text for held in run)
            yield Draft(eid=f"p_{count}", role=Role.SECTION, path=part.path, text=text, page=run[0].page)
            run = []
        if block is not None:
            run.append(block)


def _only_section(part: Loose, identity: Identity) -> Unit | None:
    """The whole text as the one section that the file's facts name, where the text itself prints no number."""
    match = re.search(r"/sec_([^/]+)$", identity.work)
    return Unit(number=match.group(1), kind=outline.Kind.SECTION, path=part.path, blocks=part.blocks) if match else None


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Neighbouring blocks up to the length of a passage."""
    run: list[Block] = []
    for block in blocks:
        if run and sum(len(held.text) for held in run) + len(block.text) > LONGEST:
            yield run
            run = []
        run.append(block)
    if run:
        yield run
