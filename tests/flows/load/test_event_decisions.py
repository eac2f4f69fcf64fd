"""Events of different articles are made one, and people decide otherwise: in every row, for good, and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from flows import cli, decisions, explain
from flows.errors import NotFoundError
from flows.load import publish
from flows.load.ddl import quoted
from flows.soundness import problems
from schemas.contract import Record, record_id, tables
from schemas.tables.articles import Article
from schemas.tables.entity_names import EntityName
from schemas.tables.event_mentions import EventMention
from schemas.tables.event_participants import EventParticipant
from schemas.tables.figures import Figure
from schemas.tables.mentions import Mention

pytestmark = pytest.mark.slow  # each decision publishes

SAID = "Bomb in tram at fish market kills 14"
DAY = date(2021, 3, 2)


def event(name: str) -> str:
    return record_id("event", name)


def article(run_no: int, name: str, day: date = DAY) -> Iterator[Record]:
    """An article that tells of one event, how many it killed, and of its victim; `c` tells of that victim twice."""
    key, span = record_id("article", name), {"char_start": 0, "char_end": len(SAID)}
    yield Article(
        article_id=key, version=run_no, source=name, text=SAID, content_hash="0" * 64, publisher=name,
        run_id=record_id("run", run_no), published_at=datetime(2021, 3, 3, tzinfo=UTC),
    )  # fmt: skip
    yield Mention(
        mention_id=record_id("mention", name), article_id=key, char_start=8, char_end=12, text="tram",
        entity_type="vehicle", mention_kind="name", entity_id=record_id("tram"), confidence=1.0,
    )  # fmt: skip
    yield EntityName(
        entity_id=record_id("tram"), name="tram", name_kind="primary", article_id=key, char_start=8, char_end=12
    )
    for told in (name, f"{name} again") if name == "c" else (name,):
        yield EventMention(
            event_mention_id=record_id("em", told), event_id=event(told), is_main=told == name, article_id=key,
            text=SAID, trigger="Bomb", event_type="assault", event_mode="bombing" if told == name else "arrest",
            realis="actual", edtf=str(day), earliest=day, latest=day, confidence=1.0, **span,
        )  # fmt: skip
        yield EventParticipant(
            event_id=event(told), role="target", entity_id=record_id("tram"), name="tram", is_alleged=False,
            article_id=key, char_start=8, char_end=12,
        )  # fmt: skip
    yield Figure(
        figure_id=record_id("figure", name), article_id=key, char_start=34, char_end=36, text="14", value=14.0,
        bound="exact", measure="killed", event_id=event(name),
    )  # fmt: skip


def read(run_no: int, *names: str) -> dict[str, list[Record]]:
    rows: dict[str, list[Record]] = {}
    for name in names:
        for record in article(run_no, name, DAY if name != "late" else date(2021, 2, 20)):
            rows.setdefault(record.TABLE.name, []).append(record)
    return rows


@pytest.fixture(scope="module")
def published(tmp_path_factory, publish_run_of):
    """A warehouse of two runs that report one event three times and another once."""
    from flows.warehouse import Warehouse

    house = Warehouse(tmp_path_factory.mktemp("published") / "warehouse")
    publish_run_of(house, 1, read(1, "a", "b"))
    publish_run_of(house, 2, read(2, "c", "late"))
    return house


@pytest.fixture
def told(house, published):
    """A copy of that warehouse of one's own."""
    shutil.copytree(published.root, house.root)
    return house


def contents(house, *but: str) -> dict[str, list[tuple]]:
    with publish.connect(house) as connection:
        return {
            name: connection.execute(
                f"SELECT {', '.join(quoted(c) for c in t.schema.names if c not in ('decided_at', 'undone_at'))} "
                f"FROM {name} ORDER BY ALL"
            ).fetchall()
            for name, t in tables().items()
            if name not in but
        }


def events(house) -> dict[str, tuple[int, int]]:
    with publish.connect(house) as connection:
        rows = connection.execute("SELECT event_id, article_count, source_count FROM events").fetchall()
    return {event_id: counts for event_id, *counts in rows}


HARDLY = ("runs", "event_merges")


def test_reports_of_one_event_are_one_row(told):
    assert problems(told) == []
    assert sorted(events(told).values()) == [[1, 1], [1, 1], [3, 3]]
    with publish.connect(told) as connection:
        merges = connection.execute("SELECT reason, judgement, decided_by FROM event_merges").fetchall()
        assert merges == [("same day, bombing, 14 killed, both name tram, 3 more words", "same", "dateline")] * 2
        [(event_id, killed)] = connection.execute(
            "SELECT event_id, killed_best FROM events WHERE article_count = 3"
        ).fetchall()
        assert killed == 14
        for table in ("event_mentions", "event_participants", "figures"):
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE event_id = ?", [event_id]).fetchall()
            assert found == [(3,)]


@pytest.mark.parametrize("pair", [("a", "b"), ("a", "late"), ("c", "c again")])
@pytest.mark.parametrize("decide", [decisions.merge, decisions.split])
def test_undoing_a_decision_restores_every_row(told, decide, pair):
    before = contents(told, *HARDLY)
    decide(told, *map(event, pair), by="mari")
    assert problems(told) == []
    decisions.undo(told, *map(event, pair))
    assert contents(told, *HARDLY) == before
    assert problems(told) == []


@pytest.mark.parametrize("decide", ["split", "undo", "merge"])
def test_decisions_hold_in_later_runs_and_in_a_rebuild(told, publish_run_of, decide):
    with publish.connect(told) as connection:
        [merged, *_] = connection.execute("SELECT left_id, right_id FROM event_merges ORDER BY ALL").fetchall()
    pair = (event("a"), event("late")) if decide == "merge" else merged
    getattr(decisions, decide)(told, *pair, **({} if decide == "undo" else {"by": "mari"}))
    decided = events(told)
    publish_run_of(told, 5, read(5, "a", "b", "c", "late"))
    assert events(told) == decided
    before = contents(told)
    with told.locked():
        publish.rebuild(told)
    assert contents(told) == before
    assert problems(told) == []


def test_what_cannot_be_decided_is_refused(told):
    with pytest.raises(decisions.DecisionError, match="is an event and tram an entity"):
        decisions.merge(told, event("a"), "tram", by="mari")
    with pytest.raises(NotFoundError, match="no entity or event has the id"):
        decisions.merge(told, event("nothing"), record_id("tram"), by="mari")


def test_it_is_explained_why_an_event_is_one(told):
    with publish.connect(told) as connection:
        found = explain.reasons(connection, told, event("b"))
    assert found["Event"][0]["articles"] == 3
    assert {row["reason"].split(",")[0] for row in found[explain.DECISIONS]} == {"same day"}
    assert len(found["Who reports it, and in which words"]) == 3


def test_the_commands_take_ids_of_events(told):
    runner = CliRunner()
    split = runner.invoke(cli.app, ["split", event("a"), event("b"), "--by", "mari", "-w", str(told.root)])
    assert split.output.startswith("different: ")
    undone = runner.invoke(cli.app, ["undo", event("a"), event("b"), "-w", str(told.root)])
    assert undone.output.startswith("undone: different: ")
    assert runner.invoke(cli.app, ["check", "-w", str(told.root)]).output == "sound\n"


@pytest.mark.slow
@pytest.mark.parametrize("orders", [["a", "b", "c", "late"], ["late", "c", "b", "a"], ["b", "late", "a", "c"]])
def test_runs_in_any_order_give_the_same_events(house, publish_run_of, orders):
    for run_no, name in enumerate(orders, 1):
        publish_run_of(house, run_no, read(run_no, name))
    assert sorted(events(house).values()) == [[1, 1], [1, 1], [3, 3]]
