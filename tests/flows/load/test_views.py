"""Views and macros over what the warehouse believes: dossiers, networks, quotations, disputes, sources, changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.load import publish
from schemas.contract import tables
from tests.flows.load.conftest import Rows

FRONT, NOOR, SALIM, CITY = ("a" * 24, "b" * 24, "c" * 24, "d" * 24)
TIME = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def world(rows: Rows) -> Rows:
    """Three articles of two publishers, of which one copies another, and four entities with their names."""
    for name, publisher, day in (("one", "Courier", 1), ("two", "Herald", 2), ("copy", "Mirror", 3)):
        published = {"published_at": datetime(2020, 5, day, tzinfo=UTC), "published_edtf": f"2020-05-0{day}"}
        copied = {"duplicate_of": "one"} if name == "copy" else {}
        rows.add(
            "articles", article_id=name, publisher=publisher, title=f"News {name}", text="x", **published, **copied
        )
    for entity_id, kind, name in (
        (FRONT, "organization", "Northern Front"),
        (NOOR, "person", "Omar Noor"),
        (SALIM, "person", "Salim Haddad"),
        (CITY, "place", "Aleppo"),
    ):
        rows.add("entities", entity_id=entity_id, entity_type=kind, name=name, article_count=2, mention_count=5)
        rows.add("entity_names", entity_id=entity_id, name=name, name_kind="primary", article_id="one")
    alias = {"name": "Abu Salim", "name_kind": "nom_de_guerre", "cue": "known as"}
    rows.add("entity_names", entity_id=NOOR, article_id="one", char_start=7, char_end=16, **alias)
    tie(rows, "r1", NOOR, "leader_of", FRONT)
    tie(rows, "r2", SALIM, "deputy_of", NOOR, modality="alleged")
    tie(rows, "r3", SALIM, "based_in", CITY)
    return rows


def tie(rows: Rows, name: str, subject: str, kind: str, other: str, **values: object) -> None:
    given = {"article_id": "one", "modality": "asserted", "polarity": "positive", "text": f"words of {name}"}
    rows.add("relations", relation_id=name, subject_id=subject, relation_type=kind, object_id=other, **(given | values))


def event(rows: Rows, name: str, *articles: str, **values: object) -> None:
    given = {"event_type": "assault", "event_mode": "bombing", "realis": "actual", "title": name, "edtf": "2020-04-30"}
    rows.add("events", event_id=name, **(given | values))
    for article in articles:
        said = {"event_mention_id": name + article, "text": f"{name} in {article}", "realis": "actual"}
        rows.add("event_mentions", event_id=name, article_id=article, event_type="assault", **said)


def figure(
    rows: Rows, event_id: str, article: str, low: int | None, high: int | None, bound: str = "exact", **values
) -> None:
    number = len(rows.all("FROM figures"))
    given = {
        "figure_id": f"f{number}",
        "article_id": article,
        "char_start": number,
        "measure": "killed",
        "text": f"{low}",
    }
    value = low if low is not None else high
    rows.add("figures", event_id=event_id, value=value, value_low=low, value_high=high, bound=bound, **(given | values))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (NOOR, [NOOR]),
        ("Omar Noor", [NOOR]),
        ("  ómar   NOOR ", [NOOR]),
        ("abu salim", [NOOR]),
        ("Nobody", []),
        ("f" * 24, []),
        ("", []),
        ("' OR TRUE --", []),
    ],
)
def test_bearers_of_an_id_or_a_name(world, said, found):
    assert [row["entity_id"] for row in world.all("FROM bearers(?)", said)] == found


def test_an_own_name_goes_before_one_that_others_gave(world):
    other = "e" * 24
    world.add("entities", entity_id=other, entity_type="person", name="Abu Salim", article_count=1)
    world.add("entity_names", entity_id=other, name="Abu Salim", name_kind="primary", article_id="two")
    assert [row["entity_id"] for row in world.all("FROM bearers('Abu Salim')")] == [other]


def test_an_id_that_was_merged_away_leads_on(world):
    world.add("entity_merges", left_id=NOOR, right_id="1" * 24, judgement="same", method="m", decided_at=TIME)
    world.add("entity_merges", left_id="2" * 24, right_id="1" * 24, judgement="same", method="m", decided_at=TIME)
    world.add("entity_merges", left_id="3" * 24, right_id=NOOR, judgement="different", method="m", decided_at=TIME)
    assert [row["entity_id"] for row in world.all("FROM bearers(?)", "2" * 24)] == [NOOR]
    assert world.all("FROM bearers(?)", "3" * 24) == []


def test_a_dossier_holds_names_ties_events_quotations_and_counts(world):
    event(world, "blast", "one", place_id=CITY)
    world.add(
        "event_participants",
        event_id="blast",
        role="suspect",
        entity_id=NOOR,
        name="he",
        is_alleged=True,
        article_id="one",
    )
    quote = {"quote_type": "direct", "speaker_entity_id": NOOR, "cue": "said", "text": "We will return"}
    world.add("quotes", quote_id="q", article_id="two", **quote)
    found = world.all("SELECT section, label, text, date, words, article_id FROM dossier('abu salim')")
    assert [tuple(row.values())[:4] for row in found] == [
        ("entity", "person", "Omar Noor", None),
        ("names", "nom_de_guerre", "Abu Salim", "2020-05-01"),
        ("names", "primary", "Omar Noor", "2020-05-01"),
        ("ties", "deputy_of (alleged)", "Salim Haddad → Omar Noor", None),
        ("ties", "leader_of", "Omar Noor → Northern Front", None),
        ("timeline", "bombing, suspect (alleged)", "blast", "2020-04-30"),
        ("quotations", "direct", "We will return", "2020-05-02"),
        ("counts", "articles", "2", None),
        ("counts", "events", "1", None),
        ("counts", "mentions", "5", None),
        ("counts", "names", "2", None),
        ("counts", "quotations", "1", None),
        ("counts", "ties", "2", None),
    ]
    assert [row["words"] for row in found][1:7] == [
        "known as",
        None,
        "words of r2",
        "words of r1",
        "blast in one",
        "said",
    ]
    assert all(row["article_id"] for row in found if row["section"] not in ("entity", "counts"))
    assert [row["label"] for row in world.all("FROM dossier('Aleppo') WHERE section = 'timeline'")] == [
        "bombing, place"
    ]


@pytest.mark.parametrize(
    ("entity", "hops", "found"),
    [
        ("Northern Front", 0, []),
        ("Northern Front", 1, [(1, "leader_of")]),
        ("Northern Front", 2, [(1, "leader_of"), (2, "deputy_of")]),
        ("Northern Front", 9, [(1, "leader_of"), (2, "deputy_of"), (3, "based_in")]),
        (SALIM, 1, [(1, "based_in"), (1, "deputy_of")]),
        ("Nobody", 3, []),
    ],
)
def test_a_network_grows_by_hops(world, entity, hops, found):
    rows = world.all("FROM network(?, ?)", entity, hops)
    assert [(row["hop"], row["relation_type"]) for row in rows] == found


def test_a_network_of_a_ring_ends_and_counts_articles(world):
    tie(world, "r4", FRONT, "based_in", CITY)
    tie(world, "r5", FRONT, "based_in", CITY, article_id="two")
    tie(world, "r6", FRONT, "fights", SALIM, polarity="negative")
    rows = world.all("FROM network('Northern Front', 6)")
    assert [(row["relation_type"], row["article_count"]) for row in rows] == [
        ("based_in", 2), ("leader_of", 1), ("based_in", 1), ("deputy_of", 1),
    ]  # fmt: skip
    assert [row["is_asserted"] for row in rows] == [True, True, True, False]


def test_more_hops_than_six_are_not_walked(world):
    for number in range(9):
        for each in (number, number + 1):
            if not world.all("FROM entities WHERE entity_id = ?", f"{each:024d}"):
                world.add("entities", entity_id=f"{each:024d}", name=f"n{each}", entity_type="person")
        tie(world, f"chain{number}", f"{number:024d}", "parent_of", f"{number + 1:024d}")
    assert [row["hop"] for row in world.all("FROM network(?, 100)", f"{0:024d}")] == [1, 2, 3, 4, 5, 6]


def test_who_said_wants_every_word(world):
    from flows.load import fulltext

    world.connection.execute("UPDATE articles SET text = 'We will return to the houses' WHERE article_id = 'one'")
    fulltext.update(world.connection)
    said = {"quote_id": "q", "article_id": "one", "text": "We will return to the houses", "speaker_text": "a commander"}
    world.add("quotes", quote_type="direct", **said)
    world.add("quotes", **(said | {"quote_id": "s", "quote_type": "scare"}))
    assert [row["speaker"] for row in world.all("FROM who_said('RETURN house')")] == ["a commander"]
    assert world.all("FROM who_said('return never')") == []
    assert world.all("FROM who_said('')") == []


@pytest.mark.parametrize(
    ("left", "right", "is_disputed"),
    [
        (("one", 3, 3), ("two", 5, 5), True),
        (("one", 3, 3), ("two", 3, 3), False),
        (("one", 3, None, "at_least"), ("two", 5, 5), False),
        (("one", 5, None, "more_than"), ("two", 5, 5), True),
        (("one", None, 5, "less_than"), ("two", 5, 5), True),
        (("one", None, 5, "at_most"), ("two", 5, 5), False),
        (("one", 4, 6, "between"), ("two", 7, 9, "between"), True),
        (("one", 3, 3), ("one", 5, 5), False),
        (("one", 5, 5, "exact", "police"), ("one", 3, 3, "exact", "doctors"), True),
        (("one", 5, 5, "exact", "police"), ("one", 3, 3, "exact", None), False),
    ],
    ids=str,
)
def test_figures_are_at_odds_when_no_number_satisfies_both(world, left, right, is_disputed):
    event(world, "blast", "one", "two")
    for article, low, high, bound, source in ((*each, *("exact", None)[len(each) - 3 :]) for each in (left, right)):
        figure(world, "blast", article, low, high, bound, attributed_to=source)
    assert len(world.all("FROM casualties_disputed")) == (2 if is_disputed else 0)


def test_a_dispute_names_its_sources_and_words(world):
    event(world, "blast", "one", "two")
    figure(world, "blast", "one", 3, 3, attributed_to="the ministry")
    figure(world, "blast", "two", 5, 5, text="five people")
    figure(world, "blast", "two", 2, 2, text="two children")
    assert [(row["source"], row["words"], row["lowest"]) for row in world.all("FROM casualties_disputed")] == [
        ("the ministry", "3", 3),
        ("Herald", "five people", 5),
    ]


def test_reports_give_each_articles_own_toll(world):
    event(world, "blast", "one", "two")
    figure(world, "blast", "one", 3, 3, attributed_to="the ministry")
    figure(world, "blast", "one", 2, 2)
    rows = world.all("FROM reports ORDER BY article_id")
    assert [(row["words"], row["killed"], row["killed_according_to"]) for row in rows] == [
        ("blast in one", 3.0, "the ministry"),
        ("blast in two", None, None),
    ]
    assert rows[0]["published_on"] == date(2020, 5, 1)


def test_entities_of_one_sentence_are_co_mentioned(world):
    for number, (start, end) in enumerate(((0, 10), (10, 20))):
        world.add(
            "sentences", article_id="one", sentence_no=number, char_start=start, char_end=end, text=f"sentence {number}"
        )
    for number, (entity_id, start) in enumerate(((NOOR, 0), (FRONT, 5), (NOOR, 7), (CITY, 15))):
        where = {"article_id": "one", "char_start": start, "entity_id": entity_id, "mention_kind": "name"}
        world.add("mentions", mention_id=f"m{number}", **where)
    (row,) = world.all("FROM co_mentions")
    assert (row["left_name"], row["right_name"], row["sentence_count"], row["sentence"]) == (
        "Northern Front", "Omar Noor", 1, "sentence 0",
    )  # fmt: skip


def test_a_copy_confirms_nothing(world):
    event(world, "told twice", "one", "copy")
    event(world, "told by two", "one", "two")
    event(world, "told once", "two")
    figure(world, "told by two", "one", 3, 3)
    figure(world, "told by two", "two", 5, 5, attributed_to="police")
    world.add("corrections", article_id="two")
    world.add("quotes", quote_id="q", article_id="one", quote_type="direct", speaker_entity_id=NOOR)
    world.add("quotes", quote_id="r", article_id="one", quote_type="direct")
    found = {row.pop("publisher"): tuple(row.values()) for row in world.all("FROM source_reliability")}
    # articles, copies, events, corroborated, first, at_odds, corrections, speakers_named, figures_attributed
    assert found == {
        "Courier": (1, 0, 2, 1, 1, 1, 0, 0.5, 0.0),
        "Herald": (1, 0, 2, 1, 0, 1, 1, None, 1.0),
        "Mirror": (1, 1, 0, 0, 0, 0, 0, None, None),
    }


def test_changes_since_a_time(house, publish_run):
    for run_no in (1, 2):
        publish_run(house, run_no, 1)
    query = "SELECT table_name, change, count(*) FROM changes_since(?) GROUP BY ALL ORDER BY ALL"
    with publish.connect(house) as connection:
        latest = connection.execute(query, ["2020-01-02 13:00:00+00"]).fetchall()
        ever = connection.execute(query, ["1970-01-01"]).fetchall()
        never = connection.execute(query, [datetime(2030, 1, 1, tzinfo=UTC)]).fetchall()
    assert latest == [(table, change, 1) for table in ("articles", "dates") for change in ("added", "retracted")]
    assert ever == [(table, *how) for table in ("articles", "dates") for how in (("added", 2), ("retracted", 1))]
    assert never == []


def test_changes_are_those_of_every_table_but_the_logs(rows):
    (view,) = rows.all("SELECT sql FROM duckdb_views() WHERE schema_name = 'history' AND view_name = 'changes'")
    changing = {table.name for table in tables().values() if table.scope != "log"}
    assert {name for name in tables() if f"history.{name} " in str(view["sql"])} == changing
