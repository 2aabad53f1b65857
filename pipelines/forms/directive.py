"""Acts of the European Union: citations, recitals, articles with paragraphs and points, annexes."""

import re
from collections.abc import Iterator

from models.document import Document, Role
from pipelines.forms import convention, outline, statute
from pipelines.forms.outline import Loose, Unit
from pipelines.identify import Identity, refined
from pipelines.layout import Block, Layout
from pipelines.passages import Draft

_RECITAL = re.compile(r"^\(\s?(\d{1,3})\s?\)\s*")
_INSTITUTION = re.compile(
    r"^(?:THE (?:EUROPEAN|COUNCIL|COMMISSION)|LE (?:PARLEMENT|CONSEIL)|LA COMMISSION|EL (?:PARLAMENTO|CONSEJO)|"
    r"DAS EUROPÄISCHE|DER RAT)\b"
)
_ENACTING = re.compile(
    r"^(?:HA(?:VE|S) ADOPTED|ON?T ADOPTÉ|A ADOPTÉ|HAN? ADOPTADO|HABEN .{0,30}ERLASSEN|HAT .{0,30}ERLASSEN)", re.I
)


def read(layout: Layout, identity: Identity) -> Document:
    """Order of the form: title, citations, "Whereas", recitals, enacting formula, articles, signatures, annexes."""
    identity = refined(identity, layout)
    drafts: list[Draft] = []
    for part in outline.outline(layout.blocks, identity.title):
        if isinstance(part, Unit):
            drafts += convention.article(part)
        elif part.name in ("preface", "text") and not any(draft.role is Role.ARTICLE for draft in drafts):
            drafts += _preamble(part, drafts)
        else:
            drafts += statute.loose(part)
    return statute.document(layout, identity, drafts)


def _preamble(part: Loose, before: list[Draft]) -> Iterator[Draft]:
    """Citations as preambular paragraphs, recitals by their printed number; lines of a recital stay with it."""
    citations = sum(draft.role is Role.PREAMBULAR for draft in before)
    recital: list[Block] = []
    for block in _after_title(part.blocks):
        if _RECITAL.match(block.text) or (recital and _ENACTING.match(block.text)):
            yield from _recital(recital)
            recital = []
        if _RECITAL.match(block.text) or recital:
            recital.append(block)
        else:
            citations += 1
            yield Draft(eid=f"pp_{citations}", role=Role.PREAMBULAR, number=f"pp{citations}", text=block.text, page=block.page)
    yield from _recital(recital)


def _after_title(blocks: list[Block]) -> list[Block]:
    """Without the journal's masthead and the title, which come before the institution that acts."""
    start = next((n for n, block in enumerate(blocks) if _INSTITUTION.match(block.text)), 0)
    return blocks[start:]


def _recital(blocks: list[Block]) -> Iterator[Draft]:
    if not blocks:
        return
    match = _RECITAL.match(blocks[0].text)
    number = match.group(1) if match else None
    text = "\n".join(block.text for block in blocks)
    yield Draft(
        eid=f"recital_{number}", role=Role.RECITAL, number=number, text=_RECITAL.sub("", text, count=1), page=blocks[0].page
    )
