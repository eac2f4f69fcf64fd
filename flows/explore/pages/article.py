"""An article: its text with all that was read from it marked, and beside each paragraph the facts it states."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from flows.errors import NotFoundError
from flows.explore.asking import Ask
from flows.explore.marking import Mark, blocks
from flows.explore.rendering import code, page_url, shown
from flows.load import reviews

PATH = "/article/{article_id}"
ARTICLE = "FROM articles WHERE article_id = $id"
SEGMENTS = "SELECT kind, level, char_start, char_end FROM segments WHERE article_id = $id ORDER BY segment_no"
MENTIONS = """
SELECT m.char_start, m.char_end, m.entity_type, m.mention_kind, m.entity_id, e.name
FROM mentions m LEFT JOIN entities e USING (entity_id) WHERE m.article_id = $id
"""
#: What stands beside the paragraph in which it begins.
FACTS = {
    "events": """
        SELECT m.char_start, m.char_end, m.trigger, m.event_id, coalesce(m.event_mode, m.event_type) AS mode, m.realis,
               m.edtf, m.killed, m.wounded, p.name AS place, m.place_id
        FROM event_mentions m LEFT JOIN entities p ON p.entity_id = m.place_id WHERE m.article_id = $id""",
    "quotes": """
        SELECT q.char_start, q.char_end, q.quote_type, q.speaker_text, q.speaker_entity_id, e.name AS speaker, q.cue
        FROM quotes q LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
        WHERE q.article_id = $id AND q.quote_type <> 'scare'""",
    "ties": """
        SELECT r.char_start, r.char_end, r.relation_type, r.polarity, r.modality,
               r.subject_id, s.name AS subject, r.object_id, o.name AS object
        FROM relations r JOIN entities s ON s.entity_id = r.subject_id JOIN entities o ON o.entity_id = r.object_id
        WHERE r.article_id = $id""",
    "figures": """
        SELECT char_start, char_end, text, bound, value, unit, counted, measure, attributed_to, event_id
        FROM figures WHERE article_id = $id""",
    "dates": """
        SELECT char_start, char_end, text, timex_type, edtf, modifier, anchor FROM dates WHERE article_id = $id""",
}
NAMES = """
SELECT DISTINCT n.char_start, n.char_end, n.name_kind, n.cue, n.entity_id, e.name
FROM entity_names n JOIN entities e USING (entity_id) WHERE n.article_id = $id AND n.cue IS NOT NULL
"""
#: The article it is a copy of, and its own copies.
COPIES = """
SELECT d.duplicate_kind, d.similarity, o.article_id = d.duplicate_of AS is_original, o.article_id, o.title, o.source,
       o.publisher, o.published_edtf
FROM duplicates d JOIN articles o ON o.article_id IN (d.article_id, d.duplicate_of) AND o.article_id <> $id
WHERE d.article_id = $id OR d.duplicate_of = $id ORDER BY is_original DESC, o.published_edtf, o.article_id LIMIT 50
"""
WITHDRAWN = "FROM withdrawals WHERE article_id = $id AND restored_at IS NULL"
#: What was read from the words asked for.
RECORDS = " UNION ALL ".join(
    f"SELECT '{table.name}' AS table_name, {reviews.identity(table)} AS record_id FROM {table.name} t "
    "WHERE article_id = $id AND char_start = $start AND char_end = $end"
    for table in reviews.reviewed()
)
LAYERS = {"events": "passage", "quotes": "quote", "ties": "tie", "figures": "figure", "dates": "date"}


def page(ask: Ask) -> dict[str, Any]:
    """The article, its text in blocks of pieces, and for each block the facts that begin in it."""
    article_id = ask.path["article_id"]
    article = _article(ask, article_id)
    facts = {name: ask.rows(query, id=article_id) for name, query in FACTS.items()}
    facts["names"] = ask.rows(NAMES, id=article_id)
    segments = [tuple(row.values()) for row in ask.rows(SEGMENTS, id=article_id)]
    marks = [*_mentions(ask.rows(MENTIONS, id=article_id)), *_facts(article["text"], facts)]
    sought = _sought(ask.word("at"))
    if sought:
        marks.append(Mark(*sought, "here"))
    parts = list(blocks(article["text"], segments, marks))
    return {
        "article": article,
        "blocks": list(zip(parts, _beside(parts, facts), strict=True)),
        "sought": sought,
        "records": ask.rows(RECORDS, id=article_id, start=sought[0], end=sought[1]) if sought else [],
        "copies": ask.rows(COPIES, id=article_id),
    }


def _article(ask: Ask, article_id: str) -> dict[str, Any]:
    for row in [] if ask.rows(ARTICLE, id=article_id) else ask.rows(WITHDRAWN, id=article_id):
        reason = f": {row['reason']}" if row["reason"] else ""
        raise NotFoundError(
            f"This article was withdrawn on {shown(row['withdrawn_at'])} by {row['withdrawn_by']}{reason}."
        )
    return ask.row(ARTICLE, id=article_id)


def _mentions(rows: list[dict[str, Any]]) -> list[Mark]:
    return [
        Mark(
            row["char_start"],
            row["char_end"],
            f"mention {row['entity_type']}",
            f"{code(row['entity_type'])}: {row['name']}" if row["name"] else code(row["entity_type"]),
            page_url("entity", row["entity_id"]) if row["entity_id"] else "",
        )
        for row in rows
    ]


def _facts(text: str, facts: dict[str, list[dict[str, Any]]]) -> list[Mark]:
    """Facts as marks; of an event also the word that reports it, which leads to its page."""
    marks = [Mark(row["char_start"], row["char_end"], layer) for name, layer in LAYERS.items() for row in facts[name]]
    marks += [Mark(row["char_start"], row["char_end"], "name") for row in facts["names"]]
    for row in facts["events"]:
        at = text.find(row["trigger"], row["char_start"], row["char_end"])
        if at >= 0:
            address = page_url("event", row["event_id"])
            marks.append(Mark(at, at + len(row["trigger"]), "trigger", f"event: {code(row['mode'])}", address))
    return marks


def _sought(said: str) -> tuple[int, int] | None:
    """The words that a link points to: `12-34`."""
    start, _, end = said.partition("-")
    if start.isdecimal() and end.isdecimal() and len(said) < 20 and int(start) < int(end):
        return int(start), int(end)
    return None


def _beside(parts: list[Any], facts: dict[str, list[dict[str, Any]]]) -> list[dict[str, list[dict[str, Any]]]]:
    """For each block the facts that begin in it, in their order."""
    starts = [part.start for part in parts]
    beside: list[dict[str, list[dict[str, Any]]]] = [{name: [] for name in facts} for _ in parts]
    for name, rows in facts.items():
        for row in sorted(rows, key=lambda row: (row["char_start"], row["char_end"])):
            if parts:
                beside[max(bisect_right(starts, row["char_start"]) - 1, 0)][name].append(row)
    return beside
