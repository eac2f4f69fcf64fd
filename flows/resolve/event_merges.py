"""Proposals that events of different articles are one, for which what each article tells of them gives the evidence.

Compared are tellings: what one article says of one event, its kind, days, places, tolls, names and words. Two of the
same days and places are weighed by the Fellegi–Sunter model (`event_merges_pairs.sql`, where the weights stand). Events
are joined in the order of their best pair, and only if the tellings of the one bear with those of the other as a whole.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows import lexicons
from flows.identity import EVENT
from flows.resolve import proposals
from flows.resolve.event_merges_bearing import Bearing

FOLDER = Path(__file__).parent
METHOD = "likelihood"
#: A pair is one from this weight on; at `PRIOR` it is as likely two, so that `ENOUGH` is at 0.97.
ENOUGH, PRIOR = 6.5, 1.5
SCHEMA = pa.schema(
    [
        ("left_id", pa.string()),
        ("right_id", pa.string()),
        ("score", pa.float64()),
        ("method", pa.string()),
        ("reason", pa.string()),
    ]
)
#: Of each two events the pair of tellings that says most.
PAIRS = """
SELECT left_id, right_id, l.killed, l.wounded, days_apart, spans_apart, town_articles, shared_modes, names,
       shared_words, l.killed = r.killed AS is_killed_same, l.wounded = r.wounded AS is_wounded_same, has_site, weight
FROM rated WHERE weight >= ?
QUALIFY row_number() OVER (PARTITION BY least(left_id, right_id), greatest(left_id, right_id)
    ORDER BY weight DESC, left_article, right_article, left_id) = 1
ORDER BY weight DESC, left_id, right_id
"""


def merges(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The proposals that contradict no decision and no surer one: `left_id → right_id`, with score and reason."""
    connection.register("report_words", _report_words())
    for name in ("tellings", "pairs"):
        connection.execute((FOLDER / f"event_merges_{name}.sql").read_text(encoding="utf-8"))
    connection.unregister("report_words")
    pairs = connection.execute(PAIRS, [ENOUGH]).to_arrow_table().to_pylist()
    proposed = pa.Table.from_pylist([_proposal(pair) for pair in pairs], SCHEMA)
    return proposals.admissible(connection, EVENT, proposed, Bearing(connection, ENOUGH))


def reason(pair: dict[str, Any]) -> str:
    """What speaks for a pair, in short words."""
    same_days = pair["spans_apart"] is not None and pair["spans_apart"] <= 0
    said = [
        "same day" if pair["days_apart"] == 0 else "a day apart" if pair["days_apart"] == 1 else None,
        "same days" if pair["days_apart"] is None and same_days else None,
        "same site" if pair["has_site"] else "same town" if pair["town_articles"] else None,
        *(mode.replace("_", " ") for mode in pair["shared_modes"]),
        f"{pair['killed']:.0f} killed" if pair["is_killed_same"] else None,
        f"{pair['wounded']:.0f} wounded" if pair["is_wounded_same"] else None,
        f"both name {', '.join(pair['names'])}" if pair["names"] else None,
        f"{pair['shared_words']} more words" if pair["shared_words"] else None,
    ]
    return ", ".join(part for part in said if part)


def _proposal(pair: dict[str, Any]) -> dict[str, Any]:
    score = 1 / (1 + 2 ** (PRIOR - pair["weight"]))
    return {
        "left_id": pair["left_id"],
        "right_id": pair["right_id"],
        "score": score,
        "method": METHOD,
        "reason": reason(pair),
    }


@cache
def _report_words() -> pa.Table:
    """Words that reports of different events share."""
    triggers = (line.split("|")[0] for line in lexicons.lines("event_triggers"))
    words = {word for line in (*lexicons.lines("report_words"), *triggers) for word in line.split()}
    return pa.table({"word": sorted(words)})
