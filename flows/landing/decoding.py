"""Content encodings, undone as the bytes come, with a bound on what they grow to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from flows.errors import RejectError
from schemas.codes.runs import Reason

#: What is asked for, and all that is understood.
ACCEPTED = "gzip, deflate"
STEP = 1 << 18


class CutShortError(Exception):
    """Compressed bytes that end before their end."""


def decoded(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The content of a body in an encoding, in pieces of a few hundred kilobytes.

    Raises:
        RejectError: it is in an encoding that nobody asked for, or damaged.
        CutShortError: it ends too early.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return iter(parts)
        case "gzip" | "x-gzip":
            return _inflated(parts, 16 + zlib.MAX_WBITS)
        case "deflate":
            return _inflated(parts, None)
        case other:
            raise RejectError(Reason.BAD_COMPRESSION, f"content encoding {other[:40]!r}; expected {ACCEPTED}")


def bounded(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The same; RejectError as soon as they are more than `limit` bytes."""
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise RejectError(Reason.TOO_LARGE, f"more than {limit} bytes")
        yield part


def _inflated(parts: Iterable[bytes], window: int | None) -> Iterator[bytes]:
    """Members one after another; `window` None finds out whether deflate comes with zlib's header, as it should."""
    member = None
    for part in parts:
        waiting = part
        while waiting:
            if member is None or member.eof:
                member = zlib.decompressobj(window or _deflate_window(waiting))
            try:
                yield member.decompress(waiting, STEP)
                while member.unconsumed_tail:
                    yield member.decompress(member.unconsumed_tail, STEP)
            except zlib.error as error:
                raise RejectError(Reason.BAD_COMPRESSION, f"damaged: {error}") from error
            waiting = member.unused_data.lstrip(b"\0")
    if member is None or not member.eof:
        raise CutShortError("compressed content ends early")


def _deflate_window(data: bytes) -> int:
    return zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS
