"""Fields of a MARCXML record, by local names: the elements come with a namespace, with a prefix and with neither."""

from collections.abc import Iterator

from lxml import etree

from pipelines.feeds import markup


def values(record: etree._Element, tag: str, code: str) -> Iterator[str]:
    """Subfields of every field with a tag, in the record's order, without blanks around them."""
    for found in markup.named(record, "datafield"):
        if found.get("tag") == tag:
            said = (sub for sub in markup.named(found, "subfield") if sub.get("code") == code)
            yield from (" ".join((sub.text or "").split()) for sub in said if (sub.text or "").strip())


def value(record: etree._Element, tag: str, code: str) -> str | None:
    return next(values(record, tag, code), None)
