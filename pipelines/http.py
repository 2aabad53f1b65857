"""Fetching politely, and telling apart what is not there, what is kept from us and what broke."""

import ipaddress
import json
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from models.report import Trouble
from pipelines.settings import Settings

_MAX_REDIRECTS = 5
_LONGEST_WAIT = 120.0  # seconds; a host that asks for more is left for the next night


class Unreachable(Exception):
    """There is no snapshot. The message is one sentence: what was asked, what was expected, what came."""

    def __init__(self, message: str, trouble: Trouble, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.again = again
        """Whether the same request may succeed in a moment."""
        self.wait = wait
        """Seconds that the host asked us to wait (Retry-After)."""


@dataclass(frozen=True)
class Fetched:
    """An answer with a body, after redirects; or the host's word that it is still what we hold."""

    url: str
    """Where it came from in the end."""
    asked: str
    content: bytes = field(repr=False)
    media_type: str | None
    validators: Mapping[str, str]
    """`etag` and `modified` as the host gave them."""
    unchanged: bool = False


@dataclass
class Http:
    """One source's way to the network. It reaches the hosts that the source names and no others.

    `cache`, a folder, remembers what hosts call their versions (ETag, Last-Modified), to ask for changes only.
    """

    settings: Settings
    hosts: frozenset[str]
    cache: Path | None = None
    _client: httpx.Client = field(init=False, repr=False)
    _asked: dict[str, float] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            headers={"User-Agent": self.settings.agent, "Accept-Encoding": "gzip, deflate"},
            timeout=self.settings.timeout,
            follow_redirects=False,
            trust_env=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, url: str, *, known: str | None = None) -> Fetched:
        """The body at `url`. Raises Unreachable.

        `known` is the SHA-256 of what we hold from there: the host may then answer that it is still the same.
        """
        validators = self._remembered(url, known)
        place = url
        for _ in range(_MAX_REDIRECTS):
            answer = self._with_retries(place, validators)
            if isinstance(answer, Fetched):
                return self._kept(replace(answer, asked=url))
            place = answer
        raise Unreachable(f"{url}: more than {_MAX_REDIRECTS} redirects", Trouble.FAILED)

    def location(self, url: str) -> str | None:
        """Where `url` redirects to, without going there; None if it answers itself. Raises Unreachable."""
        answer = self._with_retries(url, {}, head=True)
        return answer if isinstance(answer, str) else None

    def _kept(self, fetched: Fetched) -> Fetched:
        """The answer itself, after a note of what its host calls this version of it."""
        if self.cache and fetched.validators and not fetched.unchanged:
            self.cache.mkdir(parents=True, exist_ok=True)
            note = {"url": fetched.asked, "digest": sha256(fetched.content).hexdigest(), **fetched.validators}
            self._sidecar(fetched.asked).write_text(json.dumps(note), encoding="utf-8")
        return fetched

    def _sidecar(self, url: str) -> Path:
        return (self.cache or Path()) / f"{sha256(url.encode()).hexdigest()}.json"

    def _remembered(self, url: str, known: str | None) -> dict[str, str]:
        """Headers that ask for changes only; none unless the note is of the very bytes that we hold."""
        if self.cache is None or known is None or not self._sidecar(url).is_file():
            return {}
        kept = json.loads(self._sidecar(url).read_text(encoding="utf-8"))
        if kept.get("digest") != known:
            return {}
        names = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
        return {header: kept[key] for key, header in names.items() if key in kept}

    def _with_retries(self, url: str, validators: Mapping[str, str], *, head: bool = False) -> Fetched | str:
        retrying = Retrying(
            stop=stop_after_attempt(self.settings.attempts),
            wait=self._wait,
            retry=retry_if_exception(lambda error: isinstance(error, Unreachable) and error.again),
            reraise=True,
        )
        return retrying(self._once, url, validators, head)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Unreachable) else None
        return max(asked or 0.0, self.settings.backoff * float(2 ** (state.attempt_number - 1)))

    def _once(self, url: str, validators: Mapping[str, str], head: bool) -> Fetched | str:
        place = self._allowed(url)
        self._pause(place)
        started = time.monotonic()
        try:
            with self._client.stream("HEAD" if head else "GET", place, headers=dict(validators)) as answer:
                if answer.has_redirect_location:
                    return urljoin(url, answer.headers["Location"])
                return self._body(url, answer, started, head=head)
        except httpx.TimeoutException as error:
            raise Unreachable(f"{url}: no answer within {self.settings.timeout:g} s", Trouble.FAILED, again=True) from error
        except httpx.InvalidURL as error:
            raise Unreachable(f"{url}: not an address: {error}", Trouble.FAILED) from error
        except httpx.RequestError as error:
            raise Unreachable(f"{url}: the connection broke: {error}", Trouble.FAILED, again=True) from error

    def _body(self, url: str, answer: httpx.Response, started: float, *, head: bool) -> Fetched:
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() or None
        validators = {"etag": answer.headers.get("ETag"), "modified": answer.headers.get("Last-Modified")}
        kept = {key: value for key, value in validators.items() if value}
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Fetched(url, url, b"", media_type, kept, unchanged=True)
        _judge(url, answer)
        content = b"" if head else self._content(url, answer, started)
        if not head and not content.strip():
            raise Unreachable(f"{url}: an empty answer with status {answer.status_code}", Trouble.BLOCKED)
        return Fetched(url, url, content, media_type, kept)

    def _content(self, url: str, answer: httpx.Response, started: float) -> bytes:
        """The body, read in pieces so that neither its size nor its slowness is taken on trust."""
        pieces, size = [], 0
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > self.settings.max_bytes:
                raise Unreachable(f"{url}: more than the {self.settings.max_bytes} bytes a document may have", Trouble.FAILED)
            if time.monotonic() - started > self.settings.patience:
                raise Unreachable(f"{url}: not complete within {self.settings.patience:g} s", Trouble.FAILED)
            pieces.append(piece)
        return b"".join(pieces)

    def _allowed(self, url: str) -> str:
        """The address to connect to; Unreachable for any that the source does not name, and for private ones."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or host not in self.hosts:
            raise Unreachable(f"{url}: leads away from {_names(self.hosts)}", Trouble.BLOCKED)
        if mirror := self.settings.mirrors.get(host):
            return url.replace(f"{parts.scheme}://{parts.netloc}", mirror.rstrip("/"), 1)
        if _is_private(host):
            raise Unreachable(f"{url}: {host} is an address of a private network", Trouble.BLOCKED)
        return url

    def _pause(self, url: str) -> None:
        host = urlsplit(url).netloc
        due = self._asked.get(host, float("-inf")) + self.settings.delay
        time.sleep(max(0.0, due - time.monotonic()))
        self._asked[host] = time.monotonic()


def _judge(url: str, answer: httpx.Response) -> None:
    """Raises Unreachable for every status that does not come with the document."""
    status = answer.status_code
    if status == httpx.codes.OK:
        return
    said = f"{url}: status {status}"
    if status in (404, 410):
        raise Unreachable(f"{said}, no such document", Trouble.ABSENT)
    if status == 429 or status >= 500:
        wait = _retry_after(answer.headers.get("Retry-After"))
        again = wait is None or wait <= _LONGEST_WAIT
        trouble = Trouble.BLOCKED if status == 429 else Trouble.FAILED
        raise Unreachable(f"{said}, expected 200", trouble, again=again, wait=wait)
    # 202 and 204 in a document's place are how bot gates answer plain clients; 401, 403 and 451 are refusals.
    if status in (401, 403, 406, 451) or 200 < status < 300:
        raise Unreachable(f"{said}, the site keeps the document from us", Trouble.BLOCKED)
    raise Unreachable(f"{said}, expected 200", Trouble.FAILED)


def _retry_after(value: str | None) -> float | None:
    """Seconds from now; the header holds seconds or a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _is_private(host: str) -> bool:
    """Whether a name or number leads to this machine or a private network. A name that leads nowhere fails when it is asked."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


def _names(hosts: Iterable[str]) -> str:
    return ", ".join(sorted(hosts)) or "no host at all"
