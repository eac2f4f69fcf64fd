"""Worker processes that read batches, so that a run uses all cores and its own process stays free."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from flows.batch import read_batch
from flows.errors import UnavailableError

_pool: list[ProcessPoolExecutor] = []
_alone = Lock()


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Have `count` processes read; with one, this process reads."""
    if count == 1:
        yield
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        _pool.append(pool)
        try:
            yield
        finally:
            _pool.pop()


def read(folder: Path, model: str, max_chars: int) -> Path:
    """Read a batch in a worker process, or here where there are none.

    Raises:
        UnavailableError: the worker was killed.
    """
    if not _pool:
        with _alone:  # the language model is one process's, and no two threads' at a time
            return read_batch(folder, model, max_chars)
    try:
        return _pool[-1].submit(read_batch, folder, model, max_chars).result()
    except BrokenProcessPool as error:
        raise UnavailableError(f"the worker that read {folder.name} was killed") from error
