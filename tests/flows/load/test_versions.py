"""Versions of a piece: in whatever order they come, the one modified last is believed, and history knows the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import decided, withdrawals, withdrawing
from flows.document import Document, Raw, Refusal
from flows.errors import NotFoundError
from flows.intake import PUBLISHER, Intake, Known
from flows.load import parts, publish
from flows.soundness import problems
from flows.warehouse import Warehouse
from schemas.codes.runs import Reason, Stage
from schemas.contract import Record, record_id
from schemas.tables.articles import Article
from schemas.tables.corrections import Correction
from schemas.tables.figures import Figure
from schemas.tables.withdrawals import Withdrawal

pytestmark = pytest.mark.slow  # each decision publishes

PIECE = record_id("article", "piece")
DAY = datetime(2019, 5, 1, tzinfo=UTC)
#: The text of each edit: the first figure changes, the second is in all but the last, which carries a correction.
TEXTS = [
    "10 killed, 4 hurt.", "12 killed, 4 hurt.", "15 killed, 4 hurt.", "15 killed, 4 hurt, 2 missing.",
    "14 killed. An earlier version said 15 were killed.",
]  # fmt: skip
FACTS = "SELECT article_id, text, value FROM {} ORDER BY ALL"


def version(edit: int, run_no: int, *, modified: bool = True, piece: str = PIECE) -> dict[str, list[Record]]:
    """The rows of an edit: its article, a figure for each number, and the note of the last."""
    text = TEXTS[edit]
    article = Article(
        article_id=piece, version=1, source="piece.txt", text=text, content_hash=f"{edit:064x}",
        run_id=record_id("run", run_no), modified_at=DAY + timedelta(days=edit) if modified else None, published_at=DAY,
    )  # fmt: skip
    rows: dict[str, list[Record]] = {"articles": [article]}
    note = text.find("An earlier")
    words = (text[:note] if note > 0 else text).replace(",", "").replace(".", "").split()
    for number in (word for word in words if word.isdigit()):
        at = text.index(number)
        rows.setdefault("figures", []).append(
            Figure(
                figure_id=record_id("figure", piece, at, number), article_id=piece, char_start=at, char_end=at + 2
                if len(number) == 2 else at + 1, text=number, value=float(number), bound="exact", measure="killed",
            )
        )  # fmt: skip
    if note > 0:
        rows["corrections"] = [
            Correction(
                article_id=piece,
                char_start=note,
                char_end=len(text),
                text=text[note:],
                wrong="15 were killed",
            )
        ]
    return rows


def rows(house: Warehouse, query: str, *values: object) -> list[tuple]:
    with publish.connect(house) as connection:
        return connection.execute(query, list(values)).fetchall()


def believed(house: Warehouse, at: datetime | None = None) -> dict[str, list[tuple]]:
    """The piece's text and figures as in `main`, or as believed at a time."""
    with publish.connect(house) as connection:
        suffix = f"_as_of('{at.isoformat()}')" if at else ""
        return {
            "articles": connection.execute(f"SELECT text, modified_at FROM articles{suffix}").fetchall(),
            "figures": connection.execute(f"SELECT figure_id, text, value FROM figures{suffix} ORDER BY 1").fetchall(),
            "corrections": connection.execute(f"SELECT text FROM corrections{suffix}").fetchall(),
        }


def recorded(run_no: int) -> datetime:
    return datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=run_no)


numbers = count()


@pytest.mark.slow
@given(order=st.permutations(range(5)))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_edits_in_any_order_leave_the_last(tmp_path, publish_run_of, order):
    house, fresh = (Warehouse(tmp_path / f"{kind}{next(numbers)}") for kind in ("house", "fresh"))
    publish_run_of(fresh, 1, version(4, 1))
    snapshots = []
    for run_no, edit in enumerate(order, 1):
        publish_run_of(house, run_no, version(edit, run_no))
        snapshots.append(believed(house))
        assert snapshots[-1]["articles"] == [(TEXTS[max(order[:run_no])], DAY + timedelta(days=max(order[:run_no])))]
    assert snapshots[-1] == believed(fresh)
    for run_no, snapshot in enumerate(snapshots, 1):
        assert believed(house, recorded(run_no)) == snapshot
        assert believed(house, recorded(run_no) + timedelta(hours=5)) == snapshot
    assert rows(house, "SELECT version, text FROM history.articles ORDER BY version") == list(enumerate(TEXTS, 1))
    assert problems(house) == []
    before = {name: rows(house, f"FROM history.{name} ORDER BY ALL") for name in ("articles", "figures")}
    publish.rebuild(house)
    assert before == {name: rows(house, f"FROM history.{name} ORDER BY ALL") for name in before}


def test_a_row_that_a_later_version_repeats_is_not_churned(house, publish_run_of):
    for run_no in (1, 2):
        publish_run_of(house, run_no, version(run_no - 1, run_no))
    history = rows(house, "SELECT text, recorded_at, retracted_at, retracted_reason FROM history.figures ORDER BY ALL")
    assert history == [
        ("10", recorded(1), recorded(2), "new_version"),
        ("12", recorded(2), None, None),
        ("4", recorded(1), None, None),
    ]


def test_an_older_version_that_comes_late_was_never_believed(house, publish_run_of):
    publish_run_of(house, 1, version(1, 1))
    publish_run_of(house, 2, version(0, 2))
    assert rows(house, "SELECT version, text FROM articles") == [(2, TEXTS[1])]
    late = "SELECT version, recorded_at = retracted_at, retracted_reason FROM history.articles WHERE version = 1"
    assert rows(house, late) == [(1, True, "older_version")]
    assert believed(house, recorded(2))["articles"] == believed(house)["articles"]


def test_where_none_says_when_it_was_modified_arrival_decides(house, publish_run_of):
    for run_no, edit in enumerate((3, 0, 2), 1):
        publish_run_of(house, run_no, version(edit, run_no, modified=False))
    assert rows(house, "SELECT version, text FROM history.articles ORDER BY 1") == [
        (1, TEXTS[3]), (2, TEXTS[0]), (3, TEXTS[2]),
    ]  # fmt: skip
    assert believed(house)["articles"] == [(TEXTS[2], None)]


def test_one_without_a_time_is_as_old_as_its_publication(house, publish_run_of):
    publish_run_of(house, 1, version(2, 1))
    publish_run_of(house, 2, version(0, 2, modified=False))
    assert rows(house, "SELECT version, text FROM articles") == [(2, TEXTS[2])]


def test_versions_that_come_together_are_all_kept(house, publish_run_of):
    publish_run_of(house, 1, version(1, 1))
    publish_run_of(house, 2, version(3, 2), [version(0, 2), version(2, 2)])
    assert rows(house, "SELECT version, text FROM history.articles ORDER BY 1") == list(enumerate(TEXTS[:4], 1))
    assert believed(house)["articles"] == [(TEXTS[3], DAY + timedelta(days=3))]
    assert problems(house) == []
    publish.rebuild(house)
    assert rows(house, "SELECT version, text FROM history.articles ORDER BY 1") == list(enumerate(TEXTS[:4], 1))


def test_a_new_reading_of_the_same_version_retracts_what_it_no_longer_says(house, publish_run_of):
    publish_run_of(house, 1, version(0, 1))
    again = version(0, 2)
    again["figures"] = again["figures"][1:]
    publish_run_of(house, 2, again)
    assert rows(house, "SELECT text, retracted_reason, recorded_at FROM history.figures ORDER BY 1") == [
        ("10", "reprocessed", recorded(1)),
        ("4", None, recorded(1)),
    ]
    assert rows(house, "SELECT version, run_id FROM articles") == [(1, record_id("run", 2))]


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:3])
def test_past_parts_are_parts_of_their_run(house, publish_run_of, order):
    publish_run_of(house, 1, version(max(order), 1), [version(each, 1) for each in order if each != max(order)])
    name = parts.committed(house)[0]
    assert parts.past_names(house, name) == [parts.past_name(name, 1), parts.past_name(name, 2)]
    assert list(parts.left_over(house)) == []
    stray = parts.part(house, "figures", "000009-" + "f" * 24 + ".past1.parquet")
    stray.write_bytes(b"left by a killed run")
    publish.heal(house)
    assert not stray.exists()
    assert rows(house, "SELECT version, text FROM history.articles ORDER BY 1") == list(enumerate(TEXTS[:3], 1))


def test_a_withdrawn_piece_is_in_history_alone_until_it_is_restored(house, publish_run_of):
    publish_run_of(house, 1, version(0, 1))
    publish_run_of(house, 2, version(1, 2))
    before = {name: rows(house, f"SELECT * EXCLUDE (recorded_at) FROM {name} ORDER BY ALL") for name in BELIEVED}
    made = withdrawing.withdraw(house, "piece.txt", "mari", "sub judice")
    assert (made.article_id, made.withdrawn_by, made.reason) == (PIECE, "mari", "sub judice")
    assert [rows(house, f"FROM {name}") for name in BELIEVED] == [[]] * len(BELIEVED)
    gone = "SELECT DISTINCT retracted_reason FROM history.figures WHERE text IN ('12', '4')"
    assert rows(house, gone) == [("withdrawn",)]
    assert believed(house, made.withdrawn_at - timedelta(seconds=1))["articles"] == [(TEXTS[1], DAY + timedelta(1))]
    assert believed(house, made.withdrawn_at)["articles"] == []
    with pytest.raises(withdrawing.WithdrawalError, match="withdrawn already"):
        withdrawing.withdraw(house, PIECE, "mari")
    publish.rebuild(house)
    assert rows(house, "FROM articles") == []
    withdrawing.restore(house, PIECE)
    assert before == {
        name: rows(house, f"SELECT * EXCLUDE (recorded_at) FROM {name} ORDER BY ALL") for name in BELIEVED
    }
    assert problems(house) == []
    with pytest.raises(withdrawing.WithdrawalError, match="not withdrawn"):
        withdrawing.restore(house, PIECE)


BELIEVED = ("articles", "figures")


def test_a_text_that_comes_while_its_piece_is_withdrawn_stands_once_it_is_restored(house, publish_run_of):
    publish_run_of(house, 1, version(0, 1))
    with freeze(recorded(2)):
        withdrawing.withdraw(house, PIECE, "mari")
    publish_run_of(house, 3, version(2, 3))
    assert rows(house, "FROM articles") == []
    assert rows(house, "SELECT version, retracted_reason FROM history.articles ORDER BY 1") == [
        (1, "withdrawn"), (2, "withdrawn"),
    ]  # fmt: skip
    with freeze(recorded(4)):
        withdrawing.restore(house, PIECE)
    assert believed(house)["articles"] == [(TEXTS[2], DAY + timedelta(days=2))]
    assert believed(house, recorded(3))["articles"] == []
    assert problems(house) == []
    before = rows(house, "FROM history.figures ORDER BY ALL")
    publish.rebuild(house)
    assert rows(house, "FROM history.figures ORDER BY ALL") == before


def test_what_is_not_there_can_not_be_withdrawn(house, publish_run_of):
    publish_run_of(house, 1, version(0, 1))
    with pytest.raises(NotFoundError):
        withdrawing.withdraw(house, "nothing.txt", "mari")


@contextmanager
def freeze(at: datetime) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(at.timestamp())))
        yield


def test_the_feed_says_what_each_run_changed(house, publish_run_of):
    publish_run_of(house, 1, version(1, 1))
    publish_run_of(house, 2, version(2, 2))
    publish_run_of(house, 3, version(0, 3))
    made = withdrawing.withdraw(house, PIECE, "mari")
    feed = "SELECT run_no, table_name, change, reason, count(*) FROM changes GROUP BY ALL ORDER BY ALL"
    assert rows(house, feed) == [
        (1, "articles", "added", None, 1), (1, "figures", "added", None, 2),
        (2, "articles", "changed", "new_version", 1), (2, "figures", "added", None, 1),
        (2, "figures", "retracted", "new_version", 1),
        (3, "articles", "retracted", "older_version", 1), (3, "figures", "retracted", "older_version", 2),
        (4, "articles", "retracted", "withdrawn", 1), (4, "figures", "retracted", "withdrawn", 2),
        (4, "withdrawals", "added", None, 1),
    ]  # fmt: skip
    assert rows(house, "SELECT DISTINCT changed_at FROM changes WHERE run_no = 4") == [(made.withdrawn_at,)]


def test_a_note_is_tied_to_the_records_that_it_corrects(house, publish_run_of):
    for run_no, edit in enumerate((0, 2, 4), 1):
        publish_run_of(house, run_no, version(edit, run_no))
    tied = "FROM corrected_records c JOIN history.figures h ON h.figure_id = c.record_id"
    assert rows(house, f"SELECT c.table_name, c.text, h.value, h.retracted_reason {tied}") == [
        ("figures", "15", 15.0, "new_version")
    ]
    assert problems(house) == []


def test_an_address_that_is_gone_withdraws_its_piece_and_a_new_text_there_brings_it_back(house, publish_run_of):
    publish_run_of(house, 1, version(0, 1))
    with publish.connect(house) as connection:
        intake = Intake(Known.of(connection))
        for source in ("piece.txt", "unknown.txt"):
            intake.is_news(Refusal(source, Stage.LAND, Reason.GONE, "410"))
        (row,) = withdrawals.of_run(connection, intake, recorded(2)).to_pylist()
    assert (row["article_id"], row["withdrawn_by"], row["restored_at"]) == (PIECE, PUBLISHER, None)
    made = Withdrawal(article_id=PIECE, withdrawn_at=recorded(2), withdrawn_by=PUBLISHER)
    decided.publish_record(house, made, recorded(2))
    known, new = (Document("piece.txt", text, modified_at=DAY, known_id=PIECE) for text in ("known", "new"))
    with publish.connect(house) as connection:
        intake = Intake(replace(Known.of(connection), past=frozenset({(PIECE, known.content_hash, DAY)})))
        raw = Raw("piece.txt", house.root, "a" * 64, 1)
        assert (intake.accept(raw, known), intake.lifted) == (None, set())
        assert intake.items["piece.txt"].reason is Reason.WITHDRAWN
        assert intake.accept(raw, new) is not None
        (row,) = withdrawals.of_run(connection, intake, recorded(3)).to_pylist()
    assert (row["article_id"], row["restored_at"]) == (PIECE, recorded(3))
