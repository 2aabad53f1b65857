"""Two versions of a document, passage by passage: what was changed, added, removed."""

from models.base import Record
from models.document import Document, Passage, Role
from models.precedent import Change
from search.wordings.wording import diff, words


class Difference(Record):
    """A passage that is not the same in both versions."""

    address: str
    before: Passage | None
    """None where it was added."""
    after: Passage | None
    """None where it was removed."""
    changes: tuple[Change, ...]
    """Word by word; of what was added or removed, one piece."""


def differences(older: Document, newer: Document) -> tuple[Difference, ...]:
    """In the order of the newer version; what was removed stands where it stood. Print alone is no difference."""
    before = {one.address: one for one in older.passages if one.role is not Role.FURNITURE}
    after = {one.address: one for one in newer.passages if one.role is not Role.FURNITURE}
    found = []
    for address in _order(list(before), list(after)):
        old, new = before.get(address), after.get(address)
        if old is None or new is None or words(old.text) != words(new.text):
            changes = diff(old.text if old else "", new.text if new else "")
            found.append(Difference(address=address, before=old, after=new, changes=changes))
    return tuple(found)


def _order(before: list[str], after: list[str]) -> list[str]:
    """The newer addresses, with those that are gone behind the one that they followed."""
    held, merged, gone = set(after), list(after), ""
    for address in before:
        if address not in held:
            merged.insert(merged.index(gone) + 1 if gone else 0, address)
        gone = address
    return merged
