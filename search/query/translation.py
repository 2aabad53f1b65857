"""A query's known terms in other languages, since the embedding model knows English only and stems differ by language.

The terms are those of models/glossary.toml and the names of instruments. Words are compared by their stems in the language of the
query, without small words and accents. For the arm of meaning the query is rendered in English, term by term in its own
order; for the arm of words, in each language of the index. What no list knows stays as it is, and the answer tells it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Prefix

from models.asking import asking
from models.base import Record
from models.glossary import LANGUAGES, Term
from models.glossary import terms as glossary
from models.instruments import Instrument, instruments
from models.phrases import fold
from search import terms

Stem = tuple[int, ...]


class Known(Record):
    """A term of the lists where a text uses it."""

    term: Term
    start: int
    end: int
    words: int


class Rendering(Record):
    """A query's words in other languages."""

    language: str
    """That it is written in, of LANGUAGES; `en` where nothing tells."""
    english: str
    """For the model."""
    words: Mapping[str, str]
    """For the arm of words, by language; each holds at least what has no language, such as names and numbers."""
    translated: tuple[tuple[str, str], ...] = ()
    """What was written and its English, where the query is not English."""
    untranslated: tuple[str, ...] = ()


class _Word(Record):
    stem: Stem
    plain: Stem
    start: int
    end: int
    text: str


def _stem(word: str, language: str) -> Stem:
    return () if terms.is_small(word.lower(), language) else tuple(sorted(terms.stem(word.lower(), language)))


@lru_cache(maxsize=256)
def _words(text: str, language: str) -> tuple[_Word, ...]:
    """The words that are not small, each by its stem as written and without accents."""
    read = (
        _Word(stem=_stem(m[0], language), plain=_stem(fold(m[0]) or m[0], language), start=m.start(), end=m.end(), text=m[0])
        for m in re.finditer(r"[^\W_]+", text)
    )
    return tuple(word for word in read if word.stem)


@cache
def _terms() -> tuple[Term, ...]:
    """Of the glossary, and instruments by all their names."""
    return (*glossary(), *(Term(names=_names(one)) for one in instruments()))


def _names(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """What it is printed as first, in English the name that its title begins with; in every language also what those who ask call
    it."""
    own = {language: instrument.names(language) for language in LANGUAGES if language == "en" or instrument.has(language)}
    own["en"] = tuple(sorted(own["en"], key=lambda name: not fold(instrument.title).startswith(fold(name))))
    return {
        language: (*own.get(language, ()), *instrument.asked) for language in LANGUAGES if language in own or instrument.asked
    }


@cache
def _table(language: str) -> Mapping[tuple[Stem, ...], Mapping[str, Term]]:
    """Terms by their stems, as written and without accents; those that share stems by the name, without accents: "demande" is
    another than "demander"."""
    table: dict[tuple[Stem, ...], dict[str, Term]] = defaultdict(dict)
    for term in _terms():
        for name in term.names.get(language, ()):
            words = _words(name, language)
            for stems in {tuple(word.stem for word in words), tuple(word.plain for word in words)}:
                table[stems].setdefault(fold(name), term)
    return table


@cache
def _longest_name(language: str) -> int:
    return max(map(len, _table(language)))


def known(text: str, language: str) -> list[Known]:
    """Terms that a text in that language uses, the longest at each place, none overlapping another."""
    words = _words(text, language)
    found, at = [], 0
    while at < len(words):
        one = _longest(text, words[at : at + _longest_name(language)], language)
        if one is not None:
            found.append(one)
        at += one.words if one else 1
    return found


def _longest(text: str, words: Sequence[_Word], language: str) -> Known | None:
    for length in range(len(words), 0, -1):
        run = words[:length]
        written = text[run[0].start : run[-1].end]
        for stems in (tuple(word.stem for word in run), tuple(word.plain for word in run)):
            if stems in _table(language) and not re.search(r"[.;:!?]\s", written):
                named, said = _table(language)[stems], fold(written)
                term = named[max(named, key=lambda name: (name == said, Prefix.similarity(name, said)))]
                return Known(term=term, start=run[0].start, end=run[-1].end, words=length)
    return None


def language_of(text: str) -> str:
    """The language of LANGUAGES whose small words and terms cover most of a text; English where several do."""
    total = len(re.findall(r"[^\W\d_]+", text))

    def covered(language: str) -> tuple[int, bool]:
        small = total - len([word for word in _words(text, language) if not word.text.isdigit()])
        return small + sum(one.words for one in known(text, language)), language == "en"

    return max(LANGUAGES, key=covered)


def render(text: str, among: Sequence[str], language: str | None = None) -> Rendering:
    """`among`: languages of the index. `language`: that of the whole query, where it holds more than the text."""
    language = language or language_of(text)
    found = known(text, language)
    rest = _rest(text, found, language)
    names = [word for word in rest if _is_name(word, language)]
    words = {each: _words_in(each, language, text, found, names) for each in dict.fromkeys((*among, language))}
    english = _english(text, found, language, names)
    if language == "en":
        return Rendering(language=language, english=english, words=words)
    return Rendering(
        language=language,
        english=english,
        words=words,
        translated=tuple((text[one.start : one.end], one.term.usual("en") or "") for one in found),
        untranslated=tuple(word for word in rest if word not in names and word.lower() not in asking().small[language]),
    )


def _rest(text: str, found: Sequence[Known], language: str) -> list[str]:
    """Words that are neither small nor part of a known term."""
    free = (w for w in _words(text, language) if not any(one.start <= w.start < one.end for one in found))
    return [word.text for word in free]


def _is_name(word: str, language: str) -> bool:
    """Of a person or thing, or a number: the same in all languages. German writes every noun with a capital."""
    return not word.islower() and (language != "de" or not word[1:].islower())


def _words_in(language: str, own: str, text: str, found: Sequence[Known], names: Sequence[str]) -> str:
    """What the arm of words looks for in one language."""
    if language == own:
        usual = [one.term.usual(language) for one in found] if own != "en" else []
        return " ".join([text, *filter(None, usual), *(_print(text, found) if own == "en" else ())])
    several = [name for one in found for name in one.term.names.get(language, ())[: 1 if language == "en" else _NAMES]]
    return " ".join([*several, *names])


_NAMES = 2
"""Names of a term that are looked for in languages other than English, whose usual one is less sure to be what texts print."""


def _print(text: str, found: Sequence[Known]) -> list[str]:
    """What English texts print for the terms whose names they seldom use, and the full names behind short ones."""
    plain = f" {fold(text)} "
    said: dict[str, None] = {}
    for one in found:
        full = one.term.prints or ((one.term.usual("en") or "",) if _short(text[one.start : one.end], one.term) else ())
        said |= dict.fromkeys(name for name in full if f" {fold(name)} " not in plain)
    return list(said)


def _short(written: str, term: Term) -> bool:
    """Whether it is a proper name with words that the full one lacks: "Palermo Protocol", "ICAT". Common terms have names of
    equal rank, and a full name cut short ("Special Rapporteur on trafficking") finds what the whole would."""
    usual = term.usual("en") or ""
    return usual[:1].isupper() and not set(fold(written).split()) <= set(fold(usual).split())


def _english(text: str, found: Sequence[Known], language: str, names: Sequence[str]) -> str:
    if language == "en":
        return " ".join([text, *_print(text, found)])
    pieces = [(one.start, one.term.usual("en") or "") for one in found]
    for match in re.finditer(r"[^\W_]+", text):
        if not any(one.start <= match.start() < one.end for one in found):
            kept = match[0] if match[0] in names else asking().small[language].get(match[0].lower())
            pieces += [(match.start(), kept)] if kept else []
    return " ".join(piece for _, piece in sorted(pieces))
