"""Proposals that events of different articles are one."""

from __future__ import annotations

import duckdb
import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("left_id", pa.string()),
        ("right_id", pa.string()),
        ("score", pa.float64()),
        ("method", pa.string()),
        ("reason", pa.string()),
    ]
)


def merges(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every proposal."""
    return SCHEMA.empty_table()
