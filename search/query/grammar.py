"""The small grammar of queries.

    query   = clause { ["AND"] clause }
    clause  = either | exclusion
    either  = operand { "OR" operand }                  OR binds before AND, as in the legal databases users know
    exclusion = ("NOT" | "-") operand
    operand = word | term | country | phrase | "(" query ")"

Operators are written in capitals. Plain words only rank; hard conditions are these alone: a quoted phrase occurs; what AND joins
occurs; of what OR joins, one at least occurs; what NOT or a hyphen excludes does not occur. A known term ("forced labour") and
a country ("Costa de Marfil") are one operand. Inside a parenthesis that OR, AND or NOT governs, plain words must occur too; any
other parenthesis is punctuation. An exclusion outside parentheses holds for the whole query.

Nothing is malformed: a quotation mark or parenthesis without its partner, an operator without operands, are left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from models.base import Record

Kind = Literal["word", "term", "country", "phrase", "work", "all", "either", "not"]
_DEEPEST = 40  # parentheses within parentheses that are told apart


class Condition(Record):
    """A tree: `all`, `either` and `not` have parts, the others a text (of a country, its code)."""

    kind: Kind
    text: str = ""
    parts: tuple["Condition", ...] = ()

    def less(self, kind: str) -> "Condition | None":
        """The tree without nodes of a kind; None where nothing is left."""
        if self.kind == kind:
            return None
        if not self.parts:
            return self
        left = tuple(part for part in (each.less(kind) for each in self.parts) if part is not None)
        return self.model_copy(update={"parts": left}) if left else None


class Token(Record):
    kind: Literal["word", "term", "country", "phrase", "work", "(", ")", "AND", "OR", "NOT"]
    text: str = ""
    """Of a country, its code."""
    written: str = ""
    start: int = 0


class Unit(Record):
    """Several words of a query that are one operand."""

    kind: Literal["term", "country", "work"]
    start: int
    end: int
    text: str


class Parsed(Record):
    words: tuple[Token, ...]
    """Words, terms and countries to rank by, in the order of the query; nothing that is excluded."""
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    """What is excluded, as it was written."""
    condition: Condition | None
    """All that is hard; None where nothing is."""


_TOKEN = re.compile(
    r'"(?P<phrase>[^"]*)"|“(?P<p2>[^”“]*)”|„(?P<p3>[^“”]*)[“”]|«(?P<p4>[^»]*)»'
    r"|(?P<minus>(?<![\w)])-(?=[\w\"“«(]))|(?P<paren>[()])|(?P<word>[^\W_][\w'’.&/\-‐–]*)"
)


def parse(text: str, units: Callable[[str], Sequence[Unit]]) -> Parsed:
    """`units` finds, in a text of the same length without its phrases, the words that belong together."""
    reader = _Reader(_tokens(text, units))
    condition = reader.query(0, hard=False)
    return Parsed(
        words=tuple(reader.words),
        phrases=tuple(dict.fromkeys(reader.phrases)),
        without=tuple(dict.fromkeys(reader.without)),
        condition=condition,
    )


def _tokens(text: str, units: Callable[[str], Sequence[Unit]]) -> list[Token]:
    raw = list(_TOKEN.finditer(text))
    blank = list(text)
    for match in raw:
        if match.lastgroup not in ("word",):
            blank[match.start() : match.end()] = "\n" * (match.end() - match.start())
    found = sorted(units("".join(blank)), key=lambda unit: unit.start)
    return list(_joined(raw, found, text))


def _joined(raw: Sequence[re.Match[str]], units: Sequence[Unit], text: str) -> Iterator[Token]:
    told: set[int] = set()
    for match in raw:
        unit = next((u for u in units if u.start <= match.start() < u.end), None)
        if unit is None:
            yield from _plain(match)
        elif unit.start not in told:
            told.add(unit.start)
            yield Token(kind=unit.kind, text=unit.text, written=text[unit.start : unit.end], start=unit.start)


def _plain(match: re.Match[str]) -> Iterator[Token]:
    at = match.start()
    if match["minus"]:
        yield Token(kind="NOT", start=at)
    elif match["paren"]:
        yield Token(kind="(" if match[0] == "(" else ")", start=at)
    elif word := match["word"]:
        if word in ("AND", "OR", "NOT"):
            yield Token(kind=word, start=at)  # type: ignore[arg-type]  # one of the three
        else:
            yield Token(kind="word", text=word.rstrip(".'’-–/&"), written=word, start=at)
    else:
        phrase = next(group for group in match.groups() if group is not None).strip()
        if re.search(r"[^\W_]", phrase):
            yield Token(kind="phrase", text=phrase, written=phrase, start=at)


class _Reader:
    """Reads tokens by the grammar; collects what ranks and what is excluded as it goes."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self.words: list[Token] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self._excluding = 0

    def _next(self) -> str | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def query(self, depth: int, *, hard: bool) -> Condition | None:
        """To the closing parenthesis. `hard`: plain words must occur."""
        parts: list[Condition] = []
        joined = False  # by AND, to what stands before
        while (kind := self._next()) is not None:
            if kind == ")" and depth:
                break
            if kind in (")", "OR"):
                self._at += 1
            elif kind == "AND":
                self._at += 1
                joined = True
            else:
                self._clause(depth, parts, hard=hard, joined=joined)
                joined = False
        return _all(parts)

    def _clause(self, depth: int, parts: list[Condition], *, hard: bool, joined: bool) -> None:
        must = hard or joined or self._and_follows()
        condition = self._exclusion(depth) if self._next() == "NOT" else self._either(depth, must=must)
        if condition is not None:
            parts.append(condition)

    def _and_follows(self) -> bool:
        """Whether AND stands after the clause that begins here."""
        level, after = 0, self._at
        while after < len(self._tokens):
            kind = self._tokens[after].kind
            level += (kind == "(") - (kind == ")")
            after += 1
            ended = level <= 0 and kind != "OR" and kind != "NOT"
            if ended and not (after < len(self._tokens) and self._tokens[after].kind == "OR"):
                break
        return after < len(self._tokens) and self._tokens[after].kind == "AND"

    def _either(self, depth: int, *, must: bool) -> Condition | None:
        several: list[Condition] = []
        grouped = must or self._or_follows()
        while True:
            while self._next() == "OR":
                self._at += 1
            if self._next() in (None, ")", "AND", "NOT"):
                break
            if (one := self._operand(depth, hard=grouped)) is not None:
                several.append(one)
            if self._next() != "OR":
                break
        if len(several) > 1:
            return Condition(kind="either", parts=tuple(several))
        return several[0] if several else None

    def _or_follows(self) -> bool:
        level, after = 0, self._at
        while after < len(self._tokens):
            kind = self._tokens[after].kind
            level += (kind == "(") - (kind == ")")
            after += 1
            if level <= 0:
                break
        real = ("word", "term", "country", "phrase", "work", "(")
        return after + 1 < len(self._tokens) and self._tokens[after].kind == "OR" and self._tokens[after + 1].kind in real

    def _exclusion(self, depth: int) -> Condition | None:
        while self._next() == "NOT":
            self._at += 1
        if self._next() in (None, ")", "AND", "OR"):
            return None
        self._excluding += 1
        one = self._operand(depth, hard=True)
        self._excluding -= 1
        return Condition(kind="not", parts=(one,)) if one else None

    def _operand(self, depth: int, *, hard: bool) -> Condition | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "(":
            if depth >= _DEEPEST:
                return None
            inner = self.query(depth + 1, hard=hard)
            if self._next() == ")":
                self._at += 1
            return inner
        self._collect(token)
        is_hard = hard or token.kind == "phrase"
        return Condition(kind=token.kind, text=token.text) if is_hard else None  # type: ignore[arg-type]  # an operand's kind

    def _collect(self, token: Token) -> None:
        if self._excluding:
            self.without.append(token.written)
        elif token.kind == "phrase":
            self.phrases.append(token.text)
        else:
            self.words.append(token)


def _all(parts: Sequence[Condition]) -> Condition | None:
    if len(parts) > 1:
        return Condition(kind="all", parts=tuple(parts))
    return parts[0] if parts else None
