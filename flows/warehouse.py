"""Where a warehouse keeps its things, and the lock that lets one run write it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.errors import BusyError


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A folder with the published database, the Parquet parts it can be rebuilt from, and the inputs as received."""

    root: Path

    @property
    def database(self) -> Path:
        """The published DuckDB file; replaced by rename, never written in place."""
        return self.root / "dateline.duckdb"

    @property
    def next_database(self) -> Path:
        """The DuckDB file a run builds before publishing."""
        return self.root / "dateline.next.duckdb"

    @property
    def tables(self) -> Path:
        """Parquet parts, one folder a table, one part a run."""
        return self.root / "tables"

    @property
    def raw(self) -> Path:
        """Inputs as received, each under its SHA-256."""
        return self.root / "raw"

    @property
    def staging(self) -> Path:
        """Batches of a run under way, or of one that was killed."""
        return self.root / "staging"

    @property
    def idle_runs(self) -> Path:
        """Runs that published nothing, as JSON lines, until the next publish takes them in."""
        return self.root / "idle_runs.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to write. The lock belongs to the process: whatever ends it frees the warehouse.

        Raises:
            BusyError: another run holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(f"another run is writing {self.root}") from None
            yield
        finally:
            os.close(descriptor)


def replace(temporary: Path, final: Path) -> None:
    """Make `temporary` durable and move it to `final` in one step."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
