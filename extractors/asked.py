"""What a passage asks, before it is quoted: acts with their action, offsets in the text that was read."""

from dataclasses import dataclass

from models.signal import Action

Span = tuple[int, int]

SOFT = (Action.MINIMAL, Action.CONTINUING, Action.CONSIDERING)
"""Actions that soften all that stands under them in a list."""


@dataclass(frozen=True)
class Act:
    """One thing to do: its action, and from where to where it is said."""

    action: Action
    start: int
    end: int
    item: str | None = None


@dataclass(frozen=True)
class Said:
    """A graded ask before it is quoted. Offsets in the text that was read."""

    action: Action
    addressees: tuple[str, ...] = ()
    verb: Span | None = None
    act: Act | None = None
    acts: tuple[Act, ...] = ()
    reach: Span = (0, 0)
    """Where its qualifiers and its deadline stand."""
    dated: bool = False
    """Whether a year alone is a deadline."""


NOTHING = Said(Action.NONE)


def strongest(acts: list[Act]) -> Act:
    """The strongest of a list, the first of equals. What softens the words above a list softens all of it."""
    first = acts[0]
    if first.item is None and first.action in SOFT and any(act.item for act in acts):
        return first
    return max(acts, key=lambda act: act.action)
