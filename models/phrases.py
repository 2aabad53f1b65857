"""Fixed phrases in a text: names of countries and instruments, by their words, longest first, in time linear in the text."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise


def fold(text: str) -> str:
    """What two writings of a name share: letters without case, accents, punctuation or apostrophes' shape."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Word:
    key: str
    start: int
    end: int
    capital: bool


_key = lru_cache(maxsize=50_000)(fold)


@lru_cache(maxsize=8)  # several components read the same text one after the other
def _words(text: str) -> list[_Word]:
    return [_Word(_key(m.group()), m.start(), m.end(), m.group()[0].isupper()) for m in _WORD.finditer(text)]


class Phrases:
    """Labelled phrases. Words that a phrase writes with a capital need one in the text where `cased`.

    Words of a phrase must follow one another with nothing but spaces, hyphens, apostrophes or brackets between them; a comma is
    allowed only where `commas`: "Guinea, Bissau" is two places, and "Prevent, Suppress and Punish" one name.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], *, cased: bool, commas: bool) -> None:
        self._between = re.compile(r"[^\w;:]{1,3}") if commas else re.compile(r"[\s\-‐–'’.()/]{1,3}")
        self._cased = cased
        table: dict[str, dict[tuple[tuple[str, ...], tuple[bool, ...]], str]] = defaultdict(dict)
        for label, phrase in phrases:
            words = _words(phrase)
            if words:
                table[words[0].key][tuple(w.key for w in words), tuple(w.capital for w in words)] = label
        self._by_first = {first: sorted(entries.items(), key=lambda entry: -len(entry[0][0])) for first, entries in table.items()}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(label, start, end) of each phrase, none overlapping another, the longest at each place."""
        words = _words(text)
        at = 0
        while at < len(words):
            found = self._longest(text, words, at)
            if found is None:
                at += 1
            else:
                label, n = found
                yield label, words[at].start, words[at + n - 1].end
                at += n

    def _longest(self, text: str, words: list[_Word], at: int) -> tuple[str, int] | None:
        for (keys, capitals), label in self._by_first.get(words[at].key, ()):
            run = words[at : at + len(keys)]
            if tuple(w.key for w in run) == keys and self._fits(text, run, capitals):
                return label, len(keys)
        return None

    def _fits(self, text: str, run: list[_Word], capitals: tuple[bool, ...]) -> bool:
        if self._cased and any(needed and not w.capital for w, needed in zip(run, capitals, strict=True)):
            return False
        return all(self._between.fullmatch(text, one.end, other.start) for one, other in pairwise(run))
