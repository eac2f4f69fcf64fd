"""The first view: what there is, the deadliest events, who is named most, and the latest articles."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask

PATH = "/"
COUNTS = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM events) AS events,
       (SELECT count(*) FROM entities) AS entities, (SELECT count(*) FROM quotes) AS quotes,
       (SELECT count(*) FROM relations) AS ties, (SELECT count(*) FROM quarantine) AS refused,
       (SELECT max(finished_at) FROM runs) AS finished_at
"""
DEADLIEST = """
SELECT e.event_id, e.title, e.edtf, coalesce(e.event_mode, e.event_type) AS mode, p.name AS place, e.country_code,
       e.killed_low, e.killed_best, e.killed_high, e.wounded_best, e.article_count
FROM events e LEFT JOIN entities p ON p.entity_id = e.place_id
WHERE e.killed_best > 0 AND e.realis = 'actual' AND e.edtf IS NOT NULL
ORDER BY e.latest DESC, e.killed_best DESC, e.event_id LIMIT 8
"""
NAMED_MOST = """
SELECT entity_id, entity_type, name, article_count, mention_count FROM entities
WHERE entity_type IN ('person', 'organization', 'place', 'group')
QUALIFY row_number() OVER (PARTITION BY entity_type ORDER BY article_count DESC, mention_count DESC, entity_id) <= 8
ORDER BY entity_type, article_count DESC, mention_count DESC, entity_id
"""
LATEST = """
SELECT article_id, title, publisher, published_edtf, source FROM articles
ORDER BY published_edtf DESC NULLS LAST, article_id LIMIT 8
"""


def page(ask: Ask) -> dict[str, Any]:
    """Counts, events, entities by type, articles."""
    named: dict[str, list[dict[str, Any]]] = {"person": [], "organization": [], "place": [], "group": []}
    for row in ask.rows(NAMED_MOST):
        named[row["entity_type"]].append(row)
    return {
        "counts": ask.row(COUNTS),
        "events": ask.rows(DEADLIEST),
        "named": named,
        "articles": ask.rows(LATEST),
    }
