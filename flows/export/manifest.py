"""What an export holds: `manifest.json` lists each file with rows, columns, size and SHA-256, and names the run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.warehouse import replace

NAME = "manifest.json"
RUN = "SELECT run_no, run_id, code_version FROM main.runs ORDER BY run_no DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export; with a table's name, rows and schema where it is one table's."""

    path: Path
    table: str | None = None
    rows: int | None = None
    schema: pa.Schema | None = None


class Counted:
    """Rows on their way to a file, counted as they pass."""

    def __init__(self, rows: pa.RecordBatchReader) -> None:
        """Make `rows` what is to be written; `count` grows with it."""
        self.count = 0
        self.rows = pa.RecordBatchReader.from_batches(rows.schema, self._passing(rows))

    def _passing(self, rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        for batch in rows:
            self.count += batch.num_rows
            yield batch


def account(connection: duckdb.DuckDBPyConnection, form: str, written: list[Written]) -> dict[str, Any]:
    """The manifest of an export: nothing in it depends on when or where it was written."""
    ((schema_version,),) = connection.execute("SELECT schema_version()").fetchall()
    run = connection.execute(RUN).fetchall()
    of_run = dict(zip(("run_no", "run_id", "code_version"), run[0], strict=True)) if run else None
    return {"format": form, "schema_version": schema_version, "run": of_run, "files": [_file(each) for each in written]}


def write(account: dict[str, Any], to: Path) -> None:
    """Put the manifest in place, whole."""
    temporary = to / f".{NAME}.new"
    temporary.write_text(json.dumps(account, indent=2) + "\n", encoding="utf-8")
    replace(temporary, to / NAME)


def _file(written: Written) -> dict[str, Any]:
    with written.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    said: dict[str, Any] = {"file": written.path.name, "bytes": written.path.stat().st_size, "sha256": digest}
    if written.table is None or written.schema is None:
        return said
    columns = {field.name: str(field.type) for field in written.schema}
    return said | {"file": f"{written.table}/{written.path.name}", "rows": written.rows, "columns": columns}
