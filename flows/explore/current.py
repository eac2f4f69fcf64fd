"""The published warehouse as it is at each request: read-only, cut off from all else, reopened after a publish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

import duckdb

from flows.load import models, publish
from flows.prompt import seal
from flows.warehouse import Warehouse

#: Kept by DuckDB for queries, however greedy; beyond it they fail.
MEMORY = "2GB"


class Current:
    """Lends connections to the current database.

    DuckDB keeps one instance a path and process, so the file that a run has put in place of the old one can only be
    opened after the last reader of the old one is gone; who asks meanwhile waits.
    """

    def __init__(self, house: Warehouse) -> None:
        """Open nothing yet."""
        self._house = house
        self._turn = Condition()
        self._readers = 0
        self._opened: tuple[tuple[int, ...], duckdb.DuckDBPyConnection] | None = None

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of one's own, closed afterwards."""
        with self._turn:
            self._turn.wait_for(lambda: self._is_current() or not self._readers)
            cursor = self._connection().cursor()
            self._readers += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    def close(self) -> None:
        """Let go of the file."""
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def _is_current(self) -> bool:
        return self._opened is not None and self._opened[0] == self._identity()

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._opened is None or not self._is_current():
            self.close()
            identity = self._identity()
            connection = publish.connect(self._house)
            if not self._house.database.exists():
                models.create(connection)
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            connection.execute("SET GLOBAL python_enable_replacements = false")
            connection.execute("SET GLOBAL temp_directory = ''")
            connection.execute(f"SET GLOBAL memory_limit = '{MEMORY}'")
            seal(connection)
            self._opened = identity, connection
        return self._opened[1]

    def _identity(self) -> tuple[int, ...]:
        try:
            found = self._house.database.stat()
        except FileNotFoundError:
            return ()
        return found.st_dev, found.st_ino, found.st_mtime_ns
