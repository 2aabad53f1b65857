"""A unit's paragraphs as a tree of numbered items, and the passages to cut it into."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.forms.numbering import Marker, as_roman, marker
from pipelines.layout import Block
from pipelines.passages import eid_part

LONGEST = 1500
"""Characters of a passage before it is cut at its items: the embedding model reads no more of it, and no page shows more."""

_INTRODUCES = re.compile(r"(?:[:：—–-]|:-)\s*$")
_DEFINED = re.compile(r"^[“\"‘„«']\s?([^”\"’»']{2,80}?)\s?[”\"’“»'](?=[^\w]|\w{3,})")


@dataclass
class Node:
    """An item with its own words and the items below it, in reading order."""

    marker: Marker | None = None
    term: str | None = None
    content: list["str | Node"] = field(default_factory=list)
    page: int | None = None
    indent: float = 0.0
    depth: int = 0
    name: str | None = None
    """Its part of an eid, where the file names it."""
    in_force: bool | None = None

    @property
    def items(self) -> list["Node"]:
        return [piece for piece in self.content if isinstance(piece, Node)]

    def lines(self) -> Iterator[str]:
        """Its words as printed, a line per paragraph, enumerators in front."""
        printed = self.marker.printed if self.marker and self.marker.style != "-" else ""
        for piece in self.content:
            for line in [piece] if isinstance(piece, str) else piece.lines():
                yield f"{printed} {line}" if printed else line
                printed = ""
        if printed:
            yield printed

    @property
    def text(self) -> str:
        return "\n".join(self.lines())


def tree(blocks: Sequence[Block], *, terms: bool = False) -> Node:
    """The blocks nested by their enumerators. With `terms`, each defined word opens an item of its own."""
    root = Node()
    path = [root]
    for block in blocks:
        if block.depth is not None:
            _hang(path, block, terms)
            continue
        text = block.text
        defined = _term(block, terms)
        if defined:
            del path[1:]
            _push(path, Node(term=defined, page=block.page))
        found = None if defined else _marked(block)
        if not found and not defined:
            _leave(path, text, block.indent or 0.0)
        while found and len(path) < 8:
            _place(path, found, block)
            text = text[len(found.printed) :].lstrip(" .") if text.startswith(found.printed) else text
            found = _inner(text)
        if text:
            path[-1].content.append(text)
            path[-1].page = path[-1].page or block.page
    return root


def _hang(path: list[Node], block: Block, terms: bool) -> None:
    """A block of a file that says how deep it stands: what opens an item closes all as deep, other words close what is deeper."""
    depth = block.depth or 0
    defined = None if block.number else _term(block, terms)
    found = _marked(block) if block.number else None
    opens = defined is not None or found is not None
    while len(path) > 1 and path[-1].depth >= max(depth, 1) + (not opens):
        path.pop()
    if opens:
        name = block.element if block.element != "definition" else None
        node = Node(marker=found, term=defined, page=block.page, depth=max(depth, 1), name=name, in_force=block.in_force)
        _push(path, node)
    text = block.text[len(found.printed) :].lstrip() if found and block.text.startswith(found.printed) else block.text
    if text:
        path[-1].content.append(text)


def _term(block: Block, terms: bool) -> str | None:
    """The word that the paragraph defines: as the XML marks it, or in quotation marks at its start."""
    if block.element == "definition":
        return block.lead or block.text[:30]
    match = _DEFINED.match(block.text) if terms else None
    return match.group(1) if match else None


def _inner(text: str) -> Marker | None:
    """A second enumerator right after the first: "2. (a) …"."""
    found = marker(text)
    return found if found and found.style[:1] in "(a" else None


def _marked(block: Block) -> Marker | None:
    if block.number:
        return marker(f"{block.number} x") or _uncounted(block.number)
    return marker(block.text)


def _uncounted(number: str) -> Marker:
    """A number that no list counts by: "Stk. 2." is 2, "§ 3¹" is 3¹."""
    bare = re.search(r"[\w¹²³⁰-⁹]*\d[\w¹²³⁰-⁹.\-]*", number)
    return Marker(printed=number, value=(bare.group() if bare else number).strip(".- ") or number, style="1.", ordinal=0)


def _push(path: list[Node], node: Node) -> None:
    path[-1].content.append(node)
    path.append(node)


def _place(path: list[Node], found: Marker, block: Block) -> None:
    """Hang a marked item where its count goes on; else as a first item below the last."""
    node = Node(marker=found, page=block.page, indent=block.indent or 0.0)
    candidates = [found, *([other] if (other := as_roman(found)) else [])]
    for depth in range(len(path) - 1, 0, -1):
        above = path[depth].marker
        for candidate in candidates:
            if above and above.style == candidate.style and (candidate.ordinal == above.ordinal + 1 or candidate.ordinal == 0):
                node.marker = candidate
                del path[depth:]
                _push(path, node)
                return
    first = next((candidate for candidate in reversed(candidates) if candidate.ordinal == 1), None)
    if first is None:
        for depth in range(1, len(path)):
            above = path[depth].marker
            if above and above.style in {candidate.style for candidate in candidates}:
                del path[depth:]
                break
    node.marker = first or found
    if first is not None:
        same = [d for d in range(1, len(path)) if (m := path[d].marker) and m.style == first.style]
        if same:
            del path[same[0] :]
    _push(path, node)


def _leave(path: list[Node], text: str, indent: float) -> None:
    """Before an unmarked paragraph: close the lists that it does not belong to.

    A list that an introductory text opened ends with it; numbered paragraphs that stand on their own go on.
    """
    while len(path) > 1 and (path[-1].content or path[-1].marker):
        parent = path[-2]
        opened = [piece for piece in parent.content if isinstance(piece, str)]
        if path[-1].term is not None or indent > path[-1].indent:
            break
        if not opened and (len(path) == 2 or indent >= path[-1].indent > 0):
            break
        path.pop()


def cut(
    node: Node, eid: str, number: str | None, *, whole: int, kind: str
) -> Iterator[tuple[str, str | None, Node | None, str, int]]:
    """(eid, number, node, text, level) per passage: the whole where it is short, else its introduction and its items.

    `whole` is the length up to which numbered paragraphs that stand on their own stay together.
    """
    yield from _cut(node, eid, number, whole, kind, 0)


def _cut(
    node: Node, eid: str, number: str | None, whole: int, kind: str, level: int
) -> Iterator[tuple[str, str | None, Node | None, str, int]]:
    text = node.text
    defines = any(item.term for item in node.items)
    limit = whole if _independent(node) and (not level or defines) else LONGEST
    if len(text) <= limit or not node.content:
        yield eid, number, node, text, level
        return
    run: list[str] = []
    runs = 0
    printed = node.marker.printed if node.marker and node.marker.style != "-" else ""
    for piece in [*node.content, None]:
        too_long = isinstance(piece, str) and run and sum(map(len, run)) + len(piece) > LONGEST
        if run and (not isinstance(piece, str) or too_long):
            runs += 1
            yield (eid if runs == 1 else f"{eid}__p_{runs}"), number, node, "\n".join(run), level
            run = []
        if isinstance(piece, str):
            run.append(f"{printed} {piece}" if printed else piece)
            printed = ""
        elif piece is not None:
            name, below = _named(piece, kind, level)
            yield from _cut(piece, f"{eid}__{name}", _numbered(number, piece), whole, below, level + 1)
            printed = ""


def _independent(node: Node) -> bool:
    """Numbered paragraphs (or definitions) without a text that introduces them as one list."""
    opened = node.content and isinstance(node.content[0], str) and _INTRODUCES.search(node.content[0])
    return len(node.items) > 1 and (not opened or any(item.term for item in node.items))


_KINDS = {"subsec": "subsec", "para": "para"}


def _named(node: Node, kind: str, level: int) -> tuple[str, str]:
    """The item's part of the eid, and what items below it are called: sections have subsections, articles paragraphs."""
    if node.term is not None:
        return f"def_{eid_part(node.term)}", "para"
    if node.name:
        return f"{node.name}_{eid_part(node.marker.value) if node.marker else 'item'}", _KINDS.get(node.name, "item")
    digits = node.marker is not None and node.marker.value[:1].isdigit()
    name = (
        "subsec"
        if kind == "sec" and digits
        else {"sec": "para", "art": "para", "subsec": "para", "para": "subpara"}.get(kind, "item")
    )
    value = eid_part(node.marker.value) if node.marker and node.marker.style != "-" else "item"
    return f"{name}_{value}", name


def _numbered(number: str | None, node: Node) -> str | None:
    if node.marker is None or node.marker.style == "-":
        return number
    return f"{number or ''}({node.marker.value})"
