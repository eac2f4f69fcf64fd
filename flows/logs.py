"""What a run leaves of itself in the warehouse: the rows of the log tables, and a note of a run without news."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.document import Refusal
from flows.load import parts
from flows.warehouse import Warehouse, replace
from schemas.contract import tables
from schemas.tables.expectation_results import ExpectationResult
from schemas.tables.inputs import Input
from schemas.tables.quarantine import Quarantined
from schemas.tables.runs import Run as RunRecord

if TYPE_CHECKING:
    from flows.validate import Check

TIMES = ("started_at", "finished_at")


def of_run(
    run: RunRecord, idle: list[RunRecord], inputs: list[Input], refusals: list[Refusal], checks: Iterable[Check]
) -> dict[str, pa.Table]:
    """The rows of each log table that a run appends; the runs without news before it come with it."""
    records = {
        "expectation_results": [_result(run, check) for check in checks],
        "quarantine": dict.fromkeys(_quarantined(run, refusal) for refusal in refusals),
        "inputs": inputs,
        "runs": [*idle, run],
    }
    return {name: parts.in_order(tables()[name], tables()[name].to_arrow(rows)) for name, rows in records.items()}


def note_idle(warehouse: Warehouse, run: RunRecord) -> None:
    """Remember a run that found nothing new; the next publish takes it into `runs`."""
    before = warehouse.idle_runs.read_text(encoding="ascii") if warehouse.idle_runs.exists() else ""
    temporary = warehouse.idle_runs.with_suffix(".tmp")
    line = json.dumps(tables()["runs"].to_arrow([run]).to_pylist()[0], default=str)
    temporary.write_text(f"{before}{line}\n", encoding="ascii")
    replace(temporary, warehouse.idle_runs)


def idle_runs(warehouse: Warehouse) -> list[RunRecord]:
    """Runs since the last publish that found nothing new."""
    if not warehouse.idle_runs.exists():
        return []
    rows = [json.loads(line) for line in warehouse.idle_runs.read_text(encoding="ascii").splitlines()]
    return [RunRecord(**{**row, **{name: datetime.fromisoformat(row[name]) for name in TIMES}}) for row in rows]


def _result(run: RunRecord, check: Check) -> ExpectationResult:
    return ExpectationResult(
        run_id=run.run_id,
        table_name=check.table,
        expectation=check.expectation,
        column_name=check.column,
        severity=check.severity,
        success=check.unexpected_count == 0,
        unexpected_count=check.unexpected_count,
        observed=check.observed,
    )


def _quarantined(run: RunRecord, refusal: Refusal) -> Quarantined:
    return Quarantined(
        run_id=run.run_id,
        stage=refusal.stage,
        source=refusal.source,
        reason_code=refusal.reason,
        reason=refusal.detail,
        payload=refusal.payload,
        seen_at=run.started_at,
    )
