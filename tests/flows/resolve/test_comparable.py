"""A run compares the names it touched with those alike to them, and misses none that comparing all would find."""

from __future__ import annotations

from random import Random

import duckdb
import pytest

from flows.resolve import matches
from flows.resolve.likelihood import likely_merges

FIRST = ("Ruth", "R.", "Yusuf", "Yousuf", "Thomas", "Tom", "Abu Talha", "Ann B.")
LAST = ("Vance", "al-Harthi", "Al Harthi", "Karroubi", "Karrubi", "Okafor")
BODIES = ("Northern Relief Agency", "NRA", "Lake Chad Front", "LCF", "Port Union")
Named = tuple[str, str, str, str]  # entity, type, kind of name, name


TABLES = """
CREATE SCHEMA superseded;
CREATE TABLE entity_names (article_id VARCHAR, entity_id VARCHAR, name_kind VARCHAR, name VARCHAR);
CREATE TABLE mentions (article_id VARCHAR, entity_id VARCHAR, entity_type VARCHAR, mention_kind VARCHAR);
CREATE TABLE entity_merges (left_id VARCHAR, right_id VARCHAR, judgement VARCHAR, score DOUBLE, method VARCHAR,
    decided_at TIMESTAMPTZ, undone_at TIMESTAMPTZ);
CREATE TABLE superseded.entity_names AS FROM entity_names;
CREATE TABLE superseded.mentions AS FROM mentions;
CREATE TEMP TABLE touched_entities (entity_id VARCHAR);
CREATE TEMP TABLE touched_articles (article_id VARCHAR)
"""


def empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(TABLES)
    return connection


def tell(connection: duckdb.DuckDBPyConnection, article: str, named: list[Named], schema: str = "main") -> None:
    """An article that names these."""
    for entity, entity_type, kind, name in named:
        connection.execute(f"INSERT INTO {schema}.entity_names VALUES (?, ?, ?, ?)", [article, entity, kind, name])
        connection.execute(f"INSERT INTO {schema}.mentions VALUES (?, ?, ?, 'name')", [article, entity, entity_type])
        connection.execute("INSERT INTO touched_entities VALUES (?)", [entity])
    connection.execute("INSERT INTO touched_articles VALUES (?)", [article])


def touch_nobody(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DELETE FROM touched_entities; DELETE FROM touched_articles")


def pairs(rows: list[dict[str, object]]) -> set[frozenset[object]]:
    return {frozenset((row["left_id"], row["right_id"])) for row in rows}


def of_all(connection: duckdb.DuckDBPyConnection) -> set[frozenset[object]]:
    """The pairs that comparing all names with one another proposes."""
    likely = [{"left_id": row[0], "right_id": row[1]} for row in likely_merges(connection)]
    return pairs(matches.alias_merges(connection).to_pylist() + likely)


def of_run(connection: duckdb.DuckDBPyConnection) -> set[frozenset[object]]:
    return pairs(matches.merges(connection).to_pylist())


def invented(random: Random, article: int) -> list[Named]:
    """A few persons and organizations, some with a second name."""
    named: list[Named] = []
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.7:
            name, other = (f"{random.choice(FIRST)} {random.choice(LAST)}" for _ in range(2))
            kind, second = "person", "alias"
        else:
            name, other = random.sample(BODIES, 2)
            kind, second = "organization", "acronym"
        named.append((name, kind, "primary", name))
        if random.random() < 0.3:
            named.append((name, kind, second, other))
    return named


@pytest.mark.parametrize("seed", range(15))
def test_a_run_finds_what_comparing_all_would_find_anew(seed: int) -> None:
    random, connection = Random(seed), empty()  # noqa: S311
    for article in range(12):
        tell(connection, str(article), invented(random, article))
    before = of_run(connection)
    assert before == of_all(connection)  # at first all are touched
    touch_nobody(connection)
    tell(connection, "new", invented(random, 12))
    found, everything = of_run(connection), of_all(connection)
    assert everything - before <= found <= everything


def test_some_of_those_runs_find_something() -> None:
    found = 0
    for seed in range(8):
        random, connection = Random(seed), empty()  # noqa: S311
        for article in range(12):
            tell(connection, str(article), invented(random, article))
        found += len(of_run(connection))
    assert found > 5


def test_a_name_taken_back_lets_the_others_be_one() -> None:
    connection = empty()
    alias = ("a", "person", "nom_de_guerre", "Abu Talha al-Masri")
    tell(connection, "1", [("a", "person", "primary", "Hamid Karroubi"), alias])
    tell(connection, "2", [("b", "person", "primary", "Abu Talha al-Masri")])
    taken_back: list[Named] = [("c", "person", "primary", "Yusuf Haddad"), ("c", "person", "alias", alias[3])]
    tell(connection, "3", taken_back)
    assert of_run(connection) == set()
    touch_nobody(connection)
    connection.execute("DELETE FROM main.entity_names WHERE article_id = '3' AND name_kind = 'alias'")
    tell(connection, "3", taken_back[1:], "superseded")
    assert of_run(connection) == {frozenset("ab")}


def test_who_shares_no_name_with_the_touched_is_not_compared() -> None:
    connection = empty()
    tell(connection, "1", [("a", "person", "primary", "Ruth Vance"), ("b", "person", "primary", "Tom Okafor")])
    of_run(connection)
    touch_nobody(connection)
    tell(connection, "2", [("c", "person", "primary", "R. Vance")])
    of_run(connection)
    assert connection.execute("SELECT DISTINCT entity_id FROM comparable ORDER BY ALL").fetchall() == [("a",), ("c",)]


def test_other_rules_compare_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = empty()
    tell(connection, "1", [("a", "person", "primary", "Ruth Vance"), ("b", "person", "primary", "Tom Okafor")])
    of_run(connection)
    touch_nobody(connection)
    monkeypatch.setattr("flows.resolve.comparable._rules", lambda: "others")
    of_run(connection)
    assert connection.execute("SELECT count(*) FROM comparable").fetchall() == [(2,)]
