"""Which tellings of different articles are of one event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from flows.identity import Groups
from flows.load import ddl
from flows.resolve import event_merges
from schemas.contract import Record, record_id, tables
from schemas.tables.articles import Article
from schemas.tables.entities import Entity
from schemas.tables.event_mentions import EventMention
from schemas.tables.event_merges import EventMerge
from schemas.tables.mentions import Mention
from schemas.tables.places import Place

TOLD = datetime(2021, 1, 1, tzinfo=UTC)
TOWNS = {  # latitude, longitude, country, division
    "Tartu": (58.4, 26.7, "EE", "18"),
    "Elva": (58.2, 26.4, "EE", "18"),
    "Narva": (59.4, 28.2, "EE", "02"),
    "Pori": (61.5, 21.8, "FI", "17"),
}
PERSONS = ("Jaan Kask", "Mart Saar", "Ülo Sepp")

type Telling = dict[str, Any]


def telling(day: str | None = "2021-03-02", town: str | None = "Tartu", mode: str = "bombing", **said: Any) -> Telling:
    """A passage that tells of an event, in its own article published the day after unless said otherwise."""
    kind = {"crash": "accident", "arrest": "coerce", "election": "consult"}.get(mode, "assault")
    published = said.pop("published", None) or (day if day and len(day) == 10 else "2021-03-03")
    return {"day": day, "town": town, "event_mode": mode, "event_type": kind, "published": published} | said


def rows(name: str, tellings: list[Telling]) -> list[Record]:
    """An article of these passages, one after the other."""
    text = " ".join(each.get("words", "It happened.") + " " + " ".join(each.get("names", ())) for each in tellings)
    article = record_id("article", name)
    published = datetime.fromisoformat(tellings[0]["published"]).replace(tzinfo=UTC)
    found: list[Record] = [
        Article(
            article_id=article, version=1, source=name, text=text, content_hash="0" * 64, run_id="0" * 24,
            published_at=published, publisher=name,
        )
    ]  # fmt: skip
    start = 0
    for number, each in enumerate(tellings):
        said = each.get("words", "It happened.") + " " + " ".join(each.get("names", ()))
        span = {"article_id": article, "char_start": start, "char_end": start + len(said)}
        earliest, latest = _span(each["day"])
        found.append(
            EventMention(
                event_mention_id=record_id("em", name, number), event_id=record_id("event", name, number),
                is_main=each.get("is_main", number == 0), text=said, trigger=said, event_type=each["event_type"],
                event_mode=each["event_mode"], realis=each.get("realis", "actual"), edtf=each["day"], earliest=earliest,
                latest=latest, place_id=record_id(each["town"]) if each["town"] else None, killed=each.get("killed"),
                wounded=each.get("wounded"), confidence=1.0, **span,
            )
        )  # fmt: skip
        for person in each.get("names", ()):
            at = start + said.index(person)
            found.append(
                Mention(
                    mention_id=record_id("mention", name, at), article_id=article, char_start=at,
                    char_end=at + len(person), text=person, entity_type="person", mention_kind="name",
                    entity_id=record_id(person), confidence=1.0,
                )
            )  # fmt: skip
        start += len(said) + 1
    return found


def _span(day: str | None) -> tuple[date | None, date | None]:
    if day is None:
        return None, None
    if len(day) == 7:
        return date.fromisoformat(f"{day}-01"), date.fromisoformat(f"{day}-28")
    return date.fromisoformat(day), date.fromisoformat(day)


def warehouse(articles: dict[str, list[Telling]]) -> duckdb.DuckDBPyConnection:
    """A database that holds these articles, and towns and persons that some articles speak of."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    ddl.create(connection)
    _add(connection, [each for name, tellings in articles.items() for each in rows(name, tellings)])
    _add(
        connection,
        [
            *(_entity(name, "place") for name in TOWNS),
            *(_entity(name, "person") for name in PERSONS),
            *(
                Place(
                    entity_id=record_id(name), name=name, latitude=latitude, longitude=longitude, country_code=country,
                    admin1_code=division, precision="town", score=1.0,
                )
                for name, (latitude, longitude, country, division) in TOWNS.items()
            ),
        ],
    )  # fmt: skip
    connection.execute("CREATE TEMP TABLE touched_events AS SELECT DISTINCT event_id FROM event_mentions")
    return connection


def _entity(name: str, kind: str) -> Entity:
    return Entity(entity_id=record_id(name), entity_type=kind, name=name, article_count=3, mention_count=3)


def _add(connection: duckdb.DuckDBPyConnection, records: list[Record]) -> None:
    for table in {record.TABLE.name for record in records}:
        arrow = tables()[table].to_arrow([r for r in records if r.TABLE.name == table])
        arrow = arrow.append_column("recorded_at", pa.array([TOLD] * arrow.num_rows, pa.timestamp("us", "UTC")))
        connection.register("incoming_rows", arrow)
        connection.execute(f"INSERT INTO main.{table} BY NAME FROM incoming_rows")
        connection.unregister("incoming_rows")


def groups(articles: dict[str, list[Telling]]) -> set[frozenset[str]]:
    """The names of articles whose first events became one."""
    joined = Groups()
    for row in event_merges.merges(warehouse(articles)).to_pylist():
        joined.join(row["left_id"], row["right_id"])
    together: dict[str, set[str]] = {}
    for name, tellings in articles.items():
        for number in range(len(tellings)):
            head = joined.head(record_id("event", name, number))
            together.setdefault(head, set()).add(name)
    return {frozenset(names) for names in together.values() if len(names) > 1}


WORDS = {"words": "The bomb went off under a tram near the fish market."}
AGAIN = {"words": "The tram was torn apart beside the fish market."}
CASES: dict[str, tuple[Telling, Telling, bool]] = {
    "same day, town and toll": (telling(killed=4), telling(killed=4), True),
    "later toll is higher": (telling(killed=4, **WORDS), telling(killed=6, published="2021-03-20", **AGAIN), True),
    "another week": (telling(killed=4, **WORDS), telling("2021-03-09", killed=4, **AGAIN), False),
    "another town": (telling(killed=4), telling(town="Narva", killed=4), False),
    "a village near by": (telling(killed=14, **WORDS), telling(town="Elva", killed=14, **AGAIN), True),
    "another country": (telling(killed=14, **WORDS), telling(town="Pori", killed=14, **AGAIN), False),
    "another kind": (telling(), telling(mode="crash"), False),
    "another means": (telling(mode="shooting"), telling(mode="stabbing"), False),
    "far more dead": (telling(killed=2), telling(killed=50), False),
    "a day alone": (telling(town=None), telling(town=None), False),
    "a month and a town": (telling("2021-03", killed=3), telling("2021-03", killed=4), False),
    "no place, but a name": (
        telling(names=["Jaan Kask"], **WORDS), telling(town=None, names=["Jaan Kask"], **AGAIN), True),
    "planned": (telling(killed=4), telling(killed=4, realis="planned"), False),
    "generic": (telling(killed=4), telling(killed=4, realis="generic"), False),
    "failed": (telling(killed=4), telling(killed=4, realis="failed"), False),
    "reported before it happened": (telling(killed=4), telling(killed=4, published="2021-03-01"), False),
    "no day, published soon after": (
        telling(killed=4, **WORDS), telling(None, killed=4, published="2021-03-03", **AGAIN), True),
    "no day, published late": (telling(killed=4), telling(None, killed=4, published="2021-05-03"), False),
    "no day, told in passing": (
        telling(killed=4, **WORDS), telling(None, killed=4, published="2021-03-03", is_main=False, **AGAIN), False),
    "a statement is no event": (telling(mode="statement"), telling(mode="statement"), False),
}  # fmt: skip


def moved(said: Telling, years: int) -> Telling:
    """The same, so many years earlier."""
    day = said["day"] and f"{int(said['day'][:4]) - years}{said['day'][4:]}"
    return said | {"day": day, "published": f"{int(said['published'][:4]) - years}{said['published'][4:]}"}


@pytest.fixture(scope="module")
def found() -> set[frozenset[str]]:
    """Which articles of all cases, each twice and told in a year of its own, came together."""
    articles = {}
    for number, (case, (left, right, _)) in enumerate(CASES.items()):
        articles |= {f"{case}, a": [moved(left, number)], f"{case}, b": [moved(right, number)]}
        articles |= {
            f"{case}, turned, b": [moved(left, 50 + number)],
            f"{case}, turned, a": [moved(right, 50 + number)],
        }
    return groups(articles)


@pytest.mark.parametrize("case", CASES)
def test_two_tellings(found: set[frozenset[str]], case: str) -> None:
    together = {names for names in found if any(name.startswith(f"{case}, ") for name in names)}
    both = [frozenset({f"{case}{turned}, a", f"{case}{turned}, b"}) for turned in ("", ", turned")]
    assert together == (set(both) if CASES[case][2] else set())


def test_it_says_why() -> None:
    connection = warehouse({"a": [telling(killed=4, **WORDS)], "b": [telling(killed=4, **AGAIN)]})
    [row] = event_merges.merges(connection).to_pylist()
    assert row["reason"] == "same day, same town, bombing, 4 killed, 3 more words"
    assert 0.97 < row["score"] < 1


def test_what_an_article_tells_apart_stays_apart() -> None:
    apart = [telling(killed=14, words="It " + "happened " * 60), telling(killed=14)]
    tellings = {"two": apart, "a": [telling(killed=14)], "b": [telling(killed=14)]}
    joined = Groups()
    for row in event_merges.merges(warehouse(tellings)).to_pylist():
        joined.join(row["left_id"], row["right_id"])
    heads = [joined.head(record_id("event", "two", number)) for number in (0, 1)]
    assert joined.head(record_id("event", "a", 0)) == joined.head(record_id("event", "b", 0)) in heads
    assert heads[0] != heads[1]


def test_what_is_told_beside_the_main_event_counts_as_told_of_it() -> None:
    split = [telling(None, None, "killing", killed=4, published="2021-03-02", names=["Mart Saar"]), telling()]
    [row] = event_merges.merges(warehouse({"a": split, "b": [telling(killed=4)]})).to_pylist()
    assert {row["left_id"], row["right_id"]} == {record_id("event", "a", 0), record_id("event", "b", 0)}


def test_a_chain_does_not_join_what_contradicts() -> None:
    days = {"a": "2021-03-02", "b": "2021-03-03", "c": "2021-03-04", "d": "2021-03-05", "e": "2021-03-06"}
    articles = {name: [telling(day, killed=14, published="2021-03-07", **WORDS)] for name, day in days.items()}
    assert all(not {"a", "e"} <= names for names in groups(articles))


@pytest.mark.parametrize("order", ["abcd", "dcba", "cadb"])
def test_articles_in_any_order_give_the_same_events(order: str) -> None:
    told = {
        "a": [telling(killed=4, **WORDS)],
        "b": [telling(killed=6, published="2021-03-05", **AGAIN)],
        "c": [telling("2021-03-09", killed=6, **AGAIN)],
        "d": [telling(None, killed=6, published="2021-03-03", **WORDS)],
    }
    assert groups({name: told[name] for name in order}) == {frozenset("abd")}


def test_only_touched_events_are_held_against_others() -> None:
    connection = warehouse({name: [telling(killed=4)] for name in "ab"})
    connection.execute("DELETE FROM touched_events")
    assert event_merges.merges(connection).num_rows == 0


@pytest.mark.parametrize("judgement", ["different", "same", "unsure"])
def test_decisions_hold(judgement: str) -> None:
    connection = warehouse({name: [telling(killed=4)] for name in "ab"})
    ids = {"left_id": record_id("event", "a", 0), "right_id": record_id("event", "b", 0)}
    _add(connection, [EventMerge(**ids, judgement=judgement, method="person", decided_by="mari", decided_at=TOLD)])
    assert event_merges.merges(connection).num_rows == 0


def test_words_of_reports_are_listed_once() -> None:
    words = event_merges._report_words().column("word").to_pylist()
    assert len(words) == len(set(words)) > 500
