"""A response of a web server as it was sent: status, headers, body."""

from __future__ import annotations

import io
import re
import zlib
from email.message import Message
from typing import NamedTuple

import pyarrow as pa

from flows.errors import RejectError
from flows.parse.members import Read, guarded
from schemas.codes.runs import Reason

CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
ERRORS = (OSError, zlib.error, EOFError)


class Response(NamedTuple):
    """What a server answered; `read` gives the body as it was meant, with encodings taken off."""

    status: int
    media_type: str
    charset: str | None
    read: Read


def parse_http(block: bytes) -> Response:
    """The response; RejectError when it is none, or its chunks break off."""
    end = re.search(rb"\r?\n\r?\n", block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    status_line, _, rest = head.partition(b"\n")
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", status_line)
    if status is None:
        raise RejectError(Reason.BAD_SYNTAX, f"{status_line[:50]!r}; expected a status line of HTTP")
    headers = Message()
    for line in re.sub(rb"\r?\n[ \t]+", b" ", rest).splitlines():
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and re.fullmatch(r"[\w-]+", name.strip()):
            headers[name.strip()] = value.strip()
    if "chunked" in str(headers.get("Transfer-Encoding", "")).casefold():
        body = dechunked(body)
    coding = str(headers.get("Content-Encoding", "")).casefold()
    media_type = headers.get_content_type() if "Content-Type" in headers else ""
    return Response(int(status[1]), media_type, headers.get_content_charset(), _decoding(body, coding))


def dechunked(body: bytes) -> bytes:
    """The body without the marks of its chunks; as it is where crawlers took them off but left the header.

    Raises RejectError when a chunk is shorter than it says, or the last one is missing.
    """
    parts: list[bytes] = []
    at = 0
    while match := CHUNK.match(body, at):
        size, start = int(match[1], 16), match.end()
        if not size:
            return b"".join(parts)
        if start + size > len(body):
            break
        parts.append(body[start : start + size])
        at = start + size + (2 if body[start + size : start + size + 2] == b"\r\n" else 1)
    if not at and not match:
        return body
    raise RejectError(Reason.TRUNCATED, f"chunks of HTTP break off after {sum(map(len, parts))} bytes")


def _decoding(body: bytes, coding: str) -> Read:
    """Reads the body; gzip and Zstandard are known by their first bytes wherever they come, these two are not."""
    if coding == "br":
        stream = pa.CompressedInputStream(pa.BufferReader(body), "brotli")
        return guarded(lambda count: bytes(stream.read(count)), ERRORS)
    if coding == "deflate" and body:
        is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return guarded(_Inflating(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS).read, ERRORS)
    return io.BytesIO(body).read


class _Inflating:
    def __init__(self, body: bytes, bits: int) -> None:
        self._zlib, self._left = zlib.decompressobj(bits), body

    def read(self, count: int) -> bytes:
        part = self._zlib.decompress(self._left, count)
        self._left = self._zlib.unconsumed_tail
        if not part and not self._zlib.eof:
            raise EOFError("data end early")
        return part
