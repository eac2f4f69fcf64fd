"""Telling a fault of the disk from one of ours."""

from __future__ import annotations

import errno
import os

import duckdb

#: What a disk that is full, read-only, not ours or failing answers.
OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE}
)
UNAVAILABLE, DAMAGED = 5, 6


def trouble(error: Exception) -> tuple[str, int] | None:
    """What to say of a fault of the disk, and the exit code; None for any other error."""
    said = str(error).partition("\n")[0]
    if isinstance(error, duckdb.Error) and "orrupt" in said:
        return f"the database is damaged ({said}): dateline rebuild builds it anew from the parts", DAMAGED
    if isinstance(error, duckdb.IOException) or _is_of_the_disk(error):
        return f"{said}; nothing was published, run again when there is room and leave to write", UNAVAILABLE
    return None


def _is_of_the_disk(error: Exception) -> bool:
    """Whether the system answered so, to Python or, in words, to DuckDB, whatever the class of its error."""
    if isinstance(error, OSError):
        return error.errno in OF_THE_DISK
    return isinstance(error, duckdb.Error) and any(os.strerror(code) in str(error) for code in OF_THE_DISK)
