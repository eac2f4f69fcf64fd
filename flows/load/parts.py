"""Immutable Parquet parts: `tables/<table>/<run>.parquet`, one a run, the log that the database is built from.

A part holds the rows that its run recorded. A run is committed when its part of `runs`, written last, is there; parts
of any other run are left-overs of one that was killed, and are removed before the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.stage import write_parquet
from flows.warehouse import Warehouse, replace
from schemas.contract import Table, tables

#: The table whose part makes a run committed.
COMMIT = "runs"
#: Columns of parts beyond those of their table.
OF_THE_RUN = {"recorded_at": pa.timestamp("us", "UTC"), "is_retracted": pa.bool_()}


def part_name(run_no: int, run_id: str) -> str:
    """File name of a run's parts; their order is the order of the runs."""
    return f"{run_no:06d}-{run_id}.parquet"


def part_name_of(run_id: str) -> str:
    """Pattern of the file name of a run's parts, its place among the runs unknown."""
    return f"*-{run_id}.parquet"


def past_name(name: str, number: int) -> str:
    """File name of a run's parts that hold versions of articles of which it also took in later ones."""
    return f"{name.removesuffix('.parquet')}.past{number}.parquet"


def past_names(warehouse: Warehouse, name: str) -> list[str]:
    """Such file names of a run, the oldest versions first."""
    found = (warehouse.tables / "articles").glob(past_name(name, 0).replace("past0", "past*"))
    return sorted((path.name for path in found), key=lambda each: int(each.split(".past")[1].split(".")[0]))


def run_of(name: str) -> str:
    """The file name of the run's own parts, of any of its parts."""
    return f"{name.split('.')[0]}.parquet"


def part(warehouse: Warehouse, table: str, name: str) -> Path:
    """Where a run's part of a table lies."""
    return warehouse.tables / table / name


def committed(warehouse: Warehouse) -> list[str]:
    """Part names of all committed runs, in order."""
    return sorted(path.name for path in (warehouse.tables / COMMIT).glob("*.parquet"))


def write_part(warehouse: Warehouse, table: str, name: str, rows: pa.Table) -> None:
    """Write a run's rows of a table in one durable step; no file where there are none."""
    if rows.num_rows == 0:
        return
    final = part(warehouse, table, name)
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary = final.with_suffix(".tmp")
    write_parquet(rows, temporary)
    replace(temporary, final)


def remove_uncommitted(warehouse: Warehouse) -> None:
    """Remove what a killed run left in the folders of the tables."""
    known = set(committed(warehouse))
    for path in left_over(warehouse):
        if run_of(path.name) not in known:
            path.unlink()


def left_over(warehouse: Warehouse) -> Iterator[Path]:
    """Every file in the folders of the tables that is no part of a committed run."""
    known = set(committed(warehouse))
    for path in sorted(warehouse.tables.glob("*/*")):
        if run_of(path.name) not in known:
            yield path


def damaged(warehouse: Warehouse) -> list[str]:
    """Every part of a committed run that is not as it was written, in words."""
    found = []
    for name in committed(warehouse):
        for path in sorted(warehouse.tables.glob(f"*/{name.removesuffix('.parquet')}.*")):
            if not _is_sound(path):
                found.append(f"{path} is damaged: put it back from a copy")
    return found


def _is_sound(path: Path) -> bool:
    """Whether every page has its checksum, and every column is one of its table's: the schema has no checksum."""
    try:
        rows = pq.read_table(path, page_checksum_verification=True)
    except (OSError, pa.ArrowException):
        return False
    known = tables()[path.parent.name].schema
    known = {**dict(zip(known.names, known.types, strict=True)), **OF_THE_RUN}
    return all(known.get(field.name) == field.type for field in rows.schema)


def in_order(table: Table, rows: pa.Table) -> pa.Table:
    """Rows in the order of their article and place in it, then of their key; equal sets of rows give equal bytes."""
    leading = [name for name in ("article_id", "char_start", "char_end") if name in rows.column_names]
    names = [*leading, *(name for name in table.key if name not in leading)]
    return rows.take(pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in names])).combine_chunks()
