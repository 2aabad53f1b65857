"""How texts of the European Union print their title and number: acts, resolutions of the Parliament, communications."""

import itertools
import re
from collections.abc import Sequence

from pipelines.layout import Layout

_ACT = re.compile(r"(?:COUNCIL |COMMISSION )?(?:FRAMEWORK )?(?:DIRECTIVE|REGULATION|DECISION)\b", re.I)
_COMMUNICATION = re.compile(
    r"(?:JOINT )?COMMUNICATION (?:FROM|TO) THE\b|COMMUNICATION DE LA COMMISSION\b|COMUNICACI[OÓ]N DE LA COMISI[OÓ]N\b"
)
_ENTITLED = re.compile(
    r"^\d{4}/\d+/[A-Z]{2,3}: (?P<title>(?:Council|Commission)\b.{20,300})$"
)  # "2042/629/JHA: Council Framework Decision of …"
_ENDS = re.compile(r"\(|THE |Text with|having regard", re.I)
_NUMBER = re.compile(r"\d{4}/\d+|\d+/\d{4}")
_RESOLUTION = re.compile(r"\bP\d{1,2}_TA(?:-PROV)?\(\d{4}\)\d{4}")
_COM = re.compile(r"\b(?:COM|JOIN|SWD)\(\d{4}\) ?\d+")
_ACT_NUMBER = re.compile(r"\b(\d{4}/\d+/(?:EU|EC|JHA|UE|CE))|\((?:EU|UE)\)\s(\d{4}/\d+)")


def title(layout: Layout) -> str | None:
    """The title of an act or communication, which is printed in several lines: kind and number, date, subject."""
    lines = [block.text for block in layout.blocks[:30]]
    if whole := next((match["title"] for line in lines if (match := _ENTITLED.match(line))), None):
        return whole
    act = _from(lines, _ACT)
    if act and _NUMBER.search(act[0]):
        return " ".join([act[0], *itertools.takewhile(lambda line: not _ENDS.match(line), act[1:4])])
    communication = _from(lines, _COMMUNICATION)
    return communication[1] if len(communication) > 1 and len(communication[1]) < 300 else None


def _from(lines: Sequence[str], opens: re.Pattern[str]) -> Sequence[str]:
    """The lines from the first that opens so on; none where none does."""
    start = next((n for n, line in enumerate(lines) if opens.match(line)), len(lines))
    return lines[start:]


def symbol(opening: str) -> str | None:
    """The number of a text: as the Parliament or the Commission gives it at the head, else that of an act."""
    for pattern in (_RESOLUTION, _COM):
        if match := pattern.search(opening[:600]):
            return match.group().replace(" ", "") if pattern is _COM else match.group()
    act = _ACT_NUMBER.search(opening)
    return (act.group(1) or act.group(2)) if act else None
