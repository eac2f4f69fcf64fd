"""Names of the first-order divisions that places lie in, from the gazetteer, for views that give them."""

from __future__ import annotations

import duckdb

TABLE = """
CREATE SCHEMA IF NOT EXISTS geonames;
CREATE TABLE IF NOT EXISTS geonames.divisions
    (country_code VARCHAR NOT NULL, admin1_code VARCHAR NOT NULL, name VARCHAR);
COMMENT ON TABLE geonames.divisions IS 'First-order divisions by the codes that places have; NULL where nameless'
"""
MISSING = """
SELECT DISTINCT country_code, admin1_code
FROM main.places ANTI JOIN geonames.divisions USING (country_code, admin1_code)
WHERE country_code IS NOT NULL AND admin1_code IS NOT NULL ORDER BY ALL
"""


def update(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the divisions of places that have come."""
    connection.execute(TABLE)
    missing = connection.execute(MISSING).fetchall()
    if not missing:
        return
    from flows.divisions import division  # the towns take a second to load

    found = [division(*codes) for codes in missing]
    rows = [
        (*codes, place.name if place.name != place.key else None) for codes, place in zip(missing, found, strict=True)
    ]
    connection.executemany("INSERT INTO geonames.divisions VALUES (?, ?, ?)", rows)
