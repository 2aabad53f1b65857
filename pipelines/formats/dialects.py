"""What the elements of each XML dialect of legal texts are: the tables of dialects.toml as records."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree
from pydantic import Field, model_validator

from models.base import Record


class Dialect(Record):
    """One publisher's way to write laws in XML. Elements are named without namespaces, or by their class."""

    roots: frozenset[str]
    having: str = ""
    """Name of an element, or part of a namespace, that tells it from another dialect with the same root."""
    module: str = ""
    """The module in pipelines/formats that lays it out, where its parts follow each other instead of nesting."""
    by_class: bool = False
    """The first word of an element's class says what it is, as in HTML."""
    country: str = ""
    language: str = ""
    divisions: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    """Divisions where units lie in them, else units."""
    groups: frozenset[str] = frozenset()
    """Hold units and carry the heading for them."""
    units: Mapping[str, str] = Field(default_factory=dict)
    """Element to kind: "article" or "section"."""
    in_annex: str = ""
    """Kind of a unit within an annex, where it is another one."""
    items: Mapping[str, str] = Field(default_factory=dict)
    """Element to its part in an eid ("subsec"); "" where the number decides."""
    wrappers: frozenset[str] = frozenset()
    """Hold the number and heading of what they stand in."""
    number: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    """What a number counts ("Chapter"): printed in headings of divisions, and said by the kind of a unit."""
    value: str = ""
    """Attribute in which a unit's number stands bare."""
    item_number: str = ""
    """Attribute in which an item's number stands as printed."""
    bracketed: frozenset[str] = frozenset()
    """Items whose number prints in brackets that the file leaves out."""
    heading: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    remarks: frozenset[str] = frozenset()
    """Notes without a mark: sources, history."""
    references: Mapping[str, str] = Field(default_factory=dict)
    """Element that stands for a mark, to the attribute with the id of its note; "*" for any element with the attribute."""
    skip: frozenset[str] = frozenset()
    annexes: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    """Words put into another text: its sections are none of this one."""
    quotes: str = ""
    """The quotation marks that print around them, where the file leaves them out."""
    breaks: frozenset[str] = frozenset({"br", "eol"})
    lapsed: frozenset[str] = frozenset()
    """`attribute=value` of what does not apply: repealed, or not yet commenced."""
    since: str = ""
    until: str = ""
    """Attributes with the first and last day on which a part applies."""
    facts: Mapping[str, str | tuple[str, ...]] = Field(default_factory=dict)
    """A fact's key to the path, or paths in order of trust, where it is found: names of descendants, `[a=b]` an attribute's
    value, `@` the attribute to take."""
    work: str = ""
    """How the work's number is put together from facts, where all are there: "act/{act_year}/{act_number}"."""
    title: tuple[str, ...] = ()
    """What the title is put together from: words, and facts in braces; facts that are missing are passed over."""
    repealed: str = ""
    """Path of an element that says that the whole text is repealed."""
    whole: str = ""
    """What the address of a whole text matches: the file is no part of one."""
    unnumbered: Mapping[str, str] = Field(default_factory=dict)
    """Units that print a word in a number's place."""
    characters: Mapping[str, str] = Field(default_factory=dict)
    """Empty elements that stand for a character, and the character."""
    codes: frozenset[str] = frozenset()
    """Empty elements that stand for the character whose code they carry, such as quotation marks."""

    @model_validator(mode="before")
    @classmethod
    def _lists_are_sets(cls, table: dict[str, object]) -> dict[str, object]:
        """TOML has lists only; the order of none but a title's parts and a fact's paths counts."""
        return {key: _plain(key, value) for key, value in table.items()}

    def name(self, element: etree._Element) -> str:
        """What the element is called in this dialect; "" for comments and the like."""
        if self.by_class and (marked := (element.get("class") or "").split()):
            return marked[0]
        return local(element)


def _plain(key: str, value: object) -> object:
    if isinstance(value, dict):
        return {name: tuple(paths) if isinstance(paths, list) else paths for name, paths in value.items()}
    if not isinstance(value, list):
        return value
    return tuple(value) if key == "title" else frozenset(value)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments, instructions and entities."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def dialect_of(root: etree._Element) -> Dialect | None:
    """The first dialect of the table that the root fits."""
    return next((dialect for dialect in dialects().values() if _fits(root, dialect)), None)


def _fits(root: etree._Element, dialect: Dialect) -> bool:
    if local(root) not in dialect.roots:
        return False
    if not dialect.having:
        return True
    if "." in dialect.having or ":" in dialect.having:
        return any(dialect.having in (namespace or "") for namespace in root.nsmap.values())
    return any(dialect.name(element) == dialect.having for element in root.iter())


@cache
def dialects() -> Mapping[str, Dialect]:
    """By name, in the order in which they are tried."""
    tables = tomllib.loads(files("pipelines.formats").joinpath("dialects.toml").read_text(encoding="utf-8"))
    return {name: Dialect.model_validate(_whole(table, tables)) for name, table in tables.items()}


def _whole(table: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A table with what it takes over from the one that it is like."""
    return {key: value for key, value in {**tables.get(table.get("like", ""), {}), **table}.items() if key != "like"}
