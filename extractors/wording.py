"""What the expressions of a field of models/actions find in a text."""

from extractors.components.verb import lowered
from extractors.matching import Found
from models.operative import compiled


def of_field(text: str, field: str, language: str) -> list[Found]:
    """Labelled with their key, in the order of the text, the longest at each place, none inside another."""
    lower, expressions = lowered(text), compiled(language, field)
    found = [Found(key, m.start(), m.end()) for key, pattern in expressions.items() for m in pattern.finditer(lower)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
