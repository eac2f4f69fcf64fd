"""Which entities of different articles are proposed to be one."""

from __future__ import annotations

import duckdb
import pytest

from flows.resolve.matches import SCHEMA, alias_merges

Row = tuple[str, str, str, str]  # entity, type, name kind, name


def proposed(rows: list[Row]) -> set[tuple[str, str]]:
    """The pairs proposed over these names."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE entity_names (entity_id VARCHAR, name_kind VARCHAR, name VARCHAR)")
    connection.execute("CREATE TABLE mentions (entity_id VARCHAR, entity_type VARCHAR, mention_kind VARCHAR)")
    for entity, entity_type, kind, name in rows:
        connection.execute("INSERT INTO entity_names VALUES (?, ?, ?)", [entity, kind, name])
        connection.execute("INSERT INTO mentions VALUES (?, ?, 'name')", [entity, entity_type])
    found = alias_merges(connection)
    assert found.schema == SCHEMA
    return {(row["left_id"], row["right_id"]) for row in found.to_pylist()}


SPOKESMAN: list[Row] = [
    ("a", "person", "primary", "Hamid Karroubi"),
    ("a", "person", "nom_de_guerre", "Abu Talha al-Masri"),
    ("a", "person", "short", "Karroubi"),
]
SAME: dict[str, list[Row]] = {
    "alias": [*SPOKESMAN, ("b", "person", "primary", "Abu Talha al-Masri")],
    "alias spelled with another article": [*SPOKESMAN, ("b", "person", "primary", "Abu Talha Al Masri")],
    "acronym": [
        ("a", "organization", "primary", "Northern Relief Agency"),
        ("a", "organization", "acronym", "NRA"),
        ("b", "organization", "primary", "NRA"),
    ],
    "shorter full name": [
        ("a", "person", "primary", "Paul Jeremy Reed"),
        ("a", "person", "short", "Paul Reed"),
        ("b", "person", "primary", "Paul Reed"),
    ],
    "spelling": [
        ("a", "person", "primary", "Mohammed al-Harthi"),
        ("b", "person", "primary", "Muhammad al-Harthi"),
    ],
}
NOT_SAME: dict[str, list[Row]] = {
    "surname": [*SPOKESMAN, ("b", "person", "primary", "Karroubi")],
    "kunya that many bear": [
        ("a", "person", "primary", "Salim Idris"),
        ("a", "person", "nom_de_guerre", "Abu Omar"),
        ("b", "person", "primary", "Abu Omar"),
    ],
    "alias of two": [
        *SPOKESMAN,
        ("c", "person", "primary", "Yusuf Haddad"),
        ("c", "person", "alias", "Abu Talha al-Masri"),
        ("b", "person", "primary", "Abu Talha al-Masri"),
    ],
    "another type": [*SPOKESMAN, ("b", "organization", "primary", "Abu Talha al-Masri")],
    "places": [
        ("a", "place", "primary", "Molenbeek"),
        ("a", "place", "alias", "Little Morocco"),
        ("b", "place", "primary", "Little Morocco"),
    ],
    "English names nearly alike": [("a", "person", "primary", "John Smith"), ("b", "person", "primary", "John Smyth")],
    "other names": [
        ("a", "person", "primary", "Hassan al-Harthi"),
        ("b", "person", "primary", "Hussein al-Harthi"),
    ],
}


@pytest.mark.parametrize("rows", SAME.values(), ids=SAME.keys())
def test_same(rows: list[Row]) -> None:
    pairs = proposed(rows)
    assert pairs in ({("b", "a")}, {("a", "b")})
    assert proposed(rows[::-1]) == pairs


@pytest.mark.parametrize("rows", NOT_SAME.values(), ids=NOT_SAME.keys())
def test_not_same(rows: list[Row]) -> None:
    assert proposed(rows) == set()
