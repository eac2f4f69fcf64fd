"""Which persons are likely one: by names that agree in part, and the company they keep."""

from __future__ import annotations

import duckdb
import pytest

from flows.resolve.likelihood import likely_merges

Articles = list[list[str]]  # the names in each article; those of more than one word are persons', the others places'


def likely(articles: Articles) -> set[tuple[str, str]]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE entity_names (entity_id VARCHAR, name_kind VARCHAR, name VARCHAR)")
    connection.execute(
        "CREATE TABLE mentions (article_id VARCHAR, entity_id VARCHAR, entity_type VARCHAR, mention_kind VARCHAR)"
    )
    for number, names in enumerate(articles):
        for name in names:
            connection.execute("INSERT INTO entity_names VALUES (?, 'primary', ?)", [name, name])
            kind = "person" if " " in name else "place"
            connection.execute("INSERT INTO mentions VALUES (?, ?, ?, 'name')", [str(number), name, kind])
    rows = list(likely_merges(connection))
    assert all(0.96 < score <= 1 and method.startswith("likelihood: ") for *_, score, method in rows)
    return {(left, right) for left, right, *_ in rows}


OTHERS: Articles = [["Lima"], ["Quito"], ["Oslo"], ["Accra"]]
LIKELY: dict[str, tuple[Articles, set[tuple[str, str]]]] = {
    "middle initial": ([["Ruth Vance", "Lima"], ["Ruth B. Vance", "Lima"]], {("Ruth Vance", "Ruth B. Vance")}),
    "short given name": (
        [["Tom Vance", "Lima", "Cusco"], ["Thomas Vance", "Lima", "Cusco"]],
        {("Tom Vance", "Thomas Vance")},
    ),
    "spelling": (
        [["Yusuf Vance", "Lima", "Cusco"], ["Yousuf Vance", "Lima", "Cusco"]],
        {("Yusuf Vance", "Yousuf Vance")},
    ),
    "no company": ([["Ruth Vance", "Lima"], ["Ruth B. Vance", "Quito"]], set()),
    "an initial alone": ([["Ruth Vance", "Lima"], ["R. Vance", "Lima"]], set()),
    "another middle name": ([["Ruth A. Vance", "Lima"], ["Ruth B. Vance", "Lima"]], set()),
    "another given name": ([["Rita Vance", "Lima"], ["Ruth B. Vance", "Lima"]], set()),
    "told apart by an article": ([["Ruth Vance", "Ruth B. Vance", "Lima"], ["Ruth Vance", "Lima"]], set()),
    "as like a third": ([["Ruth Vance", "Lima"], ["Ruth B. Vance", "Lima"], ["Ruth C. Vance", "Lima"]], set()),
    "a name that many bear": (
        [["Ruth Vance", "Lima"], ["Ruth B. Vance", "Lima"], *([f"Person{n} Vance"] for n in range(39))],
        set(),
    ),
}


@pytest.mark.parametrize(("articles", "expected"), LIKELY.values(), ids=LIKELY.keys())
def test_likely(articles: Articles, expected: set[tuple[str, str]]) -> None:
    assert likely(articles + OTHERS) == expected
    assert likely([*OTHERS, *articles[::-1]]) in (expected, {(right, left) for left, right in expected})


def test_nothing_to_weigh() -> None:
    assert likely([]) == set()
