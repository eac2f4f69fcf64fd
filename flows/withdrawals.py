"""Pieces that were withdrawn: what they said leaves `main`, and stays in history.

A withdrawal holds until it is taken back, whatever texts of the piece come meanwhile; those go to history. Only what
its publisher withdrew comes back by itself, when the publisher gives it with a text that was not known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import duckdb
import pyarrow as pa

from flows.intake import PUBLISHER, Intake
from flows.resolve import across
from schemas.codes.runs import Reason
from schemas.contract import tables
from schemas.tables.withdrawals import Withdrawal


def of_run(connection: duckdb.DuckDBPyConnection, intake: Intake, at: datetime) -> pa.Table:
    """What a run learned of withdrawals: addresses that say so, and pieces that are given again with another text."""
    gone = [item.source for item in intake.items.values() if item.reason is Reason.GONE]
    articles = connection.execute(
        "SELECT article_id FROM main.articles WHERE list_contains(?::VARCHAR[], source) ORDER BY 1", [gone]
    ).fetchall()
    made = [
        Withdrawal(article_id=each, withdrawn_at=at, withdrawn_by=PUBLISHER, reason=Reason.GONE.meaning)
        for (each,) in articles
    ]
    lifted = [replace(each, restored_at=at) for each in standing(connection) if each.article_id in intake.lifted]
    return _rows([*made, *lifted], at)


def standing(connection: duckdb.DuckDBPyConnection) -> list[Withdrawal]:
    """The withdrawals that hold."""
    query = "FROM main.withdrawals WHERE restored_at IS NULL ORDER BY article_id"
    rows = connection.execute(query).to_arrow_table().to_pylist()
    return [Withdrawal(**{name: value for name, value in row.items() if name != "recorded_at"}) for row in rows]


def _rows(made: list[Withdrawal], at: datetime) -> pa.Table:
    rows = tables()["withdrawals"].to_arrow(made)
    return across.stamped(rows.append_column("is_retracted", pa.array([False] * len(made), pa.bool_())), at)
