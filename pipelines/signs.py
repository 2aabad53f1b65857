"""Signs of body and form in a text's opening, from signs.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.document import Form
from pipelines.layout import Layout

_RANKS: Mapping[str, Form] = {
    "directive": Form.DIRECTIVE,
    "dir": Form.DIRECTIVE,
    "regulation_eu": Form.DIRECTIVE,
    "act": Form.STATUTE,
    "resol": Form.RESOLUTION,
    "ley": Form.STATUTE,
    "loi": Form.STATUTE,
    "code": Form.STATUTE,
    "decreto": Form.STATUTE,
    "legislation": Form.STATUTE,
    "statute_section": Form.STATUTE,
    "statute": Form.STATUTE,
    "convention": Form.CONVENTION,
    "treaty": Form.CONVENTION,
    "resolution": Form.RESOLUTION,
    "decision": Form.DECISION,
    "declaration": Form.DECLARATION,
}
"""What files say of their rank or type, in their own words."""

_BY_BODY: Mapping[str, tuple[Form, ...]] = {
    "ilo": (Form.CONVENTION,),
    "coe": (Form.CONVENTION,),
    "eu": (Form.RESOLUTION, Form.REPORT, Form.CONVENTION, Form.DIRECTIVE),
    "osce": (Form.DRAFT, Form.DECISION, Form.RESOLUTION, Form.DECLARATION),
    "oas": (Form.DRAFT, Form.RESOLUTION, Form.DECLARATION, Form.CONVENTION),
    "rcm": (Form.REPORT, Form.DECLARATION),
    "un": (Form.DRAFT, Form.RESOLUTION, Form.CONVENTION, Form.DECLARATION),
}
"""The forms that a body adopts, in the order in which their signs are looked for; the first is what it is without a sign."""


@cache
def _table(kind: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    table = tomllib.loads(files("pipelines").joinpath("signs.toml").read_text(encoding="utf-8"))
    return {entry["id"]: tuple(re.compile(pattern, re.M) for pattern in entry["any"]) for entry in table[kind]}


def body_of(opening: str) -> str | None:
    """The body whose sign stands first in the opening; a weak sign counts where there is no other."""
    for kind in ("body", "weak"):
        found = [
            (match.start(), body)
            for body, patterns in _table(kind).items()
            for pattern in patterns
            if (match := pattern.search(opening[:2500]))
        ]
        if found:
            return min(found)[1]
    return None


def form_of(layout: Layout, opening: str, body: str | None) -> Form:
    """The form: as the file says, else by its words among the forms its body adopts; a State's text is a statute."""
    for key in ("form", "rank", "resource_type", "ingested_type", "type"):
        stated = layout.facts.get(key, "").lower().replace(" ", "_")
        if stated in _RANKS:
            return _RANKS[stated]
    if body is None:
        return Form.CONVENTION if _signed("convention", opening[:700]) and _agreed(opening) else Form.STATUTE
    forms = _BY_BODY.get(body, (Form.RESOLUTION,))
    return next((form for form in forms if _signed(form.value, opening, body)), forms[-1])


def _signed(form: str, opening: str, body: str | None = None) -> bool:
    """Whether a sign of the form stands in the opening; a body may have signs of its own in place of the common ones."""
    table = _table("form")
    return any(pattern.search(opening) for pattern in table.get(f"{form}@{body}", table.get(form, ())))


def _agreed(opening: str) -> bool:
    return bool(
        re.search(r"agreed as follows|convenu[es]* de ce qui suit|the Parties|States Parties|Parties contractantes", opening)
    )
