"""How concrete the ask of a passage is: McMahon's categories 0 to 5, whom it asks, and by when.

Operative paragraphs are graded by what follows their verb and addressee ("Urges Member States to | ratify …"): in English
with the model of extractors/concreteness.py, in other languages by the first words of the act (models/actions). Treaties and laws
are graded by how they bind.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extractors.asks import Ask, asks
from extractors.components.addressee import addressees
from extractors.components.cue import text_of
from extractors.components.deadline import deadlines
from extractors.components.verb import lowered, verbs
from extractors.concreteness import LANGUAGE, classify, opens
from extractors.listing import act_end, items
from extractors.matching import Found
from extractors.wording import of_field
from models.base import Record
from models.document import Form, Role
from models.operative import compiled, packs
from models.signal import Action

_SILENT = frozenset({Role.PREAMBULAR, Role.RECITAL, Role.DEFINITION, Role.HEADING, Role.FOOTNOTE, Role.FURNITURE, Role.STATEMENT})
"""Roles that ask nothing of anyone; a statement is one delegation's, not the body's."""

_BINDING = frozenset({Role.ARTICLE, Role.SECTION, Role.ANNEX})
_NEAR = 60  # characters after a modal verb in which what it binds to begins
_SOFT = (Action.MINIMAL, Action.CONTINUING, Action.CONSIDERING)

_ORGAN = "conference_or_organ_itself"

Span = tuple[int, int]


class Grade(Record):
    """What a passage asks, in its own words; see `models.signal.Extract` for the fields."""

    action: Action
    addressees: tuple[str, ...] = ()
    deadline: str | None = None
    verb: str | None = None
    act: str | None = None
    item: str | None = None
    qualifiers: tuple[str, ...] = ()
    follow_up: str | None = None
    resources: str | None = None
    acts: tuple[tuple[Action, int, int], ...] = ()
    """Every act that is asked, with its own action and its offsets in the passage."""


@dataclass(frozen=True)
class _Act:
    """One thing to do: its action, and from where to where it is said."""

    action: Action
    start: int
    end: int
    item: str | None = None


@dataclass(frozen=True)
class _Said:
    """A graded ask before it is quoted. Offsets in the text that was read."""

    action: Action
    addressees: tuple[str, ...] = ()
    verb: Span | None = None
    act: _Act | None = None
    acts: tuple[_Act, ...] = ()
    reach: Span = (0, 0)
    """Where its qualifiers and its deadline stand."""
    dated: bool = False
    """Whether a year alone is a deadline."""


_NOTHING = _Said(Action.NONE)


def grade(doc: Doc, *, role: Role, form: Form | None = None) -> Grade:
    """The grade of a passage's main ask: the first one, and of a list its strongest part.

    Nothing in languages without a pack in models/actions.
    """
    found = [Found(span.label_, span.start_char, span.end_char) for span in doc.spans.get("verb", ())]
    language = doc.vocab.lang
    return _quoted(text_of(doc), _said(text_of(doc), found, language, role, form), language, marked=_marked(doc))


def grade_text(text: str, *, role: Role, language: str, form: Form | None = None) -> Grade:
    """The same of a bare text, without a pipeline."""
    return _quoted(text, _said(text, list(verbs(text, language)), language, role, form), language)


def grade_under(stem: str, text: str, *, role: Role, language: str, form: Form | None = None) -> Grade | None:
    """The grade of a part of a list by the verb and addressee of its stem ("Calls on the States to:"); None where it has no verb.

    Everything but the verb is quoted from the part's own words.
    """
    opening = re.sub(r"[\s:]*:\s*$", "", stem)
    asks_somebody = bool(list(addressees(opening, language)))
    if not list(verbs(opening, language)) or (list(verbs(text, language)) and not asks_somebody):
        return None  # "RESOLVES:" above "To urge States …": the part has its own verb
    joined = f"{opening} {text[:1].lower()}{text[1:]}"
    said = _said(joined, list(verbs(joined, language)), language, role, form)
    part = grade_text(text, role=role, language=language, form=form)
    if part.action in _SOFT:  # "Decides that States will:" above "Explore ways to …" decides no more than that
        said = replace(said, action=part.action)
    grade = _quoted(f"{opening} {text}", said, language, own=len(opening) + 1)
    return grade if grade.act else grade.model_copy(update={"act": part.act, "acts": part.acts})


def _said(text: str, found: list[Found], language: str, role: Role, form: Form | None) -> _Said:
    if language not in packs() or role in _SILENT:
        return _NOTHING
    if found:
        return _operative(text, found, language)
    return _paragraphs(text, language, form) if role in _BINDING else _imperative(text, language)


_GROUPS = {"qualifiers": "qualifier", "follow_up": "follow_up", "resources": "resources"}
"""Fields of a pack, and the component that has marked them in a doc."""


def _marked(doc: Doc) -> Mapping[str, list[Found]]:
    """What the components have found of each field."""
    spans = {field: doc.spans.get(group, ()) for field, group in _GROUPS.items()}
    return {field: [Found(s.label_, s.start_char, s.end_char) for s in several] for field, several in spans.items()}


def _quoted(text: str, said: _Said, language: str, own: int = 0, marked: Mapping[str, list[Found]] | None = None) -> Grade:
    """The ask in its own words, those from the offset `own` on; the verb may stand before it."""
    if said.action is Action.NONE:
        return Grade(action=said.action, verb=_cut(text, said.verb))
    act = said.act if said.act and said.act.start >= own else None
    start, end = said.reach
    found = marked or {field: of_field(text, field, language) for field in _GROUPS}
    start, after = max(start, own), max(said.verb[0] if said.verb else 0, own)
    return Grade(
        action=said.action,
        addressees=said.addressees,
        deadline=_deadline(text, start, said.dated, language),
        verb=_cut(text, said.verb),
        act=_cut(text, (act.start, act.end)) if act else None,
        item=act.item if act else None,
        qualifiers=tuple(text[f.start : f.end] for f in found["qualifiers"] if start <= f.start < end),
        follow_up=_first(text, found["follow_up"], after, language, whole=True),
        resources=_first(text, found["resources"], after, language),
        acts=tuple((one.action, one.start - own, one.end - own) for one in said.acts if own <= one.start < one.end),
    )


def _cut(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] or None if span else None


def _first(text: str, found: list[Found], start: int, language: str, *, whole: bool = False) -> str | None:
    """The first of them from an offset on; with the `whole` phrase that it opens."""
    for one in found:
        if one.start >= start:
            end = max(one.end, act_end(text, one.start, len(text), language)) if whole else one.end
            return text[one.start : end]
    return None


def _operative(text: str, found: list[Found], language: str) -> _Said:
    said = list(asks(text, found, language))
    if not said:
        return replace(_NOTHING, verb=(found[0].start, found[0].end))
    firm = [ask for ask in said if ask.kind != "need"] or said
    main = next((ask for ask in firm if ask.act is not None or not _shares_its_act(text, ask, firm)), firm[0])
    acts = {ask.start: _acts(text, ask, language) for ask in said}
    strongest = _strongest(acts[main.start])
    return _Said(
        action=strongest.action,
        addressees=_asked(text, said, language),
        verb=(main.start, main.named),
        act=strongest if strongest.end > strongest.start else None,
        acts=tuple(act for several in acts.values() for act in several),
        reach=(main.start, main.end),
        dated=main.kind == "decide",
    )


def _strongest(acts: list[_Act]) -> _Act:
    """The strongest of a list, the first of equals. What softens the words above a list softens all of it."""
    first = acts[0]
    if first.item is None and first.action in _SOFT and any(act.item for act in acts):
        return first
    return max(acts, key=lambda act: act.action)


def _acts(text: str, ask: Ask, language: str) -> list[_Act]:
    """What an ask asks: the act it names, and the parts of its list. Never empty."""
    parts = items(text, ask.named, ask.end)
    if ask.act is None and parts and ":" not in text[ask.named : parts[0].start]:
        parts = []  # "calls for cooperation in (a) preventing …" names things, not acts
    leads = ask.act is not None and (not parts or ask.act < parts[0].start)
    above = parts[0].start if parts else ask.end
    listed = [
        _Act(_of_paragraph(words, language), at, act_end(text, at, part.end, language), part.number)
        for part in parts
        if (opened := _part(text, part.start, part.end, language, leads))
        for at, words in [opened]
    ]
    if listed and (not leads or _opens_list(text[ask.named : above], ask)):
        return listed
    action, start = _of_ask(text, ask, above, language), ask.act
    end = act_end(text, start, above, language) if start is not None else ask.named
    return [_Act(action, ask.named if start is None else start, end), *listed]


def _opens_list(between: str, ask: Ask) -> bool:
    """ "We decide to: (a) …": the verb decides no more than its parts say."""
    return ask.kind in ("decide", "will") and not re.sub(r"\b(?:to|a|à|de)\b|\W", "", lowered(between))


def _part(text: str, start: int, end: int, language: str, leads: bool) -> tuple[int, str] | None:
    """Where a part of a list says what to do, and its words in the imperative; None for a part that only names a thing."""
    at = start + len(_TO.match(lowered(text[start : start + 12]))[0])  # type: ignore[index]  # matches nothing, too
    words = _imperatives(f"{text[at].lower()}{text[at + 1 : end]}", language) if at < end else ""
    opening = re.match(r"[\w-]*", words)
    if leads and opening and language == LANGUAGE and not opens(opening.group()):
        return None
    return (at, words) if words else None


_TO = re.compile(r"\s*(?:(?:to|a que|a|à|de|d[’'])\s*\b(?=\s|\w))?\s*")
"""What may stand between the number of a part and its verb."""


def _shares_its_act(text: str, ask: Ask, said: list[Ask]) -> bool:
    """ "Urges States, and invites others, to continue": the first verb's act stands after the second. Not "calls for an end"."""
    verb = lowered(text[ask.start : ask.named])
    return ask is not said[-1] and ask.kind == "ask" and not verb.endswith(" for")


def _of_ask(text: str, ask: Ask, end: int, language: str) -> Action:
    if ask.kind == "decide":
        return Action.SPECIFIC
    if ask.act is None:
        return _nominal(text[ask.named : end], language)
    return _of_paragraph(text[ask.act : end], language)


def _of_paragraph(act: str, language: str) -> Action:
    """The category of an act in a resolution: the codebook's own words for paragraphs go before what the model learnt."""
    lower = lowered(act)
    if language == LANGUAGE and (second := re.search(r",? and to ", lower)):
        act, lower = act[: second.start()], lower[: second.start()]
    named = (name for name, pattern in compiled(language, "paragraphs").items() if pattern.match(lower))
    first = next(named, None)
    return Action[first.upper()] if first else _of_act(act, language)


def _of_act(act: str, language: str) -> Action:
    """The category of words that begin with what is to be done."""
    if language == LANGUAGE:
        return classify(act)
    pack = packs()[language]
    lower = lowered(act[: pack.reach])
    if pack.future:
        lower = re.sub(rf"^(\w+){pack.future}\b", r"\1", lower)
    at = [
        (match.start(), match.start() - match.end(), name)
        for name, pattern in compiled(language, "acts").items()
        if (match := pattern.search(lower))
    ]
    return Action[min(at)[2].upper()] if at else Action.GENERAL


def _nominal(words: str, language: str) -> Action:
    """An ask without a verb: "calls for continued coordination", "stresses the need for data"."""
    if language != LANGUAGE:
        return _of_act(words, language)
    if re.match(r"(?:\W+\w+){0,3}?\W+(?:continu\w+|sustained)\b", lowered(words[:80])):
        return Action.CONTINUING
    return Action.GENERAL


def _asked(text: str, said: list[Ask], language: str) -> tuple[str, ...]:
    """Whom all asks name between the verb and what is to be done; the organ itself for what it decides."""
    named: set[str] = set()
    for ask in said:
        if ask.kind == "decide":
            named.add(_ORGAN)
            continue
        if ask.kind == "will":  # said by States of themselves
            continue
        end = ask.act if ask.act is not None else ask.end
        named.update(found.label for found in addressees(text[ask.named : end], language))
    return tuple(sorted(named)) or ("member_states",)


def _deadline(text: str, start: int, dated: bool, language: str) -> str | None:
    """The first deadline from an offset on, in its own words; a year alone only where `dated`."""
    later = sorted((f for f in deadlines(text, language) if f.start >= start), key=lambda f: (f.start, f.label == "dated"))
    return next((text[f.start : f.end] for f in later if dated or f.label != "dated"), None)


def _imperative(text: str, language: str) -> _Said:
    """A part of a list of asks, or an ask without an operative verb: "To appoint a guardian", "Promote the training"."""
    lower = lowered(text)
    listed = re.match(r"[\W\d]*(?:(?:\(?[a-z]\)\s*)?(?:to|à|a|de|d[’'])\s+)?", lower)
    start = listed.end() if listed else 0
    opening = re.match(r"[\w-]*", lower[start:])
    if not (opening and _opens(opening.group(), language)) and (said := _recommended(text, lower, language)):
        return said
    words = _imperatives(text[start:], language)
    if not _asks(words, language):
        return _NOTHING
    action = _of_paragraph(words, language) if listed and listed.group().strip() else _of_act(words, language)
    act = _Act(action, start, act_end(text, start, len(text), language))
    return _Said(action, ("member_states",), act=act, acts=(act,), reach=(0, len(text)))


def _asks(words: str, language: str) -> bool:
    """Whether words may be an ask: not what a body says of itself; in languages without a model, an act or an infinitive."""
    lower, subject = lowered(words[:80]), packs()[language].subject
    if language == LANGUAGE:
        return not (subject and lower.startswith(f"{subject} "))
    known = any(pattern.match(lower) for pattern in compiled(language, "acts").values())
    return known or bool(re.match(r"[\w-]+(?:[aei]r|re|en)\b", lower))


def _opens(word: str, language: str) -> bool:
    return opens(word) if language == LANGUAGE else False


def _recommended(text: str, lower: str, language: str) -> _Said | None:
    """The grade of a sentence that says who should do what; None where it does not."""
    match = compiled(language, "should")["should"].search(lower)
    if match is None:
        return None
    named = {found.label for found in addressees(text[: match.start()], language)}
    start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    act = _Act(_of_paragraph(text[start:], language), start, act_end(text, start, len(text), language))
    return _Said(act.action, tuple(sorted(named)), match.span(), act, (act,), (0, len(text)))


def _imperatives(act: str, language: str) -> str:
    """A gerund that opens an ask as its imperative: "Strengthening legislation" is graded as "strengthen legislation"."""
    match = re.match(r"([A-Za-z]+)ing\b", act)
    if language != LANGUAGE or match is None or opens(match.group().lower()):
        return act
    stem = match[1].lower()
    for written in (stem, f"{stem}e", stem[:-1]):
        if opens(written):
            return written + act[match.end() :]
    return act


_NUMBERED = re.compile(r"(?:^|\n)\s*(?P<number>\d{1,2}[.)]|\(\d{1,2}\))\s+")


def _paragraphs(text: str, language: str, form: Form | None) -> _Said:
    """An article by its numbered paragraphs: the strongest binds, the first of equals."""
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2:
        return _binding(text, language, form)
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    each = [
        _moved(_binding(text[m.end() : stop], language, form), m.end(), m["number"]) for m, stop in zip(marks, stops, strict=True)
    ]
    main = max(each, key=lambda said: said.action)
    return replace(main, acts=tuple(act for said in each for act in said.acts))


def _moved(said: _Said, by: int, number: str) -> _Said:
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


def _binding(text: str, language: str, form: Form | None) -> _Said:
    """Articles and sections: what they bind to. A duty is specific unless it is one to consider, to endeavour or to cooperate."""
    lower, lists = lowered(text), compiled(language, "duty")
    duty = next(iter(lists["duty"].finditer(lower)), None)
    offence = lists["offence"].search(lower)
    nothing = lists["nothing"].search(lower)
    first = min((match.start() for match in (duty, offence) if match), default=None)
    if first is None and not nothing and (said := _recommended(text, lower, language)):
        return said
    if first is None or (nothing and nothing.start() <= first):
        return _NOTHING
    bound = _bound(text, duty.start() if duty else first, language, form)
    if duty is None or duty.start() != first:
        return _Said(Action.SPECIFIC, bound, reach=(0, len(text)))
    acts = list(_duties(text, lower, duty, language))
    main = _strongest(acts)
    return _Said(main.action, bound, duty.span(), main, tuple(acts), (0, len(text)))


_ASIDE = re.compile(r"\s*(?:,[^,;.]{1,120},\s*)?")
"""What may stand between a modal verb and its act: "shall, wherever practicable, be provided"."""


def _duties(text: str, lower: str, duty: re.Match[str], language: str) -> Iterator[_Act]:
    """What a modal verb binds to: the act after it, or each part of the list after it."""
    lists = compiled(language, "duty")
    start = duty.end() + len(_ASIDE.match(lower[duty.end() :])[0])  # type: ignore[index]  # matches nothing, too
    stop = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý\d])|$").search(text, start)
    parts = items(text, start, len(text))
    if not parts or parts[0].start - start > _NEAR or parts[0].number is None:
        end = stop.start() if stop else len(text)
        yield _Act(_of_duty(lower, duty, lists), start, act_end(text, start, end, language))
        return
    above = _of_duty(lower[: parts[0].start], duty, lists)
    for part in parts:
        at = part.start + len(_TO.match(lower[part.start : part.start + 12])[0])  # type: ignore[index]  # matches nothing, too
        soft = _named_effort(lower[at : at + _NEAR], lists) if above is Action.SPECIFIC else above
        yield _Act(soft or Action.SPECIFIC, at, act_end(text, at, part.end, language), part.number)


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
