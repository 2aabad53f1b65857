"""How hosts want to be asked: what they publish, what is known of them, and when they were last asked."""

import threading
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from protego import Protego


@dataclass(frozen=True)
class Manners:
    """What a source's hosts ask of their readers. Where robots.txt or a setting asks for more, that holds."""

    delay: float = 0.0
    """Seconds between two requests to one host, as the site publishes or is known to need."""
    busy: frozenset[int] = frozenset({429})
    """Statuses that say: too many requests. legislation.gov.uk has one of its own (436)."""
    wait: float = 0.0
    """Seconds to wait at least after one of these or a 5xx, whatever Retry-After says."""
    robots: bool = True
    """Whether robots.txt is asked. Not for interfaces that are published for programs and whose host has none."""


@dataclass(frozen=True)
class Rules:
    """What a host's robots.txt says to us (RFC 9309)."""

    parsed: Protego
    agent: str

    @classmethod
    def read(cls, content: bytes, agent: str) -> Self:
        return cls(Protego.parse(content.decode("utf-8", "replace")), agent)

    @classmethod
    def none(cls, agent: str) -> Self:
        """A host without the file allows everything."""
        return cls.read(b"", agent)

    def allow(self, url: str) -> bool:
        return self.parsed.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Seconds between two requests."""
        return self.parsed.crawl_delay(self.agent) or 0.0


@dataclass
class Turns:
    """When each host may be asked next, by any source of this process."""

    _due: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, host: str, delay: float) -> None:
        """Returns when it is this caller's turn at the host."""
        now = time.monotonic()
        time.sleep(self.turn(host, delay, now) - now)

    def turn(self, host: str, delay: float, now: float) -> float:
        """When it is the caller's turn; the next one's is `delay` seconds later."""
        with self._lock:
            turn = max(now, self._due.get(host, now))
            self._due[host] = turn + delay
        return turn


@cache
def turns() -> Turns:
    return Turns()
