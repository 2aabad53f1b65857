"""Statements by one delegation beside a decision: which lines open one, and whose voice it is."""

import re
from collections.abc import Sequence

from pipelines.layout import Block

_STATEMENT = re.compile(
    r"^\W*(?:(?:EU|Joint)\s+)?(?:interpretati(?:ve|on) statement|declaraci[oó]n interpretativa)\b"
    r"|^\W*d[ée]claration interpr[ée]tative\b"
    r"|\|\s*interpretati(?:ve|on) statement\W*$",
    re.I,
)
# "By the delegation of Belmaria:", "Por la delegación de Belmaria"
_DELEGATION = re.compile(
    r"(?:the delegation of|delegación de|délégation d[eu']) ?(?P<who>[^:;(]{3,120}?)(?=\s*(?::|;|\(|,? in |,? on |$|\n))", re.I
)
# "The delegation of Finland passed the floor to the representative of the European Union, who …": the one who speaks
_FLOOR = re.compile(
    r"(?:passed|gave) the floor to (?:the )?(?:representative|delegation) of (?:the )?"
    r"(?P<who>[^,;:.]{3,80}?)(?=[,;:.]|\s+who\b|$)",
    re.I,
)
# "… just adopted, Belmaria would like to make the following interpretative statement"
_SPEAKS = re.compile(
    r"(?:^|[,.]\s+)(?:the |la |le |los )?(?P<who>[A-ZÀ-Þ][\w’' -]{2,60}?),? (?:would like|wish(?:es)?|desea|souhaite)\b"
    r"[^.]{0,40}\b(?:following|siguiente|suivante)?\s?(?:interpretati(?:ve|on) statement|declaración interpretativa"
    r"|déclaration interprétative)"
)
_LONGEST = 400  # characters of a line that opens a statement or says who speaks
_FIRST = 4  # blocks in which a page that holds nothing but a statement says so


def opens_statement(text: str) -> bool:
    return len(text) < _LONGEST and bool(_STATEMENT.search(text))


def named(text: str) -> str | None:
    """Who makes a statement, as a line says that stands before it."""
    match = _FLOOR.search(text) or _DELEGATION.search(text)
    return match["who"].strip() if match and len(text) < _LONGEST else None


def speaking(text: str) -> str | None:
    """Who makes a statement, as its own first sentences say."""
    match = _SPEAKS.search(text)
    return match["who"].strip() if match else None


def only_statement(blocks: Sequence[Block]) -> bool:
    """Whether a page holds nothing but one delegation's statement, as missions publish them."""
    return any(opens_statement(block.text) for block in blocks[:_FIRST]) and any(speaking(block.text) for block in blocks[:8])
