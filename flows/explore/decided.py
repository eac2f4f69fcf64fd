"""The decisions that made ids one, or keep them apart, and the id that stands for one that was merged away."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask
from flows.explore.rendering import page_url
from flows.identity import Kind
from flows.load import identities
from flows.load.lookup import standing_id

#: An id that was merged away has a name only where it was published before.
DECISIONS = """
SELECT m.*, coalesce(l.{name}, l_was.{name}) AS left, coalesce(r.{name}, r_was.{name}) AS right
FROM {kind.merges} m
LEFT JOIN {kind.table} l ON l.{kind.key} = left_id LEFT JOIN {kind.table} r ON r.{kind.key} = right_id
LEFT JOIN (SELECT {kind.key}, any_value({name}) AS {name} FROM superseded.{kind.table} GROUP BY 1) l_was
       ON l_was.{kind.key} = left_id
LEFT JOIN (SELECT {kind.key}, any_value({name}) AS {name} FROM superseded.{kind.table} GROUP BY 1) r_was
       ON r_was.{kind.key} = right_id
WHERE list_contains($ids, left_id) OR list_contains($ids, right_id)
ORDER BY decided_at, left_id, right_id, method LIMIT 200
"""


def decisions(ask: Ask, kind: Kind, standing: str) -> list[dict[str, Any]]:
    """Every decision on an id or on one that it stands for, with the names of both."""
    merged = identities.current(ask.connection, kind)
    ids = [standing, *(each for each, head in merged.items() if head == standing)]
    name = "name" if kind.noun == "entity" else "title"
    return ask.rows(DECISIONS.format(kind=kind, name=name), ids=ids)


def elsewhere(ask: Ask, kind: Kind, said: str) -> str:
    """The page of the id that stands for one that was merged away.

    Raises:
        NotFoundError: none does.
    """
    return page_url(kind.noun, standing_id(ask.connection, kind, said))
