"""What was refused and why, as rows and for people."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from flows.errors import AmbiguousError, NotFoundError
from flows.show import print_rows

ROWS = """
SELECT q.source, q.stage, q.reason_code, q.reason, q.payload, q.seen_at, q.run_id
FROM main.quarantine q JOIN main.runs USING (run_id)
WHERE ($reason IS NULL OR q.reason_code = $reason) AND ($run IS NULL OR q.run_id = $run)
  AND ($source IS NULL OR q.source = $source)
ORDER BY run_no DESC, q.source, q.stage, q.reason_code, q.payload
"""
#: Sources that one may have meant by a part of their name; some more than are named.
MEANT = 10


def refused(
    connection: duckdb.DuckDBPyConnection,
    *,
    reason: str | None = None,
    run: str | None = None,
    source: str | None = None,
) -> list[dict[str, Any]]:
    """The refused inputs and records of that reason, run and source, those of the latest run first."""
    given = {"reason": reason, "run": run, "source": source}
    rows: list[dict[str, Any]] = connection.execute(ROWS, given).to_arrow_table().to_pylist()
    return rows


def named(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The one refused source that is called so, or has that in its name.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: there are several.
    """
    query = "SELECT DISTINCT source FROM main.quarantine WHERE source = ? OR contains(source, ?) ORDER BY source"
    found = [source for (source,) in connection.execute(query, [name, name]).fetchall()]
    if name in found:
        return name
    if not found:
        raise NotFoundError(f"nothing in quarantine comes from {plain(name)}")
    if len(found) > 1:
        more = f" and {len(found) - MEANT} more" if len(found) > MEANT else ""
        raise AmbiguousError(f"{plain(name)} can be {', '.join(map(plain, found[:MEANT]))}{more}")
    return str(found[0])


def by_reason(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many there are of each reason, the most frequent first."""
    counts = Counter(row["reason_code"] for row in rows)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def print_list(rows: list[dict[str, Any]], limit: int) -> None:
    """Print the counts by reason, and the first rows."""
    print_rows("Reasons", ("reason", "rows"), by_reason(rows).items())
    shown = ("source", "stage", "reason_code", "reason", "run_id")
    title = "Quarantine" if len(rows) <= limit else f"Quarantine, first {limit} of {len(rows)}"
    print_rows(title, shown, [[row[column] for column in shown] for row in rows[:limit]])


def page(rows: list[dict[str, Any]]) -> str:
    """Each row with all of its payload, as lines that no terminal takes for a command."""
    said = []
    for row in rows:
        said += [f"{name}: {plain(value)}" for name, value in row.items() if name != "payload"]
        said += ["payload:", *(f"  {plain(line)}" for line in row["payload"].split("\n")), ""]
    return "\n".join(said).rstrip()


def plain(value: Any) -> str:
    """A value whole, with a blank for each character that can't be printed."""
    return "".join(c if c.isprintable() else " " for c in str(value))
