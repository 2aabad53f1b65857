"""A digest in words: sections of items, which Markdown, pages, feeds and mails all show alike."""

from collections.abc import Iterator, Sequence

from models.base import Record
from models.digest import (
    Adopted,
    Changed,
    Digest,
    Edit,
    Gone,
    Moved,
    Paragraph,
    Ratified,
    SearchNews,
    Series,
    SourceNews,
    Told,
    Turn,
    Turned,
)
from models.precedent import Change, ChangeKind, Move
from models.reference import provisions
from search import naming

_MOST = 40  # items of a section
_PARAGRAPHS = 8  # shown of a text
_LONGEST = 400  # characters of a quotation, before it is cut
_TURNS = {
    Turn.CLOSED: "gap closed",
    Turn.OPENED: "gap opened",
    Turn.ASSESSED: "assessed for the first time",
    Turn.UNASSESSED: "no longer assessed",
}
_MOVES = {Move.STRONGER: "stronger", Move.WEAKER: "weaker", Move.LEVEL: "edited, as firm as before"}


class Note(Record):
    """A line below an item: words of ours, then a quotation or a diff, with its address."""

    said: str = ""
    quote: str | None = None
    diff: tuple[Change, ...] = ()
    address: str | None = None


class Item(Record):
    said: str
    address: str | None = None
    """Of the document or passage that the item is about."""
    notes: tuple[Note, ...] = ()


class Section(Record):
    title: str
    items: tuple[Item, ...]
    more: int = 0
    """Items that are not shown."""


def headline(digest: Digest) -> str:
    """One line: what there is."""
    counts = (
        (len(digest.adopted), "new text", "new texts"),
        (len(digest.changed), "changed text", "changed texts"),
        (_turns(digest, Turn.CLOSED), "gap closed", "gaps closed"),
        (_turns(digest, Turn.OPENED), "gap opened", "gaps opened"),
        (len(digest.ratified), "change of parties", "changes of parties"),
        (sum(len(one.hits) + one.more for one in digest.searches), "new hit", "new hits"),
        (len(digest.gone), "text gone", "texts gone"),
        (sum(one.linked for one in digest.sources), "new link", "new links"),
    )
    found = ", ".join(f"{count} {one if count == 1 else several}" for count, one, several in counts if count)
    unsure = "; not every source could be gone through" if digest.unknown else ""
    return (found or "Nothing new is known") + unsure


def _turns(digest: Digest, turn: Turn) -> int:
    return sum(one.turn is turn for one in digest.turned)


def span(digest: Digest) -> str:
    until = naming.day(digest.until.isoformat())
    return f"From {naming.day(digest.since.isoformat())} to {until}" if digest.since else f"Everything held until {until}"


def sections(digest: Digest) -> tuple[Section, ...]:
    """What users act on first; sections with nothing in them are left out."""
    made = (
        _section("Not known", [_unknown(one) for one in digest.unknown]),
        _section("National law against the Protocol", [*map(_turned, digest.turned), *_first(digest)]),
        _section("New texts", map(_adopted, digest.adopted), of=len(digest.adopted)),
        _section("Changed texts", map(_changed, digest.changed), of=len(digest.changed)),
        _section("Treaties", map(_ratified, digest.ratified), of=len(digest.ratified)),
        _section("Saved searches", [_searched(one) for one in digest.searches if one.hits or one.problem]),
        _section("Gone", map(_gone, digest.gone), of=len(digest.gone)),
        _section("Sources", [_source(one) for one in digest.sources if one.ran is not None]),
    )
    return tuple(section for section in made if section.items)


def _section(title: str, items: Iterator[Item] | Sequence[Item], *, of: int | None = None) -> Section:
    shown = [item for item, _ in zip(items, range(_MOST), strict=False)]
    total = len(items) if isinstance(items, Sequence) else of or 0
    return Section(title=title, items=tuple(shown), more=max(0, total - len(shown)))


def _unknown(one: SourceNews) -> Item:
    why = "was not gone through" if one.ran is None else "could not be listed to the end"
    said = f"{one.source}: {why}. That nothing is told of it does not mean that nothing is new or gone."
    return Item(said=said, notes=_failures(one))


def _failures(one: SourceNews) -> tuple[Note, ...]:
    notes = [Note(said=f"{failure.stage.value}, {failure.trouble.value}: {failure.sentence}") for failure in one.failed[:_MOST]]
    if len(one.failed) > _MOST:
        notes.append(Note(said=f"and {len(one.failed) - _MOST} more"))
    return tuple(notes)


def _source(one: SourceNews) -> Item:
    counts = f"{one.new} new, {one.changed} changed, {one.unchanged} unchanged, {one.gone} gone"
    ran = f", gone through on {naming.day(one.ran.isoformat())}" if one.ran else ""
    failed = f", {len(one.failed)} failed" if one.failed else ""
    failed += f", {one.linked} new that may only be linked to" if one.linked else ""
    return Item(said=f"{one.source}: {counts}{failed}{ran}", notes=_failures(one) if one.listed else ())


def _name(told: Told) -> str:
    return f"{told.symbol}, {told.title}" if told.symbol and told.symbol not in told.title else told.title


def _adopted(told: Adopted) -> Item:
    when = f"adopted {naming.day(told.adopted)}" if told.adopted else "undated"
    spoken = f"; {told.aligned} of {told.passages} passages speak to the Protocol" if told.aligned else ""
    said = f"{naming.place(told.jurisdiction)}: {_name(told)} ({told.form}, {when}){spoken}"
    return Item(said=said, address=told.document, notes=tuple(_series(told.series)) if told.series else ())


def _series(series: Series) -> Iterator[Note]:
    name = series.symbol or series.before
    counts = {move: sum(one.move is move for one in series.moved) for move in Move}
    told = [f"{counts[move]} {word}" for move, word in _MOVES.items() if counts[move]]
    told += [
        f"{n} {word}" for n, word in ((len(series.new), "new"), (len(series.dropped), "dropped"), (series.same, "the same")) if n
    ]
    yield Note(
        said=f"Beside {name}{f' of {series.adopted.year}' if series.adopted else ''}: {', '.join(told)}", address=series.before
    )
    firm = [one for one in series.moved if one.move is not Move.LEVEL]
    shown = [_moved(one) for one in sorted(firm, key=lambda one: not one.provisions)]
    shown += [_paragraph("new", one) for one in series.new if one.provisions]
    shown += [_paragraph("dropped", one) for one in series.dropped if one.provisions]
    yield from shown[:_PARAGRAPHS]
    if len(shown) > _PARAGRAPHS:
        yield Note(said=f"and {len(shown) - _PARAGRAPHS} more paragraphs")


def _moved(one: Moved) -> Note:
    lost = "it lost: " if one.move is Move.WEAKER else ""
    why = "; ".join(f"{naming.STRENGTHS[reason.kind].lower()}, {reason.said}" for reason in one.strengths)
    return Note(said=f"Paragraph {one.number or ''}, {_MOVES[one.move]} ({lost}{why})", diff=short(one.diff), address=one.address)


def _paragraph(what: str, one: Paragraph) -> Note:
    said = f"Paragraph {one.number or ''}, {what} ({naming.ACTIONS[one.action]})"
    return Note(said=said, quote=_cut(one.text), address=one.address if what == "new" else None)


def _changed(told: Changed) -> Item:
    changed = f"{len(told.edits)} passage{'' if len(told.edits) == 1 else 's'} other than before"
    said = f"{naming.place(told.jurisdiction)}: {_name(told)}, version {told.version}: {changed}"
    notes = [_edit(one) for one in told.edits[:_PARAGRAPHS]]
    if len(told.edits) > _PARAGRAPHS:
        notes.append(Note(said=f"and {len(told.edits) - _PARAGRAPHS} more passages"))
    return Item(said=said, address=told.document, notes=tuple(notes))


def _edit(one: Edit) -> Note:
    place = one.address.partition("#")[2]
    if one.before is None:
        return Note(said=f"{place}, added", quote=_cut(one.after or ""), address=one.address)
    if one.after is None:
        return Note(said=f"{place}, gone", quote=_cut(one.before))
    return Note(said=f"{place}, changed", diff=short(one.diff), address=one.address)


def _gone(told: Gone) -> Item:
    said = (
        f"{naming.place(told.jurisdiction)}: {_name(told)}, no longer there by its source since {naming.day(told.at.isoformat())}"
    )
    return Item(said=said, address=told.document)


def _ratified(one: Ratified) -> Item:
    return Item(said=one.sentence)


def _turned(one: Turned) -> Item:
    title = provisions()[one.provision].title
    states = f"{naming.STATES[one.before].word} before, now {naming.STATES[one.after].word.lower()}"
    why = "" if one.because else " Its texts are the same: our reading of them is another."
    said = f"{naming.place(one.jurisdiction)}, {title}: {_TURNS[one.turn]} ({states}). {one.reason}{why}"
    notes = tuple(Note(quote=_cut(evidence.quote), address=evidence.address) for evidence in one.evidence[:1])
    return Item(said=said, notes=notes)


def _first(digest: Digest) -> Iterator[Item]:
    for one in digest.first:
        counts = ", ".join(f"{count} {naming.STATES[value].word.lower()}" for value, count in one.counts.items() if count)
        yield Item(said=f"{naming.place(one.jurisdiction)}: read for the first time: {counts}")


def _searched(one: SearchNews) -> Item:
    if one.problem:
        return Item(said=f"“{one.name}” could not be asked: {one.problem}")
    notes = [Note(said=hit.symbol or hit.title, quote=_cut(hit.text), address=hit.address) for hit in one.hits]
    if one.more:
        notes.append(Note(said=f"and {one.more} more"))
    return Item(said=f"“{one.name}” ({one.query}): {len(one.hits) + one.more} new", notes=tuple(notes))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def short(diff: Sequence[Change]) -> tuple[Change, ...]:
    """A diff with long stretches of what was kept left out in the middle."""
    made = []
    for piece in diff:
        text = piece.text
        if piece.kind is ChangeKind.KEPT and len(text) > 2 * _KEPT:
            text = f"{text[:_KEPT].rsplit(' ', 1)[0]} … {text[-_KEPT:].split(' ', 1)[-1]}"
        made.append(piece.model_copy(update={"text": text}))
    return tuple(made)


_KEPT = 80  # characters of what was kept, on either side of a change
