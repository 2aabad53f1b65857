"""From printed lines to paragraphs: soft breaks undone, enumerated lines kept apart."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.formats.hyphens import BROKEN, mended

MARKER = re.compile(
    r"(?:[(（]\s?(?:[a-zA-Zа-яα-ω]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,3}(?:\s?(?:bis|ter|quater))?[a-zA-Z]?|[一二三四五六七八九十]{1,3})\s?[)）]"
    r"|\d{1,3}(?:\.\d{1,2})?\s?(?:\\?[.)]|[°º]\.?\)?|-[A-Za-z]?\s)(?!\d)"
    r"|[a-zA-Zа-я가-힣]\s?\\?[).](?=\s|$)|[ivx]{2,5}\s?[).](?=\s|$)"
    r"|[①-⑳]|[-–—•·*]\s)"
)
"""How an enumerated line begins: "(a)", "1.", "2)", "3°", "iv)", "（一）", "①", "- "."""

_END = re.compile(r"[.;:!?。；：—–!?][\"”’»)\]]*$")
_OPEN_QUOTE = re.compile(r"^[“\"‘„«]$")
_CLOSING = re.compile(r"^[”\"’»,;.:)\]]")


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined into paragraphs. A blank line ends one; so does a full stop before an enumerated or capitalised line."""
    width = _width(lines)
    terms = _defined_terms(lines)
    joined: list[str] = []
    open_ = False
    for raw in lines:
        line = " ".join(raw.split())
        if not re.search(r"[^\W_]|[^\s\-–—•·*]", line):  # blank, or a lone bullet
            open_ = False
            continue
        if open_ and joined and _continues(joined[-1], line, terms, width):
            joined[-1] = _glue(joined[-1], line)
        else:
            joined.append(line)
        open_ = True
    return mended(joined) if any(BROKEN in text for text in joined) else joined


def rejoin(blocks: Sequence[str]) -> list[str]:
    """Paragraphs of a text whose every printed line became a paragraph; other texts come back as they are.

    Told by how often a paragraph that begins in lower case follows one without an end mark.
    """
    broken = sum(_broken(before, after) for before, after in pairwise(blocks))
    if broken < max(3, len(blocks) // 10):
        return list(blocks)
    joined: list[str] = []
    width = _width(blocks)
    for block in blocks:
        if joined and (_broken(joined[-1], block) or _runs_on(joined[-1], block, width)):
            joined[-1] = f"{joined[-1]}\n{block}"
        else:
            joined.append(block)
    return joined


def _broken(before: str, after: str) -> bool:
    """The second paragraph cannot begin a sentence, and the first did not end one. A comma ends an item of a list."""
    if before.count("[") > before.count("]"):
        return True
    last = before.rstrip("* ")
    return not (_END.search(last) or last.endswith(",") or _starts(after)) and bool(re.match(r"[^\w(]*[a-zà-ÿ]", after))


def _runs_on(before: str, after: str, width: int) -> bool:
    """A full line without an end mark runs on, even into a capital: a name begins the next line."""
    last = before.rsplit("\n", 1)[-1]
    return 0.8 * width < len(last) and not (before.startswith("#") or _END.search(last.rstrip("* ")) or _starts(after))


def _starts(line: str) -> bool:
    return bool(MARKER.match(line.replace("*", "").lstrip())) or line.startswith(("#", "**"))


def _width(lines: Sequence[str]) -> int:
    """The length that lines are wrapped at: that of the longest tenth."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _defined_terms(lines: Sequence[str]) -> frozenset[str]:
    """Terms that stand on lines of their own between quotation marks: a page's links, cut out of their sentences."""
    return frozenset(
        term.strip().lower() for before, term in pairwise(lines) if _OPEN_QUOTE.match(before.strip()) and len(term) < 80
    )


def _continues(before: str, line: str, terms: frozenset[str], width: int) -> bool:
    last = before.rsplit("\n", 1)[-1]
    if MARKER.fullmatch(last) or last[-1:] in "“„«‘([" or re.search(r"(?:^|\s)\"$", last):
        return True
    if _CLOSING.match(line) or (line.lower() in terms and not _END.search(last)):
        return True
    if MARKER.match(line) and not re.match(r"[-–—]\s?[a-z]", line):
        return False
    if _END.search(last):
        return False
    if last.endswith(","):
        return width < 120 and len(last) > 0.6 * width  # a wrapped line; in unwrapped texts a comma ends an item
    if line[:1].islower():
        return True
    if last.rsplit(" ", 1)[-1].lower() in terms and not _END.search(last):
        return line[:1].islower() or bool(re.match(r"\(\w{1,4}\)", before))  # a numbered sentence, which is no heading
    return 40 < width < 120 and len(last) > 0.8 * width


def _glue(before: str, line: str) -> str:
    """Two lines as one; no blank inside quotation marks or before punctuation; a hyphen at the line's end waits to be judged."""
    if re.search(r"[a-zà-ÿ]-$", before) and line[:1].islower():
        return f"{before[:-1]}{BROKEN}{line}"
    if before[-1:] in "“„«‘([" or (_CLOSING.match(line) and line[0] != '"') or (line[:1] == '"' and before.count('"') % 2):
        return before + line
    if before.endswith('"') and before.count('"') % 2:
        return before + line
    return f"{before} {line}"
