"""What `dateline check` proves of a published warehouse."""

from __future__ import annotations

import duckdb

from flows.errors import DamagedError
from flows.load import database, ddl, parts, publish
from flows.warehouse import Warehouse
from schemas.contract import Table, tables


def problems(house: Warehouse) -> list[str]:
    """Everything that is wrong, in words; empty for a sound warehouse."""
    if not house.database.exists():
        return [f"no database at {house.database}"]
    damaged = parts.damaged(house)
    try:
        return damaged + _problems(house)
    except DamagedError as error:
        return [*damaged, str(error)]


def _problems(house: Warehouse) -> list[str]:
    with publish.connect(house) as connection:
        demand_readable(connection, house)
        found = database.check(connection)
        for table in tables().values():
            found += _shifted(connection, table)
        loaded = {
            parts.part_name(run_no, run_id)
            for run_no, run_id in connection.execute(
                "SELECT run_no, run_id FROM runs WHERE status <> 'unchanged'"
            ).fetchall()
        }
    committed = set(parts.committed(house))
    found += [
        f"run {name} has parts but is not in the database: dateline run heals it" for name in sorted(committed - loaded)
    ]
    found += [f"run {name} is in the database but its parts are gone" for name in sorted(loaded - committed)]
    found += [f"left over from a killed run: {path}" for path in parts.left_over(house)]
    return found


def demand_readable(connection: duckdb.DuckDBPyConnection, house: Warehouse) -> None:
    """Read every block of the database: each has a checksum, which DuckDB verifies.

    Raises:
        DamagedError: one is not as it was written.
    """
    try:
        for schema, table in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall():
            connection.execute(f"SELECT bit_xor(hash(t)) FROM {schema}.{ddl.quoted(table)} AS t").fetchall()
    except duckdb.Error as error:
        raise DamagedError(f"{house.database} is damaged: dateline rebuild builds it anew from the parts") from error


def _shifted(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Rows whose span is not their own text."""
    if not table.own_text:
        return []
    ((count,),) = connection.execute(
        f"SELECT count(*) FROM main.{table.name} AS t JOIN main.articles AS a USING (article_id) "
        f"WHERE substring(a.text, t.char_start + 1, t.char_end - t.char_start) <> t.{table.own_text}"
    ).fetchall()
    return [f"{table.name}: {count} rows whose span is not their text"] if count else []
