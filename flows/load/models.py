"""Analysts' views and macros: every `.sql` file of `warehouse/models/`, one a file, the file's name is its name.

A file holds one `CREATE OR REPLACE` statement; its leading comment is the model's documentation.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).parents[2] / "warehouse" / "models"


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every model, replacing older ones of the same name."""
    for path in sorted(FOLDER.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
