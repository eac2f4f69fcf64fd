"""The desk of a person who reviews: records with the words around them, one key a verdict, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import typer
from rich.text import Text

from flows import decisions, reviewing
from flows.errors import DatelineError
from flows.show import console, print_rows
from flows.terminal import printable
from flows.warehouse import Warehouse
from schemas.codes.reviews import Verdict
from schemas.tables.reviews import Review

KEYS = "[a]ccept  [r]eject  [e]dit  [u]ndo the last  [s]kip  [q]uit"
VERDICTS = ("a", "r", "e")
#: Enough: q, Ctrl-C, Ctrl-D.
END = ("q", "\x03", "\x04")
LISTED = """
SELECT verdict, table_name, record_id, text, column_name, value_old, value_new, note, decided_by, decided_at,
       coalesce(is_applied, FALSE) AS is_applied
FROM main.reviews WHERE undone_at IS NULL ORDER BY decided_at DESC, review_id
"""


def line(review: Review) -> str:
    """A decision in one line."""
    change = f" {review.column_name} {review.value_old} → {review.value_new}" if review.column_name else ""
    return f"{review.verdict}: {review.table_name} {review.record_id}{change}, decided by {review.decided_by}"


def listed(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The decisions that stand, the latest first; one that `is_applied` has a record that it is about."""
    rows: list[dict[str, Any]] = connection.execute(LISTED).to_arrow_table().to_pylist()
    return rows


def print_list(rows: list[dict[str, Any]]) -> None:
    """Print decisions; those that have no record now come last, under a heading that says so."""
    shown = (
        "verdict",
        "table_name",
        "record_id",
        "text",
        "column_name",
        "value_old",
        "value_new",
        "decided_by",
        "note",
    )
    for title, is_applied in (("Reviews", True), ("Not applicable: no record to apply them to was read last", False)):
        if chosen := [[row[name] for name in shown] for row in rows if row["is_applied"] is is_applied]:
            print_rows(title, shown, chosen)


def print_queue(rows: list[dict[str, Any]], merges: list[dict[str, Any]]) -> None:
    """Print records, each with its id, and decisions on ids, as tables."""
    for title, shown, chosen in (
        ("Records: dateline review accept|reject|edit ID", ("table_name", "record_id", "text", "says", "why"), rows),
        ("Made one, barely: dateline merge|split LEFT RIGHT", ("left_id", "right_id", "says", "score"), merges),
    ):
        if chosen:
            print_rows(title, shown, [[row[name] for name in shown] for row in chosen])


def sit(house: Warehouse, rows: list[dict[str, Any]], merges: list[dict[str, Any]], by: str) -> None:
    """Show one thing after another and do as the keys say, until all are seen or the person has had enough."""
    undo: list[Callable[[], object]] = []
    for each, row in enumerate([*rows, *merges], 1):
        _print_one(row, f"{each} of {len(rows) + len(merges)}")
        is_open = True
        while is_open and (key := typer.getchar().lower()) != "s":
            if key in END:
                return
            try:
                said = _decide(house, row, key, by, undo)
                is_open = key not in VERDICTS
            except DatelineError as error:
                said = str(error)
            console().print(Text(printable(said)))


def _decide(house: Warehouse, row: dict[str, Any], key: str, by: str, undo: list[Callable[[], object]]) -> str:
    """What a key did."""
    if key == "u":
        if not undo:
            return "nothing to undo"
        undo.pop()()
        return "undone"
    if "left_id" in row:
        return _decide_ids(house, row["left_id"], row["right_id"], key, by, undo)
    record = row["record_id"]
    if key in ("a", "r"):
        verdict = Verdict.ACCEPT if key == "a" else Verdict.REJECT
        made = [reviewing.judge(house, record, verdict, by)]
    elif key == "e":
        column, _, value = typer.prompt("COLUMN=VALUE").partition("=")
        made = reviewing.edit(house, record, {column.strip(): value.strip()}, by)
    else:
        return KEYS
    undo.append(lambda: reviewing.undo(house, record))
    return "; ".join(line(each) for each in made)


def _decide_ids(house: Warehouse, left: str, right: str, key: str, by: str, undo: list[Callable[[], object]]) -> str:
    if key not in ("a", "r"):
        return "[a]ccept that they are one  [r]eject: they are two"
    made = (decisions.merge if key == "a" else decisions.split)(house, left, right, by)
    undo.append(lambda: decisions.undo(house, left, right))
    return f"{made.judgement}: {made.left_id} and {made.right_id}, decided by {made.decided_by}"


def _print_one(row: dict[str, Any], place: str) -> None:
    out = console()
    out.rule(Text(f"{place}  {row['table_name']}"))
    if "left_id" in row:
        out.print(
            Text(printable(f"{row['left_id']} and {row['right_id']} are one ({row['says']}): {row['score']:.2f}"))
        )
    else:
        words = Text(printable(row["before"]))
        words.append(printable(row["text"]), style="bold reverse").append(printable(row["after"]))
        out.print(words)
        out.print(Text(printable(f"{row['says']}   [{row['why']}]   {row['title'] or row['source']}"), style="dim"))
    out.print(Text(KEYS, style="dim"))
