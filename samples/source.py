"""The text sources of the samples: a head of `key: value` lines, then paragraphs in a light markup.

`*words*` are italic, `^1^` is the mark of footnote 1, `[^1]: words` its text; a line `@annex Annex` begins an annex.
"""

import re
from dataclasses import dataclass
from pathlib import Path

NOTICE = "Fictional text, written for the samples of palermo"

_RUN = re.compile(r"\*(?P<italic>[^*]+)\*|\^(?P<mark>[^^]+)\^")  # *Recalling* its resolution^1^
_NOTE = re.compile(r"\[\^(?P<mark>[^\]]+)\]: (?P<text>.+)")  # [^1]: A/97/902.


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face. `mark` is set for a footnote's mark and then the text is the mark itself."""

    text: str
    italic: bool = False
    mark: bool = False


@dataclass(frozen=True)
class Source:
    """A sample as it was written."""

    head: dict[str, str]
    paragraphs: tuple[str, ...]
    notes: dict[str, str]


def runs(text: str) -> list[Run]:
    """The faces of a paragraph, in order."""
    found: list[Run] = []
    end = 0
    for match in _RUN.finditer(text):
        if match.start() > end:
            found.append(Run(text[end : match.start()]))
        mark = match["mark"]
        found.append(Run(mark, mark=True) if mark else Run(match["italic"], italic=True))
        end = match.end()
    return [*found, Run(text[end:])] if end < len(text) else found


def load(path: Path) -> Source:
    """A source from its file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    paragraphs: list[str] = []
    notes: dict[str, str] = {}
    for block in body.strip().split("\n\n"):
        matches = [_NOTE.fullmatch(line) for line in block.splitlines()]
        if all(matches):
            notes |= {match["mark"]: match["text"] for match in matches if match}
        else:
            paragraphs.append(block)
    return Source(dict(line.split(": ", 1) for line in head.splitlines()), tuple(paragraphs), notes)
