"""What a command has started ends with it, however it ends: Prefect's own server would outlive one that is killed."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

MARK = "DATELINE_STARTED_BY"
_waiting: list[Popen[bytes]] = []


def leave_none() -> None:
    """Have a small process wait for the end of this one, and then end all that was started from here on."""
    unmarked = dict(os.environ)
    os.environ[MARK] = str(os.getpid())
    command = [sys.executable, "-m", __name__, f"{MARK}={os.getpid()}"]
    waiting = Popen(command, stdin=PIPE, stdout=DEVNULL, env=unmarked, start_new_session=True)  # noqa: S603 - our own words
    _waiting.append(waiting)


def _end(mark: str) -> None:
    """End every process that began with a mark in its environment."""
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has ended by itself, or is another user's
            if mark.encode() in environment.read_bytes().split(b"\0"):
                os.kill(int(environment.parent.name), signal.SIGKILL)


if __name__ == "__main__":
    sys.stdin.read()  # ends when nobody holds the other end any more
    _end(sys.argv[1])
