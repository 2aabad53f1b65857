"""Treaties: preamble, articles with their paragraphs, annexes; of a bilingual print one language only."""

import re
from collections.abc import Iterator

from models.document import Document, Role
from models.reference import languages as packs
from pipelines.forms import outline, statute
from pipelines.forms.bilingual import one_language
from pipelines.forms.outline import Loose, Unit
from pipelines.forms.tree import LONGEST, cut, tree
from pipelines.identify import Identity, refined
from pipelines.layout import Layout
from pipelines.passages import Draft, eid_part

_PREAMBLE = re.compile(r"^\W*(?:preamble|préambule|preámbulo|preambule)\W*", re.I)


def read(layout: Layout, identity: Identity) -> Document:
    """Order of the form: title, preamble, articles under parts or chapters, testimonium, annexes."""
    layout = one_language(layout)
    identity = refined(identity, layout)
    drafts: list[Draft] = []
    for part in outline.outline(layout.blocks, identity.title):
        if isinstance(part, Unit):
            drafts += article(part)
        elif part.name == "preface" or (part.name == "text" and not any(draft.role is Role.ARTICLE for draft in drafts)):
            drafts += preamble(part, identity.language, sum(draft.role is Role.PREAMBULAR for draft in drafts))
        else:
            drafts += statute.loose(part)
    return statute.document(layout, identity, drafts)


def article(unit: Unit) -> Iterator[Draft]:
    """An article is one passage where it is short: that is how treaties are cited; a long one is cut at its paragraphs."""
    eid = f"{unit.prefix}art_{eid_part(unit.number)}"
    for address, number, node, words, level in cut(tree(unit.blocks), eid, unit.number, whole=LONGEST, kind="art"):
        yield Draft(
            eid=address,
            role=Role.ANNEX if unit.prefix else Role.ARTICLE,
            number=number,
            heading=unit.heading,
            path=unit.path,
            text=words,
            page=(node.page if node else None) or unit.page,
            level=level,
        )


def preamble(part: Loose, language: str, before: int = 0) -> Iterator[Draft]:
    """The clauses of a preamble, whether printed as paragraphs or run together in one."""
    text = "\n".join(block.text for block in part.blocks)
    clauses = [clause.strip() for clause in _openers(language).split(_PREAMBLE.sub("", text)) if clause.strip()]
    for count, clause in enumerate(clauses, start=before + 1):
        yield Draft(eid=f"pp_{count}", role=Role.PREAMBULAR, number=f"pp{count}", text=clause)


def _openers(language: str) -> re.Pattern[str]:
    """Where a clause begins: after a line, semicolon or comma, a capitalised opener of the language ("Considering")."""
    pack = packs().get(language)
    names = {opener.split()[0].capitalize() for opener in (pack.preambular if pack else ())} | _OWN.get(language, set())
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\n+|(?<=[;,])\s+(?:and |et |y )?(?=(?:{either})\b)")


_OWN = {
    "en": {
        "Considering",
        "Having",
        "Bearing",
        "Convinced",
        "Taking",
        "Conscious",
        "Concerned",
        "Declaring",
        "Desiring",
        "Noting",
        "Recalling",
    },
    "fr": {
        "Considérant",
        "Ayant",
        "Rappelant",
        "Conscients",
        "Reconnaissant",
        "Réaffirmant",
        "Convaincus",
        "Désireux",
        "Soucieux",
    },
    "es": {"Considerando", "Habiendo", "Recordando", "Teniendo", "Reconociendo", "Convencidos", "Deseando", "Conscientes"},
}
"""Openers that treaties share with no resolution."""
