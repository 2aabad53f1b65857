"""Articles and sections: what treaties and laws bind to, paragraph by paragraph and part by part."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.asked import NOTHING, Act, Said, strongest
from extractors.components.addressee import addressees
from extractors.components.verb import lowered
from extractors.listing import PARTICLE, act_end, items
from models.document import Form
from models.operative import compiled
from models.signal import Action

_NEAR = 60  # characters after a modal verb in which what it binds to begins

_NUMBERED = re.compile(r"(?:^|\n)\s*(?P<number>\d{1,2}[.)]|\(\d{1,2}\))\s+")


def bound(text: str, language: str, form: Form | None) -> Said | None:
    """An article by its numbered paragraphs: the strongest binds, the first of equals. None where nothing says that it binds."""
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2:
        return _binding(text, language, form)
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    each = [
        _moved(said, mark.end(), mark["number"])
        for mark, stop in zip(marks, stops, strict=True)
        if (said := _binding(text[mark.end() : stop], language, form))
    ]
    main = max(each, key=lambda said: said.action, default=None)
    if main is None:
        return None
    return replace(main, acts=tuple(act for said in each for act in said.acts))


def _moved(said: Said, by: int, number: str) -> Said:
    """The same with the offsets of the text that it was cut from."""
    acts = tuple(replace(act, start=act.start + by, end=act.end + by, item=act.item or number) for act in said.acts)
    at = said.acts.index(said.act) if said.act in said.acts else None
    return replace(
        said,
        verb=(said.verb[0] + by, said.verb[1] + by) if said.verb else None,
        act=None if at is None else acts[at],
        acts=acts,
        reach=(said.reach[0] + by, said.reach[1] + by),
    )


def _binding(text: str, language: str, form: Form | None) -> Said | None:
    """What a paragraph binds to; None where no word of it binds.

    A duty is specific unless it is one to consider, to endeavour or to cooperate.
    """
    lower, lists = lowered(text), compiled(language, "duty")
    duty = next(iter(lists["duty"].finditer(lower)), None)
    offence = lists["offence"].search(lower)
    nothing = lists["nothing"].search(lower)
    first = min((match.start() for match in (duty, offence) if match), default=None)
    if nothing and (first is None or nothing.start() <= first):
        return NOTHING
    if first is None:
        return None
    named = _bound(text, duty.start() if duty else first, language, form)
    if duty is None or duty.start() != first:
        return Said(Action.SPECIFIC, named, reach=(0, len(text)))
    acts = list(_duties(text, lower, duty, language))
    main = strongest(acts)
    return Said(main.action, named, duty.span(), main, tuple(acts), (0, len(text)))


_ASIDE = re.compile(r"\s*(?:,[^,;.]{1,120},\s*)?(?:to\s+)?")
"""What may stand between a modal verb and its act: "shall, wherever practicable, be provided"."""


def _duties(text: str, lower: str, duty: re.Match[str], language: str) -> Iterator[Act]:
    """What a modal verb binds to: the act after it, or each part of the list after it."""
    lists = compiled(language, "duty")
    start = duty.end() + len(_ASIDE.match(lower[duty.end() :])[0])  # type: ignore[index]  # matches nothing, too
    stop = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý\d])|$").search(text, start)
    parts = items(text, start, len(text))
    if not parts or parts[0].start - start > _NEAR or parts[0].number is None:
        end = stop.start() if stop else len(text)
        yield Act(_of_duty(lower, duty, lists), start, act_end(text, start, end, language))
        return
    above = _of_duty(lower[: parts[0].start], duty, lists)
    for part in parts:
        at = part.start + len(PARTICLE.match(lower[part.start : part.start + 12])[0])  # type: ignore[index]  # matches nothing, too
        soft = _named_effort(lower[at : at + _NEAR], lists) if above is Action.SPECIFIC else above
        yield Act(soft or Action.SPECIFIC, at, act_end(text, at, part.end, language), part.number)


def _named_effort(near: str, lists: dict[str, re.Pattern[str]]) -> Action | None:
    """The action of words that bind to consider or to an effort only."""
    for name, action in (("considering", Action.CONSIDERING), ("general", Action.GENERAL)):
        if re.match(rf"(?:{lists[name].pattern})", near):
            return action
    return None


def _of_duty(lower: str, duty: re.Match[str], lists: dict[str, re.Pattern[str]]) -> Action:
    """What a modal verb binds to, by the first act after it: "shall, in applying measures, aim to" is an effort."""
    near = lower[duty.end() : duty.end() + _NEAR]
    verb = re.match(r"(?:\s*,[^,]{1,60},)?\s*(?:(?:in|to the|where|as|with|subject)\b[^,]{1,50},\s*)?(?:\w+ly\s+)?", near)
    start = verb.end() if verb else 0
    for name, action in (("considering", Action.CONSIDERING), ("general", Action.GENERAL)):
        own = lists[name].match(lower, duty.start())  # Romance futures: "considerará" binds and says to what
        after = re.match(rf"(?:{lists[name].pattern})", lower[duty.end() + start :])
        if own or after:
            return action
    return Action.SPECIFIC


def _bound(text: str, end: int, language: str, form: Form | None) -> tuple[str, ...]:
    """Whom the sentence before a modal verb names; of a convention, its parties."""
    sentence = re.split(r"(?<=[.;:])\s", text[:end])[-1]
    named = {found.label for found in addressees(sentence, language)}
    if form is Form.DIRECTIVE and "states_parties" in named:
        named.discard("states_parties")
    return tuple(sorted(named)) or (("states_parties",) if form in (None, Form.CONVENTION) else ())
