"""Which of two wordings asks more firmly, and why: the action grade first, then what makes an ask concrete."""

from models.precedent import Move, Strength, StrengthKind
from search.wordings.particulars import Particulars

GRADES = ("none", "minimal", "continuing", "considering", "general", "specific")
"""Names of McMahon's action categories, by grade."""


def strengths(one: Particulars, other: Particulars) -> tuple[Strength, ...]:
    """What makes `one` stronger than `other`: each reason with the words that show it. Empty where nothing does."""
    found = []
    if one.action > other.action:
        said = f"{GRADES[one.action]}, where the other is {GRADES[other.action]}"
        found.append(Strength(kind=StrengthKind.ACTION, said=said))
    if one.addressees and not other.addressees:
        found.append(Strength(kind=StrengthKind.ACTOR, said=", ".join(one.addressees)))
    for kind, mine, others in (
        (StrengthKind.DEADLINE, one.deadline, other.deadline),
        (StrengthKind.RESOURCES, one.resources, other.resources),
        (StrengthKind.FOLLOW_UP, one.follow_up, other.follow_up),
    ):
        if mine and not others:
            found.append(Strength(kind=kind, said=mine))
    if other.qualifiers and not one.qualifiers:
        found.append(Strength(kind=StrengthKind.UNQUALIFIED, said=f"without “{other.qualifiers[0]}”"))
    return tuple(found)


def move(earlier: Particulars, later: Particulars) -> Move:
    """What became of the force of a wording. The grade decides; where it is the same, the number of reasons on either side."""
    gained, lost = strengths(later, earlier), strengths(earlier, later)
    balance = (later.action - earlier.action) or (len(gained) - len(lost))
    if balance == 0:
        return Move.LEVEL
    return Move.STRONGER if balance > 0 else Move.WEAKER
