# ruff: noqa: E501
"""JSON, CSV and Parquet of articles: which column holds which field."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Refusal
from flows.parse.csv import delimiter_of
from tests.flows.parse.reading import PROSE, document, outcomes, parsed


def fields(one: Document) -> tuple:
    return (one.external_id, one.url, one.title, one.authors, one.published_edtf, one.publisher, one.text)


ARTICLE = ("7", "https://a.example/7", "Blast", ("Jane Doe", "John Roe"), "2021-03-03", "The Example", PROSE)


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7, "url": ARTICLE[1], "title": "Blast", "authors": ["Jane Doe", "John Roe"], "published": "2021-03-03", "publisher": "The Example", "text": PROSE},
        {"guid": "7", "link": ARTICLE[1], "headline": "Blast", "byline": "By Jane Doe and John Roe", "date": "March 3, 2021", "publication": "The Example", "body": PROSE},
        {"uuid": "7", "webUrl": ARTICLE[1], "Headline": "Blast", "author": [{"name": "Jane Doe"}, {"name": "John Roe"}], "datePublished": "2021-03-03T10:00:00Z", "source": {"id": None, "name": "The Example"}, "articleBody": PROSE},
        {"guid": "7", "permalink": ARTICLE[1], "title": "Blast", "creator": "Jane Doe, John Roe", "pub_date": "2021-03-03 10:00:00", "outlet": "The Example", "content": f"<p>{PROSE}</p>"},
    ],
)  # fmt: skip
def test_common_names_of_fields_are_known(row: dict) -> None:
    assert fields(document("a.jsonl", json.dumps(row).encode())) == ARTICLE


def test_settings_say_where_a_field_stands() -> None:
    row = {
        "data": {"main": {"words": PROSE}},
        "when": {"at": "2021-03-03"},
        "text": "not this",
        "who": [{"n": "Jane Doe"}, {"n": "John Roe"}],
        "id": 1,
        "publisher": "Nobody",
    }
    columns = {"text": "data.main.words", "published": "when.at", "authors": "who.n", "publisher": ""}
    found = document("a.jsonl", json.dumps(row).encode(), columns=columns)
    assert (found.text, found.published_edtf, found.authors, found.publisher) == (
        PROSE,
        "2021-03-03",
        ("Jane Doe", "John Roe"),
        None,
    )
    assert (
        document("a.jsonl", json.dumps({"source.name": PROSE}).encode(), columns={"text": "source.name"}).text == PROSE
    )


def test_a_row_without_words_says_what_was_seen() -> None:
    (one,) = parsed("a.jsonl", b'{"colour": "red", "size": 3}')
    assert isinstance(one, Refusal)
    assert one.reason == "bad_field"
    assert "seen: colour, size" in one.detail


def test_deep_json_does_not_crash() -> None:
    deep = b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    assert outcomes("a.jsonl", deep + b'{"text": "x"}') == [("a.jsonl#1", "bad_syntax"), ("a.jsonl#2", "x")]
    assert [reason for _, reason in outcomes("a.json", b"[" * 200_000)] == ["bad_syntax"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_comes_in_any_unicode(encoding: str) -> None:
    lines = '{"text": "Grüße"}\n\n{"text": "two"}\n'
    assert outcomes("a.jsonl", lines.encode(encoding)) == [("a.jsonl#1", "Grüße"), ("a.jsonl#3", "two")]
    assert outcomes("a.json", f"[\n{lines.split('\n')[0]}\n]".encode(encoding)) == [("a.json#1", "Grüße")]


def test_one_bad_line_costs_only_itself() -> None:
    data = b'{"text": "one"}\n{"text": "\xff\xfe\x00"}\n{"text": "two"}\n' + b" " * 500
    assert outcomes("a.jsonl", data) == [("a.jsonl#1", "one"), ("a.jsonl#2", "bad_encoding"), ("a.jsonl#3", "two")]


def written(rows: list[list[str]], **form: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, **form).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_values_parted_by_any_delimiter(delimiter: str) -> None:
    text = f'{PROSE}\n\nHe said "no", then; left |\tat noon.'
    data = written(
        [["Headline", "Publication Date", "Article Text"], ["Blast", "2021-03-03", text], ["Two", "", "x"]],
        delimiter=delimiter,
    )
    first, second = parsed("a.csv", data)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, first.published_edtf, first.text) == ("Blast", "2021-03-03", text)
    assert (second.source, second.title, second.published_edtf) == ("a.csv#2", "Two", None)


def test_a_delimiter_in_quotes_is_none() -> None:
    assert delimiter_of('"a, b, c";text\n') == ";"
    assert delimiter_of("text\n") == ","


def test_rows_of_another_width_are_refused_one_by_one() -> None:
    data = b"title,text\na,one\nb\nc,two,three\n\nd,four\n"
    assert outcomes("a.csv", data) == [
        ("a.csv#1", "one"),
        ("a.csv#2", "bad_syntax"),
        ("a.csv#3", "bad_syntax"),
        ("a.csv#4", "four"),
    ]


def test_a_table_without_a_column_of_words_is_refused_once() -> None:
    (one,) = parsed("a.csv", b"colour,size\nred,1\nblue,2\n")
    assert isinstance(one, Refusal)
    assert (one.source, one.reason) == ("a.csv", "no_text_column")
    assert "seen: colour, size" in one.detail
    assert "article_text" in one.detail
    assert outcomes("a.csv", b"text,text\na,b\n") == [("a.csv", "bad_syntax")]


def test_letters_of_an_old_encoding_are_read() -> None:
    text = "Der Bürgermeister sagte, die Brücke über den Fluß müsse für längere Zeit gesperrt bleiben. " * 3
    assert document("a.csv", f"title;text\nBrücke;{text}\n".encode("cp1252")).text == text
    assert outcomes("a.csv", f"text\n{'x' * 200_000}\n".encode())[0][1] == "x" * 200_000


def test_a_header_may_run_over_lines_and_may_be_broken() -> None:
    assert outcomes("a.csv", b'"ti\ntle",text\na,one\n') == [("a.csv#1", "one")]
    assert outcomes("a.csv", b"title\rtext\ra\rone\r") == [("a.csv", "bad_syntax")]
    assert outcomes("a.csv", b'"title,text\na,one\n') == [("a.csv", "bad_syntax")]


def test_an_open_quote_is_no_article() -> None:
    assert outcomes("a.csv", b'title,text\na,one\nb,"two\nc,three\n') == [("a.csv#1", "one"), ("a.csv#2", "bad_syntax")]


def parquet(table: pa.Table, **form: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **form)
    return out.getvalue()


def test_parquet_keeps_types() -> None:
    rows = [
        {
            "headline": "Blast",
            "body": PROSE,
            "author": ["Jane Doe"],
            "date": date(2021, 3, 3),
            "source": {"name": "The Example"},
            "vector": [0.5],
            "image": b"x",
        }
    ]
    found = document("a.parquet", parquet(pa.Table.from_pylist(rows)))
    assert (found.source, found.title, found.text, found.authors) == ("a.parquet#1", "Blast", PROSE, ("Jane Doe",))
    assert (found.published_edtf, found.publisher) == ("2021-03-03", "The Example")
    moment = datetime(2021, 3, 3, 23, 30, tzinfo=UTC)
    assert document("a", parquet(pa.table({"text": [PROSE], "date": [moment]}))).published_at == moment


def test_parquet_is_read_row_by_row() -> None:
    table = pa.table({"text": [f"Words {number}" for number in range(1000)] + [None]})
    found = outcomes("a.parquet", parquet(table, row_group_size=100))
    assert found[999] == ("a.parquet#1000", "Words 999")
    assert found[1000] == ("a.parquet#1001", "bad_field")
    assert outcomes("a.parquet", parquet(pa.table({"colour": ["red"]}))) == [("a.parquet", "no_text_column")]


def test_damaged_parquet_is_refused() -> None:
    data = parquet(pa.table({"text": [PROSE] * 1000}))
    for damaged in (data[:-5], data[:40], data[:4] + b"\xff" * 40 + data[44:]):
        assert [reason for _, reason in outcomes("a.parquet", damaged)][-1] == "bad_syntax"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.jsonl", "a.json", "a.parquet", "a.tsv"]))
def test_any_bytes_give_documents_or_refusals(data: bytes, source: str) -> None:
    for one in parsed(source, (b"PAR1" if source == "a.parquet" else b"text,title\n") + data):
        assert isinstance(one, Document | Refusal)
