"""How concrete the ask of a passage is: McMahon's categories 0 to 5, whom it asks, and by when.

Operative paragraphs are graded by what follows their verb and addressee ("Urges Member States to | ratify …"): in English
with the model of extractors/concreteness.py, in other languages by the first words of the act (models/actions). Treaties and laws
are graded by how they bind.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from extractors.asked import NOTHING, SOFT, Act, Said, Span, strongest
from extractors.asks import Ask, asks
from extractors.components.addressee import addressees
from extractors.components.cue import text_of
from extractors.components.deadline import deadlines
from extractors.components.verb import lowered, verbs
from extractors.concreteness import LANGUAGE, classify, opens
from extractors.duties import bound
from extractors.listing import PARTICLE, act_end, items
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

_ORGAN = "conference_or_organ_itself"


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
    if part.action in SOFT:  # "Decides that States will:" above "Explore ways to …" decides no more than that
        said = replace(said, action=part.action)
    grade = _quoted(f"{opening} {text}", said, language, own=len(opening) + 1)
    return grade if grade.act else grade.model_copy(update={"act": part.act, "acts": part.acts})


def _said(text: str, found: list[Found], language: str, role: Role, form: Form | None) -> Said:
    if language not in packs() or role in _SILENT:
        return NOTHING
    if found:
        return _operative(text, found, language)
    if role not in _BINDING:
        return _imperative(text, language)
    said = bound(text, language, form)
    return said or _recommended(text, lowered(text), language) or NOTHING


_GROUPS = {"qualifiers": "qualifier", "follow_up": "follow_up", "resources": "resources"}
"""Fields of a pack, and the component that has marked them in a doc."""


def _marked(doc: Doc) -> Mapping[str, list[Found]]:
    """What the components have found of each field."""
    spans = {field: doc.spans.get(group, ()) for field, group in _GROUPS.items()}
    return {field: [Found(s.label_, s.start_char, s.end_char) for s in several] for field, several in spans.items()}


def _quoted(text: str, said: Said, language: str, own: int = 0, marked: Mapping[str, list[Found]] | None = None) -> Grade:
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


def _operative(text: str, found: list[Found], language: str) -> Said:
    said = list(asks(text, found, language))
    if not said:
        return replace(NOTHING, verb=(found[0].start, found[0].end))
    firm = [ask for ask in said if ask.kind != "need"] or said
    main = next((ask for ask in firm if ask.act is not None or not _shares_its_act(text, ask, firm)), firm[0])
    acts = {ask.start: _acts(text, ask, language) for ask in said}
    act = strongest(acts[main.start])
    return Said(
        action=act.action,
        addressees=_asked(text, said, language),
        verb=(main.start, main.named),
        act=act if act.end > act.start else None,
        acts=tuple(one for several in acts.values() for one in several),
        reach=(main.start, main.end),
        dated=main.kind == "decide",
    )


def _acts(text: str, ask: Ask, language: str) -> list[Act]:
    """What an ask asks: the act it names, and the parts of its list. Never empty."""
    parts = items(text, ask.named, ask.end)
    if ask.act is None and parts and ":" not in text[ask.named : parts[0].start]:
        parts = []  # "calls for cooperation in (a) preventing …" names things, not acts
    leads = ask.act is not None and (not parts or ask.act < parts[0].start)
    above = parts[0].start if parts else ask.end
    listed = [
        Act(_of_paragraph(words, language), at, act_end(text, at, part.end, language), part.number)
        for part in parts
        if (opened := _part(text, part.start, part.end, language, leads))
        for at, words in [opened]
    ]
    if listed and (not leads or _opens_list(text[ask.named : above], ask)):
        return listed
    start = ask.act if ask.act is not None else _noun(text, ask)
    end = act_end(text, start, above, language) if ask.act is not None or ask.kind == "ask" else start
    return [Act(_of_ask(text, ask, above, language), start, end), *listed]


def _noun(text: str, ask: Ask) -> int:
    """Where what is asked for begins that is said without a verb: "calls for | continued coordination"."""
    return ask.named + len(text[ask.named : ask.end]) - len(text[ask.named : ask.end].lstrip())


def _opens_list(between: str, ask: Ask) -> bool:
    """ "We decide to: (a) …": the verb decides no more than its parts say."""
    return ask.kind in ("decide", "will") and not re.sub(r"\b(?:to|a|à|de)\b|\W", "", lowered(between))


def _part(text: str, start: int, end: int, language: str, leads: bool) -> tuple[int, str] | None:
    """Where a part of a list says what to do, and its words in the imperative; None for a part that only names a thing."""
    at = start + len(PARTICLE.match(lowered(text[start : start + 12]))[0])  # type: ignore[index]  # matches nothing, too
    words = _imperatives(f"{text[at].lower()}{text[at + 1 : end]}", language) if at < end else ""
    opening = re.match(r"[\w-]*", words)
    if leads and opening and language == LANGUAGE and not opens(opening.group()):
        return None
    return (at, words) if words else None


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


def _imperative(text: str, language: str) -> Said:
    """A part of a list of asks, or an ask without an operative verb: "To appoint a guardian", "Promote the training"."""
    lower = lowered(text)
    listed = re.match(r"[\W\d]*(?:(?:\(?[a-z]\)\s*)?(?:to|à|a|de|d[’'])\s+)?", lower)
    start = listed.end() if listed else 0
    opening = re.match(r"[\w-]*", lower[start:])
    if not (opening and _opens(opening.group(), language)) and (said := _recommended(text, lower, language)):
        return said
    words = _imperatives(text[start:], language)
    if not _asks(words, language):
        return NOTHING
    action = _of_paragraph(words, language) if listed and listed.group().strip() else _of_act(words, language)
    act = Act(action, start, act_end(text, start, len(text), language))
    return Said(action, ("member_states",), act=act, acts=(act,), reach=(0, len(text)))


def _asks(words: str, language: str) -> bool:
    """Whether words may be an ask: not what a body says of itself; in languages without a model, an act or an infinitive."""
    lower, subject = lowered(words[:80]), packs()[language].subject
    if language == LANGUAGE:
        return not (subject and lower.startswith(f"{subject} "))
    known = any(pattern.match(lower) for pattern in compiled(language, "acts").values())
    return known or bool(re.match(r"[\w-]+(?:[aei]r|re|en)\b", lower))


def _opens(word: str, language: str) -> bool:
    return opens(word) if language == LANGUAGE else False


def _recommended(text: str, lower: str, language: str) -> Said | None:
    """The grade of a sentence that says who should do what; None where it does not."""
    match = compiled(language, "should")["should"].search(lower)
    if match is None:
        return None
    named = {found.label for found in addressees(text[: match.start()], language)}
    start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    act = Act(_of_paragraph(text[start:], language), start, act_end(text, start, len(text), language))
    return Said(act.action, tuple(sorted(named)), match.span(), act, (act,), (0, len(text)))


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
