"""Penalties: imprisonment in months (`prison:24-120`, `none` for an end not printed, 9999 for life) and fines.

`fine` is a fine of any kind, `fine:alternative` one that may take the place of prison.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.components.cue import spans, text_of
from extractors.matching import Found
from models.law import PenaltyWords, fold, packs

LIFE = 9999
"""Months that stand for imprisonment for life."""

_REACH = 170  # characters around the word for prison in which its length stands
_IDEOGRAPH = "\u3400-\u9fff"
_START = rf"(?:(?<![\w.,])|(?<=[{_IDEOGRAPH}]))"
"""Where a number may begin: not within a word, but after a character of a writing without spaces."""
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý(\[\d•—–-])|\n\s*\n")


@dataclass(frozen=True)
class _Expressions:
    words: PenaltyWords
    prison: re.Pattern[str]
    life: re.Pattern[str]
    term: re.Pattern[str]
    range: re.Pattern[str]
    fine: re.Pattern[str]
    either: re.Pattern[str]
    and_also: re.Pattern[str]
    age: re.Pattern[str]


@cache
def _expressions(language: str) -> _Expressions | None:
    pack = packs().get(language)
    if pack is None:
        return None
    w = pack.penalty
    number = rf"(?:\d{{1,2}}|{'|'.join(sorted(map(re.escape, w.numbers), key=len, reverse=True))})"
    amount = rf"{_START}{number}\)?(?:\s*[(\[]\s*\w+\s*[)\]])?"
    unit = rf"(?:{w.year}|{w.month})"
    # "6 months to 5 years", "five (5) to ten (10) years", "from two to eight years"
    between = (
        rf"(?P<low>{amount})(?:\s*(?P<low_unit>{unit}))?(?:\s+{w.prison})?\s*(?:{w.between})\s*(?:{w.opening}\s*)?"
        rf"(?P<high>{amount})\s*(?P<high_unit>{unit})"
        # "not less than eight nor more than fifteen years": only the second end has its unit
        rf"|(?:{w.at_least})\s*(?P<least>{amount})(?:\s*(?P<least_unit>{unit}))?[^.;]{{0,40}}?(?:{w.at_most})\s*"
        rf"(?P<most>{amount})\s*(?P<most_unit>{unit})"
    )
    # "not less than seven years", "ten years at most"
    term = (
        rf"(?:(?P<least>{w.at_least})|(?P<most>{w.at_most}))?\s*(?P<amount>{amount})\s*(?P<unit>{unit})"
        rf"(?:\s*(?P<least_after>{w.at_least})|\s*(?P<most_after>{w.at_most}))?"
    )
    joined = rf"[^.;]{{0,110}}?(?:\b|(?<=[{_IDEOGRAPH}]))(?:{w.either})(?:\b|(?=[{_IDEOGRAPH}]))[^.;]{{0,60}}?"
    either = rf"(?:{w.fine}){joined}(?:{w.prison})|(?:{w.prison}){joined}(?:{w.fine})"
    age = rf"(?:{w.age_before})\s*{amount}(?:\s*{unit})?|{amount}\s*{unit}\s*(?:{w.age_after})"
    return _Expressions(w, *(re.compile(p) for p in (w.prison, w.life, term, between, w.fine, either, w.and_also, age)))


def _number(written: str, words: PenaltyWords) -> int | None:
    """The number in "five", "5", "five (5)"."""
    for part in re.findall(r"\w+(?:[ -]\w+)*", written):
        if part.isdigit():
            return int(part)
        if part in words.numbers:
            return words.numbers[part]
    return next((words.numbers[p] for p in re.findall(r"\w+", written) if p in words.numbers), None)


def _months(amount: str, unit: str, e: _Expressions) -> int | None:
    number = _number(amount, e.words)
    if number is None:
        return None
    return number * (12 if re.fullmatch(e.words.year, unit) else 1)


def _value(low: int | None, high: int | None) -> str:
    return f"prison:{'none' if low is None else low}-{'none' if high is None else high}"


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with where they begin; lists stay with their opening words."""
    start = 0
    for gap in _SENTENCE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def penalties(text: str, language: str) -> list[Found]:
    """Every penalty of a text, in order. Nothing in a language without a pack."""
    e = _expressions(language)
    if e is None:
        return []
    folded = fold(text)
    if not e.prison.search(folded) and not e.fine.search(folded) and not e.life.search(folded):
        return []
    found: list[Found] = []
    for offset, sentence in _sentences(text):
        plain = e.age.sub(lambda match: "_" * len(match.group()), fold(sentence))
        found += [Found(f.label, f.start + offset, f.end + offset) for f in _of_sentence(plain, e)]
    return found


def _of_sentence(sentence: str, e: _Expressions) -> Iterator[Found]:
    taken = 0
    for prison in e.prison.finditer(sentence):
        if prison.start() < taken:
            continue
        found = _term(sentence, prison, e)
        if found:
            yield found
            taken = max(found.end, prison.end())
    if (life := e.life.search(sentence)) and not taken:
        yield Found(_value(None, LIFE), life.start(), life.end())
    if fine := e.fine.search(sentence):
        alternative = e.either.search(sentence)
        label = "fine:alternative" if alternative and not e.and_also.search(sentence) else "fine"
        yield Found(label, fine.start(), fine.end())


def _term(sentence: str, prison: re.Match[str], e: _Expressions) -> Found | None:
    """The term nearest to the word for prison: after it first, else just before it."""
    after = sentence[prison.start() : prison.end() + _REACH]
    cut = e.prison.search(after, prison.end() - prison.start() + 25)
    before = sentence[max(0, prison.start() - 70) : prison.end()]
    here = _read(after if cut is None else after[: cut.start()], e)
    there = _read(before, e)
    length = prison.end() - prison.start()
    if e.words.before and there:
        here = None
    if here and (not there or here.start - length < 45 or there.end < len(before) - length - 25):
        return Found(here.label, prison.start() + min(0, here.start), prison.start() + here.end)
    if there:
        offset = max(0, prison.start() - 70)
        return Found(there.label, offset + there.start, max(prison.end(), offset + there.end))
    return Found(here.label, prison.start(), prison.start() + here.end) if here else None


def _read(window: str, e: _Expressions) -> Found | None:
    """The first range, or the terms that a minimum and a maximum make together."""
    if (match := e.range.search(window)) and e.term.search(window, 0, match.start()) is None:
        ends = ("low", "high") if match["low"] else ("least", "most")
        low_unit, high_unit = match[f"{ends[0]}_unit"], match[f"{ends[1]}_unit"]
        low, high = _months(match[ends[0]], low_unit or high_unit, e), _months(match[ends[1]], high_unit, e)
        return Found(_value(low, high), match.start(), match.end())
    return _of_terms(window, e)


def _of_terms(window: str, e: _Expressions) -> Found | None:
    low: int | None = None
    high: int | None = None
    start, end, bare = -1, -1, None
    life = e.life.search(window)
    for match in list(e.term.finditer(window))[:2]:
        months = _months(match["amount"], match["unit"], e)
        if months is None or (start >= 0 and match.start() - end > 90):
            break
        if (match["least"] or match["least_after"]) and low is None:
            low = months
        elif (match["most"] or match["most_after"]) and high is None:
            high = months
        elif start < 0:
            bare = months
        else:
            break
        start, end = (match.start() if start < 0 else start), match.end()
    if life and (start < 0 or high is None):
        high, start, end = LIFE, min(start, life.start()) if start >= 0 else life.start(), max(end, life.end())
    if start < 0:
        return None
    if bare is not None:
        high = high or bare
    return Found(_value(low, high), start, end)


@Language.factory("penalty")
def penalty(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        doc.spans[name] = spans(doc, penalties(text_of(doc), nlp.lang))
        return doc

    return find
