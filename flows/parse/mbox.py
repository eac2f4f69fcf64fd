"""Mailboxes (mbox): each message is read like a file of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from flows.document import Raw, Refusal
from flows.parse.members import Member, refused
from flows.parse.room import WHOLE_LIMIT
from schemas.codes.runs import Reason

SUFFIXES = (".mbox", ".mbx")
#: The line before a message: who sent it, and when it arrived. Within messages `>` stands before such a line.
ENVELOPE = re.compile(rb"From \S.*\d{4}\b.*")
QUOTED = re.compile(rb">+From ")


def sniff(head: bytes) -> bool:
    """Whether the content begins with the line before a message."""
    return ENVELOPE.match(head) is not None


def unpack_mbox(raw: Raw, file: BinaryIO) -> Iterator[Member | Refusal]:
    """Each message; its mark is `#` and its number from 1, or 0 for words that belong to none."""
    for number, message in enumerate(_messages(file)):
        if not number:
            if message is None or message.strip():
                yield refused(raw.source + "#0", Reason.BAD_SYNTAX, "words before the first message")
            continue
        mark = f"#{number}"
        if message is None:
            yield refused(raw.source + mark, Reason.TOO_LARGE, f"a message of more than {WHOLE_LIMIT} bytes")
        else:
            yield Member(mark, "message.eml", io.BytesIO(message).read)


def _messages(file: BinaryIO) -> Iterator[bytes | None]:
    """The bytes before the first message, then those of each; None for what is too large."""
    lines: list[bytes] = []
    size, after_blank = 0, True
    while line := file.readline(WHOLE_LIMIT):
        if after_blank and ENVELOPE.match(line):
            yield b"".join(lines) if size <= WHOLE_LIMIT else None
            lines, size = [], 0
        else:
            size += len(line)
            if size <= WHOLE_LIMIT:
                lines.append(line[1:] if QUOTED.match(line) else line)
        after_blank = not line.strip()
    yield b"".join(lines) if size <= WHOLE_LIMIT else None
