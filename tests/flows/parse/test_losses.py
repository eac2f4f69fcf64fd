"""What libraries lose in silence is read, or said to be lost."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml.html import HTMLParser

from flows.document import Document, Refusal
from flows.parse import html_page
from tests.flows.mutants import samples, zstd
from tests.flows.parse.reading import PROSE, parsed
from tests.flows.parse.test_archives import tarred, zipped
from tests.flows.parse.test_wordpress import export, item

MARK = "Zorbla"


def nested(depth: int, tag: str = "div") -> str:
    return f"<{tag}>" * depth + f"<p>{PROSE} {MARK} one.</p>" + f"</{tag}>" * depth + f"<p>{PROSE} {MARK} two.</p>"


def inputs(markup: str) -> dict[str, bytes]:
    """The same markup through each format that carries some."""
    page = f"<html><head><title>T</title></head><body><article><p>{PROSE}</p>{markup}</article></body></html>"
    return {
        "a.html": page.encode(),
        "a.jsonl": json.dumps({"html": markup}).encode(),
        "a.eml": b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + markup.encode(),
        "a.xml": export(item(markup)),
        "a.md": markup.encode(),
    }


def is_told(name: str, data: bytes, times: int = 1) -> bool:
    """Whether a mark is read as often as it stands there, or something is refused."""
    found = parsed(name, data)
    said = sum(each.text.count(MARK) for each in found if isinstance(each, Document))
    return said >= times or any(isinstance(each, Refusal) for each in found)


@pytest.mark.parametrize("depth", [200, 300, 900, 3000, 60_000])
@pytest.mark.parametrize("name", sorted(inputs("")))
def test_text_within_many_elements(name, depth):
    data = inputs(nested(depth))[name]
    assert is_told(name, data, 2)
    if depth <= 300:
        assert not any(isinstance(each, Refusal) for each in parsed(name, data))


def test_a_planted_loss_is_seen(monkeypatch):
    """As lxml reads pages unless told otherwise."""
    monkeypatch.setattr(html_page, "HTMLParser", lambda **_: HTMLParser())
    monkeypatch.setattr(html_page.ErrorLevels, "FATAL", 99)
    assert not is_told("a.jsonl", inputs(f"<p>{PROSE}</p>{nested(300)}")["a.jsonl"], 2)


@pytest.mark.parametrize("after", ["</body></html>\n\n{}", "</body>{}</html>", "</html><html><body>{}</body></html>"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.eml"])
def test_text_after_the_end_of_a_page(name, after):
    markup = f"<html><body><p>{PROSE}</p>{after.format(f'<p>{MARK} one.</p>{MARK} two.')}"
    assert sum(each.text.count(MARK) for each in parsed(name, inputs(markup)[name])) == 2


@pytest.mark.parametrize("depth", [5, 25, 110, 1000])
def test_markdown_within_markdown(depth):
    assert is_told("a.md", f"{PROSE}\n\n{'> ' * depth}{MARK} one.\n\n{MARK} two.".encode(), 2)
    lists = "\n".join("  " * level + "- point" for level in range(depth))
    assert is_told("a.md", f"{PROSE}\n\n{lists} {MARK}".encode())


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress, zstd], ids=["gz", "bz2", "xz", "zst"])
def test_compressed_data_cut_anywhere(packed):
    lines = "".join(f"Line {number} of the story.\n" for number in range(60)).encode()
    whole = packed(lines[:800]) + packed(lines[800:])
    ends = {len(packed(lines[:800]))}  # where nobody can tell
    for at in range(12, len(whole), 3):
        found = parsed("a.txt", whole[:at])
        assert at in ends or any(isinstance(each, Refusal) for each in found), at


def test_a_damaged_page_of_parquet():
    out = io.BytesIO()
    table = pa.table({"text": [f"{PROSE} {MARK}{number:03}" for number in range(100)]})
    pq.write_table(table, out, write_page_checksum=True, compression="none", use_dictionary=False)
    data = out.getvalue().replace(f"{MARK}050".encode(), b"Kirkuk050")
    assert [each.reason for each in parsed("a.parquet", data) if isinstance(each, Refusal)] == ["bad_syntax"]


def test_a_damaged_page_of_a_pdf():
    data = samples()["a.pdf"]
    start = data.index(b"stream\n") + len(b"stream\n")
    for at in (20, 40, 80):
        found = parsed("a.pdf", data[: start + at] + b"\xff\0\xff" + data[start + at + 3 :])
        assert [each.reason for each in found if isinstance(each, Refusal)] == ["bad_compression"]
    assert not any(isinstance(each, Refusal) for each in parsed("a.pdf", data))


def test_parts_of_a_message_beside_its_parts():
    head = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
    part = b"--x\nContent-Type: text/plain\n\n" + PROSE.encode() + b"\n"
    broken = b"--x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nQUJD=====%%%RA\n--x--\n"
    for data, reasons in (
        (head + part + b"--x--\n", []),
        (head + part, ["truncated"]),
        (head + part + b"--x--\n" + b"From: a@a.example\n\nWords", ["bad_syntax"]),
        (head + part[4:] + part + b"--x--\n", ["bad_syntax"]),
        (head + broken, ["bad_syntax"]),
    ):
        assert [each.reason for each in parsed("a.eml", data) if isinstance(each, Refusal)] == reasons


def test_a_key_that_hides_another():
    data = b'{"text": "one"}\n{"text": "one", "text": "two"}\n{"text": "one", "text": "one"}\n'
    assert [each.source for each in parsed("a.jsonl", data) if isinstance(each, Refusal)] == ["a.jsonl#2"]


def test_archives_that_begin_like_something_else():
    for name in ("a.pdf", "a.rss"):
        members = ((name, samples()[name]), ("b.txt", MARK.encode()))
        for data in (tarred(*members), zipped(*members, method=0)):
            assert any(each.source.endswith("!/b.txt") for each in parsed("all", data))


def test_what_follows_a_false_end_of_a_tar():
    data = tarred(("a.txt", PROSE.encode()), ("b.txt", MARK.encode()))
    false = data[:1024] + b"\0" * 1024 + data[1024:]
    assert [each.reason for each in parsed("a.tar", false) if isinstance(each, Refusal)] == ["bad_syntax"]
    assert parsed("a.tar", data + b"\0" * 10_000)[1].text == MARK


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mbox", PROSE.encode()),
        ("a.jsonl", b"\n\n"),
        ("a.json", b"[]"),
        ("a.csv", b"title,text\n"),
        ("a.zip", zipped()),
        ("a.tar", tarred()),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
        ("a.xml", export()),
    ],
)
def test_a_file_with_nothing_in_it_is_said_to_have_nothing(name, data):
    (one,) = parsed(name, data)
    assert isinstance(one, Refusal)
