"""The data-quality report: one HTML page without script or outside resource; every value is escaped."""

from __future__ import annotations

from pathlib import Path

import duckdb
from jinja2 import Environment

QUERIES = {
    "runs": "FROM runs ORDER BY run_no DESC LIMIT 20",
    "rows": "SELECT table_name, meaning FROM dictionary WHERE column_name IS NULL ORDER BY table_name",
    "checks": "FROM expectation_results SEMI JOIN (FROM runs WHERE status = 'published' ORDER BY run_no DESC LIMIT 1) "
    "USING (run_id) ORDER BY success, table_name, column_name NULLS FIRST, expectation",
    "quarantine": "FROM quarantine ORDER BY seen_at DESC, source LIMIT 200",
}


def html(connection: duckdb.DuckDBPyConnection) -> str:
    """The page about the warehouse's last runs."""
    found = {name: connection.execute(query).to_arrow_table().to_pylist() for name, query in QUERIES.items()}
    for row in found["rows"]:
        ((row["count"],),) = connection.execute(f'SELECT count(*) FROM main."{row["table_name"]}"').fetchall()
    template = Path(__file__).with_name("report.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(template).render(found)
