"""Every rule of a contract has a row that breaks it, and that row goes to quarantine."""

from __future__ import annotations

import pyarrow as pa
import pytest

from flows.errors import ContractError
from flows.validate import Validator, validation_order
from schemas.codes.runs import Reason
from schemas.contract import record_id, tables

pytestmark = pytest.mark.slow  # Great Expectations takes seconds to import

ARTICLE = record_id("article")
TEXT = "Two people died in Riga on Monday."
GOOD = {
    "figure_id": record_id("figure"),
    "article_id": ARTICLE,
    "char_start": 0,
    "char_end": 3,
    "text": "Two",
    "value": 2.0,
    "value_low": 2.0,
    "value_high": 2.0,
    "bound": "exact",
    "unit": None,
    "counted": "people",
    "measure": "killed",
    "attributed_to": None,
    "event_id": None,
}
FAULTS = {
    "missing id": ({"figure_id": None}, Reason.CONTRACT),
    "id of the wrong form": ({"figure_id": "figure-1"}, Reason.CONTRACT),
    "unknown code": ({"measure": "slain"}, Reason.CONTRACT),
    "missing code": ({"bound": None}, Reason.CONTRACT),
    "negative offset": ({"char_start": -3}, Reason.CONTRACT),
    "empty span": ({"char_end": 0, "text": ""}, Reason.CONTRACT),
    "span is not the text": ({"text": "Ten"}, Reason.EVIDENCE),
    "span beyond the text": ({"char_start": 90, "char_end": 93}, Reason.EVIDENCE),
    "no such article": ({"article_id": record_id("other")}, Reason.EVIDENCE),
}


def validator() -> Validator:
    made = Validator({ARTICLE: TEXT})
    article = {
        "article_id": ARTICLE, "version": 1, "source": "a.txt", "text": TEXT, "content_hash": "0" * 64,
        "run_id": record_id("run"),
    }  # fmt: skip
    assert made.validate(tables()["articles"], rows("articles", article)).num_rows == 1
    return made


def rows(table: str, *values: dict) -> pa.Table:
    schema = tables()[table].schema
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in values], schema)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_row_goes_to_quarantine_and_its_neighbour_stays(fault):
    made, (change, reason) = validator(), FAULTS[fault]
    other = {**GOOD, "figure_id": record_id("other figure")}
    kept = made.validate(tables()["figures"], rows("figures", {**GOOD, **change}, other))
    assert kept.to_pylist() == [other]
    assert [bad.row for bad in made.bad] == [{**GOOD, **change}]
    assert reason in {bad.reason for bad in made.bad}


def test_two_rows_of_one_key_both_go():
    made = validator()
    assert made.validate(tables()["figures"], rows("figures", GOOD, {**GOOD, "value": 3.0})).num_rows == 0
    assert len(made.bad) == 2


def test_a_reference_to_nothing_goes():
    made = validator()
    name = {"entity_id": record_id("e"), "name": "Riga", "name_kind": "primary", "article_id": ARTICLE,
            "char_start": 19, "char_end": 23}  # fmt: skip
    assert made.validate(tables()["entity_names"], rows("entity_names", name)).num_rows == 1
    mention = {"mention_id": record_id("m"), "article_id": ARTICLE, "char_start": 19, "char_end": 23, "text": "Riga",
               "entity_type": "place", "mention_kind": "name", "confidence": 1.0}  # fmt: skip
    known = {**mention, "entity_id": record_id("e")}
    unknown = {**mention, "mention_id": record_id("n"), "entity_id": record_id("nobody")}
    kept = made.validate(tables()["mentions"], rows("mentions", known, unknown))
    assert [row["mention_id"] for row in kept.to_pylist()] == [record_id("m")]
    assert [bad.reason for bad in made.bad] == [Reason.DANGLING]


def test_too_many_bad_rows_stop_the_run():
    made = validator()
    made.max_bad_share = 0.4
    with pytest.raises(ContractError, match="50% of 2 rows"):
        made.validate(
            tables()["figures"], rows("figures", {**GOOD, "measure": "slain"}, {**GOOD, "figure_id": "0" * 24})
        )


def test_a_missing_column_stops_the_run():
    with pytest.raises(ContractError, match="figures: expect_"):
        validator().validate(tables()["figures"], rows("figures", GOOD).drop_columns(["bound"]))


def test_a_wanted_value_that_is_missing_only_warns():
    made = validator()
    warned = {check.column for check in made.checks.values() if check.severity == "warn" and check.unexpected_count}
    assert warned == {"title", "published_edtf"}


def test_every_check_is_reported_with_its_table():
    made = validator()
    made.validate(tables()["figures"], rows("figures", GOOD))
    assert {check.table for check in made.checks.values()} == {"articles", "figures"}
    assert any(check.column == "evidence" for check in made.checks.values())


def test_tables_come_after_those_they_refer_to():
    order = [table.name for table in validation_order()]
    assert order[:3] == ["articles", "entity_names", "event_mentions"]
    assert sorted(order) == sorted(name for name, table in tables().items() if table.scope == "article")
