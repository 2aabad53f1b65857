"""JSON records that wrap a text: one object with the text in one of its fields and facts in the others."""

import json

from pipelines.encoding import decode, repair
from pipelines.formats import text as plain_text
from pipelines.layout import Layout, Unreadable

_TEXT_FIELDS = ("text", "content", "body", "full_text", "plain_text")


def layout(content: bytes) -> Layout:
    """The text field's paragraphs; every other scalar is a fact. Unreadable when there is no text field or it is empty."""
    decoded, warnings = decode(content)
    record = json.loads(decoded)
    if isinstance(record, list) and len(record) == 1:
        record = record[0]
    if not isinstance(record, dict):
        raise Unreadable("JSON without an object at its top: expected one record with a text field")
    field = next((key for key in _TEXT_FIELDS if isinstance(record.get(key), str) and record[key].strip()), None)
    if field is None:
        raise Unreadable(f"JSON record without a text: expected one of the fields {', '.join(_TEXT_FIELDS)}")
    text, more = repair(record[field])
    facts = {key.lower().strip("_"): str(value) for key, value in record.items() if key != field and isinstance(value, str | int)}
    return Layout(blocks=plain_text.blocks(text.replace("\r\n", "\n")), facts=facts, warnings=(*warnings, *more))
