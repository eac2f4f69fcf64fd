"""The names that a run must compare: those of the entities it touched, and all that are alike to them.

What names are compared by (`flows/names.py`) takes long to compute for all names of a large warehouse, so it is kept
in a table of its own, `names.keys`, one row a name; a run adds the names that came. Whoever shares a key with a touched
name is compared, and nobody else: of the others all was said when they were touched.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from flows import names
from flows.identity import ENTITY, PERSON, settled, standing
from schemas.contract import record_id

#: What is compared: as a person's name, as another's, and the family name as it sounds.
KEYS = pa.schema([(name, pa.string()) for name in ("name", "person_key", "other_key", "family")])
TABLE = """
CREATE SCHEMA IF NOT EXISTS names;
CREATE TABLE IF NOT EXISTS names.keys
    (name VARCHAR NOT NULL, person_key VARCHAR NOT NULL, other_key VARCHAR NOT NULL, family VARCHAR)
"""
#: Names of touched articles as they were before count too: one fewer bearer may make the others one. Places and peoples
#: are what the gazetteer says they are.
SPOKEN = """
CREATE OR REPLACE TEMP TABLE spoken AS
WITH borne AS (
    SELECT entity_id, name FROM main.entity_names SEMI JOIN sought USING (entity_id)
    UNION SELECT entity_id, name FROM superseded.entity_names SEMI JOIN touched_articles USING (article_id)
), typed AS (
    SELECT entity_id, entity_type FROM main.mentions SEMI JOIN borne USING (entity_id)
    UNION SELECT entity_id, entity_type FROM superseded.mentions SEMI JOIN touched_articles USING (article_id)
)
SELECT name, bool_or(entity_type = 'person') AS by_person, bool_or(entity_type <> 'person') AS by_other
FROM borne JOIN typed USING (entity_id) WHERE entity_type NOT IN ('place', 'group') GROUP BY name
"""
MISSING = """
SELECT DISTINCT name FROM (SELECT name FROM main.entity_names UNION ALL SELECT name FROM spoken)
ANTI JOIN names.keys USING (name) ORDER BY name
"""
CHOSEN = """
CREATE OR REPLACE TEMP TABLE comparable AS
WITH key AS (
    FROM names.keys JOIN spoken USING (name)
), alike AS (
    SELECT name, other_key IN (SELECT other_key FROM key WHERE by_other) AS as_other,
           person_key IN (SELECT person_key FROM key WHERE by_person)
           OR coalesce(family IN (SELECT family FROM key WHERE by_person), FALSE) AS as_person
    FROM names.keys WHERE as_person OR as_other
), named AS (
    SELECT n.*, as_person, as_other FROM main.entity_names n JOIN alike USING (name)
), typed AS (
    SELECT entity_id, mode(entity_type ORDER BY entity_type) AS entity_type
    FROM main.mentions SEMI JOIN named USING (entity_id) WHERE mention_kind = 'name' GROUP BY entity_id
)
SELECT DISTINCT entity_id, name_kind, name FROM named JOIN typed USING (entity_id)
WHERE CASE WHEN entity_type = 'person' THEN as_person ELSE as_other END
"""


def choose(connection: duckdb.DuckDBPyConnection) -> str:
    """Make the temporary table `comparable` with `entity_id, name_kind, name`; gives its name.

    Of what a name in it is compared by, the table has every name that shares it. Reads `touched_entities` and
    `touched_articles`.
    """
    is_old = _prepare(connection)
    connection.register("decided_ids", pa.table([_decided(connection)], pa.schema([("entity_id", pa.string())])))
    touched = "FROM touched_entities UNION FROM decided_ids"
    everyone = "SELECT DISTINCT entity_id FROM main.entity_names"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE sought AS {touched if is_old else everyone}")
    connection.unregister("decided_ids")
    connection.execute(SPOKEN)
    found = [_keys(name) for (name,) in connection.execute(MISSING).fetchall()]
    connection.register("found", pa.Table.from_pylist(found, KEYS))
    connection.execute("INSERT INTO names.keys BY NAME FROM found")
    connection.unregister("found")
    connection.execute(CHOSEN)
    return "comparable"


def _prepare(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the kept keys were made by the rules in force; if not, there are none any more."""
    rules = f"What names are compared by, after rules {_rules()}"
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'names' AND table_name = 'keys' AND comment = ?", [rules]
    ).fetchall()
    if not found:
        connection.execute(f"DROP TABLE IF EXISTS names.keys; {TABLE}; COMMENT ON TABLE names.keys IS '{rules}'")
    return bool(found)


@cache
def _rules() -> str:
    """Says which code compares names."""
    files = [Path(names.__file__), *(Path(__file__).with_name(f"{name}.py") for name in ("matches", "likelihood"))]
    return record_id("rules", *(path.read_text(encoding="utf-8") for path in files))


def _decided(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Who stands for the ids that people decided on, or that were undone: what bears on them may have changed."""
    pairs = connection.execute(
        "SELECT left_id, right_id FROM main.entity_merges WHERE method = ? OR undone_at IS NOT NULL", [PERSON]
    ).fetchall()
    groups = settled(standing(connection, ENTITY)) if pairs else None
    return sorted({groups.head(each) for pair in pairs for each in pair}) if groups else []


def _keys(name: str) -> dict[str, str | None]:
    spoken = " ".join(name.split())
    words = names.person_words(spoken)
    return {
        "name": name,
        "person_key": " ".join(words),
        "other_key": names.canonical_key(spoken),
        "family": names.sound_key(words[-1]) if words else None,
    }
