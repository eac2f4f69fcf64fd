"""An event: the passages that report it, the parties, and the tolls with who gives them."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask
from flows.explore.decided import decisions, elsewhere
from flows.identity import EVENT as IDENTITY

PATH = "/event/{event_id}"
EVENT = """
SELECT e.*, p.name AS place FROM events e LEFT JOIN entities p ON p.entity_id = e.place_id WHERE e.event_id = $id
"""
PARTS = {
    "passages": """
        SELECT m.article_id, m.char_start, m.char_end, m.text, m.trigger, m.realis, m.edtf, m.is_main, m.killed,
               m.wounded, p.name AS place, m.place_id, a.title, a.publisher, a.published_edtf
        FROM event_mentions m JOIN articles a USING (article_id) LEFT JOIN entities p ON p.entity_id = m.place_id
        WHERE m.event_id = $id ORDER BY a.published_edtf, m.article_id, m.char_start LIMIT 200""",
    "parties": """
        SELECT x.role, x.is_alleged, x.name AS words, x.entity_id, e.name, x.article_id, x.char_start, x.char_end,
               a.publisher
        FROM event_participants x JOIN articles a USING (article_id) LEFT JOIN entities e USING (entity_id)
        WHERE x.event_id = $id ORDER BY x.role, e.name NULLS LAST, x.article_id, x.char_start LIMIT 200""",
    "figures": """
        SELECT f.text, f.bound, f.value, f.unit, f.counted, f.measure, f.attributed_to, f.article_id, f.char_start,
               f.char_end, a.publisher, a.published_edtf
        FROM figures f JOIN articles a USING (article_id)
        WHERE f.event_id = $id ORDER BY f.measure, a.published_edtf, f.article_id, f.char_start LIMIT 200""",
}


def page(ask: Ask) -> dict[str, Any] | str:
    """The event and the words behind it; of one that was merged away, the page of the one that stands for it."""
    event_id = ask.path["event_id"]
    if not (found := ask.rows(EVENT, id=event_id)):
        return elsewhere(ask, IDENTITY, event_id)
    parts = {name: ask.rows(query, id=event_id) for name, query in PARTS.items()}
    return {"event": found[0], "merges": decisions(ask, IDENTITY, event_id), **parts}
