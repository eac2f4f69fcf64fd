"""JSON lines: one object a row, times in ISO 8601."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

SUFFIX = ".jsonl"


def write(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write rows as JSON lines in UTF-8."""
    with path.open("w", encoding="utf-8") as file:
        for batch in rows:
            file.writelines(json.dumps(row, ensure_ascii=False, default=_said) + "\n" for row in batch.to_pylist())


def _said(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
