"""From spans to records: what the components marked in a doc, as signals."""

from collections.abc import Iterable

from spacy.tokens import Doc

from models.signal import Signal, SignalKind


def signals(doc: Doc) -> tuple[Signal, ...]:
    """Every span of every component, in the order of the text. The group's name is the signal's kind, the label its value."""
    found = [
        Signal(kind=SignalKind(group), value=span.label_, start=span.start_char, end=span.end_char, text=span.text)
        for group in sorted(doc.spans)
        for span in doc.spans[group]
    ]
    return merged(found)


def merged(*several: Iterable[Signal]) -> tuple[Signal, ...]:
    """All signals in the order of the text, each once."""
    found = {signal for some in several for signal in some}
    return tuple(sorted(found, key=lambda signal: (signal.start, signal.end, signal.kind, signal.value)))
