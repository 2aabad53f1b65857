"""Fetching politely, and telling apart what is not there, what is kept from us and what broke."""

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from models.report import Trouble
from pipelines.manners import Manners, Rules, turns
from pipelines.settings import Settings

_MAX_REDIRECTS = 5
_LONGEST_WAIT = 120.0  # seconds; a host that asks for more is left for the next night


class Unreachable(Exception):
    """There is no snapshot. The message is one sentence: what was asked, what was expected, what came."""

    def __init__(
        self, message: str, trouble: Trouble, *, again: bool = False, wait: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.status = status
        """The status that was answered, where that is the reason."""
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
    status: int = 200
    """300 where several texts are offered and the caller asked for the choice."""


@dataclass(frozen=True)
class Ask:
    """How an address is asked, beyond its name."""

    accept: str | None = None
    """The media type wanted, where one address has several."""
    language: str | None = None
    form: Mapping[str, str] | None = None
    """Sent as a posted form, for interfaces that take their question so."""
    choices: bool = False
    """Whether an answer 300, a list of what there is, is an answer."""
    head: bool = False

    @property
    def headers(self) -> dict[str, str]:
        said = {"Accept": self.accept, "Accept-Language": self.language}
        return {name: value for name, value in said.items() if value}

    @property
    def key(self) -> str:
        """Tells apart what one address answers to different questions."""
        form = json.dumps(dict(self.form), sort_keys=True) if self.form else ""
        return "\n".join((self.accept or "", self.language or "", form)).strip()


PLAIN = Ask()


@dataclass
class Http:
    """One source's way to the network. It reaches the hosts that the source names and no others.

    `cache`, a folder, remembers what hosts call their versions (ETag, Last-Modified), to ask for changes only.
    """

    settings: Settings
    hosts: frozenset[str]
    cache: Path | None = None
    manners: Manners = field(default_factory=Manners)
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers that carry a key. They go to the source's hosts and stand in no address, message or snapshot."""
    _client: httpx.Client = field(init=False, repr=False)
    _last: tuple[str, Fetched] | None = field(default=None, init=False, repr=False)
    _rules: dict[str, Rules] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            headers={"User-Agent": self.settings.agent, "Accept-Encoding": "gzip, deflate"},
            timeout=self.settings.timeout,
            verify=_authorities(),
            follow_redirects=False,
            trust_env=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, url: str, *, known: str | None = None, ask: Ask = PLAIN) -> Fetched:
        """The body at `url`. Raises Unreachable.

        `known` is the SHA-256 of what we hold from there: the host may then answer that it is still the same.
        """
        headers = {**ask.headers, **self._remembered(url, ask, known)}
        place = url
        for _ in range(_MAX_REDIRECTS):
            self._ask_robots(place)
            answer = self._with_retries(place, headers, ask)
            if isinstance(answer, Fetched):
                return self._kept(replace(answer, asked=url), ask)
            place = answer
        raise Unreachable(f"{url}: more than {_MAX_REDIRECTS} redirects", Trouble.FAILED)

    def once(self, url: str) -> Fetched:
        """The same as `get`, without asking again when it was the last that was asked so: for files that hold many documents."""
        if self._last is None or self._last[0] != url:
            self._last = (url, self.get(url))
        return self._last[1]

    def instead(self, fetched: Fetched, content: bytes) -> Fetched:
        """The answer with what was taken out of it as its content, so that the next `known` is the digest of that."""
        return self._kept(replace(fetched, content=content, media_type=None), PLAIN)

    def location(self, url: str) -> str | None:
        """Where `url` redirects to, without going there; None if it answers itself. Raises Unreachable."""
        self._ask_robots(url)
        answer = self._with_retries(url, {}, Ask(head=True))
        return answer if isinstance(answer, str) else None

    def pace(self, host: str) -> float:
        """Seconds between two requests to a host: the most that the setting, the source or the host's robots.txt asks for.

        A host that a mirror stands in for is not asked at all, so that the setting alone counts.
        """
        if host in self.settings.mirrors:
            return self.settings.delay
        published = self._rules[host].delay if host in self._rules else 0.0
        return max(self.settings.delay, self.manners.delay, published)

    def _ask_robots(self, url: str) -> None:
        """Raises Unreachable where the host's robots.txt keeps us out, or where it cannot be read although there is one."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not self.manners.robots or host not in self.hosts:
            return
        if host not in self._rules:
            self._rules[host] = self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if not self._rules[host].allow(url):
            raise Unreachable(f"{url}: {host}/robots.txt asks programs not to read this", Trouble.BLOCKED)

    def _read_robots(self, url: str) -> Rules:
        """RFC 9309: refused or missing, everything is allowed; out of order, nothing is."""
        place = url
        try:
            for _ in range(_MAX_REDIRECTS):
                answer = self._with_retries(place, {}, PLAIN)
                if isinstance(answer, Fetched):
                    return Rules.read(answer.content, self.settings.agent)
                place = answer
        except Unreachable as error:
            if error.trouble is Trouble.FAILED:
                raise Unreachable(f"{error}: without robots.txt nothing is read", Trouble.FAILED) from error
        return Rules.none(self.settings.agent)

    def _kept(self, fetched: Fetched, ask: Ask) -> Fetched:
        """The answer itself, after a note of what its host calls this version of it."""
        if self.cache and fetched.validators and not fetched.unchanged:
            self.cache.mkdir(parents=True, exist_ok=True)
            note = {"url": fetched.asked, "digest": sha256(fetched.content).hexdigest(), **fetched.validators}
            self._sidecar(fetched.asked, ask).write_text(json.dumps(note), encoding="utf-8")
        return fetched

    def _sidecar(self, url: str, ask: Ask) -> Path:
        return (self.cache or Path()) / f"{sha256(f'{url} {ask.key}'.strip().encode()).hexdigest()}.json"

    def _remembered(self, url: str, ask: Ask, known: str | None) -> dict[str, str]:
        """Headers that ask for changes only; none unless the note is of the very bytes that we hold."""
        if self.cache is None or known is None or not self._sidecar(url, ask).is_file():
            return {}
        kept = json.loads(self._sidecar(url, ask).read_text(encoding="utf-8"))
        if kept.get("digest") != known:
            return {}
        names = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
        return {header: kept[key] for key, header in names.items() if key in kept}

    def _with_retries(self, url: str, headers: Mapping[str, str], ask: Ask) -> Fetched | str:
        retrying = Retrying(
            stop=stop_after_attempt(self.settings.attempts),
            wait=self._wait,
            retry=retry_if_exception(lambda error: isinstance(error, Unreachable) and error.again),
            reraise=True,
        )
        return retrying(self._once, url, headers, ask)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Unreachable) else None
        own = 0.0 if urlsplit(state.args[0]).hostname in self.settings.mirrors else self.manners.wait
        return max(asked or 0.0, own, self.settings.backoff * float(2 ** (state.attempt_number - 1)))

    def _once(self, url: str, headers: Mapping[str, str], ask: Ask) -> Fetched | str:
        place = self._allowed(url)
        turns().take(urlsplit(place).netloc, self.pace(urlsplit(url).hostname or ""))
        started = time.monotonic()
        method = "HEAD" if ask.head else "POST" if ask.form else "GET"
        try:
            with self._client.stream(method, place, headers={**headers, **self._key(url)}, data=ask.form) as answer:
                if answer.has_redirect_location:
                    return urljoin(url, answer.headers["Location"])
                return self._body(url, answer, started, ask)
        except httpx.TimeoutException as error:
            raise Unreachable(f"{url}: no answer within {self.settings.timeout:g} s", Trouble.FAILED, again=True) from error
        except httpx.InvalidURL as error:
            raise Unreachable(f"{url}: not an address: {error}", Trouble.FAILED) from error
        except httpx.RequestError as error:
            raise Unreachable(f"{url}: the connection broke: {error}", Trouble.FAILED, again=True) from error

    def _body(self, url: str, answer: httpx.Response, started: float, ask: Ask) -> Fetched:
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() or None
        validators = {"etag": answer.headers.get("ETag"), "modified": answer.headers.get("Last-Modified")}
        kept = {key: value for key, value in validators.items() if value}
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Fetched(url, url, b"", media_type, kept, unchanged=True)
        if not (ask.choices and answer.status_code == httpx.codes.MULTIPLE_CHOICES):
            self._judge(url, answer)
        content = b"" if ask.head else self._content(url, answer, started)
        if not ask.head and not content.strip():
            raise Unreachable(f"{url}: an empty answer with status {answer.status_code}", Trouble.BLOCKED)
        return Fetched(url, url, content, media_type, kept, status=answer.status_code)

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

    def _key(self, url: str) -> Mapping[str, str]:
        """The key's header; a redirect to plain HTTP does not take it along."""
        mirrored = urlsplit(url).hostname in self.settings.mirrors
        return self.secret if mirrored or url.startswith("https://") else {}

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

    def _judge(self, url: str, answer: httpx.Response) -> None:
        """Raises Unreachable for every status that does not come with the document."""
        status = answer.status_code
        if status == httpx.codes.OK:
            return
        said = f"{url}: status {status}"
        if status in (404, 410):
            raise Unreachable(f"{said}, no such document", Trouble.ABSENT, status=status)
        if status in self.manners.busy or status >= 500:
            wait = _retry_after(answer.headers.get("Retry-After"))
            again = wait is None or wait <= _LONGEST_WAIT
            trouble = Trouble.BLOCKED if status in self.manners.busy else Trouble.FAILED
            raise Unreachable(f"{said}, expected 200", trouble, again=again, wait=wait, status=status)
        # 202 and 204 in a document's place are how bot gates answer plain clients; 401, 403 and 451 are refusals.
        if status in (401, 403, 406, 451) or 200 < status < 300:
            raise Unreachable(f"{said}, the site keeps the document from us", Trouble.BLOCKED, status=status)
        raise Unreachable(f"{said}, expected 200", Trouble.FAILED, status=status)


@cache
def _authorities() -> ssl.SSLContext:
    """Whom certificates are checked against; reading them anew for each source takes longer than a request."""
    return httpx.create_ssl_context()


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
