"""How concrete the ask of a passage is: McMahon's categories 0 to 5, whom it asks, and by when.

Operative paragraphs are graded by what follows their verb and addressee ("Urges Member States to | ratify …"): in English
with the model of extractors/concreteness.py, in other languages by the first words of the act (models/actions). Treaties and laws
are graded by how they bind.
"""

import re

from spacy.tokens import Doc

from extractors.asks import Ask, asks
from extractors.components.addressee import addressees
from extractors.components.deadline import deadlines
from extractors.components.verb import lowered, verbs
from extractors.concreteness import LANGUAGE, classify, opens
from extractors.matching import Found
from models.base import Record
from models.document import Form, Role
from models.operative import compiled, packs
from models.signal import Action

_SILENT = frozenset({Role.PREAMBULAR, Role.RECITAL, Role.DEFINITION, Role.HEADING, Role.FOOTNOTE, Role.FURNITURE, Role.STATEMENT})
"""Roles that ask nothing of anyone; a statement is one delegation's, not the body's."""

_BINDING = frozenset({Role.ARTICLE, Role.SECTION, Role.ANNEX})
_NEAR = 60  # characters after a modal verb in which what it binds to begins
_OPENING = 45  # characters in which the act of an ask in another language than the model's begins

_ORGAN = "conference_or_organ_itself"


class Grade(Record):
    action: Action
    addressees: tuple[str, ...] = ()
    deadline: str | None = None


def grade(doc: Doc, *, role: Role, form: Form | None = None) -> Grade:
    """The grade of a passage's main ask: the first one. Nothing in languages without a pack in models/actions."""
    verbs = [Found(span.label_, span.start_char, span.end_char) for span in doc.spans.get("verb", ())]
    return _grade(doc.text, verbs, doc.vocab.lang, role, form)


def grade_text(text: str, *, role: Role, language: str, form: Form | None = None) -> Grade:
    """The same of a bare text, without a pipeline."""
    return _grade(text, list(verbs(text, language)), language, role, form)


_SOFT = (Action.MINIMAL, Action.CONTINUING, Action.CONSIDERING)


def grade_under(stem: str, text: str, *, role: Role, language: str, form: Form | None = None) -> Grade | None:
    """The grade of a part of a list by the verb and addressee of its stem ("Calls on the States to:"); None where it has no verb.

    A deadline is kept only in the part's own words.
    """
    opening = re.sub(r"[\s:]*:\s*$", "", stem)
    asks_somebody = bool(list(addressees(opening, language)))
    if not list(verbs(opening, language)) or (list(verbs(text, language)) and not asks_somebody):
        return None  # "RESOLVES:" above "To urge States …": the part has its own verb
    said = grade_text(f"{opening} {text[:1].lower()}{text[1:]}", role=role, language=language, form=form)
    own = said.deadline if said.deadline and said.deadline in text else None
    part = grade_text(text, role=role, language=language, form=form).action
    action = (
        part if part in _SOFT else said.action
    )  # "Decides that States will:" above "Explore ways to …" decides no more than that
    return said.model_copy(update={"deadline": own, "action": action})


def _grade(text: str, found: list[Found], language: str, role: Role, form: Form | None) -> Grade:
    if language not in packs() or role in _SILENT:
        return Grade(action=Action.NONE)
    if found:
        return _operative(text, found, language)
    return _binding(text, language, form) if role in _BINDING else _imperative(text, language)


def _operative(text: str, found: list[Found], language: str) -> Grade:
    said = list(asks(text, found, language))
    if not said:
        return Grade(action=Action.NONE)
    firm = [ask for ask in said if ask.kind != "need"] or said
    main = next((ask for ask in firm if ask.act is not None or not _shares_its_act(text, ask, firm)), firm[0])
    return Grade(
        action=_of_ask(text, main, language),
        addressees=_asked(text, said, language),
        deadline=_deadline(text, main.start, main.kind == "decide", language),
    )


def _shares_its_act(text: str, ask: Ask, said: list[Ask]) -> bool:
    """ "Urges States, and invites others, to continue": the first verb's act stands after the second. Not "calls for an end"."""
    verb = lowered(text[ask.start : ask.named])
    return ask is not said[-1] and ask.kind == "ask" and not verb.endswith(" for")


def _of_ask(text: str, ask: Ask, language: str) -> Action:
    if ask.kind == "decide":
        return Action.SPECIFIC
    if ask.act is None:
        return _nominal(text[ask.named : ask.end], language)
    return _of_paragraph(text[ask.act : ask.end], language)


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
    lower = lowered(act[:_OPENING])
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
        end = ask.act if ask.act is not None else ask.end
        named.update(found.label for found in addressees(text[ask.named : end], language))
    return tuple(sorted(named)) or ("member_states",)


def _deadline(text: str, start: int, dated: bool, language: str) -> str | None:
    """The first deadline from an offset on, in its own words; a year alone only where `dated`."""
    later = sorted((f for f in deadlines(text, language) if f.start >= start), key=lambda f: (f.start, f.label == "dated"))
    return next((text[f.start : f.end] for f in later if dated or f.label != "dated"), None)


def _imperative(text: str, language: str) -> Grade:
    """A part of a list of asks, or an ask without an operative verb: "To appoint a guardian", "Promote the training"."""
    lower = lowered(text)
    listed = re.match(r"[\W\d]*(?:(?:\(?[a-z]\)\s*)?(?:to|à|a|de|d[’'])\s+)?", lower)
    start = listed.end() if listed else 0
    opening = re.match(r"[\w-]*", lower[start:])
    if not (opening and _opens(opening.group(), language)) and (said := _recommended(text, lower, language)):
        return said
    words = _imperatives(text[start:], language)
    act = _of_paragraph(words, language) if listed and listed.group().strip() else _of_act(words, language)
    return Grade(action=act, addressees=("member_states",), deadline=_deadline(text, 0, False, language))


def _opens(word: str, language: str) -> bool:
    return opens(word) if language == LANGUAGE else False


def _recommended(text: str, lower: str, language: str) -> Grade | None:
    """The grade of a sentence that says who should do what; None where it does not."""
    match = compiled(language, "should")["should"].search(lower)
    if match is None:
        return None
    named = {found.label for found in addressees(text[: match.start()], language)}
    return Grade(
        action=_of_paragraph(text[match.end() :].lstrip(), language),
        addressees=tuple(sorted(named)),
        deadline=_deadline(text, 0, False, language),
    )


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


def _binding(text: str, language: str, form: Form | None) -> Grade:
    """Articles and sections: what they bind to. A duty is specific unless it is one to consider, to endeavour or to cooperate."""
    lower, lists = lowered(text), compiled(language, "duty")
    duty = next(iter(lists["duty"].finditer(lower)), None)
    offence = lists["offence"].search(lower)
    nothing = lists["nothing"].search(lower)
    first = min((match.start() for match in (duty, offence) if match), default=None)
    if first is None and not nothing and (said := _recommended(text, lower, language)):
        return said
    if first is None or (nothing and nothing.start() <= first):
        return Grade(action=Action.NONE)
    act = _of_duty(lower, duty, lists) if duty and duty.start() == first else Action.SPECIFIC
    end = duty.start() if duty else first
    return Grade(
        action=act,
        addressees=_bound(text, end, language, form),
        deadline=_deadline(text, 0, False, language),
    )


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
