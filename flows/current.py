"""The published warehouse, open as long as one likes: read-only, cut off from all else, reopened after a publish.

current = Current(Warehouse(Path("warehouse")))
with current.reading() as connection:
events = connection.sql("FROM events").df()
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

import duckdb

from flows.load import models, publish
from flows.prompt import seal
from flows.warehouse import Warehouse


class Current:
    """Lends connections to the current database, to any number of threads.

    DuckDB keeps one instance a path and process, so the file that a run has put in place of the old one can only be
    opened after the last reader of the old one is gone; who asks meanwhile waits. So a `reading` is short, and none is
    within another.
    """

    def __init__(self, house: Warehouse, memory: str | None = None) -> None:
        """Open nothing yet. With `memory`, such as 2GB, queries that want more fail, and never use the disk."""
        self._house, self._memory = house, memory
        self._turn = Condition()
        self._readers = 0
        self._opened: tuple[tuple[int, ...], duckdb.DuckDBPyConnection] | None = None

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of one's own, closed afterwards."""
        with self._turn:
            self._turn.wait_for(lambda: self.is_current() or not self._readers)
            cursor = self._connection().cursor()
            self._readers += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    def is_current(self) -> bool:
        """Whether what is open is what was published last."""
        return self._opened is not None and self._opened[0] == self._identity()

    def close(self) -> None:
        """Let go of the file."""
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._opened is None or not self.is_current():
            self.close()
            identity = self._identity()
            connection = publish.connect(self._house)
            if not self._house.database.exists():
                models.create(connection)
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            connection.execute("SET GLOBAL python_enable_replacements = false")
            if self._memory:
                connection.execute("SET GLOBAL temp_directory = ''")
                connection.execute(f"SET GLOBAL memory_limit = '{self._memory}'")
            seal(connection)
            self._opened = identity, connection
        return self._opened[1]

    def _identity(self) -> tuple[int, ...]:
        try:
            found = self._house.database.stat()
        except FileNotFoundError:
            return ()
        return found.st_dev, found.st_ino, found.st_mtime_ns
