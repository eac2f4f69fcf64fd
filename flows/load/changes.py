"""The view `history.changes`, derived from the contracts: every row that was ever added or retracted."""

from __future__ import annotations

import duckdb

from flows.load.ddl import literal, quoted
from schemas.contract import Table, tables

MEANING = "Every addition and retraction of a row: table, time, why, key, article, and the row in words"


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the view, replacing the one of an earlier version."""
    selects = [
        _select(table, change, column)
        for table in tables().values()
        if table.scope != "log"
        for change, column in (("added", "recorded_at"), ("retracted", "retracted_at"))
    ]
    connection.execute(f"CREATE OR REPLACE VIEW history.changes AS {' UNION ALL '.join(selects)}")
    connection.execute(f"COMMENT ON VIEW history.changes IS {literal(MEANING)}")


def _select(table: Table, change: str, column: str) -> str:
    key = ", ".join(f"CAST(t.{quoted(name)} AS VARCHAR)" for name in table.key)
    article = "t.article_id" if any(field.name == "article_id" for field in table.fields) else "NULL"
    return (
        f"SELECT {literal(table.name)} AS table_name, {literal(change)} AS change, t.{column} AS changed_at, "
        f"{'t.retracted_reason' if change == 'retracted' else 'NULL'} AS reason, "
        f"concat_ws(' ', {key}) AS key, {article} AS article_id, CAST(t AS VARCHAR) AS record "
        f"FROM history.{quoted(table.name)} AS t WHERE t.{column} IS NOT NULL"
    )
