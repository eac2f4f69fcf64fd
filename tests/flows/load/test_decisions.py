"""People's decisions on entities: they change every row that refers to one, hold, and can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows import cli, decisions, explain
from flows.errors import AmbiguousError, NotFoundError
from flows.identity import Decision, canonical_ids
from flows.load import parts, publish
from flows.load.ddl import quoted
from flows.soundness import problems
from flows.warehouse import Warehouse
from schemas.contract import Record, record_id, tables
from schemas.tables.articles import Article
from schemas.tables.entity_names import EntityName
from schemas.tables.event_mentions import EventMention
from schemas.tables.mentions import Mention
from schemas.tables.quotes import Quote
from schemas.tables.relations import Relation

pytestmark = pytest.mark.slow  # each decision publishes

Said = list[tuple[str, str]]  # name, kind of name: of one entity in one article
PERSONS: dict[int, dict[int, list[Said]]] = {  # run → article → entities; the first name of each is its own
    1: {
        1: [[("Hamid Karroubi", "primary"), ("Abu Talha al-Masri", "nom_de_guerre")]],
        2: [[("Abu Talha al-Masri", "primary")], [("Salim Noor", "primary")]],
    },
    2: {3: [[("Salim Noor", "primary")], [("S. A. Noor", "primary")]]},
}


def entity(name: str) -> str:
    return record_id("entity", "person", name)


def read(run_no: int, articles: dict[int, list[Said]]) -> dict[str, list[Record]]:
    """Rows of articles whose text is the names of their entities, each of whom also says something."""
    rows: dict[str, list[Record]] = {}
    for number, entities in articles.items():
        for record in _article(run_no, number, entities):
            rows.setdefault(record.TABLE.name, []).append(record)
    return rows


def _article(run_no: int, number: int, entities: list[Said]) -> Iterator[Record]:
    article, start, ids = record_id("article", number), 0, [entity(said[0][0]) for said in entities]
    text = " ".join(name for said in entities for name, _ in said)
    yield Article(
        article_id=article, version=run_no, source=f"{number}.txt", text=text,
        content_hash=f"{number:064x}", run_id=record_id("run", run_no),
    )  # fmt: skip
    for said, each in zip(entities, ids, strict=True):
        for name, kind in said:
            span = {"article_id": article, "char_start": start, "char_end": start + len(name)}
            yield Mention(
                mention_id=record_id("mention", number, start), entity_type="person", mention_kind="name",
                text=name, entity_id=each, confidence=1.0, **span,
            )  # fmt: skip
            yield EntityName(entity_id=each, name=name, name_kind=kind, **span)
            yield Quote(
                quote_id=record_id("quote", number, start), text=name, quote_type="direct",
                speaker_entity_id=each, confidence=1.0, **span,
            )  # fmt: skip
            yield EventMention(
                event_mention_id=record_id("em", number, start), event_id=record_id("event", number), is_main=True,
                text=name, trigger=name, event_type="assault", realis="actual", place_id=each, confidence=1.0, **span,
            )  # fmt: skip
            yield Relation(
                relation_id=record_id("relation", number, start), subject_id=each, relation_type="ally_of",
                object_id=ids[0], text=name, polarity="positive", modality="stated", confidence=1.0, **span,
            )  # fmt: skip
            start += len(name) + 1


@pytest.fixture(scope="module")
def published(tmp_path_factory, publish_run_of):
    """A warehouse of two runs, in which a fighting name was matched across articles."""
    house = Warehouse(tmp_path_factory.mktemp("published") / "warehouse")
    for run_no, articles in PERSONS.items():
        publish_run_of(house, run_no, read(run_no, articles))
    return house


@pytest.fixture
def told(house, published):
    """A copy of that warehouse of one's own."""
    shutil.copytree(published.root, house.root)
    return house


def contents(house, *, but: tuple[str, ...] = ("runs",)) -> dict[str, list[tuple]]:
    with publish.connect(house) as connection:
        columns = {
            name: [c for c in t.schema.names if c not in ("decided_at", "undone_at")] for name, t in tables().items()
        }
        return {
            name: connection.execute(f"SELECT {', '.join(map(quoted, chosen))} FROM {name} ORDER BY ALL").fetchall()
            for name, chosen in columns.items()
            if name not in but
        }


def entities(house) -> dict[str, tuple[str, int]]:
    with publish.connect(house) as connection:
        rows = connection.execute("SELECT name, entity_id, mention_count FROM entities").fetchall()
    return {name: (entity_id, count) for name, entity_id, count in rows}


HARDLY = ("runs", "entity_merges")  # what a decision leaves changed once it is undone: that it was made


@pytest.mark.parametrize("decide", [decisions.merge, decisions.split])
@pytest.mark.parametrize(
    "pair",
    [("S. A. Noor", "Salim Noor"), ("Hamid Karroubi", "Abu Talha al-Masri"), (entity("Salim Noor"), "Hamid Karroubi")],
)
def test_undoing_a_decision_restores_every_row(told, decide, pair):
    before = contents(told, but=HARDLY)
    decide(told, *pair, by="mari")
    decisions.undo(told, *pair)
    assert contents(told, but=HARDLY) == before
    assert problems(told) == []


def test_a_merge_gives_every_row_the_id_of_the_one_known_longer(told):
    made = decisions.merge(told, "Salim Noor", "S. A. Noor", by="mari")
    assert (made.left_id, made.right_id) == (entity("S. A. Noor"), entity("Salim Noor"))
    assert (made.method, made.decided_by, made.score) == ("person", "mari", None)
    after = contents(told)
    assert entities(told)["Salim Noor"] == (entity("Salim Noor"), 3)
    mentioned = [
        row for name, rows in after.items() if name not in HARDLY for row in rows if entity("S. A. Noor") in row
    ]
    assert mentioned == []


def test_what_dateline_matched_can_be_split(told):
    assert len(entities(told)) == 3
    decisions.split(told, "Hamid Karroubi", "Abu Talha al-Masri", by="mari")
    assert entities(told)["Hamid Karroubi"] == (entity("Hamid Karroubi"), 2)
    assert entities(told)["Abu Talha al-Masri"] == (entity("Abu Talha al-Masri"), 1)


@pytest.mark.parametrize("decide", ["split", "undo", "merge"])
def test_decisions_hold_in_later_runs_and_in_a_rebuild(told, publish_run_of, decide):
    pair = ("S. A. Noor", "Salim Noor") if decide == "merge" else ("Hamid Karroubi", "Abu Talha al-Masri")
    getattr(decisions, decide)(told, *pair, **({} if decide == "undo" else {"by": "mari"}))
    decided = {name: entity_id for name, (entity_id, _) in entities(told).items()}
    later = {4: [*PERSONS[1][1], *PERSONS[2][3]], 5: PERSONS[1][2], 1: PERSONS[1][1]}
    publish_run_of(told, 4, read(4, later))
    assert {name: entity_id for name, (entity_id, _) in entities(told).items()} == decided
    before = contents(told, but=())
    with told.locked():
        publish.rebuild(told)
    assert contents(told, but=()) == before
    assert problems(told) == []


def test_a_killed_decision_leaves_nothing(told, monkeypatch):
    before = contents(told)
    monkeypatch.setattr(publish, "commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        decisions.merge(told, "Salim Noor", "S. A. Noor", by="mari")
    monkeypatch.undo()
    publish.heal(told)
    assert contents(told) == before
    assert list(parts.left_over(told)) == []


def test_a_committed_decision_missing_from_the_database_is_replayed(told, monkeypatch):
    monkeypatch.setattr(publish, "swap", lambda _: None)
    decisions.split(told, "Hamid Karroubi", "Abu Talha al-Masri", by="mari")
    monkeypatch.undo()
    publish.heal(told)
    assert entities(told)["Abu Talha al-Masri"] == (entity("Abu Talha al-Masri"), 1)
    assert problems(told) == []


def test_the_last_decision_on_a_pair_is_undone_first(told):
    pair = ("Hamid Karroubi", "Abu Talha al-Masri")
    decisions.split(told, *pair, by="mari")
    assert decisions.undo(told, *pair).decided_by == "mari"
    assert decisions.undo(told, *pair).decided_by == "dateline"
    with pytest.raises(decisions.DecisionError, match=r"no decision on .* stands"):
        decisions.undo(told, *pair)


REFUSED = {
    "unknown name": (("Nobody", "Salim Noor"), NotFoundError, "no entity has the name Nobody"),
    "unknown id": (("f" * 24, "Salim Noor"), NotFoundError, "no entity or event has the id"),
    "one id": (("Salim Noor", "salim  noor"), decisions.DecisionError, "are one id as read"),
}


@pytest.mark.parametrize(("pair", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_decided_is_refused(told, pair, error, message):
    before = told.database.stat().st_mtime_ns
    with pytest.raises(error, match=message):
        decisions.merge(told, *pair, by="mari")
    assert told.database.stat().st_mtime_ns == before


def test_a_name_of_several_is_refused_with_their_ids(told, publish_run_of):
    two = [[("Mina Aziz", "primary"), ("The Fox", "alias")], [("Lena Haas", "primary"), ("The Fox", "alias")]]
    publish_run_of(told, 3, read(3, {7: two}))
    with pytest.raises(AmbiguousError, match="2 entities, say which by its id: "):
        decisions.merge(told, "The Fox", "Salim Noor", by="mari")


def test_it_is_explained_why_an_entity_is_one(told):
    decisions.merge(told, "Salim Noor", "S. A. Noor", by="mari\x1b[31m")
    with publish.connect(told) as connection:
        found = explain.reasons(connection, told, "S. A. Noor")
        [made] = found[explain.DECISIONS]
        assert (made["left"], made["right"], made["judgement"]) == ("S. A. Noor", "Salim Noor", "same")
        assert [row["name"] for row in found["Names, and the words that tie them to it"]] == [
            "S. A. Noor",
            *["Salim Noor"] * 2,
        ]
        ((mention_id,),) = connection.execute("SELECT mention_id FROM mentions WHERE text = 'S. A. Noor'").fetchall()
        [mention] = explain.reasons(connection, told, mention_id)["Mention"]
        assert mention["entity"] == "Salim Noor"
        assert mention["the words around"] == "Salim Noor S. A. Noor"


def test_the_commands_decide_and_explain(told):
    def dateline(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.app, [*words, "-w", str(told.root)], catch_exceptions=False)
        return result.exit_code, result.output

    assert dateline("merge", "S. A. Noor", "Salim Noor", "--by", "mari\x1b[31m") == (
        0, f"same: {entity('S. A. Noor')} and {entity('Salim Noor')}, decided by mari [31m\n",
    )  # fmt: skip
    code, said = dateline("explain", "S. A. Noor")
    assert code == 0
    assert "\x1b" not in said
    assert "mari" in said
    assert dateline("undo", "S. A. Noor", "Salim Noor")[1].startswith("undone: same: ")
    assert dateline("check") == (0, "sound\n")
    _, listed = dateline("explain", "Salim Noor", "--json")
    assert json.loads(listed)[explain.DECISIONS][0]["undone"]
    with pytest.raises(NotFoundError):
        dateline("explain", "Nobody")


DECIDED: dict[str, tuple[list[tuple[str, str, str, str]], dict[str, str]]] = {
    "the right one stands": ([("a", "b", "same", "x")], {"a": "b"}),
    "chains": ([("a", "b", "same", "x"), ("b", "c", "same", "x")], {"a": "c", "b": "c"}),
    "a person's word goes before": ([("a", "b", "different", "person"), ("a", "b", "same", "x")], {}),
    "across a chain": (
        [("a", "b", "different", "person"), ("a", "c", "same", "sure"), ("c", "b", "same", "x")],
        {"a": "c"},
    ),
    "what is one stays apart as a whole": (
        [
            *[("a", "b", "same", "person"), ("c", "d", "same", "person")],
            *[("a", "d", "different", "person"), ("b", "c", "same", "x")],
        ],
        {"a": "b", "c": "d"},
    ),
    "a person's later word goes before": (
        [("a", "b", "same", "person"), ("b", "c", "same", "person"), ("a", "c", "different", "person")],
        {"b": "c"},
    ),
}  # fmt: skip


def judged(rows: list[tuple[str, str, str, str]]) -> list[Decision]:
    return [
        Decision(
            left, right, judgement, {"sure": 0.9, "x": 0.5}.get(method), method, datetime(2020, 1, day, tzinfo=UTC)
        )
        for day, (left, right, judgement, method) in enumerate(rows, 1)
    ]


@pytest.mark.parametrize(("rows", "expected"), DECIDED.values(), ids=DECIDED.keys())
def test_decisions_taken_together(rows, expected):
    assert canonical_ids(judged(rows)) == expected
    assert canonical_ids(judged(rows)[::-1]) == expected


@given(
    st.lists(
        st.tuples(
            *[st.sampled_from("abcdef")] * 2,
            st.sampled_from(["same", "different"]),
            st.sampled_from(["x", "sure", "person"]),
        ),
        max_size=14,
    )
)
def test_an_id_that_stands_stands_for_itself_and_nothing_is_both_one_and_two(rows):
    rows = [row for row in rows if row[0] != row[1]]
    ids = canonical_ids(judged(rows))
    assert not set(ids) & set(ids.values())
    if rows and rows[-1][3] == "person":
        left, right, judgement, _ = rows[-1]
        assert (ids.get(left, left) == ids.get(right, right)) == (judgement == "same")
