"""Queries of a person's own: one SELECT, stopped after some seconds, cut after some rows."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.prompt import QueryError

SECONDS = 5.0
MOST_ROWS = 200
#: Functions that a SELECT can call, but that change how all later queries of the process are answered.
LASTING = {
    *("ENABLE_LOGGING", "DISABLE_LOGGING", "TRUNCATE_DUCKDB_LOGS", "ENABLE_PROFILING", "DISABLE_PROFILING"),
    *("CHECKPOINT", "FORCE_CHECKPOINT"),
}
_AT_A_TIME = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under their columns; `is_cut` where there were more."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def answer(
    connection: duckdb.DuckDBPyConnection, query: str, *, seconds: float = SECONDS, most_rows: int = MOST_ROWS
) -> Answer:
    """The first rows that a query finds. The connection must be sealed, and takes no other query meanwhile.

    Raises:
        QueryError: it is no single SELECT, DuckDB refused it, it took too long, or too many run already.
    """
    if not _AT_A_TIME.acquire(timeout=seconds):
        raise QueryError("other queries are still running; try again")
    clock = threading.Timer(seconds, connection.interrupt)
    try:
        _demand_select(connection, query)
        clock.start()
        connection.execute(query)
        columns = tuple(str(column[0]) for column in connection.description or ())
        rows = connection.fetchmany(most_rows + 1)
    except duckdb.InterruptException:
        raise QueryError(f"stopped after {seconds:g} seconds") from None
    except (duckdb.Error, ValueError, OverflowError) as error:  # values Python has no type for, such as the year 294247
        raise QueryError(str(error)) from None
    finally:
        clock.cancel()
        _AT_A_TIME.release()
    return Answer(columns, rows[:most_rows], len(rows) > most_rows)


def _demand_select(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = connection.extract_statements(query)
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise QueryError("one SELECT statement at a time, please; nothing can be changed here")
    ((_, plan),) = connection.execute(f"EXPLAIN (FORMAT json) {statements[0].query}").fetchall()
    if called := LASTING & {name.strip() for name in _operators(json.loads(plan))}:
        raise QueryError(f"{min(called).lower()} is for all queries; nothing can be changed here")


def _operators(plan: list[dict[str, Any]]) -> Iterator[str]:
    """The names of a plan's operators; a function that gives a table is one."""
    for operator in plan:
        yield operator["name"]
        yield from _operators(operator["children"])
