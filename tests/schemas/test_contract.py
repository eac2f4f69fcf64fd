"""Contracts: a class becomes a table, whole and documented."""

from pathlib import Path

import pyarrow as pa
import pytest

from schemas import columns
from schemas.contract import Record, record_id, table, tables
from schemas.dictionary import entries, markdown

PUBLIC = {
    "articles": "article_id version external_id url title authors published_at published_edtf publisher source "
    "language text content_hash run_id",
    "segments": "article_id segment_no kind level char_start char_end text",
    "sentences": "article_id sentence_no segment_no char_start char_end text",
    "mentions": "mention_id article_id char_start char_end text entity_type mention_kind entity_id confidence",
    "entities": "entity_id entity_type name description wikidata_id first_seen last_seen article_count mention_count",
    "entity_names": "entity_id name name_kind cue article_id char_start char_end",
    "entity_merges": "left_id right_id judgement score method decided_by decided_at undone_at",
    "places": "entity_id geonames_id name latitude longitude country_code admin1_code feature_code precision score",
    "dates": "date_id article_id char_start char_end text timex_type timex_value edtf earliest latest modifier anchor",
    "figures": "figure_id article_id char_start char_end text value value_low value_high bound unit counted measure "
    "event_id",
    "quotes": "quote_id article_id char_start char_end text quote_type speaker_text speaker_start speaker_end "
    "speaker_entity_id cue confidence",
    "event_mentions": "event_mention_id event_id is_main article_id char_start char_end text trigger event_type "
    "event_mode realis edtf earliest latest place_id confidence",
    "events": "event_id event_type event_mode realis title edtf earliest latest date_precision place_id country_code "
    "latitude longitude place_precision killed_low killed_best killed_high wounded_low wounded_best wounded_high "
    "article_count source_count confidence",
    "event_participants": "event_id role entity_id name is_alleged article_id char_start char_end",
    "relations": "relation_id subject_id relation_type object_id article_id char_start char_end polarity modality edtf "
    "earliest latest confidence",
    "links": "article_id char_start char_end href anchor_text link_kind",
    "corrections": "article_id char_start char_end text corrected_on",
    "runs": "run_id started_at finished_at status code_version model config_hash seen new changed "
    "unchanged quarantined",
    "quarantine": "run_id stage source reason_code reason payload seen_at",
    "expectation_results": "run_id table_name expectation column_name severity success unexpected_count observed",
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_column_is_there(name):
    assert set(PUBLIC[name].split()) <= set(tables()[name].schema.names)


@pytest.mark.parametrize("name", tables())
def test_every_table_and_column_says_what_it_means(name):
    contract = tables()[name]
    assert len(contract.meaning) > 10
    assert all(len(field.column.meaning) > 5 for field in contract.fields)
    assert set(contract.key) <= set(contract.schema.names)


@pytest.mark.parametrize("name", tables())
def test_every_reference_names_a_key(name):
    for field in tables()[name].fields:
        if field.column.references:
            other, key = field.column.references.split(".")
            assert tables()[other].key == (key,)


def test_the_committed_dictionary_is_fresh():
    assert (Path(__file__).parents[2] / "schemas" / "README.md").read_text("utf-8") == markdown()


def test_the_dictionary_lists_every_column_once():
    listed = [(entry.table_name, entry.column_name) for entry in entries(lambda column: str(column.type))]
    assert len(listed) == len(set(listed)) == sum(len(t.fields) + 1 for t in tables().values())


def test_codes_are_unique_and_defined():
    for contract in tables().values():
        for field in contract.fields:
            if field.column.codes:
                assert all(code.meaning for code in field.column.codes)
                assert len({code.value for code in field.column.codes}) == len(field.column.codes)


def test_a_field_must_have_a_column_type():
    @table("nonsense", key=("a",))
    class Nonsense(Record):
        """A table of nothing."""

        a: str

    try:
        with pytest.raises(TypeError, match="expected a column type"):
            _ = Nonsense.TABLE.fields
    finally:
        tables()
        from schemas import contract

        del contract._TABLES["nonsense"]


def test_ids_are_hashes_of_what_is_said():
    assert record_id("a", 1) == record_id("a", 1)
    assert record_id("a", "1") != record_id("a", 1)
    assert record_id("ab", "c") != record_id("a", "bc")
    assert len(record_id("\ud800")) == 24


def test_the_clock_stands_in_two_columns_only():
    assert pa.types.is_timestamp(columns.RECORDED_AT.type)
    timed = {(t.name, f.name) for t in tables().values() for f in t.fields if pa.types.is_timestamp(f.column.type)}
    assert timed == {
        ("articles", "published_at"),
        ("articles", "modified_at"),
        ("withdrawals", "withdrawn_at"),
        ("withdrawals", "restored_at"),
        ("entity_merges", "decided_at"),
        ("entity_merges", "undone_at"),
        ("event_merges", "decided_at"),
        ("event_merges", "undone_at"),
        ("reviews", "decided_at"),
        ("reviews", "undone_at"),
        ("quarantine", "seen_at"),
        ("runs", "started_at"),
        ("runs", "finished_at"),
    }
