"""A box for queries: one SELECT, bounded in time and rows; ids in the answer lead to what they name."""

from __future__ import annotations

import re
import time
from typing import Any

from flows.explore.asking import Ask
from flows.explore.bounded import MOST_ROWS, SECONDS, Answer, answer
from flows.explore.rendering import page_url, words_url
from flows.load.lookup import ID
from flows.prompt import QueryError

PATH = "/sql"
LONGEST_QUERY = 20_000
LONGEST_CELL = 400
EXAMPLE = re.compile(r"Example: (.*)", re.DOTALL)
MODELS = """
SELECT view_name AS name, comment, 'FROM ' || view_name AS whole FROM duckdb_views()
WHERE schema_name = 'main' AND comment IS NOT NULL
UNION ALL
SELECT DISTINCT function_name, comment, '' FROM duckdb_functions()
WHERE function_type = 'table_macro' AND schema_name = 'main' AND comment IS NOT NULL ORDER BY name
"""
TABLES = "SELECT table_name AS name, meaning FROM dictionary WHERE column_name IS NULL ORDER BY table_name"


def page(ask: Ask) -> dict[str, Any]:
    """The box, and the answer where a query was sent from this page."""
    query = ask.query.get("q", "")[:LONGEST_QUERY]
    found: dict[str, Any] = {"query": query, "error": "", "answer": None, "seconds": 0.0, "models": [], "tables": []}
    found["held"] = not ask.is_ours
    if query.strip() and ask.is_ours:
        started = time.perf_counter()
        try:
            found["answer"] = _linked(answer(ask.connection, query))
        except QueryError as error:
            found["error"] = str(error)
        found["seconds"] = time.perf_counter() - started
    else:
        found |= {"models": [_model(row) for row in ask.rows(MODELS)], "tables": ask.rows(TABLES)}
    return found | {"most_rows": MOST_ROWS, "limit_seconds": SECONDS}


def _model(row: dict[str, Any]) -> dict[str, str]:
    meaning, example = EXAMPLE.sub("", row["comment"]), EXAMPLE.search(row["comment"])
    return {"name": row["name"], "meaning": meaning, "example": example[1] if example else row["whole"]}


def _linked(found: Answer) -> dict[str, Any]:
    """The answer with cells as (what it shows, where it leads, whether it is a number)."""
    at = {name: number for number, name in enumerate(found.columns)}
    rows = [[_cell(name, value, row, at) for name, value in zip(found.columns, row, strict=True)] for row in found.rows]
    return {"columns": found.columns, "rows": rows, "is_cut": found.is_cut}


def _cell(name: str, value: Any, row: tuple[Any, ...], at: dict[str, int]) -> tuple[Any, str, bool]:
    said = value if value is None or isinstance(value, int | float) else str(value)
    if isinstance(said, str) and ID.fullmatch(said):
        return said, page_url("id", said), False
    if name == "char_start" and "article_id" in at and "char_end" in at:
        article_id, end = row[at["article_id"]], row[at["char_end"]]
        if isinstance(article_id, str) and isinstance(value, int) and isinstance(end, int):
            return value, words_url(article_id, value, end), True
    if isinstance(said, str) and len(said) > LONGEST_CELL:
        said = said[:LONGEST_CELL] + "…"
    return said, "", isinstance(value, int | float) and not isinstance(value, bool)
