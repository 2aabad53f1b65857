"""Markup inside a paragraph taken off, words kept: Markdown emphasis, links, escapes, and the marks of editors."""

import re

_FOOTNOTE = re.compile(r"\s?\[\^([^\]\s]+)\]")  # "[^3]"
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.S)
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")  # "[Act of 1998](../act.md)"
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1", re.S)
_BOUNDARY = re.compile(r"(?<=\w)\*{1,4}(?=\w)")
_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|sup|sub|span|br|meta|p|div|font)\b[^>]*>", re.I)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_BLANK = re.compile(r"[ \t\u00a0\u2007\u202f]+")


def printed_mark(mark: str) -> str:
    """A footnote's mark as it prints, from the name that the Union's files give it: "E0012", "ntr12-L_1999011XX-E0012"."""
    named = re.fullmatch(r"(?:ntr\w*-\S+-)?E0*(\d{1,4})", mark)
    return named[1] if named else mark


def plain(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a Markdown paragraph, and the footnote marks that stood between them."""
    if not re.search(r"[*\[\\<{_!]", text):
        return _BLANK.sub(" ", text).strip(), ()
    marks = tuple(printed_mark(mark) for mark in _FOOTNOTE.findall(text))
    text = _IMAGE.sub("", _FOOTNOTE.sub("", text))
    text = _LINK.sub(_linked, text)
    text = _TAG.sub(" ", text)
    text = _BOUNDARY.sub(" ", text)
    for _ in range(3):  # bold in italics in bold is the deepest in use
        text = _EMPHASIS.sub(r"\2", text)
    text = re.sub(r"\*{2,}", "", text)
    text = re.sub(r"(?<![\w_])_([^_\n]+)_(?![\w_])", r"\1", text)
    return _BLANK.sub(" ", _ESCAPE.sub(r"\1", text)).strip(), marks


def _linked(match: re.Match[str]) -> str:
    """The words of a link, kept apart from the words around it: some converters print no blank there."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    left = " " if before.isalnum() or (before == "*" and match.string[match.start() - 2 : match.start() - 1].isalnum()) else ""
    return f"{left}{match.group(1)}{' ' if after.isalnum() else ''}"


def without_amendment_marks(text: str) -> str:
    """Editors' brackets around amended words taken off: "F1[exploitation]" and "[F1exploitation]" give "exploitation"."""
    if not re.search(r"F\d+\[|\[F\d+", text):
        return text
    kept: list[str] = []
    stack: list[bool] = []
    position = 0
    for match in re.finditer(r"[FCEMX]\d+\[|\[[FCEMX]\d+(?![\d/])|\[|\]", text):
        kept.append(text[position : match.start()])
        token, position = match.group(), match.end()
        if token == "]":
            drop = stack.pop() if stack else False
        else:
            drop = token != "["
            stack.append(drop)
        kept.append("" if drop else token)
    return "".join(kept) + text[position:]
