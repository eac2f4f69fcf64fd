"""A web server on loopback that answers as a test says, faults included, and counts who asks for what."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Reply:
    """What is sent: a whole answer, or any bytes."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # said, where it is not the body's
    pieces: Iterator[bytes] | None = None  # sent as they come, instead of the body


@dataclass
class Asked:
    """A request."""

    path: str
    headers: dict[str, str]


class Site:
    """Answers by path; a value may be a reply, or a function of the request that gives one."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.requests: list[Asked] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def count(self, path: str) -> int:
        return Counter(asked.path for asked in self.requests)[path]

    def put(self, path: str, body: bytes | str = b"", media_type: str = "text/html", **more) -> None:
        headers = {"Content-Type": media_type, **more.pop("headers", {})}
        self.replies[path] = Reply(body, headers=headers, **more)

    def answer(self, asked: Asked) -> Reply:
        self.requests.append(asked)
        reply = self.replies.get(asked.path, Reply(b"nothing here", 404))
        return reply(asked) if callable(reply) else reply


def conditional(body: str, media_type: str, etag: str) -> Callable[[Asked], Reply]:
    """A reply with a validator, which answers 304 to who has it."""

    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return Reply(body, headers={"Content-Type": media_type, "ETag": etag})

    return reply


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is up."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = site.answer(Asked(self.path, headers))
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.close_connection = True
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.pieces is None and reply.status != 304:
                    self.send_header("Content-Length", str(len(body) if reply.length is None else reply.length))
                self.send_header("Connection", "close")
                self.end_headers()
                for piece in reply.pieces or [body]:
                    self.wfile.write(piece)
            except OSError:
                pass  # whoever asked has heard enough

        def log_message(self, *args: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
