"""Treaties: preamble, articles with their paragraphs, annexes; of a bilingual print one language only."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from models.document import Document, Role
from models.instruments import instrument_of
from models.reference import languages as packs
from pipelines.forms import outline, statute
from pipelines.forms.bilingual import one_language
from pipelines.forms.editorial import is_remark
from pipelines.forms.outline import Loose, Unit
from pipelines.forms.tree import cut, tree
from pipelines.identify import Identity, refined
from pipelines.layout import Layout
from pipelines.passages import Draft, eid_part

_PREAMBLE = re.compile(r"^\W*(?:preamble|préambule|preámbulo|preambule)\W*", re.I)


def read(layout: Layout, identity: Identity) -> Document:
    """Order of the form: title, preamble, articles under parts or chapters, testimonium, annexes."""
    layout = one_language(without_remarks(layout))
    identity = refined(identity, layout)
    parts = list(outline.outline(layout.blocks, identity.title))
    drafts: list[Draft] = []
    for part, following in itertools.zip_longest(parts, parts[1:]):
        if isinstance(part, Unit):
            drafts += article(part)
        elif part.name == "preface" or (part.name == "text" and not any(draft.role is Role.ARTICLE for draft in drafts)):
            drafts += preamble(part, identity.language, sum(draft.role is Role.PREAMBULAR for draft in drafts))
        elif part.name == "text" and isinstance(following, Unit) and following.prefix and following.number == "1":
            drafts += preamble(part, identity.language, prefix=following.prefix)  # of a second text after the first
        else:
            drafts += statute.loose(part)
    document = statute.document(layout, identity, drafts)
    empty = [part.number for part in parts if isinstance(part, Unit) and not part.blocks]
    doubts = [f"no words in this copy of article {', '.join(empty)}"] if empty else []
    return dated(document.model_copy(update={"warnings": (*document.warnings, *doubts)}))


def without_remarks(layout: Layout) -> Layout:
    """The layout without what a publisher remarks on an article in a language of its own."""
    remarks = [block for block in layout.blocks if is_remark(block.text)]
    if not remarks:
        return layout
    kept = tuple(block for block in layout.blocks if block not in remarks)
    return layout.model_copy(update={"blocks": kept, "furniture": (*layout.furniture, *(block.text for block in remarks))})


def dated(document: Document) -> Document:
    """The document, where it prints no date of its adoption, with the day that the list of instruments has for the work."""
    known = instrument_of(document.work)
    if document.adopted or known is None or known.adopted is None:
        return document
    told = f"its date is not printed in this copy: {known.adopted} is from {known.origin}"
    return document.model_copy(update={"adopted": known.adopted, "warnings": (*document.warnings, told)})


def article(unit: Unit) -> Iterator[Draft]:
    """An article is cut at its numbered paragraphs, which are cited by themselves; others stay whole unless they are long."""
    eid = f"{unit.prefix}art_{eid_part(unit.number)}"
    for address, number, node, words, level in cut(tree(unit.blocks), eid, unit.number, whole=0, kind="art"):
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


def preamble(part: Loose, language: str, before: int = 0, prefix: str = "") -> Iterator[Draft]:
    """The clauses of a preamble, whether printed as paragraphs or run together in one."""
    text = _PREAMBLE.sub("", "\n".join(block.text for block in part.blocks))
    cuts = [0, *(match.end() for match in _openings(language).finditer(text)), len(text)]
    clauses = [clause for start, end in itertools.pairwise(cuts) if (clause := text[start:end].strip())]
    for count, clause in enumerate(clauses, start=before + 1):
        yield Draft(eid=f"{prefix}pp_{count}", role=Role.PREAMBULAR, number=f"pp{count}", text=clause)


@cache
def _openings(language: str) -> re.Pattern[str]:
    """What stands before a clause: a line's end, or a semicolon or comma, at times with a joining word, before an opener.

    Openers have a capital. Copies leave out the space: "Convention,Noting", "1975, andRecalling".
    """
    pack = packs().get(language)
    names = {opener.split()[0].capitalize() for opener in (pack.preambular if pack else ())} | _OWN.get(language, set())
    names |= {re.sub(r"iz(?=ing$)", "is", name) for name in names}  # "Recognising"
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\n+|[;,]\s*(?:(?:and|et|y)\s*)?(?=(?:{either})\b)")


_OWN = {
    "en": {
        "Considering",
        "Having",
        "Bearing",
        "Convinced",
        "Taking",
        "Being",
        "Calling",
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
