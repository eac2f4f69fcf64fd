"""What people said of records, applied to rows as they were read: rejected ones go, edited ones have their new value.

A review is of the record with its id. Where an article is read anew and has none of that id, an edit is of the one
record of its table at the same place in the same words; a rejection is of none. What hangs on a rejected record goes
with it, or stands without it where it may: the article alone decides, so that the same rows and reviews give the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from flows.identity import ENTITY, EVENT
from flows.load import ddl
from schemas.codes.runs import Retraction
from schemas.contract import Field, Table, tables

#: The tables of records that are read from text, in the order in which what hangs on them can be told.
NAMES = (
    *("mentions", "entity_names", "event_mentions", "event_participants"),
    *("figures", "quotes", "relations", "dates"),
)
STANDING = """
CREATE OR REPLACE TEMP TABLE standing_reviews AS
SELECT * FROM main.reviews SEMI JOIN {articles} AS listed USING (article_id) WHERE undone_at IS NULL
"""
BOUND = """
CREATE OR REPLACE TEMP TABLE bound AS
WITH near AS (
    SELECT r.review_id, r.verdict, r.column_name, r.value_new, r.decided_at, t.rowid AS place,
           {identity} = r.record_id AS is_same
    FROM standing_reviews r JOIN main.{name} t ON t.article_id = r.article_id
     AND t.char_start = r.char_start AND t.char_end = r.char_end AND t.{own} = r.text
    WHERE r.table_name = '{name}'
    QUALIFY is_same OR r.verdict = 'edit' AND NOT bool_or(is_same) OVER (PARTITION BY r.review_id)
                       AND count(*) OVER (PARTITION BY r.review_id) = 1
)
FROM near
QUALIFY row_number() OVER (PARTITION BY place, verdict, column_name ORDER BY decided_at DESC, review_id) = 1
"""
#: The entities that an article names, and those of them that have their own name there.
NAMED = """
SELECT article_id, entity_id FROM main.mentions SEMI JOIN standing_reviews USING (article_id)
WHERE mention_kind = 'name'
INTERSECT SELECT article_id, entity_id FROM main.entity_names SEMI JOIN standing_reviews USING (article_id)
WHERE name_kind = 'primary'
"""
#: Names that only a rejected mention had in its article.
UNSAID = """
SELECT n.rowid FROM main.entity_names n JOIN gone_mentions g USING (article_id, entity_id, char_start, char_end)
WHERE NOT EXISTS (FROM main.mentions m WHERE m.article_id = n.article_id AND m.entity_id = n.entity_id
                  AND m.mention_kind = 'name' AND lower(m.text) = lower(n.name))
"""
#: What stands in a rejected passage and in no other of its article on that event, or has no such passage left.
UNTOLD = """
SELECT t.rowid FROM main.{name} t JOIN gone_event_mentions g USING (article_id, event_id)
WHERE NOT EXISTS (FROM main.event_mentions m WHERE m.article_id = t.article_id AND m.event_id = t.event_id
                  AND (m.char_start <= t.char_start AND t.char_end <= m.char_end
                       OR t.char_start < g.char_start OR g.char_end < t.char_end))
"""
UNNAMED = (
    "SELECT t.rowid FROM main.{name} t JOIN lost ON lost.article_id = t.article_id AND lost.entity_id = t.{column}"
)


def reviewed() -> Iterator[Table]:
    """The tables of records that are read from text."""
    return (tables()[name] for name in NAMES)


def identity(table: Table) -> str:
    """The id of a record, of a row `t` of a table, in SQL; ids that decisions change are no part of it."""
    if len(table.key) == 1:
        return f"t.{ddl.quoted(table.key[0])}"
    told = (ENTITY.reference, EVENT.reference)
    place = {*table.key, "char_end"} - {f.name for f in table.fields if f.column.references in told}
    said = ", ".join(f"t.{ddl.quoted(f.name)}" for f in table.fields if f.name in place)
    return f"left(sha256(concat_ws(chr(31), {ddl.literal(table.name)}, {said})), 24)"


def editable(table: Table) -> dict[str, Field]:
    """The columns that can be edited, by name: not what a record is known by, where it stands or what it refers to."""
    fixed = {*table.key, "article_id", "char_start", "char_end", table.own_text}
    plain = (f for f in table.fields if f.name not in fixed and ddl.duckdb_type(f.column)[-2:] != "[]")
    return {f.name: f for f in plain if f.column.references is None and not f.name.endswith(("_start", "_end"))}


def apply(connection: duckdb.DuckDBPyConnection, articles: str) -> None:
    """Apply the reviews that stand to articles of `main`, given as a relation, whose rows are as they were read."""
    connection.execute(STANDING.format(articles=articles))
    if not connection.execute("SELECT 1 FROM standing_reviews LIMIT 1").fetchall():
        return
    connection.execute(f"CREATE OR REPLACE TEMP TABLE named_before AS {NAMED}")
    connection.execute("CREATE OR REPLACE TEMP TABLE applied (review_id VARCHAR)")
    for table in reviewed():
        _judge(connection, table)
    _follow(connection)
    connection.execute(
        "UPDATE main.reviews SET is_applied = review_id IN (FROM applied) "
        "WHERE review_id IN (SELECT review_id FROM standing_reviews)"
    )


def _judge(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Edit and remove the rows of a table that reviews are of."""
    name, own = ddl.quoted(table.name), ddl.quoted(str(table.own_text))
    connection.execute(BOUND.format(identity=identity(table), name=table.name, own=own))
    connection.execute("INSERT INTO applied SELECT review_id FROM bound")
    for field in editable(table).values():
        connection.execute(
            f"UPDATE main.{name} AS t SET {ddl.quoted(field.name)} = "
            f"CAST(b.value_new AS {ddl.duckdb_type(field.column)}) FROM bound b "
            f"WHERE t.rowid = b.place AND b.verdict = 'edit' AND b.column_name = {ddl.literal(field.name)}"
        )
    rejected = "SELECT place FROM bound WHERE verdict = 'reject'"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE gone_{table.name} AS FROM main.{name} WHERE rowid IN ({rejected})"
    )
    _remove(connection, table, rejected)


def _follow(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove, or leave without its reference, what hangs on what is gone."""
    _remove(connection, tables()["entity_names"], UNSAID)
    _remove(connection, tables()["event_participants"], UNTOLD.format(name="event_participants"))
    untold = UNTOLD.format(name="figures")
    connection.execute(f"UPDATE main.figures SET event_id = NULL WHERE rowid IN ({untold})")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lost AS FROM named_before EXCEPT {NAMED}")
    for table in reviewed():
        for field in table.fields:
            if field.column.references == ENTITY.reference:
                column = ddl.quoted(field.name)
                rows = UNNAMED.format(name=ddl.quoted(table.name), column=column)
                if field.nullable:
                    connection.execute(
                        f"UPDATE main.{ddl.quoted(table.name)} SET {column} = NULL WHERE rowid IN ({rows})"
                    )
                else:
                    _remove(connection, table, rows)


def _remove(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    """Take rows out of `main`; one that history does not know as reviewed goes there, as never believed."""
    name = ddl.quoted(table.name)
    connection.execute(
        f"INSERT INTO superseded.{name} BY NAME SELECT t.*, t.recorded_at AS retracted_at, "
        f"'{Retraction.REVIEWED}' AS retracted_reason FROM main.{name} AS t WHERE t.rowid IN ({rows}) "
        f"AND {identity(table)} NOT IN (SELECT {identity(table)} FROM superseded.{name} AS t "
        f"SEMI JOIN standing_reviews USING (article_id) WHERE t.retracted_reason = '{Retraction.REVIEWED}')"
    )
    connection.execute(f"DELETE FROM main.{name} WHERE rowid IN ({rows})")
