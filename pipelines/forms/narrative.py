"""A country's narrative in the Trafficking in Persons Report: context beside its law, never a finding on it.

Opening, prioritized recommendations, prosecution, protection, prevention, profile. The voice is that of the Department of State.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile

from models import countries
from models.document import Document, Form, Role
from pipelines.identify import UNKNOWN, Identity, opening_text
from pipelines.layout import Block, Layout, Style
from pipelines.passages import Draft, lay

VOICE = "United States Department of State"
_TIER = re.compile(r"^(?P<country>[^()\n]{3,60}?)\s*[(:–-]\s*(?P<tier>Tier [123](?: Watch List)?|Special Case)\)?", re.I)
_YEAR = re.compile(r"\b(20\d\d) Trafficking in Persons Report\b", re.I)
_SURE = 3
"""Different headings of its parts that a narrative has at least."""


def is_narrative(layout: Layout) -> bool:
    return len({part for block in layout.blocks if (part := _part(block)) is not None}) >= _SURE


def read(layout: Layout, identity: Identity) -> Document:
    """The narrative's paragraphs, each recommendation by itself."""
    named = _about(layout, identity)
    passages = lay(named.work, named.language, _drafts(layout))
    warnings = (*named.warnings, *layout.warnings)
    return Document(**named.model_dump(exclude={"warnings"}), passages=passages, footnotes=layout.footnotes, warnings=warnings)


def _about(layout: Layout, identity: Identity) -> Identity:
    """The country that is spoken of, and the year of the report."""
    head = next((match for block in layout.blocks[:40] if (match := _TIER.match(block.text))), None)
    country = countries.country(head["country"].strip()) if head else None
    stated = (layout.facts.get("title", ""), layout.facts.get("url", ""), opening_text(layout))
    year = _YEAR.search("\n".join(stated).replace("-", " "))
    jurisdiction = country or identity.jurisdiction
    name = countries.name(country) if country else identity.title
    return identity.model_copy(
        update={
            "work": f"{jurisdiction}/tip/{year[1] if year else 'undated'}",
            "jurisdiction": jurisdiction,
            "body": None,
            "form": Form.NARRATIVE,
            "title": f"{year[1] if year else 'Undated'} Trafficking in Persons Report: {name}",
            "symbol": None,
            "warnings": () if jurisdiction != UNKNOWN else ("no country found in the narrative's heading",),
        }
    )


def _drafts(layout: Layout) -> Iterator[Draft]:
    part, heading = "opening", ""
    counts: Counter[str] = Counter()
    heads = [block.text for block in takewhile(lambda block: _part(block) is None, layout.blocks) if block.style is Style.HEADING]
    yield Draft(eid="heading", role=Role.HEADING, text="\n".join(heads), attribution=VOICE)
    for block in layout.blocks:
        if found := _part(block):
            part, heading = found, block.text.strip(" :")
        elif block.style is not Style.HEADING:
            counts[part] += 1
            name = "item" if part == "recommendations" else "p"
            path = (heading,) if heading else ()
            eid = f"{part}__{name}_{counts[part]}"
            yield Draft(eid=eid, role=Role.SECTION, text=block.text, path=path, page=block.page, attribution=VOICE)


def _part(block: Block) -> str | None:
    """The part that a heading opens: a line of its own that says so."""
    if len(block.text) > 40 or (block.style is not Style.HEADING and not block.bold and not block.text.isupper()):
        return None
    return next((part for part, pattern in _patterns().items() if pattern.match(block.text.strip())), None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("pipelines.forms").joinpath("narrative.toml").read_text(encoding="utf-8"))
    return {part: re.compile(pattern, re.I) for part, pattern in table.items()}
