"""Any id: leads to the page of an article, entity or event, else to the words of the record that has it."""

from __future__ import annotations

from flows.errors import NotFoundError
from flows.explore.asking import Ask
from flows.explore.rendering import page_url, words_url

PATH = "/id/{id}"
OWN_PAGE = """
SELECT 'article' AS kind FROM articles WHERE article_id = $id
UNION ALL SELECT 'entity' FROM entities WHERE entity_id = $id
UNION ALL SELECT 'event' FROM events WHERE event_id = $id
UNION ALL SELECT 'entity' FROM entity_merges WHERE $id IN (left_id, right_id)
UNION ALL SELECT 'event' FROM event_merges WHERE $id IN (left_id, right_id)
"""
WORDS = "SELECT article_id, char_start, char_end FROM evidence($id) LIMIT 1"


def page(ask: Ask) -> str:
    """Where to go."""
    wanted = ask.path["id"]
    for row in ask.rows(OWN_PAGE, id=wanted):
        return page_url(row["kind"], wanted)
    for row in ask.rows(WORDS, id=wanted):
        return words_url(row["article_id"], row["char_start"], row["char_end"])
    if ask.rows("SELECT 1 FROM runs WHERE run_id = $id", id=wanted):
        return "/quality"
    raise NotFoundError(f"Nothing that is believed now has the id {wanted}.")
