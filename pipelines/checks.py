"""What a source's module takes for granted of its site, asked in one polite request each: `palermo sources --check`."""

from dataclasses import dataclass

from models.base import NonEmpty, Record
from pipelines.gate import ANYTHING, Gate
from pipelines.http import PLAIN, Ask, Http, Unreachable


@dataclass(frozen=True)
class Check:
    """An assumption, the request that tells whether it holds, and the answer that says so."""

    says: str
    """In one sentence, as it would stand in documentation."""
    url: str
    ask: Ask = PLAIN
    gate: Gate = ANYTHING
    holds: tuple[bytes, ...] = ()
    """All of these stand in the body."""
    status: int | None = None
    """The refusal that is expected, where one is."""
    leads: str | None = None
    """Part of the address that it redirects to; the body is not asked for then."""


class Checked(Record):
    source: NonEmpty
    says: NonEmpty
    url: NonEmpty
    holds: bool
    found: NonEmpty
    """What came, in one sentence."""


def check(name: str, one: Check, http: Http) -> Checked:
    """Whether an assumption holds now. A site out of reach is an assumption that could not be confirmed."""
    try:
        holds, found = _asked(one, http)
    except Unreachable as error:
        holds = one.status is not None and error.status == one.status
        found = str(error)
    return Checked(source=name, says=one.says, url=one.url, holds=holds, found=found)


def _asked(one: Check, http: Http) -> tuple[bool, str]:
    if one.leads is not None:
        place = http.location(one.url)
        return bool(place) and one.leads in str(place), f"redirects to {place}" if place else "no redirect"
    fetched = one.gate.checked(http.get(one.url, ask=one.ask))
    if one.status not in (None, fetched.status):
        return False, f"status {fetched.status}, expected {one.status}"
    missing = [part for part in one.holds if part not in fetched.content]
    if missing:
        return False, f"{missing[0].decode('utf-8', 'replace')!r} is not in the answer"
    return True, f"{len(fetched.content)} bytes, {fetched.media_type or 'no named media type'}"
