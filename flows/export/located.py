"""Events with where they happened, as the formats of maps write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

QUERY = """
SELECT e.event_id, e.event_type, e.event_mode, e.realis, e.title, e.edtf, e.earliest, e.latest, e.date_precision,
       p.name AS place, e.country_code, e.place_precision, e.killed_low, e.killed_best, e.killed_high, e.wounded_low,
       e.wounded_best, e.wounded_high, e.article_count, e.source_count, e.confidence, e.longitude, e.latitude
FROM main.events e LEFT JOIN main.entities p ON p.entity_id = e.place_id
WHERE e.realis NOT IN ('generic', 'hypothetical') AND e.longitude IS NOT NULL AND e.latitude IS NOT NULL
ORDER BY e.event_id
"""


def events(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Every event that has coordinates; talk of events in general, and of what might be, is left out."""
    for batch in connection.execute(QUERY).to_arrow_reader(10_000):
        yield from batch.to_pylist()
