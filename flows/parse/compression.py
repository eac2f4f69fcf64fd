"""Compressed input, opened with a bound."""

from __future__ import annotations

import zlib

from flows.errors import RejectError
from schemas.codes.runs import Reason

MAGIC = b"\x1f\x8b"
STEP = 1 << 20
GZIP = 16 + zlib.MAX_WBITS


def is_compressed(data: bytes) -> bool:
    """Whether the bytes are gzip, whatever the file is called."""
    return data.startswith(MAGIC)


def expand(data: bytes, limit: int) -> bytes:
    """The bytes of every gzip member; RejectError past `limit` bytes, or when they are damaged or cut short."""
    parts: list[bytes] = []
    size = 0
    while data:
        member = zlib.decompressobj(GZIP)
        try:
            while not member.eof:
                part = member.decompress(data, STEP)
                data = member.unconsumed_tail
                size += len(part)
                if size > limit:
                    raise RejectError(Reason.TOO_LARGE, f"expands to more than {limit} bytes")
                if not part and not data and not member.eof:
                    raise RejectError(Reason.BAD_COMPRESSION, f"gzip data end early, after {size} bytes")
                parts.append(part)
        except zlib.error as error:
            raise RejectError(Reason.BAD_COMPRESSION, f"gzip data damaged after {size} bytes: {error}") from error
        data = member.unused_data.lstrip(b"\0")  # padding between or after members is allowed
    return b"".join(parts)
