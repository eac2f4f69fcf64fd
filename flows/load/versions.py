"""Which version of a piece is believed: placing versions as they come, withdrawing pieces and bringing them back.

The later of two versions is the one modified later, whatever the order in which they came; one that does not say when
it was modified is as old as its publication where the other does say, and where neither says, the one that came later.
An older version that comes late goes to history alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from flows.load import ddl, parts
from flows.warehouse import Warehouse
from schemas.codes.runs import Retraction
from schemas.contract import Table, tables

#: Each article of a part with its place among the versions known, and whether that makes it the current one.
PLACED = """
CREATE OR REPLACE TEMP TABLE incoming AS
WITH known AS (
    SELECT i.article_id, max(h.version) AS last,
           min(h.version) FILTER (h.modified_at > coalesce(i.modified_at, i.published_at)) AS next
    FROM {part} i JOIN history.articles h USING (article_id) GROUP BY i.article_id
)
SELECT i.article_id, i.recorded_at, m.article_id IS NOT NULL AS is_known,
       coalesce(m.content_hash = i.content_hash, FALSE) AS is_same,
       CASE WHEN is_same THEN m.version ELSE coalesce(known.next, known.last + 1, 1) END AS version,
       w.article_id IS NOT NULL AS is_withdrawn,
       NOT {is_past} AND NOT is_withdrawn AND (is_same OR known.next IS NULL) AS is_current
FROM {part} i
LEFT JOIN known USING (article_id)
LEFT JOIN main.articles m USING (article_id)
LEFT JOIN (FROM main.withdrawals WHERE restored_at IS NULL) w USING (article_id)
"""
MOVE_UP = """
UPDATE {schema}.articles AS a SET version = a.version + 1 FROM incoming i
WHERE a.article_id = i.article_id AND NOT i.is_same AND a.version >= i.version
"""


def place(connection: duckdb.DuckDBPyConnection, path: Path, *, is_past: bool) -> None:
    """Make `incoming` of a part of `articles`: each with its place among its piece's versions.

    With `is_past` none becomes the current one, as they came together with a later version.
    """
    # The parts of earlier releases lack columns: NULL.
    part = f"(FROM {ddl.parquet(path)} UNION ALL BY NAME FROM main.articles WHERE FALSE)"
    connection.execute(PLACED.format(part=part, is_past=is_past))
    for schema in ("main", "superseded"):
        connection.execute(MOVE_UP.format(schema=schema))


def put(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, name: str) -> None:
    """Put the rows of a run's parts where `incoming` says they belong, in place of those that they replace."""
    for table in tables().values():
        if table.scope == "article":
            _replace(connection, table, parts.part(warehouse, table.name, name))


def keep_what_is_said_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Let rows that a new reading repeats stand as they stood: neither retracted nor recorded anew."""
    if not connection.execute("SELECT 1 FROM incoming WHERE is_current AND is_known LIMIT 1").fetchall():
        return
    for table in tables().values():
        if table.scope != "article":
            continue
        name = ddl.quoted(table.name)
        same = " AND ".join(f"m.{c} IS NOT DISTINCT FROM s.{c}" for c in (ddl.quoted(f.name) for f in table.fields))
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE again AS SELECT m.rowid AS new_row, s.rowid AS old_row, s.recorded_at "
            f"FROM main.{name} m SEMI JOIN incoming USING (article_id) JOIN superseded.{name} s "
            f"ON s.retracted_at = m.recorded_at AND s.recorded_at < s.retracted_at AND {same}"
        )
        connection.execute(
            f"UPDATE main.{name} AS m SET recorded_at = again.recorded_at FROM again WHERE m.rowid = again.new_row"
        )
        connection.execute(f"DELETE FROM superseded.{name} WHERE rowid IN (SELECT old_row FROM again)")


def withdraw(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the pieces out of `main` whose withdrawal is incoming, and make `incoming` those that were there."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming AS SELECT article_id, i.recorded_at, FALSE AS is_same "
        "FROM incoming i JOIN main.withdrawals w USING (article_id) SEMI JOIN main.articles USING (article_id) "
        "WHERE w.restored_at IS NULL"
    )
    for table in tables().values():
        if table.scope == "article":
            _retract(connection, table, Retraction.WITHDRAWN)


def restore(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Bring back the latest versions of pieces whose withdrawal, incoming, was taken back; they become `incoming`."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming AS "
        "SELECT s.article_id, i.recorded_at, arg_max(s.run_id, (s.version, s.recorded_at)) AS run_id, "
        "max(s.version) AS version, TRUE AS is_current, FALSE AS is_same, FALSE AS is_withdrawn "
        "FROM incoming i JOIN main.withdrawals w USING (article_id) JOIN superseded.articles s USING (article_id) "
        "ANTI JOIN main.articles a USING (article_id) WHERE w.restored_at IS NOT NULL GROUP BY ALL"
    )
    for (run_id,) in connection.execute("SELECT DISTINCT run_id FROM incoming ORDER BY 1").fetchall():
        for table in (table for table in tables().values() if table.scope == "article"):
            name = ddl.quoted(table.name)
            connection.execute(
                f"DELETE FROM superseded.{name} AS s USING incoming i WHERE s.article_id = i.article_id "
                "AND s.recorded_at = s.retracted_at AND s.recorded_at = i.recorded_at"
            )
            for path in (warehouse.tables / table.name).glob(parts.part_name_of(run_id)):
                _insert(connection, table, path, f"i.is_current AND i.run_id = {ddl.literal(run_id)}")


def put_again(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, chosen: Iterable[Table]) -> None:
    """Put rows of incoming articles in `main` as their latest part has them; those that stood there are retracted."""
    runs = connection.execute("SELECT DISTINCT run_id FROM incoming ORDER BY 1").fetchall()
    for table in chosen:
        _retract(connection, table, Retraction.REVIEWED)
        for (run_id,) in runs:
            for path in (warehouse.tables / table.name).glob(parts.part_name_of(run_id)):
                _insert(connection, table, path, f"i.run_id = {ddl.literal(run_id)}")


def _replace(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Supersede the rows of articles that come in a later version, or read anew, and put in what came."""
    name = ddl.quoted(table.name)
    reason = (
        f"CASE WHEN is_same THEN '{Retraction.REPROCESSED}' ELSE '{Retraction.NEW_VERSION}' END AS retracted_reason"
    )
    connection.execute(
        f"INSERT INTO superseded.{name} BY NAME SELECT t.*, i.recorded_at AS retracted_at, {reason} "
        f"FROM main.{name} AS t JOIN incoming i USING (article_id) WHERE i.is_current"
    )
    connection.execute(
        f"DELETE FROM main.{name} WHERE article_id IN (SELECT article_id FROM incoming WHERE is_current)"
    )
    if path.exists():
        _insert(connection, table, path, "i.is_current")
        _insert(connection, table, path, "NOT i.is_current", "superseded")


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, chosen: str, schema: str = "main") -> None:
    """Put rows of a part into `main`, or into history, where they are retracted as soon as they are recorded."""
    replaced = ", i.version AS version" if table.name == "articles" else ""
    past = (
        f", i.recorded_at AS retracted_at, CASE WHEN i.is_withdrawn THEN '{Retraction.WITHDRAWN}' "
        f"ELSE '{Retraction.OLDER_VERSION}' END AS retracted_reason"
    )
    connection.execute(
        f"INSERT INTO {schema}.{ddl.quoted(table.name)} BY NAME "
        f"SELECT t.* REPLACE (i.recorded_at AS recorded_at{replaced}){past if schema == 'superseded' else ''} "
        f"FROM {ddl.parquet(path)} AS t JOIN incoming i USING (article_id) WHERE {chosen}"
    )


def _retract(connection: duckdb.DuckDBPyConnection, table: Table, reason: Retraction) -> None:
    name = ddl.quoted(table.name)
    connection.execute(
        f"INSERT INTO superseded.{name} BY NAME SELECT t.*, i.recorded_at AS retracted_at, "
        f"{ddl.literal(reason)} AS retracted_reason FROM main.{name} AS t JOIN incoming i USING (article_id)"
    )
    connection.execute(f"DELETE FROM main.{name} WHERE article_id IN (SELECT article_id FROM incoming)")
