"""What one client may take: so many requests a minute, bodies of bounded size, sent within bounded time. And HEAD is answered."""

import time
from collections.abc import Mapping

import anyio
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.web.errors import answer

_COSTS: Mapping[str, int] = {"GET": 1, "HEAD": 1}
"""Requests that one counts for; what sends a body is work for the machine."""
_DEAR = 10
_FREE = ("/palermo.css",)


class Heads:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def bodiless(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, bodiless)
        else:
            await self.app(scope, receive, send)


class RateLimit:
    """Refuses a client that asks more often than `rate` allows ("600/minute"), by its address; counted in this process."""

    def __init__(self, app: ASGIApp, rate: str) -> None:
        self.app = app
        self.most = parse(rate)
        self.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in _FREE:
            client = (scope.get("client") or ("unknown",))[0]
            if not self.limiter.hit(self.most, client, cost=_COSTS.get(scope["method"], _DEAR)):
                wait = max(1, round(self.limiter.get_window_stats(self.most, client).reset_time - time.time()))
                sentence = f"More than {self.most} came from this address: try again in {wait} second{'' if wait == 1 else 's'}."
                await answer(scope["path"], 429, sentence, {"Retry-After": str(wait)})(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return scope["method"] in ("POST", "PUT", "PATCH") or "content-length" in headers or "transfer-encoding" in headers


class BoundedBodies:
    """Refuses a body that is too long, or does not say how long it is, before any of it is read; and one that drips."""

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        self.app = app
        self.most = most
        """Bytes."""
        self.seconds = seconds
        """From the first byte to the last."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
        elif not (length := Headers(scope=scope).get("content-length", "")).isdigit():
            await answer(scope["path"], 411, "The body: expected its length.")(scope, receive, send)
        elif int(length) > self.most:
            sentence = f"What was sent is too long: expected at most {self.most // 10**6} MB."
            await answer(scope["path"], 413, sentence)(scope, receive, send)
        else:
            await self._timed(scope, receive, send)

    async def _timed(self, scope: Scope, receive: Receive, send: Send) -> None:
        until, whole, late = anyio.current_time() + self.seconds, False, False

        async def timed() -> Message:
            nonlocal whole, late
            if whole:  # what follows the body is only that the client went away
                return await receive()
            with anyio.move_on_at(until):
                message = await receive()
                whole = not message.get("more_body", False)
                return message
            late = True
            return {"type": "http.disconnect"}

        async def unless_late(message: Message) -> None:
            if not late:
                await send(message)

        await self.app(scope, timed, unless_late)
        if late:
            sentence = f"The body did not arrive within {self.seconds:.0f} seconds: try again."
            await answer(scope["path"], 408, sentence)(scope, receive, send)
