"""Analysts' views and macros: documented, each with an example that runs."""

from __future__ import annotations

import duckdb
import pytest

from flows.load import ddl, models, publish

MODELS = sorted(models.FOLDER.glob("*.sql"))


@pytest.fixture
def connection():
    with duckdb.connect() as made:
        ddl.create(made)
        models.create(made)
        yield made


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_says_what_it_is_and_its_example_runs(connection, path):
    said, _, example = models.meaning(path.read_text("utf-8")).partition("Example: ")
    assert len(said) > 40
    connection.execute(example).fetchall()


def test_a_model_comes_after_those_it_reads():
    order = list(models.in_order())
    assert sorted(order) == [path.stem for path in MODELS]
    assert max(order.index(name) for name in ("crosswalk", "countries", "parties", "reports")) < order.index("acled")


def test_models_are_commented_in_the_database(connection):
    views = dict(
        connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main'").fetchall()
    )
    macros = dict(connection.execute("SELECT function_name, comment FROM duckdb_functions()").fetchall())
    for path in MODELS:
        assert (views | macros)[path.stem] == models.meaning(path.read_text("utf-8"))


def test_evidence_gives_the_words_the_sentence_and_the_article(house, publish_run):
    publish_run(house, 1, 1)
    with publish.connect(house) as connection:
        rows = connection.execute(
            "SELECT table_name, words, article_id FROM evidence((SELECT date_id FROM dates))"
        ).fetchall()
        assert rows == [("dates", "1", connection.execute("SELECT article_id FROM articles").fetchall()[0][0])]
