"""Web archives made by a library of its own."""

import gzip
import io
import zlib

import pyarrow as pa
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.document import Document
from tests.flows.parse.reading import document, outcomes, page, parsed

URL = "https://a.example/story"


def archive(*records: tuple[str, bytes, dict[str, str]], compressed: bool = True, **warc: str) -> bytes:
    """A WARC with a response for each body and its HTTP headers; `Status` and `Type` are those of the record."""
    with io.BytesIO() as file:
        writer = WARCWriter(file, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
        for url, body, headers in records:
            status = headers.pop("Status", "200 OK")
            kind = headers.pop("Type", "response")
            http = StatusAndHeaders(status, list({"Content-Type": "text/html", **headers}.items()), protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            writer.write_record(
                writer.create_warc_record(
                    url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dict(warc)
                )
            )
        return file.getvalue()


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 50]), body[at : at + 50]) for at in range(0, len(body), 50))
        + b"0\r\n\r\n"
    )


def brotli(body: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "brotli") as out:
        out.write(body)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("compressed", [True, False])
def test_each_page_has_the_address_it_came_from(compressed: bool) -> None:
    pages = [(f"https://a.example/{n}", page(f"Blast number {n}").encode(), {}) for n in range(3)]
    found = [one for one in parsed("a.warc", archive(*pages, compressed=compressed)) if isinstance(one, Document)]
    assert [(one.source, one.url, one.title) for one in found] == [
        ("a.warc#3", "https://a.example/0", "Blast number 0"),
        ("a.warc#5", "https://a.example/1", "Blast number 1"),
        ("a.warc#7", "https://a.example/2", "Blast number 2"),
    ]


BODY = page().encode()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY), {"Transfer-Encoding": "chunked"}),
        (BODY, {"Transfer-Encoding": "chunked"}),
        (gzip.compress(BODY, mtime=0), {"Content-Encoding": "gzip"}),
        (BODY, {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(BODY, mtime=0)), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
        (zlib.compress(BODY), {"Content-Encoding": "deflate"}),
        (zlib.compress(BODY)[2:-4], {"Content-Encoding": "deflate"}),
        (brotli(BODY), {"Content-Encoding": "br"}),
        (BODY, {"Content-Type": "application/xhtml+xml; charset=utf-8"}),
    ],
)  # fmt: skip
def test_what_the_server_wrapped_is_unwrapped(body: bytes, headers: dict[str, str]) -> None:
    assert document("a.warc.gz", archive((URL, body, headers))).title == "Blast hits market"


def test_the_servers_word_on_the_encoding_is_heard() -> None:
    body = page(body="Der Bürgermeister ließ die Brücke über den Fluß sperren.").encode("cp1252")
    found = document("a.warc", archive((URL, body, {"Content-Type": "text/html; charset=windows-1252"})))
    assert "Brücke über den Fluß" in found.text


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (BODY, {"Status": "404 Not Found"}, "ignored"),
        (BODY, {"Status": "301 Moved"}, "ignored"),
        (b"body{}", {"Content-Type": "text/css"}, "ignored"),
        (BODY, {"Type": "revisit"}, "ignored"),
        (chunked(BODY)[:-20], {"Transfer-Encoding": "chunked"}, "truncated"),
        (gzip.compress(BODY, mtime=0)[:-9], {"Content-Encoding": "gzip"}, "bad_compression"),
        (zlib.compress(BODY)[:-9], {"Content-Encoding": "deflate"}, "bad_compression"),
        (gzip.compress(b"<html>" + b" " * 5_000_000, mtime=0), {}, "too_large"),
    ],
)
def test_what_is_no_whole_page_is_accounted_for(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert outcomes("a.warc", archive((URL, body, headers), compressed=False), limit=1_000_000) == [
        ("a.warc#3", reason)
    ]


def test_a_record_cut_when_it_was_archived_is_not_taken_for_whole() -> None:
    assert outcomes("a.warc", archive((URL, BODY, {}), **{"WARC-Truncated": "length"})) == [("a.warc#3", "truncated")]


def test_an_archive_cut_short_keeps_what_was_whole() -> None:
    pages = [(f"https://a.example/{n}", page(f"Blast number {n}").encode(), {}) for n in range(3)]
    for compressed, reason in ((True, "bad_compression"), (False, "truncated")):
        data = archive(*pages, compressed=compressed)
        found = parsed("a.warc", data[: -len(data) // 20])
        assert [one.title if isinstance(one, Document) else (one.source, one.reason.value) for one in found] == [
            *("Blast number 0", "Blast number 1"),
            ("a.warc", reason),
        ]
    assert outcomes("a.warc", archive(*pages) + b"rubbish")[-1] == ("a.warc", "bad_compression")


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nWARC-Type: resp",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nabc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nabc",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabcdef\r\n",
        b"WARC/1.0\r\n" + b"X-1: 2\r\n" * 2 + b"".join(b"X-%d: 1\r\n" % n for n in range(500)) + b"\r\n",
    ],
)
def test_no_broken_record_passes_in_silence(data: bytes) -> None:
    ((source, reason),) = outcomes("a.warc", data)
    assert (source, reason in ("truncated", "bad_syntax")) == ("a.warc", True)
