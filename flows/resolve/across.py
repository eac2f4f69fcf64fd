"""References settled across articles: which entity ids are one, and the tables computed from all articles.

Each derived table is one SELECT in the `.sql` file of its name. It reads `main` and the temporary tables
`touched_entities` and `touched_events`, which hold the ids that the articles of this run speak of: only their rows
are computed again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from flows import gazetteer
from flows.identity import ENTITY, EVENT, KINDS
from flows.resolve import duplicates, event_merges, matches, proposals
from schemas.contract import Table

FOLDER = Path(__file__).parent


def derive(connection: duckdb.DuckDBPyConnection, table: Table, recorded_at: datetime) -> pa.Table:
    """What changes in a derived table: new and changed rows, and with `is_retracted` the rows that no longer hold."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE computed AS {_select(connection, table, recorded_at)}")
    columns = ", ".join(f'"{field.name}"' for field in table.fields)
    key = ", ".join(f'"{name}"' for name in table.key)
    touched = _touched(table)
    current = f"SELECT {columns} FROM main.{table.name} WHERE {touched}"
    changed = connection.execute(
        f"SELECT *, FALSE AS is_retracted FROM (SELECT {columns} FROM computed EXCEPT {current}) "
        f"UNION ALL SELECT *, TRUE AS is_retracted FROM ({current}) "
        f"WHERE ({key}) NOT IN (SELECT ({key}) FROM computed) ORDER BY ALL"
    ).to_arrow_table()
    schema = table.schema.append(pa.field("is_retracted", pa.bool_()))
    return stamped(changed.select(schema.names).cast(schema), recorded_at)


def stamped(rows: pa.Table, recorded_at: datetime) -> pa.Table:
    """Rows with the time at which they were recorded."""
    times = pa.array([recorded_at] * rows.num_rows, pa.timestamp("us", "UTC"))
    return rows.append_column("recorded_at", times)


def _select(connection: duckdb.DuckDBPyConnection, table: Table, recorded_at: datetime) -> str:
    if table.name == ENTITY.merges:
        connection.register("proposed", proposals.admissible(connection, ENTITY, matches.merges(connection)))
    if table.name == EVENT.merges:
        connection.register("proposed", event_merges.merges(connection))
    if table.name in KINDS:
        connection.register("decided", pa.table({"decided_at": pa.array([recorded_at], pa.timestamp("us", "UTC"))}))
    if table.name == "duplicates":
        connection.register("copies", duplicates.copies(connection))
    if table.name == "places":
        connection.register("gazetteer", gazetteer.table())
    return (FOLDER / f"{table.name}.sql").read_text(encoding="utf-8")


def _touched(table: Table) -> str:
    """Which current rows are computed again. Decisions on ids stand until somebody undoes them."""
    if table.name in KINDS:
        return "FALSE"
    if table.name in ("withdrawals", "reviews"):
        return "FALSE"
    if table.name in ("duplicates", "corrected_records"):
        return "article_id IN (SELECT article_id FROM touched_articles)"
    ids = "touched_events" if table.name == "events" else "touched_entities"
    column = "event_id" if table.name == "events" else "entity_id"
    return f"{column} IN (SELECT {column} FROM {ids})"
