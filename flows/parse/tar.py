"""Tar archives, plain or compressed: each member is read like a file of its own. Nothing is written to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Self

from flows.document import Raw, Refusal
from flows.errors import RejectError
from flows.parse.members import Member, Names, guarded, is_bystander, refused
from schemas.codes.runs import Reason

SUFFIXES = (".tar",)
MAGIC = 257  # where a header says that it is one
STEP = 1 << 16
ERRORS = (tarfile.TarError, OSError, EOFError, ValueError)


class Header(tarfile.TarInfo):
    """A member's header; tarfile takes a damaged one, and the want of an end mark, for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        """The next header; RejectError where the archive breaks off."""
        try:
            return super().fromtarfile(tarfile)
        except HEADERLESS as error:
            raise RejectError(Reason.TRUNCATED, f"tar: {error}; expected a header or the end mark") from error


#: What tarfile keeps to itself.
HEADERLESS = tuple(
    getattr(tarfile, name) for name in ("EmptyHeaderError", "TruncatedHeaderError", "InvalidHeaderError")
)


def sniff(head: bytes) -> bool:
    """Whether the content begins with a member's header."""
    return head[MAGIC : MAGIC + 5] == b"ustar"


def unpack_tar(raw: Raw, file: BinaryIO) -> Iterator[Member | Refusal]:
    """Each member in order, read as the archive streams by."""
    names = Names()
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=Header) as archive:
            for info in archive:
                if not info.isdir():
                    yield _member(archive, info, names.mark(info.name), raw)
            _demand_end(archive.fileobj)
    except ERRORS as error:
        raise RejectError(Reason.BAD_COMPRESSION, f"tar: {error}") from error


def _demand_end(rest: Any) -> None:
    """RejectError where more than zeros follows the end mark, which tarfile takes damage for."""
    while block := rest.read(STEP):
        if block.strip(b"\0"):
            raise RejectError(Reason.BAD_SYNTAX, "tar: more follows the end mark, or what damage made look like one")


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, mark: str, raw: Raw) -> Member | Refusal:
    content = archive.extractfile(info) if info.isreg() else None
    if content is None:
        return refused(raw.source + mark, Reason.NOT_A_FILE, "a link or device; expected a regular file")
    if is_bystander(info.name):
        return refused(raw.source + mark, Reason.IGNORED, "hidden, or a description of the archive")
    return Member(mark, info.name, guarded(content.read, ERRORS, Reason.TRUNCATED))
