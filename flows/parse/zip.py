"""ZIP archives: each member is read like a file of its own. Nothing is written to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import BinaryIO

from flows.document import Raw, Refusal
from flows.errors import RejectError
from flows.parse.members import Member, Names, guarded, is_bystander, refused
from flows.parse.room import seekable
from schemas.codes.runs import Reason

SUFFIXES = (".zip",)
ERRORS = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
LOCKED = 1  # bit of a member's flags


def sniff(head: bytes) -> bool:
    """Whether the content begins like a ZIP archive that is no document of another kind."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpack_zip(raw: Raw, file: BinaryIO) -> Iterator[Member | Refusal]:
    """Each member in the order of the archive's directory."""
    names = Names()
    with opened(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            mark = names.mark(info.filename)
            try:
                _demand_usable(info)
                with archive.open(info) as member:
                    yield Member(mark, info.filename, guarded(member.read, ERRORS))
            except RejectError as error:
                yield refused(raw.source + mark, error.reason, error.detail)
            except ERRORS as error:
                detail = f"{type(error).__name__}: {error}"
                yield refused(raw.source + mark, Reason.BAD_COMPRESSION, detail)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive; RejectError when its directory is damaged or missing."""
    try:
        return zipfile.ZipFile(seekable(file))
    except ERRORS as error:
        raise RejectError(Reason.BAD_COMPRESSION, f"ZIP: {error}") from error


def _demand_usable(info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    if info.flag_bits & LOCKED:
        raise RejectError(Reason.ENCRYPTED, "a member locked with a password")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise RejectError(Reason.NOT_A_FILE, "a link or device; expected a regular file")
    if is_bystander(info.filename):
        raise RejectError(Reason.IGNORED, "hidden, or a description of the archive")
