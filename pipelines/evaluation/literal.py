"""Whether what is asked for literally comes first: symbols, their paragraphs and quoted phrases, drawn from the passages."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from models.hit import Hit
from search.index.points import Point

EACH = 100
"""Queries of each kind."""
_SEED = 20250730  # any fixed number: the same passages give the same queries
_PHRASE = 5  # words at least; shorter runs stand in too many passages to be worth quoting
_WRITTEN: tuple[Callable[[str], str], ...] = (str, str.lower, lambda symbol: symbol.replace("/", " "))
_PARTS = {
    "operative": ("{} op {}", "{} para {}", "{} operative paragraph {}"),
    "preambular": ("{} pp {}", "{} preambular {}"),
    "article": ("{} art {}", "{} article {}", "{} Art. {}"),
}
"""How people ask for a numbered passage of a work."""

Expected = Callable[[Hit], bool]


def symbols(points: Sequence[Point]) -> Iterator[tuple[str, Expected]]:
    """A work by its symbol, as printed, in lower case, without slashes."""
    chance = random.Random(_SEED)
    held = sorted({point.symbol or "" for point in points if _has_symbol(point)})
    for symbol in chance.sample(held, min(EACH, len(held))):
        yield chance.choice(_WRITTEN)(symbol), partial(_of_work, symbol)


def paragraphs(points: Sequence[Point]) -> Iterator[tuple[str, Expected]]:
    """A passage by symbol and number; of numbers that a work prints once."""
    chance = random.Random(_SEED)
    printed = Counter((point.symbol, point.role, point.number) for point in points)
    once = [p for p in points if _has_symbol(p) and p.number and p.role in _PARTS and printed[p.symbol, p.role, p.number] == 1]
    for point in chance.sample(once, min(EACH, len(once))):
        number = (point.number or "").removeprefix("pp")
        asked = chance.choice(_PARTS[point.role]).format(chance.choice(_WRITTEN)(point.symbol or ""), number)
        yield asked, partial(_at, point.address)


def phrases(points: Sequence[Point]) -> Iterator[tuple[str, Expected]]:
    """A run of words in quotation marks. Any passage that prints it will do."""
    chance = random.Random(_SEED)
    long = [point for point in points if len(point.text.split()) > 2 * _PHRASE and '"' not in point.text]
    for point in chance.sample(long, min(EACH, len(long))):
        words = point.text.split()
        length = chance.randint(_PHRASE, 2 * _PHRASE)
        start = chance.randrange(len(words) - length + 1)
        phrase = " ".join(words[start : start + length]).strip(".,;:“”")
        yield f'"{phrase}"', partial(_prints, phrase)


def _has_symbol(point: Point) -> bool:
    """A name without a number is looked for by its words."""
    return bool(re.search(r"\d", point.symbol or ""))


def _of_work(symbol: str, hit: Hit) -> bool:
    return hit.symbol == symbol


def _at(address: str, hit: Hit) -> bool:
    return hit.address == address


def _prints(phrase: str, hit: Hit) -> bool:
    return f" {_plain(phrase)} " in f" {_plain(f'{hit.heading} {hit.text}')} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


KINDS = {"symbols": symbols, "paragraphs": paragraphs, "phrases": phrases}


def first_hits(points: Sequence[Point], ask: Callable[[str], Sequence[Hit]]) -> dict[str, dict[str, object]]:
    """Of each kind, how many are answered by what was asked for in the first place, and the queries that are not."""
    figures: dict[str, dict[str, object]] = {}
    for kind, drawn in KINDS.items():
        asked = list(drawn(points))
        missed = [query for query, expected in asked if not any(map(expected, ask(query)[:1]))]
        rate = round(1 - len(missed) / len(asked), 4) if asked else None
        figures[kind] = {"queries": len(asked), "first": rate, "missed": missed}
    return figures
