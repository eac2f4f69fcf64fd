"""What is watched: settings that say what is wrong with them, and commands that keep the file as people wrote it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.errors import NotFoundError, SettingsError
from flows.landing.state import State
from flows.settings import load
from flows.sources import Kind, chosen, guess_kind, next_window
from flows.watchlist import add, remove

runner = CliRunner()
FILE = """\
# Ours: ask before changing.
inputs = ["raw"]   # the landing zone

# The wire
[[sources]]
name = "wire"      # every hour
location = "https://wire.example/rss"
schedule = "1h"

[[sources]]
name = "archive"
location = "archive"
enabled = false
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dateline.toml").write_text(FILE, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("https://x.example/feed/", Kind.FEED), ("https://x.example/rss.xml", Kind.FEED),
        ("https://x.example/?feed=rss2", Kind.FEED), ("https://x.example/atom", Kind.FEED),
        ("https://x.example/feed.json", Kind.FEED), ("https://x.example/index.xml", Kind.FEED),
        ("https://x.example/sitemap_news.xml", Kind.SITEMAP), ("https://x.example/sitemap.xml.gz", Kind.SITEMAP),
        ("https://x.example/wp-json/wp/v2/posts", Kind.WORDPRESS), ("https://x.example/", Kind.PAGE),
        ("https://x.example/2016/feedback-wanted.html", Kind.PAGE), ("https://rss.example/story", Kind.PAGE),
        ("articles", Kind.FOLDER), ("/data/in", Kind.FOLDER),
    ],
)  # fmt: skip
def test_the_kind_is_guessed_from_the_location(location, kind):
    assert guess_kind(location) is kind


def test_sources_are_read_and_chosen():
    sources = load().sources
    assert [(each.name, each.kind) for each in sources] == [("wire", Kind.FEED), ("archive", Kind.FOLDER)]
    assert [each.name for each in chosen(sources, None)] == ["wire"]
    assert [each.name for each in chosen(sources, ["archive"])] == ["archive"]
    with pytest.raises(NotFoundError, match="no source 'wier'; there are: wire, archive"):
        chosen(sources, ["wier"])


FAULTS = {
    'name = "A b"\nlocation = "x"': r"sources\.2\.name: String should match pattern",
    'name = "a"': r"sources\.2\.location: Field required",
    'name = "a"\nlocation = "x"\nkind = "fed"': r"sources\.2\.kind: Input should be 'feed', 'sitemap'",
    'name = "a"\nlocation = "x"\nkind = "feed"': "a feed needs an http or https address",
    'name = "a"\nlocation = "https://x.example"\nkind = "folder"': "a folder needs a path",
    'name = "a"\nlocation = "ftp://x.example/rss"\nkind = "feed"': "needs an http or https address",
    'name = "a"\nlocation = "x"\nschedule = "hourly"': "'hourly' is neither a cron line",
    'name = "a"\nlocation = "x"\nschedule = "0m"': "neither a cron line",
    'name = "a"\nlocation = "x"\nschedule = "61 * * * *"': "neither a cron line",
    'name = "a"\nlocation = "x"\nurl = "y"': r"sources\.2\.url: Extra inputs are not permitted",
    'name = "wire"\nlocation = "x"': "two sources are called 'wire'",
}


@pytest.mark.parametrize(("source", "said"), FAULTS.items())
def test_a_faulty_source_is_named_with_its_fault(source, said, here):
    (here / "dateline.toml").write_text(f"{FILE}\n[[sources]]\n{source}\n", "utf-8")
    with pytest.raises(SettingsError, match=said):
        load()


@pytest.mark.parametrize("schedule", ["30m", "6 h", "1d", "*/15 * * * *", "0 6 * * 1-5"])
def test_schedules_are_intervals_and_cron_lines(schedule):
    assert add({"name": "a", "location": "https://x.example/feed", "schedule": schedule}).schedule == schedule


def test_adding_and_removing_keeps_what_people_wrote(here):
    add({"name": "site", "location": "https://x.example/feed", "publisher": "Example Herald"})
    text = (here / "dateline.toml").read_text("utf-8")
    assert text.startswith(FILE)
    assert load().sources[-1].publisher == "Example Herald"
    remove("site")
    assert (here / "dateline.toml").read_text("utf-8").strip() == FILE.strip()
    remove("archive")
    assert "# every hour" in (here / "dateline.toml").read_text("utf-8")


def test_a_first_source_makes_the_file(here):
    (here / "dateline.toml").unlink()
    add({"name": "site", "location": "https://x.example/feed"})
    assert [each.name for each in load().sources] == ["site"]
    remove("site")
    assert load().sources == []


@pytest.mark.parametrize(
    ("schedule", "window"),
    [("90m", "2021-03-01T13:30"), ("0 6 * * *", "2021-03-02T06:00"), ("0 12 * * 1", "2021-03-08T12:00")],
)
def test_a_source_is_due_when_its_next_window_begins(schedule, window):
    polled_at = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)  # a Monday
    assert next_window(schedule, polled_at) == datetime.fromisoformat(window + "Z")


def dateline(*words: str) -> str:
    result = runner.invoke(cli.app, ["sources", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_the_commands(here):
    assert (
        dateline("add", "site", "https://x.example/feed", "--schedule", "30m") == "site: feed https://x.example/feed\n"
    )
    with pytest.raises(SettingsError, match="there is a source 'site' already"):
        dateline("add", "site", "https://x.example/other")
    rows = {row["name"]: row for row in json.loads(dateline("list", "--json"))}
    assert (rows["site"]["status"], rows["archive"]["status"], rows["site"]["schedule"]) == ("new", "off", "30m")
    assert "wire.example" in dateline("list")
    assert dateline("remove", "site") == "site: no longer watched\n"
    with pytest.raises(NotFoundError):
        dateline("remove", "site")


def test_health_is_shown_for_the_location_it_is_of(here):
    state = State.read(here / "warehouse")
    state.report("wire", "https://wire.example/rss", "unavailable", "status 500", datetime(2026, 1, 5, tzinfo=UTC))
    (row, _) = json.loads(dateline("list", "--json"))
    assert (row["status"], row["detail"], row["failures"]) == ("unavailable", "status 500", 1)
    text = (here / "dateline.toml").read_text("utf-8").replace("wire.example/rss", "wire.example/atom")
    (here / "dateline.toml").write_text(text, "utf-8")
    (row, _) = json.loads(dateline("list", "--json"))
    assert row["status"] == "new"
