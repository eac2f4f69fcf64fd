"""Bytes to text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from flows.errors import RejectError
from schemas.codes.runs import Reason

#: Longer marks first: that of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE_MARKS = tuple(mark for mark, encoding in MARKS if encoding != "utf-8")
#: Control characters that no text has: all of C0 but blanks, escape and form feed.
BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
#: Half surrogate pairs and NUL, which JSON can escape but no text has.
SURROGATE = re.compile("[\ud800-\udfff\0]")
#: Encodings of seven bits, whose bytes are valid UTF-8 too: escapes say what they stand for.
SHIFTED = re.compile(r"iso[-_]?2022[-_](?:jp|kr)[-_\w]{0,8}", re.IGNORECASE)
BINARY_SHARE = 0.01
SAMPLE = 1 << 16


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data` without a byte order mark; RejectError when it is text in no known encoding.

    A mark decides, then escapes of a declared encoding, then UTF-8 if the bytes are valid in it, then what the source
    declares, then the likeliest.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    is_shifted = declared and SHIFTED.fullmatch(declared.strip()) and b"\x1b" in data
    text = (_declared(data, declared) if is_shifted else None) or _utf8(data)
    if text is None:
        _refuse_binary(data)
        text = _declared(data, declared) or _likeliest(data)
    if "\0" in text:
        raise RejectError(Reason.BAD_ENCODING, f"NUL at character {text.index(chr(0))}; expected text")
    return text


def lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, str | RejectError]]:
    """Each line of a stream with its number from 1, or why it is no text; none is longer than `limit` bytes.

    Memory holds one line, except for UTF-16 and UTF-32. Raises RejectError when the stream begins like no text at all.
    """
    head = file.peek(SAMPLE)  # type: ignore[attr-defined]
    if head.startswith(WIDE_MARKS):
        yield from enumerate(decode(file.read()).splitlines(keepends=True), 1)
        return
    declared = None
    if _utf8(head[: head.rfind(b"\n") + 1]) is None:
        _refuse_binary(head)
        best = from_bytes(head, steps=5, chunk_size=4096).best()
        declared = best.encoding if best else None
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = file.readline(limit)
            yield number, RejectError(Reason.TOO_LARGE, f"a line of more than {limit} bytes")
            continue
        try:
            yield number, decode(line, declared)
        except RejectError as error:
            yield number, error


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RejectError(Reason.BAD_ENCODING, f"not valid {encoding} at byte {error.start}: {error.reason}") from error


def _refuse_binary(data: bytes) -> None:
    sample = data[:SAMPLE]
    odd = len(BINARY.findall(sample))
    if odd > BINARY_SHARE * len(sample):
        raise RejectError(Reason.BAD_ENCODING, f"{odd} control bytes in the first {len(sample)}; expected text")


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        return data.decode(codecs.lookup(declared).name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _likeliest(data: bytes) -> str:
    sample = data if len(data) <= SAMPLE else data[:SAMPLE].rpartition(b"\n")[0] or data[:SAMPLE]
    best = from_bytes(sample, steps=5, chunk_size=4096).best()
    if best is None:
        raise RejectError(Reason.BAD_ENCODING, "no known encoding fits the bytes")
    return _strict(data, best.encoding)
