"""Publishing what somebody decided: a run of its own that reads nothing, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

import pyarrow as pa

from flows import logs
from flows.load import database, parts, publish
from flows.resolve import across
from flows.settings import CODE_VERSION, load, now
from flows.warehouse import Warehouse
from schemas.codes.runs import RunStatus
from schemas.contract import Record, record_id, tables
from schemas.tables.runs import Run


def publish_record(house: Warehouse, record: Record, at: datetime, *others: Record) -> None:
    """Write a decision and what follows from it as parts, build the next database, and make it the current one.

    `others` are decisions of the same kind that are made with it.
    """
    made = (record, *others)
    records = [*logs.idle_runs(house), _run(house, made, at)]
    name = parts.part_name(records[-1].run_no, records[-1].run_id)
    with database.building(house) as connection:
        for table_name in database.DERIVED:
            table = tables()[table_name]
            rows = _rows(made, at) if table is record.TABLE else across.derive(connection, table, at)
            parts.write_part(house, table_name, name, rows)
            database.apply_derived(connection, house, table, rows)
        log = parts.in_order(tables()["runs"], tables()["runs"].to_arrow(records))
        database.append_log(connection, tables()["runs"], log)
        database.demand_sound(connection)
    publish.commit(house, name, log)
    house.idle_runs.unlink(missing_ok=True)


def _rows(made: Sequence[Record], at: datetime) -> pa.Table:
    rows = made[0].TABLE.to_arrow(made)
    return across.stamped(rows.append_column("is_retracted", pa.array([False] * len(made))), at)


def _run(house: Warehouse, made: Sequence[Record], at: datetime) -> Run:
    before = parts.committed(house)[-1:]
    return Run(
        run_id=record_id("decision", before, made[0].TABLE.name, *(astuple(each) for each in made)),  # type: ignore[call-overload]
        run_no=int(before[0].split("-")[0]) + len(logs.idle_runs(house)) + 1,
        started_at=at,
        finished_at=now(),
        status=RunStatus.DECIDED,
        code_version=CODE_VERSION,
        model="none",
        config_hash=load().config_hash,
        **dict.fromkeys(("seen", "new", "changed", "unchanged", "quarantined"), 0),
    )
