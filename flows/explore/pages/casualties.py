"""Casualties on which sources differ, side by side, each figure with its words."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask

PATH = "/casualties"
MOST_EVENTS = 60
DISPUTED = """
WITH events_at_odds AS (SELECT DISTINCT event_id, measure FROM casualties_disputed)
SELECT e.event_id, e.title, e.edtf, coalesce(e.event_mode, e.event_type) AS mode, p.name AS place, e.country_code,
       e.killed_best, e.wounded_best, o.measure, count(*) OVER () AS total
FROM events_at_odds o JOIN events e USING (event_id) LEFT JOIN entities p ON p.entity_id = e.place_id
ORDER BY e.latest DESC NULLS LAST, e.event_id, o.measure LIMIT $count
"""
FIGURES = """
SELECT d.*, s.text AS sentence FROM casualties_disputed d
LEFT JOIN sentences s ON s.article_id = d.article_id AND s.char_start <= d.char_start AND d.char_end <= s.char_end
WHERE list_contains($events, d.event_id)
ORDER BY d.lowest NULLS FIRST, d.highest, d.published_edtf, d.article_id, d.char_start
"""


def page(ask: Ask) -> dict[str, Any]:
    """Disputed tolls, the latest first, each with the figures that differ."""
    disputed = ask.rows(DISPUTED, count=MOST_EVENTS)
    figures = ask.rows(FIGURES, events=[row["event_id"] for row in disputed])
    for row in disputed:
        row["figures"] = [f for f in figures if (f["event_id"], f["measure"]) == (row["event_id"], row["measure"])]
    return {"disputed": disputed, "total": disputed[0]["total"] if disputed else 0}
