"""A server on this machine that answers as sites do, traps included."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    """Seconds between two pieces of the body."""
    late: float = 0.0
    """Seconds before the first byte of the answer."""
    short: int = 0
    """Bytes at the end that are announced and never sent."""


@dataclass(frozen=True)
class Asked:
    """A request. `path` is with its query; the first part of it names the host where the server stands in for several."""

    method: str
    path: str
    time: int
    """Which time this path is asked, from 1."""
    headers: Mapping[str, str]
    posted: bytes = b""


Answer = Callable[[Asked], Reply]
Script = Callable[[str, int, Mapping[str, str]], Reply]
"""(path with query, which time it is asked, headers): the reply."""


@contextmanager
def replay(script: Script) -> Iterator[tuple[str, Counter[str]]]:
    """One host without a robots.txt: its address, and how often each path was asked."""

    def answer(asked: Asked) -> Reply:
        return Reply(404) if asked.path == "/robots.txt" else script(asked.path, asked.time, asked.headers)

    with serve(answer) as (address, counts):
        yield address, counts


@contextmanager
def serve(answer: Answer) -> Iterator[tuple[str, Counter[str]]]:
    """The server's address, and how often each path was asked."""
    counts: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            counts[self.path] += 1
            posted = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply = answer(Asked(self.command, self.path, counts[self.path], self.headers, posted))
            time.sleep(reply.late)
            try:
                self._send(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_HEAD = do_GET
        do_POST = do_GET

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command == "HEAD":
                return
            sent = reply.body[: len(reply.body) - reply.short]
            step = max(1, len(sent) // 20) if reply.drip else max(1, len(sent))
            for at in range(0, len(sent), step):
                self.wfile.write(sent[at : at + step])
                self.wfile.flush()
                time.sleep(reply.drip)
            self.close_connection = self.close_connection or bool(reply.short)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", counts
    finally:
        server.shutdown()
        server.server_close()
