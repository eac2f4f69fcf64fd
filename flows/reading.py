"""Worker processes that parse files and read batches: a run uses all cores, and what ends a process ends no run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from flows import guard
from flows.errors import UnavailableError
from flows.guard import Limits, last_item
from flows.stage import Batch, Files, Staged

_pool: list[ProcessPool] = []


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Have `count` processes at work."""
    pool = ProcessPool(count, initializer=guard.end_with_parent, context=get_context("spawn"))
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


def parse(files: Files, limits: Limits) -> Path:
    """Parse files in a worker process; one, or a part of one, that ends the process is refused.

    Raises:
        UnavailableError: the worker was killed, and no file is to blame.
    """
    from flows.parsing import parse_files

    _work(files, limits, lambda _: (parse_files, files, limits))
    return files.folder


def read(folder: Path, model: str, limits: Limits) -> Path:
    """Read a batch in a worker process; a document that ends the process is refused, the others are read again.

    Raises:
        UnavailableError: the worker was killed, and no document is to blame.
    """
    from flows.batch import read_batch

    _work(Batch(folder), limits, lambda is_shaken: (read_batch, folder, model, limits, *([1] if is_shaken else [])))
    return folder


def _work(staged: Staged, limits: Limits, job: Callable[[bool], tuple[Any, ...]]) -> None:
    """Have a job done, over and over without what ended its process.

    The job is told when a process died over several items together: which of them, doing one by one will tell.
    """
    is_shaken, killed = False, ""
    while True:
        function, *arguments = job(is_shaken)
        try:
            _pool[-1].schedule(function, args=arguments).result()
        except ProcessExpired as death:
            item = last_item(staged.at)
            if not item and is_shaken:
                raise UnavailableError(f"the worker at {staged.folder.name} was killed") from death
            if not item:
                is_shaken = True
            elif death.exitcode == -signal.SIGKILL and killed != item:
                killed = item  # by a person or for want of memory: the next try will tell
            else:
                staged.strike(item, guard.ended(death.exitcode, limits))
        else:
            return
