"""What things are called on the pages, and where they stand: findings, actions, bodies, countries, provisions, spans of time."""

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import quote

from models.base import Record
from models.countries import name
from models.finding import FindingValue, Sanctions, Term
from models.precedent import Sameness, StrengthKind
from models.reference import Force, bodies, languages, provisions
from models.signal import Action


class State(Record):
    """How a finding is shown: by sign, word and pattern, never by colour alone."""

    sign: str
    word: str
    meaning: str


STATES: Mapping[FindingValue, State] = {
    FindingValue.MET: State(sign="✓", word="Met", meaning="The quoted text provides it."),
    FindingValue.PARTLY: State(sign="◐", word="Partly", meaning="The quoted text provides a part of it."),
    FindingValue.CONTRARY: State(sign="✕", word="Contrary", meaning="The quoted text provides the opposite."),
    FindingValue.SILENT: State(
        sign="○", word="Silent", meaning="A law that could hold it was read whole, and appears not to provide it."
    ),
    FindingValue.NOT_ASSESSED: State(
        sign="?", word="Not assessed", meaning="What was read does not allow saying; the reason is given."
    ),
}
ACTIONS: Mapping[int, str] = {
    Action.NONE: "asks for nothing",
    Action.MINIMAL: "minimal",
    Action.CONTINUING: "continuing",
    Action.CONSIDERING: "considering",
    Action.GENERAL: "general",
    Action.SPECIFIC: "specific",
}
FORCES: Mapping[str, str] = {
    Force.MANDATORY: "an obligation",
    Force.ENDEAVOUR: "parties endeavour",
    Force.CONSIDER: "parties consider",
    Force.BEYOND: "beyond the Protocol",
}
MODES: Mapping[str, str] = {"hybrid": "words and meaning", "words": "words only", "meaning": "meaning only"}
FACETS: Mapping[str, str] = {
    "body": "Body",
    "jurisdiction": "Whose text",
    "provision": "Provision",
    "topic": "Topic",
    "action": "Action",
    "form": "Form",
    "role": "Part of the text",
    "year": "Year",
    "language": "Language",
}
ROLES: Mapping[str, str] = {
    "preambular": "Preamble",
    "operative": "Operative part",
    "recital": "Recitals",
    "annex": "Annex",
    "statement": "Statements of delegations",
}
"""Parts of a text that are headed on the page though nothing is printed above them."""
PARTS: Mapping[str, str] = {
    "preambular": "preambular paragraph",
    "operative": "paragraph",
    "recital": "recital",
    "article": "article",
    "section": "section",
    "annex": "annex, paragraph",
    "statement": "statement",
}
"""What a numbered passage is called."""
SAMENESS: Mapping[Sameness, str] = {
    Sameness.EXACT: "The same words",
    Sameness.NEAR: "The same paragraph, edited",
    Sameness.SUBSTANCE: "Other words on the same point",
}
STRENGTHS: Mapping[StrengthKind, str] = {
    StrengthKind.ACTION: "Action grade",
    StrengthKind.ACTOR: "Names who is to act",
    StrengthKind.DEADLINE: "Sets a deadline",
    StrengthKind.RESOURCES: "Provides resources",
    StrengthKind.FOLLOW_UP: "Sets follow-up",
    StrengthKind.UNQUALIFIED: "Not softened",
}
SEVERAL: Mapping[str, str] = {
    "preambular": "preambular paragraphs",
    "operative": "operative paragraphs",
    "statute": "laws",
    "draft": "drafts of resolutions",
}
"""Roles and forms in the plural, where that is not the word with an s."""
LIFE = 9999
"""Months that stand for imprisonment for life."""


def place(code: str) -> str:
    """A country's or organisation's name by its code; the code where there is none."""
    for organisation in bodies().values():
        if organisation.jurisdiction == code:
            return organisation.name
    try:
        return name(code)
    except ValueError:
        return code


def placed(code: str) -> str:
    """The same in a sentence, of a body's id too: "the European Union", "Ireland"."""
    return f"the {bodies()[code].name}" if code in bodies() else place(code)


def _body(id: str) -> str:
    return bodies()[id].name if id in bodies() else id


def _provision(id: str) -> str:
    return provisions()[id].title if id in provisions() else id


def language(code: str) -> str:
    return languages()[code].name if code in languages() else code


def _word(value: str) -> str:
    return value.replace("_", " ").capitalize()


def _action(value: str) -> str:
    return f"{value} · {ACTIONS[int(value)]}"


_VALUES: Mapping[str, Callable[[str], str]] = {
    "work": lambda id: id.partition("/")[2],
    "body": _body,
    "jurisdiction": place,
    "mentions": place,
    "provision": _provision,
    "action": _action,
    "language": language,
    "year": str,
    "since": str,
    "until": str,
}


def part(role: str, number: str) -> str:
    """ "section 9", "paragraph 4(b)", "preambular paragraph 3"."""
    return f"{PARTS.get(role, '')} {number.removeprefix('pp')}".strip()


def value(key: str, of_it: object) -> str:
    """A filter's value in words."""
    return _VALUES.get(key, _word)(str(of_it))


def several(key: str, of_it: str) -> str:
    """A role or form in the plural: "operative paragraphs", "resolutions"."""
    return SEVERAL.get(of_it, f"{value(key, of_it).lower()}s")


def day(written: date | str | None) -> str:
    """ "1 December 2043", from a date or its ISO 8601 form, with the time where there is one."""
    if written is None:
        return "never"
    if isinstance(written, str):
        moment, _, clock = written.partition("T")
        return day(date.fromisoformat(moment)) + (f", {clock[:5]} UTC" if clock else "")
    return f"{written.day} {written:%B %Y}"


def partial(written: str | None) -> str:
    """ "1 December 2043", or the year alone where no more is known; empty for None."""
    return "" if written is None else day(written) if len(written) > len("2043") else written


def article(printed: str) -> str:
    """ "Protocol, article 3(a)"; what belongs to another text says so itself."""
    return f"Protocol, article {printed}" if printed[0].isdigit() else printed


def group(of_states: str) -> str:
    """A regional group with its capitals: "Western European and Others"."""
    return of_states.title().replace(" And ", " and ")


def term(of_it: Sanctions | Term) -> str:
    """How long imprisonment lasts: "from 5 years to 20 years", "up to 3 years"."""
    least, most = of_it.min_months, of_it.max_months
    if least is None and most is None:
        return "no length is printed"
    if least is None:
        return f"up to {_months(most)}"
    if most is None:
        return f"{_months(least)} or more"
    return _months(most) if least == most else f"from {_months(least)} to {_months(most)}"


def _months(of_it: int | None) -> str:
    """ "2 years", "18 months", "life"."""
    if of_it is None or of_it >= LIFE:
        return "life"
    number, unit = (of_it // 12, "year") if of_it >= 24 and of_it % 12 == 0 else (of_it, "month")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def to_document(address: str, version: int | None = None) -> str:
    """Our page of a document, or of a passage in it when the address has one."""
    document, _, place = address.partition("#")
    asked = f"?version={version}" if version else ""
    return f"/documents/{quote(document, safe='/@')}{asked}" + (f"#{quote(place)}" if place else "")
