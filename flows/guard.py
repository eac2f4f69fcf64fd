"""A watch over untrusted input in a worker process: what it is at, how long that may take, how much memory it may have.

The kernel ends a process whose alarm goes off, whatever holds it: a regular expression, a loop, a C library. What the
process was at stands in a file that outlives it, so that this one item is refused and its neighbours are done again.
"""

from __future__ import annotations

import os
import resource
import signal
from functools import cache
from pathlib import Path
from types import TracebackType


class Watch:
    """Notes in `path` which item a process is at, and has the kernel end it after `seconds` at one.

    Without `seconds` nothing is timed.
    """

    def __init__(self, path: Path, seconds: float | None) -> None:
        """Begin with no item."""
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        self._seconds = seconds

    def at(self, item: str) -> None:
        """Begin with an item."""
        self._note(item, 1)

    def among(self, count: int) -> None:
        """Begin with something done for `count` items together, for none in particular."""
        self._note("", count)

    def __enter__(self) -> Watch:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop watching."""
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
        os.close(self._file)

    def _note(self, item: str, times: int) -> None:
        name = item.encode("utf-8", "surrogatepass")
        os.pwrite(self._file, name, 0)
        os.ftruncate(self._file, len(name))
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, self._seconds * times)


def last_item(path: Path) -> str:
    """What a process that died was at, "" if nothing in particular."""
    return path.read_bytes().decode("utf-8", "surrogatepass") if path.exists() else ""


@cache
def bound_memory(more: int) -> None:
    """Let this process take at most `more` bytes beyond what it has; after that it gets MemoryError."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))
