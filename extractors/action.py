"""How concrete the ask of a passage is: McMahon's categories 0 to 5, whom it asks, and by when."""

from spacy.tokens import Doc

from models.base import Record
from models.document import Form, Role
from models.signal import Action


class Grade(Record):
    action: Action
    addressees: tuple[str, ...] = ()
    deadline: str | None = None


def grade(doc: Doc, *, role: Role, form: Form | None = None) -> Grade:
    return Grade(action=Action.NONE)
