"""What a person should look at first: records that reading was least sure of, and decisions near the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from flows.identity import KINDS
from flows.load import ddl, reviews
from schemas.contract import Table

#: Code points shown on each side of a record's own words.
AROUND = 120


@dataclass(frozen=True, slots=True)
class Look:
    """How the records of a table look to a person: in SQL over a row `t`, NULL where there is nothing to say."""

    says: str  # what the record states, in short
    doubts: dict[str, str]  # how doubtful it is, from 0 to 1, by why


UNSURE = {"confidence": "1 - t.confidence"}
NAME = "(SELECT e.name FROM main.entities e WHERE e.entity_id = t.{})"
TITLE = "(SELECT left(e.title, 80) FROM main.events e WHERE e.event_id = t.event_id)"
LOOKS = {
    "mentions": Look(
        f"concat_ws(' ', t.entity_type, t.mention_kind, '=', {NAME.format('entity_id')})",
        {
            **UNSURE,
            "may be one of several": "CASE WHEN len(t.candidate_ids) > 1 THEN 0.5 END",
            "ambiguous place": "CASE WHEN t.place_runner_up IS NOT NULL THEN 1 - t.place_score END",
        },
    ),
    "entity_names": Look(
        f"concat_ws(' ', t.name_kind, 'of', {NAME.format('entity_id')}, '(' || t.cue || ')')",
        {"no phrase says so": "CASE WHEN t.name_kind NOT IN ('primary', 'short') AND t.cue IS NULL THEN 0.4 END"},
    ),
    "dates": Look(
        "concat_ws(' ', t.timex_type, coalesce(t.edtf, t.timex_value, 'unknown'), t.modifier)",
        {"reckoned": "CASE WHEN t.anchor <> 'none' THEN 0.3 END"},
    ),
    "figures": Look(
        "concat_ws(' ', t.measure, t.bound, coalesce(t.value, t.value_low, t.value_high), t.unit, t.counted)",
        {"toll of no event": "CASE WHEN t.measure IN ('killed', 'wounded') AND t.event_id IS NULL THEN 0.5 END"},
    ),
    "quotes": Look(
        f"concat_ws(' ', t.quote_type, 'by', coalesce({NAME.format('speaker_entity_id')}, t.speaker_text, 'nobody'))",
        UNSURE,
    ),
    "event_mentions": Look(
        f"concat_ws(' ', t.realis, t.event_type, t.event_mode, t.edtf, {NAME.format('place_id')})",
        {**UNSURE, "alleged": "CASE WHEN t.realis IN ('alleged', 'denied') THEN 0.3 END"},
    ),
    "event_participants": Look(
        f"concat_ws(' ', t.role, 'of', {TITLE}, '=', {NAME.format('entity_id')})",
        {"alleged": "CASE WHEN t.is_alleged THEN 0.35 END"},
    ),
    "relations": Look(
        f"concat_ws(' ', {NAME.format('subject_id')}, CASE WHEN t.polarity = 'negative' THEN 'not' END, "
        f"t.relation_type, {NAME.format('object_id')})",
        {**UNSURE, "alleged": "CASE WHEN t.modality <> 'asserted' THEN 0.35 END"},
    ),
}
RECORDS = """
SELECT '{name}' AS table_name, {identity} AS record_id, {says} AS says,
       concat_ws(', ', {why}) AS why, coalesce(round(greatest({doubt}), 3), 0) AS doubt,
       t.article_id, t.char_start, t.char_end, t.{own} AS text
FROM main.{name} t
"""
#: What is left to be looked at, with the words around it.
QUEUE = """
WITH records AS ({records}), chosen AS (
    SELECT * FROM records r WHERE (doubt > 0 OR $is_sample)
    AND NOT EXISTS (FROM main.reviews v WHERE v.record_id = r.record_id AND v.undone_at IS NULL)
    ORDER BY CASE WHEN $is_sample THEN 0 ELSE doubt END DESC, sha256(record_id) LIMIT $most
)
SELECT c.*, substring(a.text, greatest(c.char_start - $around, 0) + 1, least(c.char_start, $around)) AS before,
       substring(a.text, c.char_end + 1, $around) AS after, a.title, a.source
FROM chosen c JOIN main.articles a USING (article_id)
ORDER BY CASE WHEN $is_sample THEN 0 ELSE doubt END DESC, sha256(record_id)
"""
MERGES = """
SELECT '{kind.merges}' AS table_name, left_id, right_id, l.{name} AS says, method, score
FROM main.{kind.merges} LEFT JOIN main.{kind.table} l ON l.{kind.key} = right_id
WHERE undone_at IS NULL AND method <> 'person' AND score < 1 ORDER BY score, left_id, right_id LIMIT ?
"""


def queue(
    connection: duckdb.DuckDBPyConnection, chosen: list[str], most: int, *, is_sample: bool = False
) -> list[dict[str, Any]]:
    """Records that nobody has reviewed, the most doubtful first; with `is_sample` any, in an order without meaning."""
    asked = [table for table in reviews.reviewed() if not chosen or table.name in chosen]
    records = " UNION ALL ".join(_records(table) for table in asked)
    if not records:
        return []
    given = {"is_sample": is_sample, "most": most, "around": AROUND}
    rows: list[dict[str, Any]] = connection.execute(QUEUE.format(records=records), given).to_arrow_table().to_pylist()
    return rows


def merges(connection: duckdb.DuckDBPyConnection, most: int) -> list[dict[str, Any]]:
    """The decisions of dateline's own that two ids are one, the least sure first."""
    found: list[dict[str, Any]] = []
    for kind in KINDS.values():
        query = MERGES.format(kind=kind, name="name" if kind.noun == "entity" else "title")
        found += connection.execute(query, [most]).to_arrow_table().to_pylist()
    return sorted(found, key=lambda row: row["score"])[:most]


def _records(table: Table) -> str:
    look = LOOKS[table.name]
    why = (f"CASE WHEN {doubt} > 0.2 THEN {ddl.literal(name)} END" for name, doubt in look.doubts.items())
    return RECORDS.format(
        name=table.name,
        identity=reviews.identity(table),
        own=ddl.quoted(str(table.own_text)),
        says=look.says,
        why=", ".join(why),
        doubt=", ".join(look.doubts.values()),
    )
