"""The dossier of an entity: names with the words that tie them, ties, quotations, events, mentions, decisions."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask
from flows.explore.decided import decisions, elsewhere
from flows.identity import ENTITY as IDENTITY

PATH = "/entity/{entity_id}"
ENTITY = """
SELECT e.*, p.latitude, p.longitude, p.country_code, p.precision
FROM entities e LEFT JOIN places p USING (entity_id) WHERE e.entity_id = $id
"""
SENTENCE = """
LEFT JOIN sentences s ON s.article_id = x.article_id AND s.char_start <= x.char_start AND x.char_end <= s.char_end
LEFT JOIN articles a ON a.article_id = x.article_id
"""
DOSSIER = {
    "names": f"""
        SELECT x.name, x.name_kind, x.cue, x.article_id, x.char_start, x.char_end, x.times, s.text AS sentence,
               a.publisher, a.published_edtf
        FROM (SELECT *, count(*) OVER (PARTITION BY name, name_kind) AS times FROM entity_names WHERE entity_id = $id
              QUALIFY row_number() OVER (PARTITION BY name, name_kind
                                         ORDER BY cue IS NULL, article_id, char_start) = 1
              ORDER BY name_kind = 'short', cue IS NULL, name_kind <> 'primary', times DESC, name LIMIT 40) x {SENTENCE}
        ORDER BY x.name_kind = 'short', x.cue IS NULL, x.name_kind <> 'primary', x.times DESC, x.name""",
    "ties": """
        SELECT r.relation_type, r.polarity, r.modality, r.edtf, r.article_id, r.char_start, r.char_end, r.text,
               r.subject_id, s.name AS subject, r.object_id, o.name AS object, a.publisher, a.published_edtf
        FROM relations r JOIN entities s ON s.entity_id = r.subject_id JOIN entities o ON o.entity_id = r.object_id
        JOIN articles a ON a.article_id = r.article_id
        WHERE r.subject_id = $id OR r.object_id = $id
        ORDER BY r.relation_type, subject, object, a.published_edtf, r.article_id, r.char_start LIMIT 200""",
    "quotes": """
        SELECT q.text, q.quote_type, q.cue, q.article_id, q.char_start, q.char_end, a.publisher, a.published_edtf
        FROM quotes q JOIN articles a USING (article_id) WHERE q.speaker_entity_id = $id
        ORDER BY a.published_edtf DESC NULLS LAST, q.article_id, q.char_start LIMIT 50""",
    "events": """
        SELECT e.event_id, e.title, e.edtf, coalesce(e.event_mode, e.event_type) AS mode, e.realis, e.country_code,
               p.name AS place, e.killed_low, e.killed_best, e.killed_high, e.wounded_best, found.roles, e.article_count
        FROM (SELECT event_id, string_agg(DISTINCT role, ', ' ORDER BY role) AS roles FROM (
                  SELECT event_id, role || if(is_alleged, ' (alleged)', '') AS role
                  FROM event_participants WHERE entity_id = $id
                  UNION ALL SELECT event_id, 'place' FROM events WHERE place_id = $id) GROUP BY event_id) found
        JOIN events e USING (event_id) LEFT JOIN entities p ON p.entity_id = e.place_id
        WHERE e.realis NOT IN ('generic', 'hypothetical')
        ORDER BY e.earliest NULLS LAST, e.event_id LIMIT 200""",
    "mentions": f"""
        SELECT x.text, x.mention_kind, x.article_id, x.char_start, x.char_end, s.text AS sentence, a.title,
               a.publisher, a.published_edtf
        FROM (FROM mentions WHERE entity_id = $id
              QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY mention_kind <> 'name', char_start) = 1
              LIMIT 200) x {SENTENCE}
        QUALIFY row_number() OVER (PARTITION BY x.article_id ORDER BY s.sentence_no) = 1
        ORDER BY a.published_edtf DESC NULLS LAST, x.article_id LIMIT 30""",
}
BESIDE = """
SELECT e.entity_id, e.name, e.entity_type, found.shared
FROM (SELECT entity_id, count(DISTINCT article_id) AS shared FROM mentions
      WHERE article_id IN (SELECT article_id FROM mentions WHERE entity_id = $id) AND entity_id <> $id GROUP BY 1) found
JOIN entities e USING (entity_id) WHERE e.entity_type IN ('person', 'organization', 'group')
ORDER BY shared DESC, e.name, e.entity_id LIMIT 12
"""


def page(ask: Ask) -> dict[str, Any] | str:
    """What is known of the entity; of one that was merged away, the page of the one that stands for it."""
    entity_id = ask.path["entity_id"]
    if not (found := ask.rows(ENTITY, id=entity_id)):
        return elsewhere(ask, IDENTITY, entity_id)
    dossier = {name: ask.rows(query, id=entity_id) for name, query in DOSSIER.items()}
    dossier["ties"] = _once(dossier["ties"])
    return {
        "entity": found[0],
        "beside": ask.rows(BESIDE, id=entity_id),
        "decisions": decisions(ask, IDENTITY, entity_id),
        **dossier,
    }


def _once(ties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each tie once, with the first words that state it; `again` are the others."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in ties:
        key = tuple(row[name] for name in ("subject_id", "relation_type", "object_id", "polarity", "modality"))
        found.setdefault(key, row | {"again": []})
        if found[key]["char_start"] != row["char_start"] or found[key]["article_id"] != row["article_id"]:
            found[key]["again"].append(row)
    return list(found.values())
