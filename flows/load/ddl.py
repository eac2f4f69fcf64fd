"""DDL derived from the contracts: types, NOT NULL and comments of `main`, `superseded` and `history`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.columns import RECORDED_AT, RETRACTED_AT, RETRACTED_REASON
from schemas.contract import Column, Field, Table, tables
from schemas.dictionary import entries

#: Answered by the macro `schema_version()`; raised when a change of the tables makes older databases unreadable to
#: this code, or newer ones to older code.
SCHEMA_VERSION = 3

_TYPES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.list_(pa.int64()): "BIGINT[]",
}


def duckdb_type(column: Column) -> str:
    """The DuckDB type that holds a column."""
    return _TYPES[column.type]


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def loaded_fields(table: Table) -> tuple[Field, ...]:
    """A table's fields as loaded: with `recorded_at`, unless its rows carry the run's own times."""
    if table.scope == "log":
        return table.fields
    return (*table.fields, Field("recorded_at", RECORDED_AT, nullable=False))


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of the contracts in an empty database, with history views and the dictionary."""
    connection.execute("CREATE SCHEMA superseded; CREATE SCHEMA history;")
    for table in tables().values():
        _create_table(connection, "main", table, loaded_fields(table))
        if table.scope != "log":
            _create_history(connection, table)
    connection.register("entries", tables()["dictionary"].to_arrow(entries(duckdb_type)))
    connection.execute("INSERT INTO main.dictionary BY NAME FROM entries")
    connection.unregister("entries")
    connection.execute(f"CREATE MACRO main.schema_version() AS {SCHEMA_VERSION}")
    connection.execute("COMMENT ON MACRO main.schema_version IS 'The version of the tables'")


def _create_table(connection: duckdb.DuckDBPyConnection, schema: str, table: Table, fields: tuple[Field, ...]) -> None:
    columns = ", ".join(f"{quoted(f.name)} {duckdb_type(f.column)}{'' if f.nullable else ' NOT NULL'}" for f in fields)
    name = f"{schema}.{quoted(table.name)}"
    connection.execute(f"CREATE TABLE {name} ({columns})")
    _comment(connection, "TABLE", name, f"{table.meaning} Key: {', '.join(table.key)}.", fields)


def _create_history(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    retracted = (Field("retracted_at", RETRACTED_AT, nullable=True), Field("retracted_reason", RETRACTED_REASON, True))
    fields = (*loaded_fields(table), *retracted)
    _create_table(connection, "superseded", table, fields)
    name = f"history.{quoted(table.name)}"
    connection.execute(
        f"CREATE VIEW {name} AS SELECT *, CAST(NULL AS TIMESTAMPTZ) AS retracted_at, "
        f"CAST(NULL AS VARCHAR) AS retracted_reason FROM main.{quoted(table.name)} "
        f"UNION ALL BY NAME FROM superseded.{quoted(table.name)}"
    )
    _comment(connection, "VIEW", name, f"Every version of: {table.meaning}", fields)
    macro = f"main.{quoted(table.name + '_as_of')}"
    connection.execute(
        f"CREATE MACRO {macro}(moment) AS TABLE SELECT * EXCLUDE (retracted_at, retracted_reason) FROM {name} "
        "WHERE recorded_at <= CAST(moment AS TIMESTAMPTZ) "
        "AND (retracted_at IS NULL OR retracted_at > CAST(moment AS TIMESTAMPTZ))"
    )
    connection.execute(f"COMMENT ON MACRO TABLE {macro} IS {literal(f'As believed at a time: {table.meaning}')}")


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, meaning: str, fields: tuple[Field, ...]
) -> None:
    connection.execute(f"COMMENT ON {kind} {name} IS {literal(meaning)}")
    for field in fields:
        connection.execute(f"COMMENT ON COLUMN {name}.{quoted(field.name)} IS {literal(field.column.meaning)}")


def parquet(path: Path) -> str:
    """A Parquet file as an SQL table expression."""
    return f"read_parquet({literal(str(path))})"
