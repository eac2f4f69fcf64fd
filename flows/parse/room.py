"""How much one input may grow to while it is opened, at all depths together."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from flows.errors import RejectError
from schemas.codes.runs import Reason

FREE = 16 << 20  # bytes; so much is allowed whatever an input's own size
RATIO = 250  # times its own size, beyond what is free; text rarely shrinks 20-fold, a bomb 1000-fold
ARCHIVED, COMPRESSED = 2, 1  # what a layer weighs
DEEPEST = 7  # an archive in an archive in an archive, compressed
MOST_MEMBERS = 1_000_000
WHOLE_LIMIT = 64 << 20  # bytes that one document, one line or one row may have


@dataclass(slots=True)
class Room:
    """What is left of what an input may still grow by."""

    limit: int  # bytes, of everything that comes out of the input
    size: int  # of the input as received
    taken: int = 0
    members: int = 0

    def take(self, count: int) -> None:
        """Account for bytes that came out; RejectError when they are more than the input may give."""
        self.taken += count
        if self.taken > self.limit:
            raise RejectError(Reason.TOO_LARGE, f"expands to more than {self.limit} bytes")
        if self.taken > FREE + RATIO * self.size:
            raise RejectError(Reason.TOO_LARGE, f"expands more than {RATIO}-fold, to over {self.taken} bytes")

    def enter(self, depth: int) -> None:
        """Account for a member of an archive; RejectError when there are too many, or it lies too deep."""
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise RejectError(Reason.TOO_LARGE, f"more than {MOST_MEMBERS} members")
        if depth > DEEPEST:
            raise RejectError(Reason.TOO_DEEP, "archives within archives beyond the third")


class Counted(io.RawIOBase):
    """A stream that accounts for what is read from it."""

    def __init__(self, read: Callable[[int], bytes], room: Room) -> None:
        """`read(n)` gives up to `n` bytes, and none at the end."""
        self._read, self._room = read, room
        self._fault: RejectError | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill as much of the buffer as there are bytes for; an error waits until what came before it is handed out."""
        filled = 0
        while filled < len(buffer) and not self._fault:
            try:
                part = self._read(len(buffer) - filled)
                self._room.take(len(part))
            except RejectError as error:
                self._fault = error
                break
            if not part:
                break
            buffer[filled : filled + len(part)] = part
            filled += len(part)
        if self._fault and not filled:
            raise self._fault
        return filled


def whole(file: BinaryIO) -> bytes:
    """All that is left of a stream; RejectError when it is more than any one document has."""
    data = file.read(WHOLE_LIMIT + 1)
    if len(data) > WHOLE_LIMIT:
        raise RejectError(Reason.TOO_LARGE, f"more than {WHOLE_LIMIT} bytes in one document")
    return data


def seekable(file: BinaryIO) -> BinaryIO:
    """The same stream, or its bytes where one cannot move about in it."""
    return file if file.seekable() else io.BytesIO(whole(file))
