"""XML of legal texts: Akoma Ntoso and the national dialects, by the tables in dialects.toml."""

import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

from lxml import etree

from pipelines.formats.dialects import Dialect, dialect_of, local
from pipelines.formats.elements import Walk
from pipelines.layout import Layout, Unreadable

_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": "internal",  # those that the file itself declares; libxml2 stops where they multiply
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_DEEPEST = 100
"""Levels of elements; laws nest to about forty."""
_NO_DATE = "2999"
"""Year that stands for "no date" in files of several publishers."""


def layout(content: bytes, today: date | None = None) -> Layout:
    """The blocks with what the XML says of each: its element, number, depth and whether it applies.

    `today` (default: the day of reading) decides between wordings and what is in force.

    Raises:
        Unreadable: the XML is not well-formed, nests too deep, or its root is none of a legal text.
    """
    root = parsed(content)
    dialect = dialect_of(root)
    if dialect is None:
        raise Unreadable(
            f"XML with the root <{local(root)}>, which is no form of legal text that is read here (Akoma Ntoso and others)"
        )
    for element in root.iter(*(f"{{*}}{name}" for name in dialect.characters)) if dialect.characters else ():
        element.text = dialect.characters[local(element)]
    facts = _facts(root, dialect)
    day = today or date.today()
    if dialect.module:
        found: Layout = import_module(f"pipelines.formats.{dialect.module}").blocks(root, day)
        return found.model_copy(update={"facts": {**facts, **found.facts}})
    walk = Walk.over(root, dialect, day)
    return Layout(blocks=tuple(walk.blocks), footnotes=tuple(walk.notes), facts=facts)


def parsed(content: bytes) -> etree._Element:
    """The tree, without entities from elsewhere and no deeper than laws are."""
    try:
        root = etree.fromstring(content.lstrip(), parser=etree.XMLParser(**_PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"XML that is not well-formed: {error.msg}") from error
    if root is None:
        raise Unreadable("XML without an element")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise Unreadable(f"XML nested more than {_DEEPEST} deep, expected a law")
    return root


def _facts(root: etree._Element, dialect: Dialect) -> dict[str, str]:
    facts = {
        key: value
        for key, paths in dialect.facts.items()
        if (value := next((found for path in _several(paths) if (found := _found(root, path, dialect.skip))), ""))
    }
    for key, stated in (("country", dialect.country), ("language", dialect.language)):
        if stated and not facts.get(key):
            facts[key] = stated
    if dialect.work and (work := _filled(dialect.work, facts)):
        facts["work"] = work
    if pieces := [filled for piece in dialect.title if (filled := _filled(piece, facts))]:
        facts["title"] = ", ".join(pieces)
    if dialect.repealed and _found(root, dialect.repealed, dialect.skip):
        facts["status"] = "repealed"
    if dialect.whole and re.search(dialect.whole, facts.get("url", "") or facts.get("identifier", "")):
        facts["whole"] = "yes"
    if "alias" in facts and "/" not in facts["alias"]:
        facts.setdefault("title", facts["alias"])
    facts = {key: re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", value) for key, value in facts.items()}
    return {key: value for key, value in facts.items() if not value.startswith(_NO_DATE)}


def _filled(template: str, facts: dict[str, str]) -> str:
    """The template with the facts it names; "" where one is missing."""
    return template.format_map(facts) if all(facts.get(key) for key in re.findall(r"\{(\w+)\}", template)) else ""


def _several(paths: str | tuple[str, ...]) -> tuple[str, ...]:
    return (paths,) if isinstance(paths, str) else paths


def _found(root: etree._Element, path: str, skip: frozenset[str]) -> str:
    """Text or attribute at a path of descendants' local names; "@lang" alone is an attribute of the root."""
    place, _, attribute = path.partition("@")
    nodes = [root]
    for step in (part for part in place.split("/") if part):
        nodes = [node for above in nodes[:1] for node in _step(above, step)]
        if not nodes:
            return ""
    if attribute:
        values = [value for key, value in nodes[0].attrib.items() if etree.QName(key).localname == attribute]
        return str(values[0]).strip() if values else ""
    return local(nodes[0]) if place.endswith("*") else " ".join("".join(_texts(nodes[0], skip)).split())


def _texts(element: etree._Element, skip: frozenset[str]) -> Iterator[str]:
    """The words of an element without those of parts that are none of the text."""
    yield element.text or ""
    for child in element:
        if local(child) not in skip:
            yield from _texts(child, skip)
        yield child.tail or ""


def _step(node: etree._Element, step: str) -> list[etree._Element]:
    """The descendants (or the node itself) with a name; "*" is the first child, ">" a child only."""
    if step == "*":
        return [child for child in node if isinstance(child.tag, str)][:1]
    if step.startswith(">"):
        return [child for child in node if local(child) == step[1:]]
    match = re.fullmatch(r"([^\[]+)(?:\[(\w+)=([^\]]+)\])?", step)
    if match is None:
        raise ValueError(f"dialects.toml: {step!r} is no step of a path")
    name, attribute, value = match.groups()
    if name == local(node):
        return [node]
    return [
        below for below in node.iterdescendants() if name == local(below) and (attribute is None or _has(below, attribute, value))
    ]


def _has(element: etree._Element, attribute: str, value: str) -> bool:
    return any(etree.QName(key).localname == attribute and found == value for key, found in element.attrib.items())
