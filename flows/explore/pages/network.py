"""The network: who is tied to whom, as articles state it; of all, or around one entity."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flows.explore.asking import Ask
from flows.explore.layout import positions
from flows.explore.rendering import code
from schemas.codes.relations import RelationType

PATH = "/network"
MOST_NODES = 36
#: Ties that say who is with or against whom; where a place lies is geography.
TIES = """
SELECT r.*, s.name AS subject, s.entity_type AS subject_type, o.name AS object, o.entity_type AS object_type
FROM (SELECT subject_id, relation_type, object_id, count(*) AS times, bool_and(polarity = 'negative') AS is_denied,
             bool_and(modality <> 'asserted') AS is_unsure,
             arg_min(struct_pack(article_id, char_start, char_end), (article_id, char_start)) AS words
      FROM relations
      WHERE subject_id <> object_id AND ($tie = '' AND relation_type <> 'located_in' OR relation_type = $tie)
      GROUP BY ALL) r
JOIN entities s ON s.entity_id = r.subject_id JOIN entities o ON o.entity_id = r.object_id
ORDER BY times DESC, subject, object, relation_type, r.subject_id, r.object_id
"""


def page(ask: Ask) -> dict[str, Any]:
    """The nodes with most ties, where they are drawn, and every tie between them with its words."""
    tie, centre = ask.word("tie"), ask.word("entity")
    rows = ask.rows(TIES, tie=tie)
    shown = _shown(rows, centre)
    ties = [row for row in rows if row["subject_id"] in shown and row["object_id"] in shown]
    numbers = {entity_id: number for number, entity_id in enumerate(shown)}
    pairs = sorted({_pair(numbers[row["subject_id"]], numbers[row["object_id"]]) for row in ties})
    places = positions(len(shown), pairs)
    degrees = Counter(number for pair in pairs for number in pair)
    entities = {row[f"{end}_id"]: (row[end], row[f"{end}_type"]) for row in ties for end in ("subject", "object")}
    return {
        "nodes": [
            {"id": each, "name": entities[each][0], "type": entities[each][1], "at": places[n], "degree": degrees[n]}
            for each, n in numbers.items()
        ],
        "lines": [_line(pair, places, ties, numbers) for pair in pairs],
        "ties": ties,
        "hidden": len({row[end] for row in rows for end in ("subject_id", "object_id")}) - len(shown),
        "kinds": [str(each) for each in RelationType],
        "asked": {"tie": tie, "entity": centre},
        "centre": ask.rows("SELECT name FROM entities WHERE entity_id = $id", id=centre),
    }


def _shown(rows: list[dict[str, Any]], centre: str) -> list[str]:
    """The ends of the ties between those with most ties; around one, it, those tied to it, then those tied to them."""
    neighbours: dict[str, set[str]] = {}
    for row in rows:
        neighbours.setdefault(row["subject_id"], set()).add(row["object_id"])
        neighbours.setdefault(row["object_id"], set()).add(row["subject_id"])
    near = neighbours.get(centre, set()) | {centre} if centre else set()

    def weight(row: dict[str, Any]) -> tuple[int, int, int]:
        ends = {row["subject_id"], row["object_id"]}
        degrees = sorted(len(neighbours[end]) for end in ends)
        return (centre in ends) * 2 + bool(ends & near), degrees[0], sum(degrees)

    shown: list[str] = []
    for row in sorted(rows, key=weight, reverse=True):
        fresh = [row[end] for end in ("subject_id", "object_id") if row[end] not in shown]
        if len(shown) + len(fresh) <= MOST_NODES and (not centre or {row["subject_id"], row["object_id"]} & near):
            shown += fresh
    return shown


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _line(
    pair: tuple[int, int], places: list[tuple[float, float]], ties: list[dict[str, Any]], numbers: dict[str, int]
) -> dict[str, Any]:
    """A line between two nodes; it is drawn against where the only ties are fights and oppositions."""
    kinds = {
        row["relation_type"] for row in ties if {numbers[row["subject_id"]], numbers[row["object_id"]]} == set(pair)
    }
    against = kinds <= {"fights", "opposes"}
    return {
        "from": places[pair[0]],
        "to": places[pair[1]],
        "against": against,
        "says": ", ".join(map(code, sorted(kinds))),
    }
