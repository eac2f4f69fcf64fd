"""Ids of entities and events as decided: every reference is to the id that stands for it.

The Parquet parts keep the ids as read. Merging renames; where a decision was undone, or ids are kept apart that were
one, the articles that name them are read from their parts again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.identity import ENTITY, EVENT, KINDS, Kind, canonical_ids, moved, standing, torn
from flows.load import ddl, parts, reviews
from flows.warehouse import Warehouse
from schemas.contract import Table, tables

_PAIRS = pa.schema([("id", pa.string()), ("canonical_id", pa.string())])


def current(connection: duckdb.DuckDBPyConnection, kind: Kind) -> dict[str, str]:
    """From every id that the standing decisions merge away to the id that stands for it."""
    return canonical_ids(standing(connection, kind))


def settle(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, kind: Kind, before: Mapping[str, str]) -> None:
    """Bring all rows from the ids that stood `before` to those that stand now, and note whom that touches."""
    after = current(connection, kind)
    if heads := torn(before, after):
        _restore(connection, warehouse, kind, heads)
    rename(connection)
    others = moved(before, after)
    _touch(connection, kind, others | {ids.get(each, each) for each in others for ids in (before, after)})


def rename(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every reference to what was merged away the id that stands for it."""
    for kind in KINDS.values():
        if canonical := current(connection, kind):
            pairs = pa.table([list(canonical), list(canonical.values())], schema=_PAIRS)
            connection.register("canonical", pairs)
            for table, column in _references(kind):
                connection.execute(
                    f"UPDATE main.{ddl.quoted(table.name)} AS t SET {column} = canonical.canonical_id "
                    f"FROM canonical WHERE t.{column} = canonical.id"
                )
                if column in map(ddl.quoted, table.key):
                    _drop_repeated(connection, table, column)
            connection.unregister("canonical")


def as_read(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, entity_id: str
) -> list[tuple[str, str, str, str]]:
    """`entity_id, name, name_kind, article_id` of all that is one with an entity, under the ids they were read with."""
    _list_articles(connection, ENTITY, [entity_id])
    groups, found = current(connection, ENTITY), []
    for path, run_id in _latest(connection, warehouse, tables()["entity_names"]):
        rows = connection.execute(
            f"SELECT entity_id, name, name_kind, article_id FROM {ddl.parquet(path)} SEMI JOIN "
            "(FROM listed WHERE run_id = ?) USING (article_id) ORDER BY ALL",
            [run_id],
        ).fetchall()
        found += [row for row in rows if groups.get(row[0], row[0]) == entity_id]
    return found


def _references(kind: Kind) -> Iterator[tuple[Table, str]]:
    """The tables of articles that refer to ids of a kind, with the column that does."""
    for table in tables().values():
        for field in table.fields:
            if table.scope == "article" and field.column.references == kind.reference:
                yield table, ddl.quoted(field.name)


def _drop_repeated(connection: duckdb.DuckDBPyConnection, table: Table, column: str) -> None:
    """Keep one of the rows that are one since two ids are, as where an article was read to tell of two events."""
    name, key = ddl.quoted(table.name), ", ".join(ddl.quoted(each) for each in table.key)
    others = ", ".join(ddl.quoted(each.name) for each in table.fields if each.name not in table.key) or "rowid"
    connection.execute(
        f"DELETE FROM main.{name} WHERE rowid IN (SELECT rowid FROM ("
        f"SELECT rowid, row_number() OVER (PARTITION BY {key} ORDER BY {others}) AS place FROM main.{name} "
        f"WHERE {column} IN (SELECT canonical_id FROM canonical)) WHERE place > 1)"
    )


def _restore(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, kind: Kind, heads: Collection[str]) -> None:
    """Take the rows of all articles that speak of these ids from their latest parts, as read, and review them."""
    _list_articles(connection, kind, heads)
    for table in reviews.reviewed():
        name, identity = ddl.quoted(table.name), reviews.identity(table)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE stood AS SELECT {identity} AS id, min(recorded_at) AS recorded_at "
            f"FROM main.{name} AS t SEMI JOIN listed USING (article_id) GROUP BY id"
        )
        connection.execute(f"DELETE FROM main.{name} WHERE article_id IN (SELECT article_id FROM listed)")
        for path, run_id in _latest(connection, warehouse, table):
            connection.execute(
                f"INSERT INTO main.{name} BY NAME FROM {ddl.parquet(path)} "
                "SEMI JOIN (FROM listed WHERE run_id = ?) USING (article_id)",
                [run_id],
            )
        connection.execute(
            f"UPDATE main.{name} AS t SET recorded_at = stood.recorded_at FROM stood WHERE {identity} = stood.id"
        )
    reviews.apply(connection, "listed")


def _list_articles(connection: duckdb.DuckDBPyConnection, kind: Kind, ids: Collection[str]) -> None:
    """Make `listed`: the articles that refer to these ids as they stand, with the run that read each."""
    connection.register("sought_ids", pa.table([sorted(ids)], schema=pa.schema([_PAIRS.field("id")])))
    articles = " UNION ".join(
        f"SELECT article_id FROM main.{ddl.quoted(table.name)} WHERE {column} IN (SELECT id FROM sought_ids)"
        for table, column in _references(kind)
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE listed AS SELECT article_id, run_id FROM main.articles "
        f"SEMI JOIN ({articles}) USING (article_id)"
    )
    connection.unregister("sought_ids")


def _latest(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, table: Table) -> Iterator[tuple[Path, str]]:
    """The parts of a table that hold the latest rows of listed articles, with their runs."""
    for (run_id,) in connection.execute("SELECT DISTINCT run_id FROM listed ORDER BY 1").fetchall():
        for path in (warehouse.tables / table.name).glob(parts.part_name_of(run_id)):
            yield path, run_id


def _touch(connection: duckdb.DuckDBPyConnection, kind: Kind, ids: Collection[str]) -> None:
    """Note what must be computed again: of these ids, and of the events that are placed at them."""
    if not ids:
        return
    connection.execute(f"INSERT INTO {kind.touched} SELECT unnest(?::VARCHAR[])", [sorted(ids)])
    if kind is not EVENT:
        connection.execute(
            "INSERT INTO touched_events SELECT DISTINCT event_id FROM main.event_mentions "
            "WHERE place_id IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(ids)],
        )
