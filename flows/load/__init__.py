"""Rows to Parquet to DuckDB, and publishing it."""
