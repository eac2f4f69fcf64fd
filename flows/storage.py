"""Telling a fault of the disk from one of ours."""

from __future__ import annotations

import errno
import os

import duckdb

from flows.errors import DamagedError, DatelineError, UnavailableError

#: What a disk that is full, read-only, not ours or failing answers.
OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE}
)


def trouble(error: Exception) -> DatelineError | None:
    """What a fault of the disk means; None for any other error."""
    said = str(error).partition("\n")[0]
    if isinstance(error, duckdb.Error) and "orrupt" in said:
        return DamagedError(f"the database is damaged ({said}): dateline rebuild builds it anew from the parts")
    if isinstance(error, duckdb.IOException) or _is_of_the_disk(error):
        return UnavailableError(f"{said}; nothing was published, run again when there is room and leave to write")
    return None


def _is_of_the_disk(error: Exception) -> bool:
    """Whether the system answered so, to Python or, in words, to DuckDB, whatever the class of its error."""
    if isinstance(error, OSError):
        return error.errno in OF_THE_DISK
    return isinstance(error, duckdb.Error) and any(os.strerror(code) in str(error) for code in OF_THE_DISK)
