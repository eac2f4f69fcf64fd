"""GeoParquet 1.1 of events: points as WKB, longitude and latitude in WGS 84 (OGC:CRS84, its default)."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.export.located import QUERY

FILE = "events.parquet"


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write all events that have coordinates."""
    rows = connection.execute(QUERY).to_arrow_table()
    east, north = rows["longitude"].to_pylist(), rows["latitude"].to_pylist()
    points = pa.array([struct.pack("<BIdd", 1, 1, *point) for point in zip(east, north, strict=True)], pa.binary())
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    bounds = {"bbox": [min(east), min(north), max(east), max(north)]} if east else {}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column | bounds}}
    rows = rows.drop_columns(["longitude", "latitude"]).append_column("geometry", points)
    pq.write_table(rows.replace_schema_metadata({"geo": json.dumps(geo)}), path, compression="zstd")
