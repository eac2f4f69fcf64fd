"""Which proposals stand beside what was decided before."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pytest

from flows.identity import ENTITY
from flows.load import ddl
from flows.resolve.matches import SCHEMA
from flows.resolve.proposals import admissible
from schemas.contract import tables
from schemas.tables.entity_merges import EntityMerge

DAY = datetime(2020, 1, 1, tzinfo=UTC)
Pair = tuple[str, str]


def decision(left: str, right: str, judgement: str, method: str = "person", *, undone: bool = False) -> EntityMerge:
    return EntityMerge(
        left_id=left, right_id=right, judgement=judgement, score=0.9, method=method,
        decided_by="mari", decided_at=DAY, undone_at=DAY if undone else None,
    )  # fmt: skip


def admitted(decisions: list[EntityMerge], proposed: list[Pair]) -> list[Pair]:
    """What is left of proposals, the first the surest."""
    connection = duckdb.connect()
    ddl.create(connection)
    rows = tables()["entity_merges"].to_arrow(decisions)
    connection.register("rows", rows)
    connection.execute("INSERT INTO entity_merges BY NAME SELECT *, decided_at AS recorded_at FROM rows")
    scores = [0.99 - at / 100 for at in range(len(proposed))]
    said = {name: [pair[at] for pair in proposed] for at, name in enumerate(("left_id", "right_id"))}
    table = admissible(connection, ENTITY, pa.Table.from_pydict(
        said | {"score": scores, "method": ["rule"] * len(proposed)}, schema=SCHEMA
    ))  # fmt: skip
    return [(row["left_id"], row["right_id"]) for row in table.to_pylist()]


CASES: dict[str, tuple[list[EntityMerge], list[Pair], list[Pair]]] = {
    "nothing decided": ([], [("a", "b")], [("a", "b")]),
    "different": ([decision("b", "a", "different")], [("a", "b")], []),
    "different, through a third": (
        [decision("a", "b", "different")],
        [("a", "c"), ("c", "b")],
        [("a", "c")],
    ),
    "different from one that is one with it": (
        [decision("a", "b", "different"), decision("b", "c", "same")],
        [("a", "c"), ("a", "d")],
        [("a", "d")],
    ),
    "left open": ([decision("a", "b", "unsure")], [("a", "b")], []),
    "decided by rule": ([decision("a", "b", "same", "rule")], [("b", "a")], []),
    "a rule's decision undone": (
        [decision("a", "b", "same", "rule", undone=True)],
        [("b", "a"), ("a", "c")], [("a", "c")]),
    "a person's decision undone": ([decision("a", "b", "different", undone=True)], [("a", "b")], [("a", "b")]),
}  # fmt: skip


@pytest.mark.parametrize(("decisions", "proposed", "expected"), CASES.values(), ids=CASES.keys())
def test_admissible(decisions: list[EntityMerge], proposed: list[Pair], expected: list[Pair]) -> None:
    assert admitted(decisions, proposed) == expected
