"""A record that was read from text: what it says, in which words, and what people said of it."""

from __future__ import annotations

from typing import Any

from flows import reviewing
from flows.explore.asking import Ask
from flows.load import reviews

PATH = "/review/{record_id}"
ARTICLE = "SELECT article_id, title, source, publisher, published_edtf, text FROM articles WHERE article_id = $id"
DECISIONS = """
SELECT verdict, column_name, value_old, value_new, note, decided_by, decided_at, undone_at,
       coalesce(is_applied, FALSE) AS is_applied
FROM reviews WHERE record_id = $id ORDER BY decided_at, review_id
"""
AROUND = 200


def page(ask: Ask) -> dict[str, Any]:
    """The record with the words around it, its columns, and the decisions on it."""
    found = reviewing.find(ask.connection, ask.path["record_id"])
    decisions = ask.rows(DECISIONS, id=found.record_id)
    articles = ask.rows(ARTICLE, id=found.article_id)
    text = articles[0]["text"] if articles else found.text
    start, end = (found.char_start, found.char_end) if articles else (0, len(found.text))
    fields = reviews.editable(found.table) if found.row else {}
    row = found.row or {}
    return {
        "record": found,
        "article": articles[0] if articles else None,
        "words": (text[max(start - AROUND, 0) : start], text[start:end], text[end : end + AROUND]),
        "columns": {f.name: row[f.name] for f in found.table.fields if f.name in row},
        "editable": {name: [str(code) for code in field.column.codes or ()] for name, field in fields.items()},
        "decisions": decisions,
        "stands": [each for each in decisions if each["undone_at"] is None],
    }
