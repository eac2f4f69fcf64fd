"""A watch over untrusted input in a worker process: what it is at, how long that may take, how much memory it may have.

The kernel ends a process whose alarm goes off, whatever holds it: a regular expression, a loop, a C library. What the
process was at stands in a file that outlives it, so that this one item is refused and its neighbours are done again.
"""

from __future__ import annotations

import os
import resource
import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType

from flows.errors import RejectError
from schemas.codes.runs import Reason

Verdict = tuple[Reason, str]  # why an item is refused, as code and in words


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file or document may cost."""

    expanded: int  # bytes of all that is packed in a file
    chars: int  # of a document's text
    seconds: float | None = None  # by the clock
    memory: int | None = None  # bytes beyond what the process needs anyway


_watching: list[Watch] = []
_limits: dict[str, int] = {}  # of each kind of work, the bytes that the process may have


class Watch:
    """Notes in `path` which item a process is at, and has the kernel end it after `seconds` at one.

    Without `seconds` nothing is timed. Items that are `struck` are refused when their turn comes.
    """

    def __init__(self, path: Path, seconds: float | None, struck: Mapping[str, Verdict] | None = None) -> None:
        """Begin with no item."""
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        self._seconds = seconds
        self._struck = struck or {}

    def note(self, item: str, times: int = 1) -> None:
        """Begin with an item, which may take `times` as long as others."""
        if item in self._struck:
            raise RejectError(*self._struck[item])
        name = item.encode("utf-8", "surrogatepass")
        os.pwrite(self._file, name, 0)
        os.ftruncate(self._file, len(name))
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, self._seconds * times)

    def __enter__(self) -> Watch:
        """Itself, as the watch of this process."""
        _watching.append(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop watching."""
        _watching.remove(self)
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
        os.close(self._file)


def at(item: str) -> None:
    """Say which item this process is at, where it is watched.

    Raises:
        RejectError: an earlier process died at it.
    """
    if _watching:
        _watching[-1].note(item)


def among(count: int) -> None:
    """Say that this process is at `count` items together, at none in particular."""
    if _watching:
        _watching[-1].note("", count)


def last_item(path: Path) -> str:
    """What a process that died was at, "" if nothing in particular."""
    return path.read_bytes().decode("utf-8", "surrogatepass") if path.exists() else ""


def ended(exitcode: int, limits: Limits) -> Verdict:
    """Why an item is refused that ended a process."""
    if exitcode == -signal.SIGALRM:
        return Reason.TIMEOUT, f"reading it took more than {limits.seconds:g} s"
    how = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return Reason.CRASHED, f"reading it ended the process: {how}"


def unforeseen(error: Exception) -> Verdict:
    """Why an item is refused that set off an error which nobody foresaw. Of the text, none of it is said."""
    if isinstance(error, MemoryError):
        return Reason.OUT_OF_MEMORY, "reading it took more memory than max_memory_bytes allows"
    place = traceback.extract_tb(error.__traceback__)[-1]
    return Reason.UNKNOWN, f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"


def end_with_parent() -> None:
    """Have this worker end when the run does: after a kill its work would meet that of the next run's workers."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=wait, daemon=True).start()


def bound_memory(work: str, more: int | None) -> None:
    """Let this process take at most `more` bytes beyond what it had when it first began such work; then MemoryError."""
    if not more:
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    _limits.setdefault(work, pages * resource.getpagesize() + more)
    _set_limit(max(_limits.values()))


def unbound_memory() -> None:
    """Take the bound away, for work that is dateline's own."""
    _set_limit(resource.RLIM_INFINITY)


def _set_limit(limit: int) -> None:
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
