"""The DuckDB file: building the next one beside the current one, applying parts to it, checking it.

Readers are never locked out: DuckDB lets nobody open a file that a writer holds, so a run works on a copy and swaps
it in. The same functions apply the parts of a run that is being published and replay those of earlier runs on a
rebuild.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.errors import ContractError
from flows.identity import KINDS
from flows.load import ddl, identities, models, parts, reviews, versions
from flows.warehouse import Warehouse
from schemas.codes.runs import Retraction
from schemas.contract import Table, tables

#: Analysts' tools lag behind: any DuckDB from 1.0 on opens a file of this version.
STORAGE_VERSION = "v1.0.0"
#: Tables computed across articles, each after those it is computed from.
DERIVED = (
    *("withdrawals", "reviews", "duplicates", "corrected_records"),
    *("entity_merges", "places", "entities", "event_merges", "events"),
)


@contextmanager
def building(warehouse: Warehouse, *, afresh: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the next database: a copy of the current one, or with `afresh` an empty one with every table."""
    path = warehouse.next_database
    discard(path)
    afresh = afresh or not warehouse.database.exists()
    if not afresh:
        shutil.copyfile(warehouse.database, path)
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {ddl.literal(str(path))} AS dateline (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE dateline; SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        # A checkpoint that takes over the metadata of unchanged tables writes files that DuckDB before 1.4 can't open.
        connection.execute("SET experimental_metadata_reuse = false")
        connection.begin()
        if afresh:
            ddl.create(connection)
        connection.execute(
            "CREATE TEMP TABLE touched_articles (article_id VARCHAR);"
            "CREATE TEMP TABLE touched_entities (entity_id VARCHAR);"
            "CREATE TEMP TABLE touched_events (event_id VARCHAR)"
        )
        connection.execute(f"SET VARIABLE cause = '{Retraction.DECIDED}'")
        yield connection
        models.create(connection)
        connection.commit()
        connection.execute("CHECKPOINT dateline")
    finally:
        connection.close()


def discard(path: Path) -> None:
    """Remove a database file and its write-ahead log."""
    for each in (path, path.with_name(path.name + ".wal")):
        each.unlink(missing_ok=True)


def apply_articles(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, name: str) -> None:
    """Put the articles of a run's parts in their places; what they replace goes to `superseded`.

    Ids that were merged away before are replaced by those that stand for them.
    """
    path = parts.part(warehouse, "articles", name)
    connection.execute(f"SET VARIABLE cause = '{Retraction.RECOMPUTED if path.exists() else Retraction.DECIDED}'")
    if not path.exists():
        return
    for past in parts.past_names(warehouse, name):
        versions.place(connection, parts.part(warehouse, "articles", past), is_past=True)
        versions.put(connection, warehouse, past)
    versions.place(connection, path, is_past=False)
    _touch(connection)
    versions.put(connection, warehouse, name)
    reviews.apply(connection, "(FROM incoming WHERE is_current)")
    identities.rename(connection)
    versions.keep_what_is_said_again(connection)
    _touch(connection)
    _mark_copies(connection)


def apply_derived(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, table: Table, rows: pa.Table) -> None:
    """Replace rows of a derived table by key; a row with `is_retracted` takes its predecessor away.

    Decisions on entities and events take effect at once, in the rows of all articles.
    """
    if rows.num_rows == 0:
        return
    kind = KINDS.get(table.name)
    before = identities.current(connection, kind) if kind else {}
    connection.register("incoming_rows", rows)
    key = ", ".join(ddl.quoted(name) for name in table.key)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT {key}, recorded_at FROM incoming_rows")
    _supersede(connection, table, key, "incoming")
    connection.execute(
        f"INSERT INTO main.{ddl.quoted(table.name)} BY NAME "
        "SELECT * EXCLUDE (is_retracted) FROM incoming_rows WHERE NOT is_retracted"
    )
    connection.unregister("incoming_rows")
    if table.name == "duplicates":
        _mark_copies(connection)
    if table.name == "withdrawals":
        _withdraw(connection, warehouse)
    if table.name == "reviews":
        _review(connection, warehouse)
    if kind:
        identities.settle(connection, warehouse, kind, before)


def _withdraw(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Bring `main` in line with the incoming withdrawals."""
    connection.execute("CREATE OR REPLACE TEMP TABLE decided_now AS FROM incoming")
    versions.restore(connection, warehouse)
    reviews.apply(connection, "incoming")
    identities.rename(connection)
    _touch(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE incoming AS FROM decided_now")
    _touch(connection)
    versions.withdraw(connection)
    reviews.apply(connection, "incoming")


def _review(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Bring the articles of the incoming reviews in line with all that stand: as read, and reviewed anew."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming AS SELECT DISTINCT article_id, i.recorded_at, a.run_id, a.version, "
        "TRUE AS is_current, TRUE AS is_known FROM incoming i JOIN main.reviews USING (review_id) "
        "JOIN main.articles a USING (article_id)"
    )
    _touch(connection)
    versions.put_again(connection, warehouse, reviews.reviewed())
    reviews.apply(connection, "incoming")
    identities.rename(connection)
    versions.keep_what_is_said_again(connection)
    _touch(connection)


def _mark_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Repeat in `articles` what `duplicates` says of the incoming articles, and note the events they report."""
    connection.execute(
        "UPDATE main.articles AS a SET duplicate_of = d.duplicate_of, duplicate_kind = d.duplicate_kind "
        "FROM (FROM incoming LEFT JOIN main.duplicates USING (article_id)) AS d WHERE a.article_id = d.article_id"
    )
    connection.execute(
        "INSERT INTO touched_events SELECT DISTINCT event_id FROM main.event_mentions "
        "SEMI JOIN incoming USING (article_id)"
    )


def append_log(connection: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table) -> None:
    """Append rows to a table that is a log."""
    connection.register("incoming_rows", rows)
    connection.execute(f"INSERT INTO main.{ddl.quoted(table.name)} BY NAME FROM incoming_rows")
    connection.unregister("incoming_rows")


def replay(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, name: str) -> None:
    """Apply all parts of a committed run."""
    apply_articles(connection, warehouse, name)
    for table_name in DERIVED:
        path = parts.part(warehouse, table_name, name)
        if path.exists():
            rows = connection.execute(f"FROM {ddl.parquet(path)}").to_arrow_table()
            apply_derived(connection, warehouse, tables()[table_name], rows)
    for table in tables().values():
        path = parts.part(warehouse, table.name, name)
        if table.scope == "log" and path.exists():
            append_log(connection, table, connection.execute(f"FROM {ddl.parquet(path)}").to_arrow_table())


def check(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What breaks a key or a reference, in words; empty for a sound database."""
    problems = []
    for table in tables().values():
        name, key = ddl.quoted(table.name), ", ".join(ddl.quoted(column) for column in table.key)
        for (count,) in connection.execute(
            f"SELECT count(*) FROM (SELECT {key} FROM main.{name} GROUP BY ALL HAVING count(*) > 1) HAVING count(*) > 0"
        ).fetchall():
            problems.append(f"{table.name}: {count} keys ({', '.join(table.key)}) stand more than once")
        for field in table.fields:
            if field.column.references:
                problems += _dangling(connection, table.name, field.name, field.column.references)
    return problems


def demand_sound(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop a run whose database breaks a key or a reference.

    Raises:
        ContractError: with every problem found.
    """
    if problems := check(connection):
        raise ContractError("; ".join(problems))


def _dangling(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str) -> list[str]:
    other, key = target.split(".")
    found = connection.execute(
        f"SELECT count(*) FROM main.{ddl.quoted(table)} AS t ANTI JOIN main.{ddl.quoted(other)} AS o "
        f"ON t.{ddl.quoted(column)} = o.{ddl.quoted(key)} WHERE t.{ddl.quoted(column)} IS NOT NULL"
    ).fetchall()
    return [f"{table}.{column}: {count} rows refer to no row of {other}" for (count,) in found if count]


def _touch(connection: duckdb.DuckDBPyConnection) -> None:
    """Note which entities and events the incoming articles speak of, before and after they are replaced."""
    connection.execute("INSERT INTO touched_articles SELECT article_id FROM incoming")
    connection.execute(
        "INSERT INTO touched_entities SELECT DISTINCT entity_id FROM main.mentions "
        "SEMI JOIN incoming USING (article_id) WHERE entity_id IS NOT NULL"
    )
    connection.execute(
        "INSERT INTO touched_events SELECT DISTINCT event_id FROM main.event_mentions "
        "SEMI JOIN incoming USING (article_id)"
    )


def _supersede(connection: duckdb.DuckDBPyConnection, table: Table, key: str, incoming: str) -> None:
    name = ddl.quoted(table.name)
    connection.execute(
        f"INSERT INTO superseded.{name} BY NAME SELECT t.*, i.recorded_at AS retracted_at, "
        "getvariable('cause') AS retracted_reason "
        f"FROM main.{name} AS t JOIN (SELECT {key}, recorded_at FROM {incoming}) AS i USING ({key})"
    )
    connection.execute(f"DELETE FROM main.{name} WHERE ({key}) IN (SELECT ({key}) FROM {incoming})")
