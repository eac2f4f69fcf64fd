"""Worker processes that read batches, so that a run uses all cores, and a text that ends a process ends no run."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from flows.batch import Limits, read_batch
from flows.errors import UnavailableError
from flows.language import AT_ONCE
from flows.stage import Batch
from schemas.codes.runs import Reason

_pool: list[ProcessPool] = []


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Have `count` processes read."""
    pool = ProcessPool(count, context=get_context("spawn"))
    _pool.append(pool)
    try:
        yield
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        _pool.pop()
        pool.join()


def read(folder: Path, model: str, limits: Limits) -> Path:
    """Read a batch in a worker process; a document that ends the process is refused, the others are read again.

    Raises:
        UnavailableError: the worker was killed, and no document is to blame.
    """
    batch, at_once, killed = Batch(folder, 0), AT_ONCE, ""
    while True:
        try:
            _pool[-1].schedule(read_batch, args=[folder, model, limits, at_once]).result()
        except ProcessExpired as death:
            item = batch.last_item()
            if not item and at_once == 1:
                raise UnavailableError(f"the worker that read {folder.name} was killed") from death
            if not item:
                at_once = 1  # it died over several together: which of them, reading one by one will tell
            elif death.exitcode == -signal.SIGKILL and killed != item:
                killed = item  # by a person or for want of memory: the next try will tell
            else:
                batch.strike(item, *_verdict(death.exitcode, limits))
        else:
            return folder


def _verdict(exitcode: int, limits: Limits) -> tuple[Reason, str]:
    """Why a document that ended a process is refused."""
    if exitcode == -signal.SIGALRM:
        return Reason.TIMEOUT, f"reading it took more than {limits.seconds:g} s"
    how = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return Reason.CRASHED, f"reading it ended the process: {how}"
