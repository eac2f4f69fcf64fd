"""Entities of one type, those in most articles first."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask
from schemas.codes.entities import EntityType

PATH = "/entities"
A_PAGE = 100
ENTITIES = """
SELECT entity_id, name, description, article_count, mention_count, first_seen, last_seen,
       count(*) OVER () AS total
FROM entities WHERE entity_type = $type
ORDER BY article_count DESC, mention_count DESC, name, entity_id LIMIT $count OFFSET $first
"""


def page(ask: Ask) -> dict[str, Any]:
    """One page of the list."""
    types = [str(each) for each in EntityType]
    wanted = ask.word("type") if ask.word("type") in types else types[0]
    first = ask.number("first", 0)
    found = ask.rows(ENTITIES, type=wanted, count=A_PAGE, first=first)
    total = found[0]["total"] if found else 0
    return {"types": types, "type": wanted, "entities": found, "first": first, "a_page": A_PAGE, "total": total}
