"""The database itself, as one file: tables, history, views and macros, for any DuckDB from 1.0 on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import DatelineError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE = "dateline.duckdb"


def write(connection: DuckDBPyConnection, path: Path) -> None:
    """Copy the published file. Runs never write in place, so the copy is whole, of this run or of a later one.

    Raises:
        DatelineError: nothing was published yet.
    """
    query = "SELECT path FROM duckdb_databases() WHERE database_name = current_database() AND path IS NOT NULL"
    published = connection.execute(query).fetchall()
    if not published:
        raise DatelineError("nothing was published yet")
    shutil.copyfile(published[0][0], path)
