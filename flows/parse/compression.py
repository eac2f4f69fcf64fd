"""Compressed input, opened as a stream: gzip, bzip2, xz and Zstandard, however many members follow one another."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import pyarrow as pa

from flows.errors import RejectError
from schemas.codes.runs import Reason

STEP = 1 << 16
GZIP = 16 + zlib.MAX_WBITS
XZ_MEMORY = 256 << 20  # bytes a decoder may ask for
ENDINGS = {"gzip": (".gz", ".tgz"), "bzip2": (".bz2", ".tbz2"), "xz": (".xz", ".txz"), "zstd": (".zst", ".zstd")}


class Decoder(Protocol):
    """Opens one member, as bz2's and lzma's decompressors do."""

    @property
    def eof(self) -> bool:
        """Whether the member is at its end."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more data."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the member."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Up to `max_length` bytes more."""


class Gzip:
    """zlib's decompressor with the manners of the others."""

    def __init__(self) -> None:
        """Begin a member."""
        self._zlib = zlib.decompressobj(GZIP)
        self._waiting = b""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Up to `max_length` bytes more."""
        part = self._zlib.decompress(self._waiting + data, max_length)
        self._waiting = self._zlib.unconsumed_tail
        return part

    @property
    def eof(self) -> bool:
        """Whether the member is at its end."""
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more data."""
        return not self._waiting and not self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        """What stands behind the member."""
        return self._zlib.unused_data


def codec_of(head: bytes) -> str | None:
    """How the content is compressed, whatever the file is called."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\0"):
        return "xz"
    return "zstd" if head.startswith(b"\x28\xb5\x2f\xfd") else None


def inner_name(name: str, codec: str) -> str:
    """The name of what is compressed, as that of its file tells."""
    ending = next((suffix for suffix in ENDINGS[codec] if name.casefold().endswith(suffix)), "")
    return name[: len(name) - len(ending)] + (".tar" if ending.startswith(".t") else "")


def expanding(file: BinaryIO, codec: str) -> Callable[[int], bytes]:
    """A function that reads on in the open content; it raises RejectError where that is damaged or cut short."""
    if codec == "zstd":
        return _zstd(file)
    parts = _members(file, codec)
    left = b""

    def read(count: int) -> bytes:
        nonlocal left
        left = left or next(parts, b"")
        part, left = left[:count], left[count:]
        return part

    return read


def _decoder(codec: str) -> Decoder:
    if codec == "gzip":
        return Gzip()
    return bz2.BZ2Decompressor() if codec == "bzip2" else lzma.LZMADecompressor(lzma.FORMAT_XZ, XZ_MEMORY)


def _members(file: BinaryIO, codec: str) -> Iterator[bytes]:
    """The content of each member in turn, in parts of at most `STEP` bytes."""
    data, size = file.read(STEP), 0
    while data:
        decoder = _decoder(codec)
        while not decoder.eof:
            try:
                part = decoder.decompress(data, STEP)
            except (zlib.error, OSError, lzma.LZMAError, EOFError) as error:
                raise RejectError(
                    Reason.BAD_COMPRESSION, f"{codec} data damaged after {size} bytes: {error}"
                ) from error
            size += len(part)
            if part:
                yield part
            data = b""
            if not decoder.eof and decoder.needs_input:
                data = file.read(STEP)
                if not data:
                    raise RejectError(Reason.BAD_COMPRESSION, f"{codec} data end early, after {size} bytes")
        data = _after(decoder.unused_data, file)


def _after(unused: bytes, file: BinaryIO) -> bytes:
    """What follows a member, without the padding that may stand between and after members."""
    data = unused.lstrip(b"\0")
    while not data and (more := file.read(STEP)):
        data = more.lstrip(b"\0")
    return data


def _zstd(file: BinaryIO) -> Callable[[int], bytes]:
    stream = pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")

    def read(count: int) -> bytes:
        try:
            return bytes(stream.read(min(count, STEP)))
        except OSError as error:
            raise RejectError(Reason.BAD_COMPRESSION, f"zstd data damaged or cut short: {error}") from error

    return read
