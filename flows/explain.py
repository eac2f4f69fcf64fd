"""Why: the words, scores and decisions behind a mention, an entity, a place or an event."""

from __future__ import annotations

from typing import Any

import duckdb

from flows import gazetteer, reviewing
from flows.errors import NotFoundError
from flows.identity import EVENT, canonical_ids, standing
from flows.load import identities
from flows.load.lookup import ID, kind_of, standing_id
from flows.show import print_rows
from flows.warehouse import Warehouse

SHOWN = 20
DECISIONS = "Decisions on what is one with it"
#: A span's sentence, or where none was read the words around it.
AROUND = """
coalesce(
    (SELECT any_value(s.text) FROM sentences s WHERE s.article_id = x.article_id
     AND s.char_start <= x.char_start AND x.char_end <= s.char_end),
    substring(a.text, greatest(x.char_start - 60, 0) + 1, x.char_end - x.char_start + 120))
"""
CHOICE = """
x.place_key AS "chosen key", g.name AS chosen, g.country_code AS country, g.feature_code AS feature,
x.place_precision AS precision, x.place_score AS score, r.name AS "runner-up", r.country_code AS "its country",
x.place_runner_up AS "its key"
"""
GAZETTEER = """
LEFT JOIN gazetteer g ON g.place_key = x.place_key LEFT JOIN gazetteer r ON r.place_key = x.place_runner_up
"""
MENTION_PAGES = {
    "Mention": f"""
        SELECT x.mention_id, x.text, x.entity_type AS type, x.mention_kind AS kind, x.confidence, x.entity_id,
               e.name AS entity, (SELECT list(coalesce(n.name, c.id) ORDER BY c.id)
               FROM (SELECT unnest(x.candidate_ids) AS id) c LEFT JOIN entities n ON n.entity_id = c.id)
               AS "may also be", a.source, {AROUND} AS "the words around"
        FROM mentions x JOIN articles a USING (article_id) LEFT JOIN entities e USING (entity_id)
        WHERE x.mention_id = $said""",
    "Place it was taken for": f"""
        SELECT {CHOICE} FROM mentions x {GAZETTEER} WHERE x.mention_id = $said AND x.place_key IS NOT NULL""",
}
REVIEWS = {
    "What people said of it": """
        SELECT verdict, column_name AS "column", value_old AS "as read", value_new AS "as edited", decided_by AS "by",
               decided_at AS at, note, coalesce(is_applied, FALSE) AS applied, undone_at AS undone
        FROM reviews WHERE record_id = $said ORDER BY decided_at, column_name"""
}
ENTITY_PAGES = {
    "Entity": """
        SELECT entity_id, entity_type AS type, name, description, first_seen, last_seen, article_count AS articles,
               mention_count AS mentions FROM entities WHERE entity_id = $said""",
    "Names, and the words that tie them to it": f"""
        SELECT x.name, x.name_kind AS kind, x.cue, {AROUND} AS sentence, a.source
        FROM entity_names x JOIN articles a USING (article_id) WHERE x.entity_id = $said
        ORDER BY x.name_kind = 'primary', x.cue IS NULL, x.name, a.source, x.char_start LIMIT {SHOWN}""",
    DECISIONS: """
        SELECT l.name AS "left", left_id, judgement, r.name AS "right", right_id, score, method, decided_by AS "by",
               decided_at AS at, undone_at AS undone
        FROM entity_merges
        LEFT JOIN entities l ON l.entity_id = left_id LEFT JOIN entities r ON r.entity_id = right_id
        WHERE list_contains($ids, left_id) OR list_contains($ids, right_id) ORDER BY decided_at, left_id, right_id""",
    "Place": """
        SELECT geonames_id AS "GeoNames id", name, latitude, longitude, country_code AS country,
               admin1_code AS division, feature_code AS feature, precision, score
        FROM places WHERE entity_id = $said""",
    "Mentions it was placed by, the surest first": f"""
        SELECT x.mention_id, x.text, {CHOICE}, {AROUND} AS "the words around"
        FROM mentions x JOIN articles a USING (article_id) {GAZETTEER}
        WHERE x.entity_id = $said AND x.place_key IS NOT NULL
        ORDER BY x.place_score DESC, x.article_id, x.char_start LIMIT {SHOWN}""",
    "Mentions": f"""
        SELECT x.mention_id, x.text, x.mention_kind AS kind, x.confidence, a.source, {AROUND} AS "the words around"
        FROM mentions x JOIN articles a USING (article_id) WHERE x.entity_id = $said
        ORDER BY a.published_edtf, a.source, x.char_start LIMIT {SHOWN}""",
}
EVENT_PAGES = {
    "Event": """
        SELECT event_id, title, event_type AS type, event_mode AS mode, realis, edtf AS date, p.name AS place,
               country_code AS country, killed_best AS killed, wounded_best AS wounded,
               e.article_count AS articles, e.source_count AS sources
        FROM events e LEFT JOIN entities p ON p.entity_id = e.place_id WHERE event_id = $said""",
    DECISIONS: """
        SELECT left_id, judgement, right_id, reason, score, method, decided_by AS "by", decided_at AS at,
               undone_at AS undone
        FROM event_merges
        WHERE list_contains($ids, left_id) OR list_contains($ids, right_id) ORDER BY decided_at, left_id, right_id""",
    "Who reports it, and in which words": f"""
        SELECT a.published_edtf AS published, a.publisher, a.title, m.trigger, m.edtf AS date, p.name AS place,
               m.killed, m.wounded, m.text AS words
        FROM event_mentions m JOIN articles a USING (article_id) LEFT JOIN entities p ON p.entity_id = m.place_id
        WHERE m.event_id = $said ORDER BY a.published_edtf, a.source, m.char_start LIMIT {SHOWN}""",
}


def reasons(connection: duckdb.DuckDBPyConnection, house: Warehouse, said: str) -> dict[str, list[dict[str, Any]]]:
    """What stands behind the record, entity or event with this id, or the entity of this name: rows by heading.

    Raises:
        NotFoundError: nothing has that id or name.
        AmbiguousError: several have that name.
    """
    connection.register("gazetteer", gazetteer.table())
    if connection.execute("SELECT 1 FROM mentions WHERE mention_id = ?", [said]).fetchall():
        return _pages(connection, MENTION_PAGES | REVIEWS, {"said": said})
    if ID.fullmatch(said) and (record := _record(connection, said)):
        return {"Record": [record], **_pages(connection, REVIEWS, {"said": said})}
    kind = kind_of(connection, said)
    standing_for = standing_id(connection, kind, said)
    canonical = canonical_ids(standing(connection, kind))
    ids = [standing_for, *(each for each, head in canonical.items() if head == standing_for)]
    if kind is EVENT:
        return _pages(connection, EVENT_PAGES, {"said": standing_for, "ids": ids})
    found = _pages(connection, ENTITY_PAGES, {"said": standing_for, "ids": ids})
    if decided := found.get(DECISIONS):
        read = identities.as_read(connection, house, standing_for)
        names = {each: name for each, name, kind, _ in reversed(read) if kind == "primary"}
        for row in decided:
            row["left"], row["right"] = names.get(row["left_id"], row["left"]), names.get(row["right_id"], row["right"])
    return found


def _record(connection: duckdb.DuckDBPyConnection, said: str) -> dict[str, Any] | None:
    """The record with this id as it stands, or only where it stood if it was rejected."""
    try:
        found = reviewing.find(connection, said)
    except NotFoundError:
        return None
    place = {"article_id": found.article_id, "char_start": found.char_start, "char_end": found.char_end}
    return {"table": found.table.name, **(found.row or place | {"text": found.text, "rejected": True})}


def _pages(
    connection: duckdb.DuckDBPyConnection, pages: dict[str, str], given: dict[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """The rows that each query finds, of those that find any."""
    found = {}
    for heading, query in pages.items():
        used = {name: value for name, value in given.items() if f"${name}" in query}
        found[heading] = connection.execute(query, used).to_arrow_table().to_pylist()
    return {heading: rows for heading, rows in found.items() if rows}


def explain(connection: duckdb.DuckDBPyConnection, house: Warehouse, said: str) -> None:
    """Show `reasons` as tables; the first, of one row, as a list."""
    for at, (heading, rows) in enumerate(reasons(connection, house, said).items()):
        if at == 0:
            print_rows(heading, ("", ""), list(rows[0].items()))
        else:
            print_rows(heading, tuple(rows[0]), [list(row.values()) for row in rows])
