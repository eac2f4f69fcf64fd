"""People's verdicts on records that were read from text: each a run of its own that reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from flows import decided
from flows.editing import ReviewError, assigned, shown
from flows.errors import NotFoundError
from flows.load import ddl, publish, reviews
from flows.settings import now
from flows.warehouse import Warehouse
from schemas.codes.reviews import Verdict
from schemas.contract import Table, record_id, tables
from schemas.tables.reviews import Review

FOUND = """
SELECT t.*, a.run_id FROM main.{name} t JOIN main.articles a USING (article_id) WHERE {identity} = ?
ORDER BY ALL LIMIT 1
"""
#: New values by column; of a verdict on the whole record one of no column.
type Values = Mapping[Any, str | None]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record, as it stands, or as the reviews of it say."""

    table: Table
    record_id: str
    article_id: str
    char_start: int
    char_end: int
    text: str
    run_id: str  # that read it
    row: Mapping[str, Any] | None  # None where it was rejected


def judge(house: Warehouse, record: str, verdict: Verdict, by: str, note: str | None = None) -> Review:
    """The acceptance or rejection of a record, given by its id, in place of an earlier one; published.

    Raises:
        NotFoundError: no record has that id.
        ReviewError: it was decided so already.
    """
    return _publish(house, record, by, note, {None: None}, verdict)[0]


def edit(
    house: Warehouse, record: str, values: Mapping[str, str | None], by: str, note: str | None = None
) -> list[Review]:
    """The edits of columns of a record, given by its id, and of those that follow from them; published.

    Raises:
        NotFoundError: no record has that id.
        ReviewError: a column can't be edited, or not so.
    """
    return _publish(house, record, by, note, {**values}, Verdict.EDIT)


def undo(house: Warehouse, said: str) -> list[Review]:
    """The last standing decision on a record, or the review with this id, undone; published.

    Raises:
        NotFoundError: no review that stands has that id or is of such a record.
    """
    with house.locked():
        publish.heal(house)
        with publish.connect(house) as connection:
            found = _standing(connection, said)
        if not found:
            raise NotFoundError(f"no review that stands has the id {said} or is of a record with that id")
        at = publish.moment(house, now())
        last = max(each.decided_at for each in found)
        undone = [replace(each, undone_at=at) for each in found if each.decided_at == last]
        decided.publish_record(house, undone[0], at, *undone[1:])
    return undone


def _publish(
    house: Warehouse, record: str, by: str, note: str | None, values: Values, verdict: Verdict
) -> list[Review]:
    with house.locked():
        publish.heal(house)
        with publish.connect(house) as connection:
            found, before = find(connection, record), {each.review_id: each for each in _standing(connection, record)}
            if verdict is Verdict.EDIT:
                values = assigned(connection, found.table, found.row, values)
        at = publish.moment(house, now())
        made = [_review(found, before, verdict, column, value) for column, value in values.items()]
        made = [replace(each, note=note, decided_by=by, decided_at=at) for each in made]
        if all(_said(each) == _said(before.get(each.review_id)) for each in made):
            raise ReviewError(f"{before[made[0].review_id].decided_by} has decided so already")
        decided.publish_record(house, made[0], at, *made[1:])
    return made


def _review(
    found: Reviewed, before: Mapping[str, Review], verdict: Verdict, column: str | None, value: str | None
) -> Review:
    review_id = record_id("review", found.table.name, found.record_id, column)
    old = None if column is None or found.row is None else shown(found.row[column])
    return Review(
        review_id=review_id,
        table_name=found.table.name,
        record_id=found.record_id,
        article_id=found.article_id,
        char_start=found.char_start,
        char_end=found.char_end,
        text=found.text,
        run_id=found.run_id,
        verdict=verdict,
        column_name=column,
        value_old=before[review_id].value_old if review_id in before else old,
        value_new=value,
        decided_by="",
        decided_at=now(),
    )


def _said(review: Review | None) -> tuple[object, ...]:
    return (review.verdict, review.value_new) if review else ()


# --- finding what is meant


def find(connection: duckdb.DuckDBPyConnection, said: str) -> Reviewed:
    """The record with this id, in `main` or, where it was rejected, in the reviews.

    Raises:
        NotFoundError: there is none.
    """
    for table in reviews.reviewed():
        query = FOUND.format(name=ddl.quoted(table.name), identity=reviews.identity(table))
        for row in connection.execute(query, [said]).to_arrow_table().to_pylist():
            place = (row["article_id"], row["char_start"], row["char_end"], row[str(table.own_text)])
            return Reviewed(table, said, *place, row["run_id"], row)
    for each in _standing(connection, said):
        place = (each.article_id, each.char_start, each.char_end, each.text)
        return Reviewed(tables()[each.table_name], each.record_id, *place, each.run_id, None)
    raise NotFoundError(f"no record that was read from text has the id {said}")


def _standing(connection: duckdb.DuckDBPyConnection, said: str) -> list[Review]:
    """The standing reviews of a record, or the one with this id."""
    query = "FROM main.reviews WHERE undone_at IS NULL AND (record_id = $1 OR review_id = $1) ORDER BY review_id"
    rows = connection.execute(query, [said]).to_arrow_table().to_pylist()
    return [Review(**{k: v for k, v in row.items() if k not in ("recorded_at", "is_applied")}) for row in rows]
