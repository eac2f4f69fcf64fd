"""The account of a run: everything looked at is counted once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.document import Document, Raw, Refusal
from flows.intake import Intake, Known, in_order
from flows.landing.folder import prefixes
from schemas.codes.runs import Outcome, Reason, Stage

NOTHING = Known({}, {}, frozenset())
RUN = "0" * 24


def raw(source: str, content: str = "a") -> Raw:
    return Raw(source, Path(source), content * 64, 1)


def test_a_new_article_is_loaded():
    intake = Intake(NOTHING)
    assert intake.is_news(raw("a.txt"))
    accepted = intake.accept(raw("a.txt"), Document("a.txt", "text"))
    assert accepted is not None
    assert accepted.version == 1
    assert intake.counts() == {"seen": 1, "new": 1, "changed": 0, "unchanged": 0, "quarantined": 0}
    (row,) = intake.rows(RUN)
    assert (row.source, row.outcome, row.article_id, row.item_count) == (
        "a.txt",
        Outcome.LOADED,
        accepted.article_id,
        1,
    )


def test_a_known_file_is_skipped_and_leaves_no_row():
    intake = Intake(Known({"a.jsonl": ("a" * 64, None, 7)}, {}, frozenset({"a" * 64})))
    assert not intake.is_news(raw("a.jsonl"))
    assert intake.counts()["unchanged"] == intake.counts()["seen"] == 7
    assert intake.rows(RUN) == []


def test_what_a_setting_or_package_takes_away_is_looked_at_again():
    for reason in (Reason.NO_TEXT_COLUMN, Reason.MISSING_PARSER):
        known = Known({"a.csv": ("a" * 64, reason, 1)}, {}, frozenset({"a" * 64}))
        refused, mended = Intake(known), Intake(known)
        assert refused.is_news(raw("a.csv"))
        refused.refuse(Refusal("a.csv", Stage.PARSE, reason, "still"), "a.csv")
        assert (refused.counts()["unchanged"], refused.counts()["seen"], list(refused.contents())) == (1, 1, [])
        assert mended.is_news(raw("a.csv"))
        assert mended.accept(raw("a.csv"), Document("a.csv#1", "text"))
        assert mended.counts()["new"] == mended.counts()["seen"] == 1


def test_a_file_with_other_bytes_and_a_changed_text_makes_a_version():
    old, new = Document("a.txt", "old", title="t"), Document("a.txt", "new", title="t")
    known = Known({"a.txt": ("a" * 64, None, 1)}, {old.article_id: (3, old.content_hash)}, frozenset({"a" * 64}))
    intake = Intake(known)
    assert intake.is_news(raw("a.txt", "b"))
    accepted = intake.accept(raw("a.txt", "b"), new)
    assert accepted is not None
    assert (accepted.article_id, accepted.version) == (old.article_id, 1)
    assert intake.counts()["changed"] == 1


def test_other_bytes_with_the_same_text_are_known():
    document = Document("a.txt", "same", title="t")
    known = Known({"a.txt": ("a" * 64, None, 1)}, {document.article_id: (1, document.content_hash)}, frozenset())
    intake = Intake(known)
    assert intake.is_news(raw("a.txt", "b"))
    assert intake.accept(raw("a.txt", "b"), document) is None
    (row,) = intake.rows(RUN)
    assert (row.outcome, row.reason_code, row.content_hash) == (Outcome.SKIPPED, Reason.UNCHANGED, "b" * 64)


def test_the_same_bytes_elsewhere_are_a_duplicate():
    intake = Intake(NOTHING)
    assert intake.is_news(raw("a.txt"))
    assert not intake.is_news(raw("b.txt"))
    assert [row.reason_code for row in intake.rows(RUN)] == [Reason.DUPLICATE]


def test_a_refused_file_is_quarantined_once():
    refusal = Refusal("a.txt", Stage.LAND, Reason.EMPTY, "no bytes")
    intake = Intake(NOTHING)
    assert not intake.is_news(refusal)
    assert intake.refusals == [refusal]
    again = Intake(Known({"a.txt": (None, Reason.EMPTY, 1)}, {}, frozenset()))
    assert not again.is_news(refusal)
    assert (again.refusals, again.counts()["unchanged"]) == ([], 1)


def test_a_document_refused_while_read_is_no_longer_loaded():
    intake = Intake(NOTHING)
    intake.is_news(raw("a.jsonl"))
    intake.accept(raw("a.jsonl"), Document("a.jsonl#1", "one", external_id="1"))
    intake.accept(raw("a.jsonl"), Document("a.jsonl#2", "two", external_id="2"))
    intake.refuse(Refusal("a.jsonl#2", Stage.EXTRACT, Reason.TOO_LARGE, "too long"))
    assert intake.counts() == {"seen": 2, "new": 1, "changed": 0, "unchanged": 0, "quarantined": 1}
    outcomes = {row.source: (row.outcome, row.item_count) for row in intake.rows(RUN)}
    assert outcomes == {
        "a.jsonl": (Outcome.LOADED, 2),
        "a.jsonl#1": (Outcome.LOADED, 1),
        "a.jsonl#2": (Outcome.QUARANTINED, 1),
    }


def test_no_two_things_have_one_name():
    """A row of a file and a file of that name, members called like other members' rows: each is accounted for."""
    intake = Intake(NOTHING)
    assert intake.is_news(raw("a.jsonl", "a"))
    assert intake.is_news(raw("a.jsonl#1", "b"))
    first = intake.accept(raw("a.jsonl"), Document("a.jsonl#1", "one"))
    second = intake.accept(raw("a.jsonl#1"), Document("a.jsonl#1", "two"))
    intake.refuse(Refusal("a.jsonl#2", Stage.PARSE, Reason.EMPTY, ""), "a.jsonl")
    intake.refuse(Refusal("a.jsonl#2", Stage.PARSE, Reason.EMPTY, ""), "a.jsonl")
    assert intake.is_news(raw("a.jsonl#2", "c"))
    assert intake.accept(raw("a.jsonl#2"), Document("a.jsonl#2", "three"))
    assert first is not None
    assert second is not None
    assert first.article_id != second.article_id
    assert intake.counts() == {"seen": 5, "new": 3, "changed": 0, "unchanged": 0, "quarantined": 2}
    rows = intake.rows(RUN)
    assert len({row.source for row in rows}) == len(rows)
    assert sum(row.item_count for row in rows if row.source == row.input) == 5
    assert len({refusal.source for refusal in intake.refusals}) == 2


def test_roots_of_one_name_are_told_apart(tmp_path):
    for name in ("2020/in/a.txt", "2021/in/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    old, new = tmp_path / "2020" / "in", tmp_path / "2021" / "in"
    assert list(prefixes([old, old / "..", old]).values()) == ["in/", "2020/"]
    assert list(prefixes([old, new]).values()) == ["2020/in/", "2021/in/"]
    assert list(prefixes([old / "a.txt", new / "a.txt"]).values()) == ["2020/in/", "2021/in/"]
    assert list(prefixes([old, new / "a.txt"]).values()) == ["in/", ""]
    assert list(prefixes([old, old]).values()) == [""]


def known_piece(title: str, text: str) -> tuple[Known, str]:
    old = Document("a.txt", text, title=title)
    known = Known({}, {old.article_id: (1, old.content_hash)}, frozenset(), about=lambda _: (title, text))
    return known, old.article_id


LONG = "The harbour of Riga stayed closed on Monday while the police looked for those who had planted the bomb."


@pytest.mark.parametrize(
    ("title", "text", "is_same"),
    [
        ("Harbour closed", LONG + " It opens on Friday.", True),
        ("Harbour to open on Friday", LONG, True),
        ("Harbour closed", "Quite another text under the old headline.", True),
        ("Strike at the mill", "Workers of the paper mill at Kunda voted to strike from next week.", False),
    ],
)
def test_a_file_is_the_piece_that_lay_there_unless_it_is_quite_another(title, text, is_same):
    known, article_id = known_piece("Harbour closed", LONG)
    accepted = Intake(known).accept(raw("a.txt", "b"), Document("a.txt", text, title=title))
    assert accepted is not None
    assert (accepted.article_id == article_id) is is_same
    assert Document.from_json(accepted.to_json()).article_id == accepted.article_id


def test_texts_of_one_piece_in_one_run_are_all_accepted_once():
    intake = Intake(NOTHING)
    intake.is_news(raw("a.jsonl"))
    texts = ("one", "two", "one")
    accepted = [
        intake.accept(raw("a.jsonl"), Document(f"a.jsonl#{n}", t, external_id="x")) for n, t in enumerate(texts)
    ]
    assert [document and document.version for document in accepted] == [1, 2, None]
    counts = intake.counts()
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (1, 1, 1)


FIRST, LAST = datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([LAST, FIRST], [1, 0]),
        ([None, None], [0, 1]),
        ([LAST, None], [0, 1]),
        ([None, FIRST, LAST, FIRST], [0, 1, 3, 2]),
    ],
    ids=["late", "unsaid", "one unsaid", "equal"],
)
def test_versions_are_put_in_the_order_of_their_modification(times, expected):
    documents = [Document(str(number), "text", modified_at=at) for number, at in enumerate(times)]
    assert [int(document.source) for document in in_order(documents)] == expected


FILES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("0123"), st.lists(st.sampled_from("xyz!"), max_size=4)),
    unique_by=lambda file: file[0],
)


@given(FILES, FILES)
def test_everything_seen_is_accounted_for(first, second):
    """`seen = loaded + quarantined + skipped`, and what is known is not taken in again."""
    known = NOTHING
    for files in (first, second):
        intake = Intake(known)
        for name, content, texts in files:
            landed = raw(name, content)
            if not intake.is_news(landed):
                continue
            for number, text in enumerate(texts):
                source = f"{name}#{number}"
                if text == "!":
                    intake.refuse(Refusal(source, Stage.PARSE, Reason.BAD_SYNTAX, "bad"), name)
                else:
                    intake.accept(landed, Document(source, text, external_id=f"{name}{number}"))
        counts = intake.counts()
        assert counts["seen"] == counts["new"] + counts["changed"] + counts["unchanged"] + counts["quarantined"]
        rows = intake.rows(RUN)
        assert sum(row.item_count for row in rows if row.source == row.input) == counts["seen"] - intake.unchanged
        assert len({row.source for row in rows}) == len(rows)
        files_known = {row.input: (row.content_hash, row.reason_code, row.item_count) for row in rows}
        known = Known({**known.files, **files_known}, known.articles, known.hashes)
