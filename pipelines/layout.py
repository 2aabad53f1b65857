"""What a format hands to a form: the blocks of a text in reading order, as laid out."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from models.base import Record
from models.document import Footnote


class Style(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    QUOTE = "quote"


class Block(Record):
    """A paragraph of the page: one run of text that the author ended with a paragraph break."""

    text: str
    """Without footnote marks and page furniture; soft line breaks and hyphenation undone."""
    style: Style = Style.PARAGRAPH
    level: int = 0
    """1 to 6 for headings; nesting depth for list items."""
    lead: str = ""
    """The italic or bold run that opens the text, as printed ("Recalling also"); empty when there is none."""
    bold: bool = False
    """The whole block is bold."""
    number: str | None = None
    """A number that the format keeps apart from the text (Word's automatic numbering, `num` in XML), as it would print."""
    page: int | None = None
    last_page: int | None = None
    """Page of its last line, where it goes on over a page break."""
    indent: float | None = None
    """Left edge of the first line: points in a PDF, nesting elsewhere. Only its order within one document matters."""
    centred: bool = False
    eid: str | None = None
    """The identifier that the XML itself gives the part."""
    element: str | None = None
    """What XML with legal structure says it is: "section", "article", "division", "annex", "definition", or its part of an
    eid ("subsec")."""
    depth: int | None = None
    """How deep the XML nests it in its unit: 0 for the unit's own words; None where the file has no such structure."""
    in_force: bool | None = None
    """False for what the file marks as repealed or not yet commenced."""
    cells: tuple[str, ...] = ()
    """Of a table's row in one block: its cells by column, empty ones too."""
    cell: tuple[int, int] | None = None
    """Row and column, where each cell of a table is a block: rows are counted through the file."""
    language: str | None = None
    marks: tuple[str, ...] = ()
    """Footnote marks that stood in the text, in order."""
    aside: str | None = None
    """The marginal note printed beside it: the heading of its section, or what it cites."""


class Layout(Record):
    """A text as laid out, with what its file says of itself."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    facts: Mapping[str, str] = Field(default_factory=dict)
    """Front matter or metadata in the file's own keys, lower case ("title", "identifier", "country")."""
    furniture: tuple[str, ...] = ()
    """Running heads, page numbers and job numbers that were left out of the blocks."""
    warnings: tuple[str, ...] = ()


class Unreadable(Exception):
    """The bytes are not a document that can be read. The message is one sentence: what was expected and what came."""


class Blocked(Unreadable):
    """The bytes are a block page or an empty answer in a document's place: they say nothing about the document."""
