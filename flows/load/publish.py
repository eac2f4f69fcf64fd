"""Publishing: making the next database the current one, and healing what a killed run left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import DamagedError, VersionError
from flows.load import database, ddl, parts
from flows.warehouse import Warehouse, replace
from schemas.contract import tables


def commit(warehouse: Warehouse, name: str, run: pa.Table) -> None:
    """Make a run committed, then current: its part of `runs` is the last to appear, then the database is swapped."""
    parts.write_part(warehouse, parts.COMMIT, name, run)
    swap(warehouse)


def swap(warehouse: Warehouse) -> None:
    """Make the next database the current one in one step; who has the old one open keeps it."""
    replace(warehouse.next_database, warehouse.database)


def heal(warehouse: Warehouse) -> None:
    """Finish or undo what a killed run left: afterwards the database holds exactly the committed runs.

    One that is damaged is built anew from the parts, and so is one whose tables are those of an earlier release, with
    NULL for what they lack.

    Raises:
        VersionError: it was written by a later release.
    """
    _forget_taken_in(warehouse)
    for temporary in (*warehouse.root.glob("*.tmp"), *warehouse.raw.glob(".*")):
        temporary.unlink()
    if warehouse.database.exists() and not _is_usable(warehouse):
        rebuild(warehouse)
        return
    database.discard(warehouse.next_database)
    parts.remove_uncommitted(warehouse)
    missing = [name for name in parts.committed(warehouse) if name not in _loaded(warehouse)]
    if missing:
        with database.building(warehouse) as connection:
            for name in missing:
                database.replay(connection, warehouse, name)
            database.demand_sound(connection)
        swap(warehouse)


def rebuild(warehouse: Warehouse) -> int:
    """Build the database anew from the committed parts; gives their number of runs.

    Raises:
        DamagedError: a part is not as it was written; the database stays as it was.
        VersionError: it was written by a later release.
    """
    with suppress(DamagedError):
        if warehouse.database.exists():
            schema_version(warehouse)
    if damaged := parts.damaged(warehouse):
        raise DamagedError("; ".join(damaged))
    parts.remove_uncommitted(warehouse)
    names = parts.committed(warehouse)
    with database.building(warehouse, afresh=True) as connection:
        for name in names:
            database.replay(connection, warehouse, name)
        database.demand_sound(connection)
    swap(warehouse)
    return len(names)


def moment(warehouse: Warehouse, at: datetime) -> datetime:
    """A time for what is recorded next: `at`, or just after what was recorded last where the clock was put back."""
    last = parts.committed(warehouse)[-1:]
    if not last:
        return at
    rows = pq.read_table(parts.part(warehouse, parts.COMMIT, last[0]), columns=["started_at"])
    times: list[datetime] = rows.column("started_at").to_pylist()
    return max(at, max(times) + timedelta(microseconds=1))


def connect(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current database, an empty one in memory where nothing was published yet.

    Raises:
        DamagedError: it can't be opened.
        VersionError: it was written by a later release.
    """
    if warehouse.database.exists():
        schema_version(warehouse)
        connection = duckdb.connect(str(warehouse.database), read_only=True)
    else:
        connection = duckdb.connect()
        ddl.create(connection)
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def schema_version(warehouse: Warehouse) -> int:
    """The version of the tables in the current database.

    Raises:
        DamagedError: it can't be opened.
        VersionError: it was written by a later release.
    """
    with _opening(warehouse), duckdb.connect(str(warehouse.database), read_only=True) as connection:
        ((version,),) = connection.execute("SELECT main.schema_version()").fetchall()
    if version > ddl.SCHEMA_VERSION:
        raise VersionError(
            f"{warehouse.database} has tables of version {version}, written by a later dateline; "
            f"this one knows version {ddl.SCHEMA_VERSION}"
        )
    return int(version)


def _forget_taken_in(warehouse: Warehouse) -> None:
    """Remove the note of runs without news where the last committed run took them in, and was killed right then."""
    last = parts.committed(warehouse)[-1:]
    if last and warehouse.idle_runs.exists():
        first = json.loads(warehouse.idle_runs.read_text(encoding="ascii").partition("\n")[0])
        if first["run_no"] < int(last[0].split("-")[0]):
            warehouse.idle_runs.unlink()


def _is_usable(warehouse: Warehouse) -> bool:
    try:
        return schema_version(warehouse) == ddl.SCHEMA_VERSION
    except DamagedError:
        return False


@contextmanager
def _opening(warehouse: Warehouse) -> Iterator[None]:
    """Tell a database that is damaged from one that may not be read, or that somebody holds open to write."""
    try:
        yield
    except duckdb.Error as error:
        if not os.access(warehouse.database, os.R_OK) or "Could not set lock" in str(error):
            raise
        raise DamagedError(
            f"{warehouse.database} is damaged: dateline rebuild builds it anew from the parts"
        ) from error


def _loaded(warehouse: Warehouse) -> set[str]:
    if not warehouse.database.exists():
        return set()
    with connect(warehouse) as connection:
        rows = connection.execute(f"SELECT run_no, run_id FROM main.{tables()['runs'].name}").fetchall()
    return {parts.part_name(run_no, run_id) for run_no, run_id in rows}
