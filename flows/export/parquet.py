"""Parquet, as pandas, polars, DuckDB and Spark read it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SUFFIX = ".parquet"


def write(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write rows as one file, compressed with zstd."""
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
