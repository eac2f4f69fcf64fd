"""The answers below the queries of the documentation: what the warehouse of the examples gives.

`python -m tests.answers WAREHOUSE` writes them anew; a test fails when one is not what it says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
#: A block of SQL, and the table below it if there is one.
QUERY = re.compile(r"```sql\n(.*?)```\n(?:\n((?:\|[^\n]*\n)+))?", re.DOTALL)


def statements(text: str) -> Iterator[str]:
    """Every statement of the blocks of SQL on a page."""
    for block, _ in QUERY.findall(text):
        yield from (each for each in block.split(";\n") if each.strip())


def answered(text: str, connection: duckdb.DuckDBPyConnection) -> str:
    """The page with the answer in each table that follows a query."""

    def renew(match: re.Match[str]) -> str:
        return f"```sql\n{match[1]}```\n\n{_table(connection.execute(match[1]))}" if match[2] else match[0]

    return QUERY.sub(renew, text)


def _table(result: duckdb.DuckDBPyConnection) -> str:
    names = [column[0] for column in result.description or ()]
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in result.fetchall())]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    with duckdb.connect(str(Path(sys.argv[1], "dateline.duckdb")), read_only=True) as opened:
        for page in PAGES:
            page.write_text(answered(page.read_text("utf-8"), opened), "utf-8")
