"""A source whose articles lose a field is reported; one that never had it, or of which too little is known, is not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from flows import drift
from flows.settings import Settings
from flows.sources import Source


@pytest.fixture
def give(rows) -> Callable[..., None]:
    """Adds the articles of a run; of each field as many are filled as said."""

    def add(run_no: int, origin: str, count: int, **values: int) -> None:
        if not rows.all("FROM main.runs WHERE run_no = ?", run_no):
            rows.add("runs", run_id=str(run_no), run_no=run_no)
        for number in range(count):
            said = {name: _filled(name) if number < filled else None for name, filled in values.items()}
            key = f"{run_no} {origin} {number}"
            rows.add("articles", article_id=key, source=f"{origin}{number}", run_id=str(run_no), **said)

    return add


def _filled(name: str) -> object:
    return [name] if name == "authors" else name


def found(rows, run_no: int, **settings: object) -> set[tuple[str, str]]:
    drifts = drift.of_run(rows.connection, str(run_no), Settings(**settings))
    assert all(each.check().unexpected_count == each.without > 0 for each in drifts)
    return {(each.origin, each.field) for each in drifts}


def test_a_feed_that_loses_its_dates(rows, give):
    give(1, "feed/", 30, title=30, published_edtf=28)
    give(2, "feed/", 12, title=12)
    give(2, "other/", 12, title=12)
    assert found(rows, 1) == set()
    assert found(rows, 2) == {("feed", "published")}
    (only,) = drift.of_run(rows.connection, "2", Settings())
    assert only.said == "0 of the newest 12 articles have it, of those before 93%"
    assert only.check().severity == "warn"


def test_runs_of_few_articles_add_up(rows, give):
    give(1, "feed/", 20, published_edtf=20)
    for run_no in range(2, 12):
        give(run_no, f"feed/{run_no}-", 1)
        assert found(rows, run_no) == ({("feed", "published")} if run_no > 5 else set()), run_no


@pytest.mark.parametrize(
    ("earlier", "filled", "now", "still", "is_lost"),
    [
        (30, 30, 30, 30, False),
        (30, 30, 30, 16, False),
        (30, 30, 30, 15, True),
        (30, 15, 30, 0, True),
        (30, 14, 30, 0, False),
        (9, 9, 30, 0, False),
        (30, 30, 10, 0, True),
    ],
)
def test_how_much_is_too_much(rows, give, earlier, filled, now, still, is_lost):
    give(1, "folder/a", earlier, url=filled)
    give(2, "folder/b", now, url=still)
    assert found(rows, 2) == ({("folder", "url")} if is_lost else set())


@pytest.mark.parametrize("names", [("news-2021-01-01.jsonl#", "news-2021-01-02.jsonl#"), ("a/x.csv#", "a/y.csv#")])
def test_files_of_one_kind_are_one_source(rows, give, names):
    give(1, names[0], 10, title=10)
    give(2, names[1], 10)
    assert {field for _, field in found(rows, 2)} == {"title"}


def test_files_of_other_kinds_are_not(rows, give):
    give(1, "news.jsonl#", 10, title=10)
    give(2, "mail.mbox#", 10)
    assert found(rows, 2) == set()


def test_a_column_that_is_not_there_is_reported_at_once(rows, give):
    columns = {"published": "released", "authors": "writer", "text": "body"}
    give(1, "list/rows.csv#", 3, published_edtf=3, title=3)
    give(1, "news.csv#", 3, published_edtf=3, title=3)
    give(1, "letter", 3)
    assert found(rows, 1) == set()
    source = Source(name="list", location="/lists", columns=columns)
    assert found(rows, 1, sources=[source]) == {("list", "authors")}
    assert found(rows, 1, columns=columns) == {("news.csv", "authors"), ("list", "authors")}


def test_an_article_without_an_optional_column_is_no_drift(rows, give):
    give(1, "news.csv#", 10, authors=9)
    give(2, "news.csv#1", 1)
    assert found(rows, 2, columns={"authors": "writer"}) == set()


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_a_renamed_column_is_said_at_the_end_of_the_run(ingest, tmp_path, capsys):
    """And the articles are loaded."""
    from flows import show
    from flows.load import publish
    from flows.warehouse import Warehouse

    for day, name in ((1, "released"), (2, "released_on")):
        rows = [{"id": f"{day}-{n}", "body": f"Snow fell in Oslo on day {n}.", name: "2021-03-03"} for n in range(10)]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"news-{day}.jsonl").write_text(lines, encoding="utf-8")
        said = ingest(tmp_path / "w", tmp_path / f"news-{day}.jsonl", columns='{"published": "released"}')
        assert (said["new"], len(said["drift"])) == (10, day - 1)
    assert said["drift"][0].startswith("news-0.jsonl, published: 0 of the newest 10 articles have it")
    show.summary(said)
    assert "fields missing: news-0.jsonl, published" in capsys.readouterr().out
    with publish.connect(Warehouse(tmp_path / "w")) as connection:
        query = "SELECT column_name, severity, unexpected_count FROM expectation_results WHERE expectation ^@ 'fields'"
        assert connection.execute(query).fetchall() == [("published_edtf", "warn", 10)]
        (row,) = show.status_rows(connection, Warehouse(tmp_path / "w"))["drift"]
        assert (row["origin"], row["column_name"]) == ("news-0.jsonl", "published_edtf")
        show.status(connection, Warehouse(tmp_path / "w"))
    assert "What sources no longer give" in capsys.readouterr().out
