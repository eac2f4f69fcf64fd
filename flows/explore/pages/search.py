"""Search: entities by any of their names, articles by their words, events by theirs."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask

PATH = "/search"
ENTITIES = """
SELECT e.entity_id, e.entity_type, e.name, e.article_count, e.mention_count,
       string_agg(DISTINCT n.name, '; ' ORDER BY n.name) FILTER (n.name <> e.name AND n.name_kind <> 'short') AS others
FROM entities e JOIN entity_names n USING (entity_id)
WHERE e.entity_id IN (SELECT entity_id FROM entity_names
                      WHERE contains(strip_accents(lower(name)), strip_accents(lower($said))))
GROUP BY ALL
ORDER BY lower(any_value(e.name)) = lower($said) DESC, article_count DESC, mention_count DESC, entity_id LIMIT 20
"""
ARTICLES = """
SELECT s.*, a.source FROM search($said, top := 20) s JOIN articles a USING (article_id) ORDER BY score DESC, article_id
"""
EVENTS = """
SELECT event_id, title, edtf, coalesce(event_mode, event_type) AS mode, country_code, killed_low, killed_best,
       killed_high
FROM events WHERE realis NOT IN ('generic', 'hypothetical') AND contains(lower(title), lower($said))
ORDER BY article_count DESC, latest DESC NULLS LAST, event_id LIMIT 12
"""


def page(ask: Ask) -> dict[str, Any]:
    """What was found for the words asked for."""
    said = ask.word("q")
    return {
        "said": said,
        "entities": ask.rows(ENTITIES, said=said) if said else [],
        "articles": ask.rows(ARTICLES, said=said) if said else [],
        "events": ask.rows(EVENTS, said=said) if said else [],
    }
