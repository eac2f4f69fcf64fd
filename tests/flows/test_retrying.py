"""What was refused is taken in again: what can be read now is loaded, what can't stays refused, all else is let be."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.errors import NotFoundError
from flows.soundness import problems
from flows.warehouse import Warehouse
from tests.flows.landing.test_polling import feed, page
from tests.flows.landing.webserver import Reply, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

LONG = "Police in Riga arrested two men on Monday. " * 20
BLAST = "Two dock workers were killed on Tuesday when a bomb exploded at the harbour of Tallinn, police said. "
LINES = '{"id": "a", "text": "Snow fell in Oslo."}\nnot json\n{"id": "b", "text": "%s"}\n'


def rows(query: str) -> list[tuple]:
    with duckdb.connect("w/dateline.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def pipeline(prefect_server, tmp_path, monkeypatch):
    """A folder that holds what is too long, too large, damaged and sound, and a site whose page is too long."""
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0,))
    monkeypatch.chdir(tmp_path)
    desk = Path("desk")
    desk.mkdir()
    (desk / "sound.txt").write_text("Snow fell in Bergen.", "utf-8")
    (desk / "long.txt").write_text(LONG, "utf-8")
    (desk / "large.txt").write_text(LONG * 4, "utf-8")
    (desk / "binary.bin").write_bytes(bytes(range(256)) * 2)
    (desk / "lines.jsonl").write_text(LINES % LONG, "utf-8")
    with serving() as site:
        Path("dateline.toml").write_text(
            f'inputs = ["desk"]\nhost_delay = 0\nallow_hosts = ["{site.host}"]\n'
            f'[[sources]]\nname = "site"\nlocation = "{site.url}/feed"\nlanguage = "en"\n',
            "utf-8",
        )
        site.put("/a", page(BLAST * 6))
        site.put("/feed", feed(site, "a"), "application/rss+xml")
        site.replies["/robots.txt"] = Reply("", 404)
        monkeypatch.setenv("DATELINE_MAX_ARTICLE_CHARS", "400")
        monkeypatch.setenv("DATELINE_MAX_INPUT_BYTES", "2000")
        from flows import pipeline

        first = pipeline.ingest(warehouse="w", quiet=True)
        assert (first["new"], first["quarantined"]) == (2, 6)
        site.requests.clear()
        pipeline.site = site
        yield pipeline


def test_what_limits_refused_is_read_once_they_are_raised(pipeline, monkeypatch):
    refused = {"binary.bin", "large.txt", "lines.jsonl#2", "lines.jsonl#3", "long.txt", "site/id-a"}
    assert {source for (source,) in rows("SELECT source FROM quarantine")} == refused
    sound = rows("SELECT recorded_at, run_id FROM articles ORDER BY ALL")
    monkeypatch.setenv("DATELINE_MAX_ARTICLE_CHARS", "100000")
    assert pipeline.ingest(warehouse="w", quiet=True)["new"] == 0  # the same bytes are not read again by themselves
    pipeline.site.requests.clear()
    one = pipeline.retry(only=["long"], warehouse="w", quiet=True)
    assert [one[name] for name in ("seen", "new", "unchanged", "quarantined")] == [1, 1, 0, 0]
    web = pipeline.retry(only=["site/id-a"], reason="too_large", warehouse="w", quiet=True)
    assert [web[name] for name in ("seen", "new", "unchanged", "quarantined")] == [1, 1, 0, 0]
    assert pipeline.site.requests == []  # its bytes are kept, and so is what lists it
    known = "SELECT external_id, url, language FROM articles WHERE source = 'site/id-a'"
    assert rows(known) == [("id-a", f"{pipeline.site.url}/a", "en")]
    monkeypatch.setenv("DATELINE_MAX_INPUT_BYTES", "100000")
    rest = pipeline.retry(warehouse="w", quiet=True)
    assert [rest[name] for name in ("seen", "new", "unchanged", "quarantined")] == [5, 2, 1, 2]
    last = (
        "SELECT source, reason_code FROM quarantine WHERE run_id = (SELECT max_by(run_id, run_no) FROM runs) ORDER BY 1"
    )
    assert rows(last) == [("binary.bin", "unknown_format"), ("lines.jsonl#2", "bad_syntax")]
    assert rows("SELECT count(*) FROM articles") == [(6,)]
    assert set(sound) <= set(rows("SELECT recorded_at, run_id FROM articles"))
    assert problems(Warehouse(Path("w"))) == []
    assert pipeline.retry(only=["long.txt"], warehouse="w", quiet=True)["seen"] == 0
    with pytest.raises(NotFoundError):
        pipeline.retry(only=["nothing"], warehouse="w", quiet=True)
    Path("desk/binary.bin").unlink()
    again = pipeline.ingest(warehouse="w", quiet=True)
    assert (again["status"], again["new"], again["quarantined"]) == ("unchanged", 0, 0)


def test_what_is_nowhere_stays_refused(pipeline, monkeypatch):
    monkeypatch.setenv("DATELINE_MAX_INPUT_BYTES", "100000")
    Path("desk/large.txt").unlink()
    account = pipeline.retry(only=["large.txt"], warehouse="w", quiet=True)
    assert [account[name] for name in ("seen", "new", "quarantined")] == [1, 0, 1]
    newest = "SELECT reason_code FROM quarantine WHERE source = 'large.txt' ORDER BY seen_at DESC LIMIT 1"
    assert rows(newest) == [("not_found",)]
