"""People's verdicts on records: they change what is believed, hold in later readings, and can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest

from flows import decisions, gazetteer, reviewing, withdrawing
from flows.editing import ReviewError
from flows.errors import NotFoundError
from flows.load import parts, publish, reviews
from flows.load.ddl import quoted
from flows.soundness import problems
from flows.warehouse import Warehouse
from schemas.codes.reviews import Verdict
from schemas.contract import Record, record_id, tables
from schemas.tables.articles import Article
from schemas.tables.dates import Date
from schemas.tables.entity_names import EntityName
from schemas.tables.event_mentions import EventMention
from schemas.tables.event_participants import EventParticipant
from schemas.tables.figures import Figure
from schemas.tables.mentions import Mention
from schemas.tables.quotes import Quote
from schemas.tables.relations import Relation
from tests.flows.load.conftest import NOON, _no_places, publish_rows

pytestmark = pytest.mark.slow  # each decision publishes

TEXT = "In May Mina Aziz of Harbour Watch shot 12 men and was held in Kunda. Aziz said no. She met Lena Haas."
OTHER = "Mina Aziz of Harbour Watch, also The Fox, met Lena Haas in Kunda."
AZIZ, WATCH, HAAS, KUNDA = (record_id("entity", each) for each in ("Aziz", "Watch", "Haas", "Kunda"))
NAMES = {
    "Mina Aziz": AZIZ,
    "Harbour Watch": WATCH,
    "Lena Haas": HAAS,
    "Kunda": KUNDA,
    "The Fox": record_id("entity", "Fox"),
}
SHOT, HELD = record_id("event", "shot"), record_id("event", "held")
HARDLY = ("runs", "reviews")  # what a review leaves changed once it is undone: that it was made


def read(run_no: int, *, fox: bool = False, toll: float = 12.0, confidence: float = 0.9) -> dict[str, list[Record]]:
    """The rows of two articles, the second of which another reading may take to name one more."""
    rows: dict[str, list[Record]] = {}
    for record in (
        *_article(1, run_no, TEXT, toll, confidence),
        *_article(2, run_no, OTHER, toll, confidence, fox=fox),
    ):
        rows.setdefault(record.TABLE.name, []).append(record)
    return rows


def _article(number: int, run_no: int, text: str, toll: float, sure: float, *, fox: bool = False) -> Iterator[Record]:
    article = record_id("article", number)

    def at(words: str) -> dict[str, object]:
        start = text.index(words)
        return {"article_id": article, "char_start": start, "char_end": start + len(words)}

    def own(kind: str, words: str) -> dict[str, object]:
        return {f"{kind}_id": record_id(kind, number, words), "text": words, **at(words)}

    yield Article(
        article_id=article, version=run_no, source=f"{number}.txt", text=text, content_hash=f"{number:064x}",
        run_id=record_id("run", run_no),
    )  # fmt: skip
    for name, entity in NAMES.items():
        if name in text and (name != "The Fox" or fox):
            kind = "place" if name == "Kunda" else "person"
            yield Mention(
                **own("mention", name), entity_type=kind, mention_kind="name", entity_id=entity, confidence=sure
            )
            yield EntityName(entity_id=entity, name=name, name_kind="primary", **at(name))
    yield Relation(
        **own("relation", "Mina Aziz of Harbour Watch"), subject_id=AZIZ, relation_type="member_of", object_id=WATCH,
        polarity="positive", modality="asserted", confidence=sure,
    )  # fmt: skip
    if number == 2:
        return
    for words, kind in (("Aziz said", "nominal"), ("She", "pronoun")):
        yield Mention(**own("mention", words), entity_type="person", mention_kind=kind, entity_id=AZIZ, confidence=0.5)
    yield Quote(**own("quote", "no"), quote_type="indirect", speaker_entity_id=AZIZ, confidence=sure)
    yield Date(**own("date", "May"), timex_type="DATE", edtf="2016-05", anchor="document")
    figure = own("figure", "12")
    yield Figure(**figure, value=toll, value_low=toll, value_high=toll, bound="exact", measure="killed", event_id=SHOT)
    for event, words, mode in (
        (SHOT, "Mina Aziz of Harbour Watch shot 12 men", "shooting"),
        (HELD, "was held in Kunda", "arrest"),
    ):
        yield EventMention(
            **own("event_mention", words), event_id=event, is_main=event == SHOT, trigger=words.split()[-2],
            event_type="assault", event_mode=mode, realis="actual", place_id=KUNDA, confidence=sure,
        )  # fmt: skip
    for event, role, words, entity in (
        (SHOT, "perpetrator", "Mina Aziz", AZIZ),
        (SHOT, "victim", "12 men", None),
        (HELD, "recipient", "Mina Aziz", AZIZ),
    ):  # fmt: skip
        yield EventParticipant(event_id=event, role=role, name=words, entity_id=entity, is_alleged=False, **at(words))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse of both articles, read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer, "table", _no_places)
        house = Warehouse(tmp_path_factory.mktemp("told") / "warehouse")
        publish_rows(house, 1, read(1))
    return house


@pytest.fixture
def told(template: Warehouse, house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A copy of it; what is decided is decided a day after it was read."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((NOON + timedelta(days=2)).timestamp())))
    shutil.copytree(template.root, house.root)
    return house


def answers(house: Warehouse, query: str, *values: object) -> list[tuple]:
    with publish.connect(house) as connection:
        return connection.execute(query, list(values)).fetchall()


def contents(house: Warehouse, schema: str = "main", but: tuple[str, ...] = HARDLY) -> dict[str, list[tuple]]:
    """Every row; in `main` without the time at which it was recorded."""
    chosen = {name: table for name, table in tables().items() if name not in but}
    columns = {
        name: ", ".join(map(quoted, table.schema.names)) if schema == "main" else "*" for name, table in chosen.items()
    }
    chosen = {name: each for name, each in chosen.items() if schema == "main" or each.scope != "log"}
    return {name: answers(house, f"SELECT {columns[name]} FROM {schema}.{name} ORDER BY ALL") for name in chosen}


def of(house: Warehouse, table: str, where: str) -> str:
    """The id of the one record of a table."""
    ((found,),) = answers(house, f"SELECT {reviews.identity(tables()[table])} FROM {table} t WHERE {where}")
    return str(found)


RECORDS = {
    "mention": ("mentions", "text = 'Mina Aziz' AND char_start > 0"),
    "pronoun": ("mentions", "text = 'She'"),
    "alias": ("entity_names", "name = 'Lena Haas' AND char_start > 60"),
    "date": ("dates", "text = 'May'"),
    "figure": ("figures", "text = '12'"),
    "quote": ("quotes", "text = 'no'"),
    "event mention": ("event_mentions", f"event_id = '{SHOT}'"),
    "participant": ("event_participants", "role = 'victim'"),
    "relation": ("relations", "char_start > 0"),
    "place": ("mentions", "text = 'Kunda' AND char_start > 60"),
}


@pytest.mark.parametrize(("table", "where"), RECORDS.values(), ids=RECORDS.keys())
def test_a_rejected_record_is_in_history_alone_and_comes_back_as_it_was(told, table, where):
    before, record = contents(told), of(told, table, where)
    made = reviewing.judge(told, record, Verdict.REJECT, "mari", "no such thing")
    assert answers(told, f"SELECT 1 FROM {table} WHERE {where}") == []
    past = f"SELECT retracted_at, retracted_reason FROM history.{table} WHERE {where}"
    assert answers(told, past) == [(made.decided_at, "reviewed")]
    assert problems(told) == []
    reviewing.undo(told, record)
    assert contents(told) == before
    assert problems(told) == []


@pytest.mark.slow
def test_rejections_hold_in_later_readings_and_in_a_rebuild(told, publish_run_of):
    publish_run_of(told, 2, read(2))
    before = contents(told)
    records = {name: of(told, *each) for name, each in RECORDS.items()}
    for record in reversed(records.values()):  # what hangs on another before that
        reviewing.judge(told, record, Verdict.REJECT, "mari")
    rejected, trace = contents(told), contents(told, "history", but=(*HARDLY, "articles"))
    publish_run_of(told, 20, read(20))
    assert contents(told, but=(*HARDLY, "articles")) == {k: v for k, v in rejected.items() if k != "articles"}
    assert contents(told, "history", but=(*HARDLY, "articles")) == trace
    assert answers(told, "SELECT DISTINCT is_applied FROM reviews") == [(True,)]
    assert problems(told) == []
    held = contents(told, "history", but=())
    publish.rebuild(told)
    assert contents(told, "history", but=()) == held
    for record in records.values():
        reviewing.undo(told, record)
    assert contents(told, but=(*HARDLY, "articles")) == {k: v for k, v in before.items() if k != "articles"}


def test_what_hangs_on_a_rejected_record_goes_or_stands_without_it(told):
    reviewing.judge(told, of(told, *RECORDS["event mention"]), Verdict.REJECT, "mari")
    assert answers(told, "SELECT role, event_id FROM event_participants") == [("recipient", HELD)]
    assert answers(told, "SELECT event_id FROM figures") == [(None,)]
    assert answers(told, "SELECT event_id FROM events") == [(HELD,)]
    reviewing.judge(told, of(told, *RECORDS["mention"]), Verdict.REJECT, "mari")
    assert answers(told, "SELECT text, entity_id FROM mentions WHERE mention_kind <> 'name' ORDER BY 1") == [
        ("Aziz said", None), ("She", None),
    ]  # fmt: skip
    assert answers(told, "SELECT speaker_entity_id FROM quotes") == [(None,)]
    assert answers(told, "SELECT char_start FROM relations WHERE subject_id = ?", AZIZ) == [(0,)]
    assert answers(told, "SELECT mention_count FROM entities WHERE entity_id = ?", AZIZ) == [(1,)]
    assert answers(told, "SELECT role, entity_id FROM event_participants") == [("recipient", None)]
    assert problems(told) == []


def test_an_edited_column_has_the_new_value_and_later_readings_keep_it(told, publish_run_of):
    before, figure = contents(told), of(told, *RECORDS["figure"])
    made = reviewing.edit(told, figure, {"value": "21"}, "mari", "misread")
    assert [(each.column_name, each.value_old, each.value_new) for each in made] == [
        (name, "12.0", "21.0") for name in ("value_low", "value_high", "value")
    ]
    toll = "SELECT killed_low, killed_best, killed_high FROM events WHERE event_id = ?"
    assert answers(told, toll, SHOT) == [(21, 21, 21)]
    past = answers(told, "SELECT value, retracted_reason FROM history.figures ORDER BY 1")
    assert past == [(12.0, "reviewed"), (21.0, None)]
    at = made[0].decided_at
    assert answers(told, f"SELECT value FROM figures_as_of('{at}')") == [(21.0,)]
    assert answers(told, f"SELECT value FROM figures_as_of(TIMESTAMPTZ '{at}' - INTERVAL 1 second)") == [(12.0,)]
    publish_run_of(told, 3, read(3, toll=14.0))
    assert answers(told, "SELECT value, value_low, recorded_at FROM figures") == [(21.0, 21.0, at)]
    publish_run_of(told, 4, read(4))
    held = contents(told, "history", but=())
    publish.rebuild(told)
    assert contents(told, "history", but=()) == held
    reviewing.undo(told, figure)
    assert contents(told, but=(*HARDLY, "articles")) == {
        name: each for name, each in before.items() if name != "articles"
    }
    assert problems(told) == []


def renamed(run_no: int, table: str, **values: object) -> dict[str, list[Record]]:
    """A reading by a newer extractor whose records have other ids, or are gone."""
    made = read(run_no)
    made[table] = [
        type(each)(**{name: getattr(each, name) for name in tables()[table].schema.names} | values)
        for each in made[table]
    ]
    return made


def test_an_edit_is_of_the_record_at_its_place_where_its_id_is_gone(told, publish_run_of):
    [made] = reviewing.edit(told, of(told, *RECORDS["quote"]), {"quote_type": "direct"}, "mari")
    publish_run_of(told, 3, renamed(3, "quotes", quote_id=record_id("quote", "new"), quote_type="scare"))
    assert answers(told, "SELECT quote_type FROM quotes") == [("direct",)]
    applied = "SELECT is_applied FROM reviews WHERE review_id = ?"
    assert answers(told, applied, made.review_id) == [(True,)]
    gone = read(4)
    del gone["quotes"]
    publish_run_of(told, 4, gone)
    assert answers(told, applied, made.review_id) == [(False,)]
    publish_run_of(told, 5, read(5))
    assert answers(told, applied, made.review_id) == [(True,)]
    assert answers(told, "SELECT quote_type FROM quotes") == [("direct",)]


def test_a_rejection_is_of_the_record_that_says_it_alone(told, publish_run_of):
    made = reviewing.judge(told, of(told, *RECORDS["quote"]), Verdict.REJECT, "mari")
    publish_run_of(told, 3, renamed(3, "quotes", quote_id=record_id("quote", "new"), quote_type="scare"))
    assert answers(told, "SELECT quote_type FROM quotes") == [("scare",)]
    assert answers(told, "SELECT is_applied FROM reviews") == [(False,)]
    assert reviewing.undo(told, made.review_id)[0].undone_at


def test_reviews_hold_while_ids_are_merged_and_parted(told, publish_run_of):
    publish_run_of(told, 2, read(2, fox=True))
    reviewing.judge(told, of(told, *RECORDS["participant"]), Verdict.REJECT, "mari")
    reviewing.edit(told, of(told, *RECORDS["date"]), {"edtf": "2016-06"}, "mari")
    reviewing.judge(told, of(told, *RECORDS["event mention"]), Verdict.REJECT, "mari")
    before, history = contents(told), contents(told, "history", but=(*HARDLY, "entity_merges", "entities"))
    decisions.merge(told, "The Fox", "Mina Aziz", by="mari")
    assert answers(told, "SELECT DISTINCT decided_by FROM reviews WHERE is_applied") == [("mari",)]
    assert problems(told) == []
    decisions.undo(told, "The Fox", "Mina Aziz")
    but = (*HARDLY, "entity_merges")
    assert {name: each for name, each in contents(told).items() if name not in but} == {
        name: each for name, each in before.items() if name not in but
    }
    assert contents(told, "history", but=(*HARDLY, "entity_merges", "entities")) == history
    assert answers(told, "SELECT DISTINCT earliest FROM dates")[0][0].month == 6


def test_a_withdrawn_article_comes_back_reviewed(told):
    made = reviewing.judge(told, of(told, *RECORDS["figure"]), Verdict.REJECT, "mari")
    before = contents(told)
    withdrawing.withdraw(told, "1.txt", "jo")
    assert answers(told, "SELECT is_applied FROM reviews") == [(False,)]
    withdrawing.restore(told, "1.txt")
    assert {k: v for k, v in contents(told).items() if k != "withdrawals"} == {
        k: v for k, v in before.items() if k != "withdrawals"
    }
    assert answers(told, "SELECT review_id, is_applied FROM reviews") == [(made.review_id, True)]
    held = contents(told, "history", but=())
    publish.rebuild(told)
    assert contents(told, "history", but=()) == held


def test_a_killed_review_leaves_nothing(told, monkeypatch):
    before = contents(told, but=())
    monkeypatch.setattr(publish, "commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reviewing.judge(told, of(told, *RECORDS["figure"]), Verdict.REJECT, "mari")
    monkeypatch.undo()
    publish.heal(told)
    assert contents(told, but=()) == before
    assert list(parts.left_over(told)) == []


REFUSED = {
    "no record": ("f" * 24, {"value": "1"}, NotFoundError, "no record that was read from text"),
    "key": ("figure", {"figure_id": "x"}, ReviewError, "can't be edited; can be: value"),
    "reference": ("figure", {"event_id": SHOT}, ReviewError, "can't be edited"),
    "own words": ("figure", {"text": "x"}, ReviewError, "can't be edited"),
    "code": ("figure", {"bound": "roughly"}, ReviewError, "has no code 'roughly'; expected one of exact"),
    "number": ("figure", {"value": "many"}, ReviewError, "can't be 'many'"),
    "no number": ("figure", {"value": "nan"}, ReviewError, "can't be 'nan'"),
    "rounded": ("event mention", {"killed": "2.6"}, ReviewError, "can't be '2.6'"),
    "below": ("event mention", {"killed": "-1"}, ReviewError, "expected at least 0"),
    "above": ("quote", {"confidence": "1.5"}, ReviewError, "expected from 0 to 1"),
    "none": ("quote", {"quote_type": ""}, ReviewError, "must have a value"),
    "form": ("event mention", {"country_code": "Riga"}, ReviewError, "can't be 'Riga'"),
    "open date": ("date", {"edtf": "2016/.."}, ReviewError, "give earliest and latest too"),
}  # fmt: skip


@pytest.mark.parametrize(("record", "values", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_the_contract_is_refused(told, record, values, error, message):
    before = told.database.stat().st_mtime_ns
    record = of(told, *RECORDS[record]) if record in RECORDS else record
    with pytest.raises(error, match=message):
        reviewing.edit(told, record, values, "mari")
    assert told.database.stat().st_mtime_ns == before


def test_a_later_verdict_takes_the_place_of_an_earlier_one(told):
    figure = of(told, *RECORDS["figure"])
    reviewing.judge(told, figure, Verdict.REJECT, "mari")
    with pytest.raises(ReviewError, match="mari has decided so already"):
        reviewing.judge(told, figure, Verdict.REJECT, "jo")
    with pytest.raises(ReviewError, match="take that back first"):
        reviewing.edit(told, figure, {"value": "1"}, "jo")
    reviewing.judge(told, figure, Verdict.ACCEPT, "jo")
    assert answers(told, "SELECT value FROM figures") == [(12.0,)]
    assert answers(told, "SELECT verdict, decided_by FROM reviews") == [("accept", "jo")]
    assert answers(told, "SELECT verdict, decided_by FROM history.reviews ORDER BY ALL") == [
        ("accept", "jo"), ("reject", "mari"),
    ]  # fmt: skip


def test_the_view_gives_the_measured_precision(rows):
    run = {"run_id": "a" * 24, "code_version": "1", "model": "m"}
    rows.add("runs", **run)
    verdicts = ["accept"] * 8 + ["reject", "edit", "edit"]
    for number, verdict in enumerate(verdicts):
        # two columns of one record are edited
        record = min(number, 9)
        said = {"table_name": "figures", "record_id": str(record), "run_id": run["run_id"], "verdict": verdict}
        rows.add("reviews", review_id=str(number), **said)
    rows.add(
        "reviews", review_id="u", table_name="dates", record_id="u", run_id="a" * 24, verdict="accept", undone_at=NOON
    )
    assert rows.all("FROM review_precision") == [
        {
            **{name: run[name] for name in ("code_version", "model")}, "table_name": "figures", "reviewed": 10,
            "accepted": 8, "rejected": 1, "edited": 1,
            "precision": 0.8, "precision_low": 0.4902, "precision_high": 0.9433,
        }
    ]  # fmt: skip
