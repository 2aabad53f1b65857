"""After the stages: what stands now is observed, and what changed since the last digest is told."""

from collections.abc import Sequence
from datetime import UTC, datetime

from models.digest import Digest
from models.ratification import held
from pipelines.stages import Bench
from search.digest.compose import digest
from search.digest.observing import observe
from search.index.indexing import open_index
from search.journal import Journal


def observed(bench: Bench) -> tuple[str, ...]:
    """Notes findings and treaties as they stand; says of which States the findings were made anew."""
    lists = held(bench.store.home / "ratifications")
    return observe(bench.catalogue, lists, reader=bench.reader, at=datetime.now(UTC))


def told(bench: Bench, *, since: datetime | None, expected: Sequence[str] | None = None) -> Digest:
    """What is new since a moment, or ever; `expected`: sources that are named even where no run went through them."""
    sources = bench.settings.sources if expected is None else expected
    index = open_index(bench.store)
    return digest(bench.catalogue, since=since, index=index if index.meta() else None, embed=bench.embed, expected=sources)


def kept(bench: Bench, expected: Sequence[str] | None = None) -> Digest:
    """What is new since the last digest that was kept; it is kept itself, so that the next begins where it ends."""
    journal = Journal(bench.catalogue)
    found = told(bench, since=journal.told_until(), expected=expected)
    journal.keep(found)
    return found
