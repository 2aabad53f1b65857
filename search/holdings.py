"""Which works an index holds, by everything they can be asked for by."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from search.index.contract import Reader, Where
from search.query.symbols import TITLED, Held, Register


def works(index: Reader) -> Register:
    """Kept until another index is published. Titles are read when the first query asks for one."""
    return _register(_Symbols(index))


class _Symbols:
    """The symbols of one published index, as a key of the cache below: a reader gives the same object until the next."""

    def __init__(self, index: Reader) -> None:
        self.index = index
        self.by_work: Mapping[str, str | None] = index.symbols()

    def __hash__(self) -> int:
        return id(self.by_work)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Symbols) and other.by_work is self.by_work


@lru_cache(maxsize=4)
def _register(symbols: _Symbols) -> Register:
    held = (Held(work=work, symbol=symbol) for work, symbol in symbols.by_work.items())
    return Register(held, titles=lambda: _titled(symbols.index))


def _titled(index: Reader) -> Iterator[Held]:
    """Works that are asked for by title, from a passage of each."""
    forms = tuple(sorted(TITLED))
    for work in sorted(index.facets(Where(any={"form": forms}), ["work"]).get("work", {})):
        for point in index.select(Where(any={"work": (work,)}), 1):
            yield Held(work=work, symbol=point.symbol, title=point.title, form=point.form, adopted=point.adopted)
