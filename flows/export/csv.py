"""CSV in UTF-8 with a header; lists as JSON; no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

SUFFIX = ".csv"
#: What a cell must begin with to be run by Excel, LibreOffice or Sheets (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write rows as CSV; text that would be a formula gets a leading apostrophe."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.schema.names)
        for batch in rows:
            writer.writerows([cell(value) for value in row.values()] for row in batch.to_pylist())


def cell(value: Any) -> Any:
    """A value as it may stand in a cell."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value.isoformat() if hasattr(value, "isoformat") else value
