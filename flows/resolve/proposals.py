"""Proposals that entities, or events, are one, held against what was decided before and against one another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

import duckdb
import pyarrow as pa

from flows.identity import Kind, settled, standing

#: What dateline must not propose again: what was undone, unless it was a person's own, and what was left open.
CLOSED = """
SELECT left_id, right_id FROM main.{kind.merges}
WHERE (undone_at IS NOT NULL AND method <> 'person') OR (undone_at IS NULL AND judgement = 'unsure')
"""
DECIDED = "SELECT left_id, right_id FROM main.{kind.merges} WHERE undone_at IS NULL OR method <> 'person'"
KNOWN = """
SELECT m.{kind.key}, first.recorded_at, count(DISTINCT m.article_id), count(*)
FROM main.{kind.mentions} m
LEFT JOIN (SELECT {kind.key}, min(recorded_at) AS recorded_at FROM history.{kind.table} GROUP BY ALL) first
    ON first.{kind.key} = m.{kind.key}
WHERE m.{kind.key} IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL
"""
NEVER = datetime.max.replace(tzinfo=UTC)


class Bearing(Protocol):
    """What else speaks against joining two ids, besides decisions."""

    def bears(self, one: str, other: str) -> bool:
        """Whether two ids that stand may be joined."""

    def join(self, gone: str, head: str) -> None:
        """Take note that they were."""


def admissible(
    connection: duckdb.DuckDBPyConnection, kind: Kind, proposed: pa.Table, bearing: Bearing | None = None
) -> pa.Table:
    """The proposals that contradict no decision, the surest first, and so no surer proposal.

    Each is turned so that `right_id` is the id that stands. With `bearing`, only those that join what was two.
    """
    groups, kept = settled(standing(connection, kind)), []
    for left, right in connection.execute(CLOSED.format(kind=kind)).fetchall():
        groups.part(left, right)
    decided = {frozenset(pair) for pair in connection.execute(DECIDED.format(kind=kind)).fetchall()}
    rows = sorted(proposed.to_pylist(), key=lambda row: (-row["score"], row["left_id"], row["right_id"]))
    rank = Rank(connection, kind, {row[side] for row in rows for side in ("left_id", "right_id")})
    for row in rows:
        left, right = row["left_id"], row["right_id"]
        gone, head = groups.head(left), groups.head(right)
        if frozenset((left, right)) in decided or (bearing and (gone == head or not bearing.bears(gone, head))):
            continue
        if groups.join(left, right):
            if bearing:
                bearing.join(gone, head)
            turned = rank(left) < rank(right)
            kept.append(row | {"left_id": right, "right_id": left} if turned else row)
    return pa.Table.from_pylist(kept, proposed.schema)


class Rank:
    """How well each of some ids is known: the first in this order stands where two are one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, kind: Kind, ids: Iterable[str]) -> None:
        """Look up the ids; one that no mention tells of comes last."""
        found = connection.execute(KNOWN.format(kind=kind), [sorted(ids)]).fetchall()
        self._known = {each: (since or NEVER, -articles, -mentions) for each, since, articles, mentions in found}

    def __call__(self, each: str) -> tuple[datetime, int, int]:
        """Known earlier, then told of by more articles, then more often."""
        return self._known.get(each, (NEVER, 0, 0))
