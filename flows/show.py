"""What was read, as tables on a terminal. Article text is shown as text: never as markup, never as control codes."""

from __future__ import annotations

import json
import sys
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from flows import drift
from flows.prompt import plain
from flows.stage import Batch
from flows.warehouse import Warehouse

#: What `dateline show` says of an article: heading, and the query with `?` for the article's id.
PAGES: dict[str, str] = {
    "People and their other names": """
        SELECT e.name AS person,
               string_agg(DISTINCT n.name || coalesce(' [' || n.cue || ']', ''), '; ') AS "also called",
               any_value(e.mention_count) AS mentions
        FROM entities e
        LEFT JOIN entity_names n ON n.entity_id = e.entity_id AND n.name_kind NOT IN ('primary', 'short')
        WHERE e.entity_type = 'person' AND e.entity_id IN (SELECT entity_id FROM mentions WHERE article_id = ?)
        GROUP BY e.entity_id, e.name ORDER BY mentions DESC, person LIMIT 40""",
    "Events, by date": """
        SELECT coalesce(e.edtf, '?') AS date, coalesce(e.event_mode, e.event_type) AS event, e.realis, p.name AS place,
               e.country_code AS country, e.killed_best AS killed, e.wounded_best AS wounded, e.title
        FROM events e LEFT JOIN entities p ON p.entity_id = e.place_id
        WHERE e.event_id IN (SELECT event_id FROM event_mentions WHERE article_id = ?)
          AND e.realis NOT IN ('generic', 'hypothetical')
        ORDER BY e.earliest NULLS LAST, e.title LIMIT 40""",
    "Quotations": """
        SELECT coalesce(e.name, q.speaker_text, '') AS speaker, q.quote_type AS type, q.cue, q.text
        FROM quotes q LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
        WHERE q.article_id = ? AND q.quote_type <> 'indirect' ORDER BY q.char_start LIMIT 40""",
    "Figures": """
        SELECT f.text AS figure, f.bound, f.value, f.unit, f.measure, f.counted, f.attributed_to AS "according to"
        FROM figures f WHERE f.article_id = ? ORDER BY f.char_start LIMIT 40""",
    "Ties": """
        SELECT s.name AS subject, r.relation_type AS tie, o.name AS object, r.modality, r.text AS words
        FROM relations r JOIN entities s ON s.entity_id = r.subject_id JOIN entities o ON o.entity_id = r.object_id
        WHERE r.article_id = ? ORDER BY r.char_start LIMIT 40""",
}


def console() -> Console:
    """Standard output, as wide as a page where it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else 160)


def summary(account: dict[str, Any]) -> None:
    """The account of a run."""
    out = console()
    if account["status"] == "unchanged":
        out.print(f"nothing new: {account['unchanged']} inputs known already, nothing published")
    else:
        names = {"new": "new", "changed": "changed", "unchanged": "skipped", "quarantined": "quarantined"}
        counts = ", ".join(f"{account[name]} {said}" for name, said in names.items())
        out.print(f"{account['seen']} inputs seen: {counts}")
    for name, trouble in account.get("troubles", {}).items():
        out.print(plain(f"source {name} {trouble}"))
    for said in account["drift"]:
        out.print(plain(f"fields missing: {said}"))
    out.print(f"database  {account['database']}\nParquet   {account['tables']}/", markup=False, highlight=False)


def article(connection: duckdb.DuckDBPyConnection, wanted: str | None) -> bool:
    """Show an article by id, or by a part of its title or source, or the one published last; False if there is none."""
    header = connection.execute(
        "SELECT article_id, title, array_to_string(authors, ', '), published_edtf, publisher, source, length(text) "
        "FROM articles WHERE $1 IS NULL OR article_id = $1 OR contains(lower(coalesce(title, '')), lower($1)) "
        "OR contains(source, $1) ORDER BY article_id = $1 DESC, published_at DESC NULLS LAST, article_id LIMIT 1",
        [wanted],
    ).fetchall()
    for article_id, *values in header:
        labels = ("title", "by", "published", "publisher", "source", "characters")
        print_rows("Article", ("", ""), list(zip(labels, values, strict=True)))
        for title, query in PAGES.items():
            result = connection.execute(query, [article_id])
            names = tuple(column[0] for column in result.description or ())
            print_rows(title, names, result.fetchall())
    return bool(header)


def status_rows(connection: duckdb.DuckDBPyConnection, house: Warehouse) -> dict[str, Any]:
    """Last runs, batches that wait, rows a table, quarantine by reason, fields missing in the last run."""
    runs = connection.execute("FROM runs ORDER BY run_no DESC LIMIT 10").to_arrow_table().to_pylist()
    idle = house.idle_runs.read_text("ascii").splitlines() if house.idle_runs.exists() else []
    names = [name for (name,) in connection.execute("SELECT DISTINCT table_name FROM dictionary ORDER BY 1").fetchall()]
    counts = {name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchall()[0][0] for name in names}
    reasons = connection.execute(
        "SELECT stage, reason_code, count(*) AS count FROM quarantine "
        "GROUP BY ALL ORDER BY count DESC, stage, reason_code"
    )
    return {
        "runs": [*(json.loads(line) for line in reversed(idle)), *runs],
        "queue": queue(house),
        "rows": counts,
        "quarantine": reasons.to_arrow_table().to_pylist(),
        "drift": drift.reported(connection),
        "database": str(house.database),
    }


def queue(house: Warehouse) -> dict[str, int]:
    """The batches of articles that wait for a run under way, or for the one after a run that was cut off."""
    batches = [Batch(path.parent) for path in house.staging.glob("*/documents.jsonl")]
    return {"batches": len(batches), "read": sum(batch.is_done for batch in batches)}


def status(connection: duckdb.DuckDBPyConnection, house: Warehouse) -> None:
    """Show `status_rows` as tables."""
    found = status_rows(connection, house)
    shown = ("run_no", "started_at", "status", "seen", "new", "changed", "unchanged", "quarantined")
    print_rows("Last runs", shown, [[str(run[name]) for name in shown] for run in found["runs"][:10]])
    if found["queue"]["batches"]:
        print_rows("Queue", ("batches laid out", "read"), [list(found["queue"].values())])
    print_rows("Rows", ("table", "rows"), list(found["rows"].items()))
    if found["quarantine"]:
        print_rows("Quarantine", ("stage", "reason", "rows"), [list(row.values()) for row in found["quarantine"]])
    if found["drift"]:
        rows = [list(row.values()) for row in found["drift"]]
        print_rows("What sources no longer give", ("source", "column", "of the last run"), rows)


def print_rows(title: str, columns: tuple[str, ...], rows: Any) -> None:
    """Rows as a table; without names of columns, one without a header."""
    table = Table(*columns, title=title, title_justify="left", show_header=any(columns), expand=False)
    for row in rows:
        table.add_row(*(plain(_rounded(value)) for value in row))
    console().print(table)


def _rounded(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
