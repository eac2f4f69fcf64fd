# ruff: noqa: E501
"""From bytes to documents: formats, encodings, compression, lines of JSON."""

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse import formats, parse
from flows.parse.compression import codec_of, expanding
from flows.parse.encoding import decode
from flows.parse.languages import language_code, language_of
from flows.parse.room import Counted, Room
from schemas.codes.runs import Reason


def raw_of(tmp_path: Path, source: str, data: bytes) -> Raw:
    path = tmp_path / "kept"
    path.write_bytes(data)
    return Raw(source, path, hashlib.sha256(data).hexdigest(), len(data))


def outcomes(tmp_path: Path, source: str, data: bytes) -> list[tuple[str, str]]:
    """Source and text of each document, source and reason of each refusal."""
    found = parse(raw_of(tmp_path, source, data))
    return [(one.source, one.text if isinstance(one, Document) else one.reason.value) for one in found]


def expand(data: bytes, limit: int) -> bytes:
    """Everything in compressed data, within a limit."""
    room = Room(limit, len(data))
    return io.BufferedReader(Counted(expanding(io.BytesIO(data), codec_of(data) or ""), room)).read()


def test_every_format_is_found_by_being_there() -> None:
    names = [module.__name__.rpartition(".")[2] for module in formats()]
    assert names == sorted(names)
    assert {"html", "jsonl", "text"} <= set(names)


@pytest.mark.parametrize(
    ("source", "data", "expected"),
    [
        ("a.txt", b"Two words", [("a.txt", "Two words")]),
        ("a.txt.gz", gzip.compress(b"Two words", mtime=0), [("a.txt.gz", "Two words")]),
        ("a.txt", gzip.compress(b"Two words", mtime=0), [("a.txt", "Two words")]),
        ("a.txt", b'{"text": "in truth a line of JSON"}', [("a.txt#1", "in truth a line of JSON")]),
        ("a.bin", b'{"text": "known by its content"}', [("a.bin#1", "known by its content")]),
        ("a.xyz", b"Two words", [("a.xyz", "unknown_format")]),
        ("a.txt", b" \n\t", [("a.txt", "empty")]),
        ("a.txt", b"\x00\x01\x02\x03" * 50, [("a.txt", "bad_encoding")]),
        ("a.txt", b"text\x00text", [("a.txt", "bad_encoding")]),
        ("a.txt.gz", gzip.compress(b"Two words", mtime=0)[:-6], [("a.txt.gz", "bad_compression")]),
        ("a.html", b"<html><body></body></html>", [("a.html", "empty")]),
    ],
)
def test_content_goes_before_the_name(
    tmp_path: Path, source: str, data: bytes, expected: list[tuple[str, str]]
) -> None:
    assert outcomes(tmp_path, source, data) == expected


@pytest.mark.parametrize(
    "data",
    [
        "Grüße aus Kölle".encode(),
        "\ufeffGrüße aus Kölle".encode(),
        "\ufeffGrüße aus Kölle".encode("utf-16-le"),
        "\ufeffGrüße aus Kölle".encode("utf-32-be"),
        "Grüße aus Kölle".encode("latin-1"),
    ],
)
def test_bytes_become_the_text_they_were(data: bytes) -> None:
    assert decode(data, "latin-1") == "Grüße aus Kölle"


def test_undeclared_bytes_are_read_by_their_letters() -> None:
    text = "Der Bürgermeister sagte, die Brücke über den Fluß müsse für längere Zeit gesperrt bleiben. " * 5
    assert decode(text.encode("cp1252")) == text


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(RejectError, match="bad_encoding"):
        decode(b"\xef\xbb\xbf\xff\xff")


def test_a_bomb_is_refused_without_being_blown_up() -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    with pytest.raises(RejectError) as caught:
        expand(bomb, 1_000_000)
    assert caught.value.reason is Reason.TOO_LARGE


def test_members_of_gzip_follow_one_another() -> None:
    assert expand(gzip.compress(b"one ") + gzip.compress(b"two"), 100) == b"one two"


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_damaged_gzip_is_refused(cut: int) -> None:
    whole = gzip.compress(b"some words that are long enough to be worth it")
    for damaged in (whole[:-cut], whole[:12] + b"\xff\xff\xff" + whole[15:], whole + b"rubbish"):
        with pytest.raises(RejectError) as caught:
            expand(damaged, 1000)
        assert caught.value.reason is Reason.BAD_COMPRESSION


def test_lines_of_json_are_taken_one_by_one(tmp_path: Path) -> None:
    lines = [
        '{"id": 7, "text": "one", "title": " A title ", "authors": ["Jane Doe"], "published": "2016-03"}',
        "",
        '{"text": ',
        "[1]",
        '{"title": "no text"}',
        '{"text": 5}',
        '{"text": " "}',
        '{"text": "x", "published": "someday"}',
        '{"text": "x", "authors": [1]}',
        r'{"text": "half \ud800 a pair"}',
        r'{"text": "a \ud83d\ude00 pair", "language": "English", "new": 1}',
    ]
    found = list(parse(raw_of(tmp_path, "a.jsonl", "\r\n".join(lines).encode())))
    assert [(one.source, one.reason.value) for one in found if isinstance(one, Refusal)] == [
        ("a.jsonl#3", "bad_syntax"),
        ("a.jsonl#4", "bad_syntax"),
        ("a.jsonl#5", "bad_field"),
        ("a.jsonl#6", "bad_field"),
        ("a.jsonl#7", "empty"),
        ("a.jsonl#8", "bad_field"),
        ("a.jsonl#9", "bad_field"),
        ("a.jsonl#10", "bad_encoding"),
    ]
    first, last = (one for one in found if isinstance(one, Document))
    assert (first.external_id, first.title, first.authors, first.published_edtf) == (
        "7",
        "A title",
        ("Jane Doe",),
        "2016-03",
    )
    assert (last.text, last.language) == ("a 😀 pair", "en")
    assert all(one.payload for one in found if isinstance(one, Refusal))


def test_a_json_file_holds_one_object_or_an_array(tmp_path: Path) -> None:
    articles = [{"text": "one"}, {"text": "two"}]
    assert outcomes(tmp_path, "a.json", json.dumps(articles, indent=1).encode()) == [
        ("a.json#1", "one"),
        ("a.json#2", "two"),
    ]
    assert outcomes(tmp_path, "a.json", json.dumps(articles[0], indent=1).encode()) == [("a.json#1", "one")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The police said that two men were held in the town on Friday after a fight at the market, and that it was over.", "en"),
        ("Die Polizei teilte mit, dass zwei Männer am Freitag nach einem Streit auf dem Markt in der Stadt festgenommen wurden, und es sei vorbei.", "de"),
        ("La police a dit que deux hommes ont été arrêtés dans la ville vendredi après une bagarre sur le marché et que tout est fini.", "fr"),
        ("警察は金曜日に市場でのけんかのあと、町で二人の男を逮捕したと発表した。", "ja"),
        ("Two words", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_language_shows_in_small_words(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_languages_are_known_by_code_and_name() -> None:
    assert [language_code(said) for said in ("en-GB", "de_AT", "eng", "German", "zz9", "", None)] == [
        *("en", "de", "en", "de", None, None),
        None,
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.html", "a.txt.gz"]))
def test_any_bytes_give_documents_or_refusals(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, source: str
) -> None:
    for one in parse(raw_of(tmp_path_factory.getbasetemp(), source, data)):
        assert isinstance(one, Document | Refusal)
