"""Sources end to end: from a site to published tables, run after run."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from flows.warehouse import Warehouse
from flows.watch import watched
from tests.flows.landing.test_polling import feed, page
from tests.flows.landing.webserver import Reply, Site, conditional, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

BLAST = "Two dock workers were killed on Tuesday when a bomb exploded at the harbour of Tallinn, police said. " * 3
STRIKE = "About 300 dockers went on strike in Riga on Monday. The union said that pay had fallen since 2019. " * 3


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with serving() as up:
        (tmp_path / "dateline.toml").write_text(
            f'inputs = []\nhost_delay = 0\nallow_hosts = ["{up.host}"]\n'
            f'[[sources]]\nname = "site"\nlocation = "{up.url}/feed"\nlanguage = "en"\n'
            f'[[sources]]\nname = "down"\nlocation = "{up.url}/down/feed"\n',
            "utf-8",
        )
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0,))
        up.replies["/down/feed"] = Reply("x", 500)
        up.put("/a", page(BLAST))
        up.put("/b", page(STRIKE))
        listing(up, "a", "b")
        yield up


def listing(site: Site, *items: str, **more: str) -> None:
    body = feed(site, *items, **more)
    site.replies["/feed"] = conditional(body, "application/rss+xml", f'"{hash(body)}"')


@pytest.fixture
def run(prefect_server, monkeypatch, site):
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    from flows import pipeline

    return lambda *inputs, **more: pipeline.ingest(inputs=list(inputs) or None, warehouse="w", quiet=True, **more)


def rows(query: str) -> list[tuple]:
    with duckdb.connect("w/dateline.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_source_is_taken_in_once_and_again_where_it_changed(run, site):
    first = run()
    assert (first["new"], first["status"]) == (2, "published")
    assert first["troubles"] == {"down": "unavailable: 127.0.0.1: status 500"}
    header = "SELECT source, external_id, url, title, publisher, language FROM articles ORDER BY source"
    assert rows(header) == [
        ("site/id-a", "id-a", f"{site.url}/a", "About a", "The Site", "en"),
        ("site/id-b", "id-b", f"{site.url}/b", "About b", "The Site", "en"),
    ]
    assert rows("SELECT DISTINCT value FROM figures WHERE measure = 'killed'") == [(2.0,)]
    assert rows("SELECT source, reason_code FROM quarantine") == [("down", "unavailable")]
    again = run()
    assert (again["status"], again["new"], again["changed"]) == ("unchanged", 0, 0)
    site.put("/a", page(BLAST.replace("Two", "Three")))
    listing(site, "a", "b", summary="corrected")
    site.replies["/b"] = Reply("x", 410)
    changed = run(sources=["site"])
    assert (changed["changed"], changed["troubles"]) == (1, {})
    assert rows("SELECT version FROM articles WHERE source = 'site/id-a'") == [(2,)]
    assert rows("SELECT reason_code FROM inputs WHERE source = 'site/id-b' ORDER BY run_id")[-1:] != []
    assert ("site/id-b", "gone") in rows("SELECT source, reason_code FROM inputs")


def test_reading_anew_puts_no_summary_in_the_place_of_a_piece(run, site):
    whole = f"<item><title>About c</title><link>{site.url}/c</link><description>{STRIKE * 20}</description></item>"
    body = feed(site, "a").replace("</channel>", f"{whole}</channel>")
    site.put("/feed", body, "application/rss+xml")
    run(sources=["site"])
    query = "SELECT source, external_id, title, text, content_hash FROM articles ORDER BY source"
    before = rows(query)
    assert [(source, len(text) > 100) for source, _, _, text, _ in before] == [
        (f"site/{site.url}/c", True),
        ("site/id-a", True),
    ]
    from flows.reprocessing import reprocess

    reprocess(Warehouse(Path("w")), [], force=True)
    assert rows(query) == before


def test_a_run_killed_between_fetching_and_publishing_loses_nothing(run, site, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("flows.runs.Run.load", killed)
        with pytest.raises(BaseException):  # noqa: B017
            run(sources=["site"])
    assert not Path("w/dateline.duckdb").exists()
    site.requests.clear()
    assert run(sources=["site"])["new"] == 2
    assert [asked.headers.get("if-none-match") for asked in site.requests if asked.path == "/feed"] == [None]


def test_a_host_that_asks_to_wait_is_remembered_by_a_run_that_publishes_nothing(run, site):
    run(sources=["site"])
    site.replies["/feed"] = Reply("x", 429, {"Retry-After": "3600"})
    assert run(sources=["site"])["status"] == "unchanged"
    site.requests.clear()
    assert run(sources=["site"])["troubles"]["site"].startswith("waiting: 127.0.0.1")
    assert site.requests == []
    assert list(json.loads(Path("w/sources.json").read_text())["hosts"]) == [site.host]


def test_addresses_are_inputs(run, site):
    summary = run(f"{site.url}/b", f"{site.url}/nowhere")
    assert (summary["new"], summary["quarantined"]) == (1, 1)
    assert rows("SELECT source, url FROM articles") == [(f"{site.url}/b", f"{site.url}/b")]
    assert rows("SELECT source, reason_code FROM quarantine") == [(f"{site.url}/nowhere", "not_found")]


def test_health_is_kept_beside_the_warehouse(run, site):
    run()
    from flows.settings import load

    found = {row["name"]: (row["status"], row["failures"]) for row in watched(load(), Warehouse(Path("w")).root)}
    assert found == {"site": ("ok", 0), "down": ("unavailable", 1)}
