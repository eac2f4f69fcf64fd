"""Edits of records: which values a column takes, and what follows from one for other columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from flows.edtf import edtf_bounds
from flows.errors import DatelineError
from flows.load import ddl, reviews
from schemas.contract import Field, Table


class ReviewError(DatelineError):
    """A review that would change nothing, or that can't be made."""


def assigned(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    row: Mapping[str, Any] | None,
    values: Mapping[Any, str | None],
) -> dict[str, str | None]:
    """The columns of a row to edit with their values as DuckDB writes them: those given, and what follows from them.

    Raises:
        ReviewError: a column can't be edited, or not so.
    """
    if row is None:
        raise ReviewError("the record was rejected: take that back first")
    fields = reviews.editable(table)
    if unknown := [name for name in values if name not in fields]:
        raise ReviewError(f"{table.name}.{unknown[0]} can't be edited; can be: {', '.join(fields)}")
    said = {name: _value(connection, fields[name], value) for name, value in values.items()}
    return {**_following(row, said), **said}


def _following(row: Mapping[str, Any], said: Mapping[str, str | None]) -> dict[str, str | None]:
    """What an edited value says of other columns: an EDTF date of its days, an exact number of its bounds."""
    follow = dict[str, str | None]()
    if "edtf" in said and "earliest" in row:
        bounds = edtf_bounds(said["edtf"])
        if said["edtf"] and not bounds and not {"earliest", "latest"} <= said.keys():
            raise ReviewError(f"{said['edtf']!r} has no first and last day: give earliest and latest too")
        first, last = bounds or (None, None)
        follow |= {"earliest": shown(first), "latest": shown(last)}
    if "value" in said:
        follow |= {name: said["value"] for name in ("value_low", "value_high") if row[name] == row["value"]}
    return follow


def _value(connection: duckdb.DuckDBPyConnection, field: Field, said: str | None) -> str | None:
    """A value as DuckDB writes it.

    Raises:
        ReviewError: the column's contract has no such value.
    """
    column, kind = field.column, ddl.duckdb_type(field.column)
    if not said:
        if field.nullable:
            return None
        raise ReviewError(f"{field.name} must have a value")
    if column.codes and said not in list(column.codes):
        raise ReviewError(f"{field.name} has no code {said!r}; expected one of {', '.join(column.codes)}")
    query = f"SELECT CAST(TRY_CAST($1 AS {kind}) AS VARCHAR), regexp_matches($1, $2)"
    written, is_formed = connection.execute(query, [said, column.pattern or ""]).fetchall()[0]
    is_rounded = kind in ("INTEGER", "BIGINT") and not said.strip().lstrip("-").isdecimal()
    if written is None or is_rounded or not is_formed or written in ("nan", "inf", "-inf"):
        raise ReviewError(f"{field.name} can't be {said!r}: {column.meaning}")
    low, high = column.minimum, column.maximum
    if (low is not None and float(written) < low) or (high is not None and float(written) > high):
        limits = f"at least {low}" if high is None else f"from {low} to {high}"
        raise ReviewError(f"{field.name} can't be {said}; expected {limits}")
    return str(written)


def shown(value: Any) -> str | None:
    """A value of a row as DuckDB writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
