"""One address: whole or not at all, in bounded time and space."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from datetime import timedelta

import pytest

from flows.errors import RejectError, UnavailableError
from flows.landing.manners import LONGEST, UNSAID, WaitError
from flows.landing.state import State
from schemas.codes.runs import Reason
from tests.flows.landing.webserver import Reply

TEXT = "Snow fell in Oslo. " * 50


def slowly(piece: bytes, seconds: float, times: int):
    for _ in range(times):
        yield piece
        time.sleep(seconds)


def test_a_page_is_kept_with_where_it_came_from(site, fetcher):
    site.put("/a?b=c", TEXT, "text/html; charset=ISO-8859-1", headers={"ETag": '"1"'})
    answer = fetcher().fetch(f"{site.url}/a?b=c#part")
    assert answer.url == f"{site.url}/a?b=c"
    assert (answer.kept.path.read_text(), answer.media_type, answer.charset) == (TEXT, "text/html", "iso-8859-1")
    assert answer.headers["etag"] == '"1"'
    (asked,) = site.requests
    assert asked.headers["user-agent"] == "dateline/test"
    assert asked.headers["host"] == site.host
    assert not {"cookie", "authorization", "referer"} & set(asked.headers)


def test_a_media_type_that_is_hard_to_read_takes_no_time(site, fetcher):
    site.put("/a", TEXT, 'text/html; charset="' + ";" * 60_000)  # 4 s for email's parser
    begun = time.monotonic()
    answer = fetcher().fetch(f"{site.url}/a")
    assert (answer.media_type, len(answer.charset) < 1000) == ("text/html", True)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", lambda data: data),
        ("gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
    ],
)
def test_content_encodings_are_undone(encoding, encode, site, fetcher):
    site.put("/", encode(TEXT.encode()), headers={"Content-Encoding": encoding})
    assert fetcher().fetch(f"{site.url}/").kept.path.read_text() == TEXT


REFUSED = {
    "gone": (Reply("x", 410), Reason.GONE),
    "not found": (Reply("x", 404), Reason.NOT_FOUND),
    "forbidden": (Reply("x", 403), Reason.FORBIDDEN),
    "paid for": (Reply("x", 402), Reason.FORBIDDEN),
    "no content": (Reply("", 204), Reason.EMPTY),
    "part of it": (Reply("x", 206), Reason.FORBIDDEN),
    "empty": (Reply(""), Reason.EMPTY),
    "too large": (Reply("x" * (1 << 20) + "y"), Reason.TOO_LARGE),
    "too large by a word": (Reply("x", length=1 << 40), None),
    "bomb": (Reply(gzip.compress(bytes(64 << 20)), headers={"Content-Encoding": "gzip"}), Reason.TOO_LARGE),
    "damaged": (Reply(b"\x1f\x8b nothing of it", headers={"Content-Encoding": "gzip"}), Reason.BAD_COMPRESSION),
    "not asked for": (Reply("x", headers={"Content-Encoding": "br"}), Reason.BAD_COMPRESSION),
    "twice": (Reply("x", headers={"Content-Encoding": "gzip, gzip"}), Reason.BAD_COMPRESSION),
    "for ever": (Reply(status=302, headers={"Location": "/"}), Reason.NOT_FOUND),
    "to a file": (Reply(status=302, headers={"Location": "file:///etc/passwd"}), Reason.NOT_PUBLIC),
    "short": (Reply(TEXT, length=len(TEXT) + 1), None),
    "cut short": (Reply(gzip.compress(TEXT.encode())[:-9], headers={"Content-Encoding": "gzip"}), None),
    "in trouble": (Reply("x", 500), None),
    "too early": (Reply("x", 425), None),
    "not modified, unasked": (Reply(status=304), None),
}


@pytest.mark.parametrize(("reply", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_whole_page_is_not_kept(reply, reason, site, fetcher, tmp_path, monkeypatch):
    """A reason says that it can never be had; None that something is down."""
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0, 0))
    site.replies["/"] = reply
    with pytest.raises((RejectError, UnavailableError)) as refused:
        fetcher().fetch(f"{site.url}/")
    assert getattr(refused.value, "reason", None) is reason
    assert [path for path in (tmp_path / "keep").rglob("*") if path.is_file()] == []
    if reason is not Reason.NOT_FOUND:
        assert site.count("/") == (1 if reason else 3)  # only what may pass is asked for again


def test_a_server_that_recovers_is_asked_again(site, fetcher, monkeypatch):
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0, 0))
    replies = iter([Reply("x", 503), Reply(TEXT, length=9999), Reply(TEXT)])
    site.replies["/"] = lambda _: next(replies)
    assert fetcher().fetch(f"{site.url}/").kept.path.read_text() == TEXT


SLOW = {
    "body": lambda: Reply(length=1000, pieces=slowly(b"x", 0.1, 100)),
    "chunks": lambda: Reply(headers={"Transfer-Encoding": "chunked"}, pieces=slowly(b"1\r\nx\r\n", 0.1, 100)),
    "nothing": lambda: Reply(pieces=slowly(b"", 0.1, 100)),
}


@pytest.mark.parametrize("reply", SLOW.values(), ids=SLOW)
def test_a_slow_server_is_given_up_at_the_deadline(reply, site, fetcher):
    site.replies["/"] = lambda _: reply()
    begun = time.monotonic()
    with pytest.raises(UnavailableError):
        fetcher(seconds=1).fetch(f"{site.url}/")
    assert 0.9 < time.monotonic() - begun < 2


def test_a_bomb_takes_no_memory(site, fetcher):
    site.put("/", gzip.compress(bytes(128 << 20)), headers={"Content-Encoding": "gzip"})
    fetch = fetcher(seconds=60, byte_count=1 << 30).fetch
    tracemalloc.start()
    try:
        assert fetch(f"{site.url}/").kept.byte_count == 128 << 20
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_lasting_moves_are_told_from_passing_ones(site, fetcher):
    site.put("/end", TEXT)
    for path, status, to in (
        ("/moved", 301, "/moved-again"), ("/moved-again", 308, "/end"), ("/away", 302, "/end"), ("/both", 301, "/away"),
    ):  # fmt: skip
        site.replies[path] = Reply(status=status, headers={"Location": to})
    fetch = fetcher().fetch
    assert {path: fetch(site.url + path).moved_to for path in ("/end", "/moved", "/away", "/both")} == {
        "/end": None,
        "/moved": f"{site.url}/end",
        "/away": None,
        "/both": f"{site.url}/away",
    }


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 05 Jan 2026 13:00:00 GMT", timedelta(hours=1)),
        ("99999999999", LONGEST),
        ("Mon, 05 Jan 2026 11:00:00 GMT", UNSAID),
        ("soon", UNSAID),
        ("-5", UNSAID),
        ("²", UNSAID),
        (None, UNSAID),
    ],
)
def test_a_host_is_left_alone_as_long_as_it_asks(header, length, site, fetcher, clock, tmp_path):
    site.replies["/busy"] = Reply(status=429, headers={"Retry-After": header} if header else {})
    site.put("/other", TEXT)
    with pytest.raises(WaitError):
        fetcher().fetch(f"{site.url}/busy")
    assert State.read(tmp_path / "warehouse").hosts == {site.host: clock.now + length}
    clock.pass_(seconds=length.total_seconds() - 1)
    with pytest.raises(WaitError):
        fetcher().fetch(f"{site.url}/other")  # another run
    assert len(site.requests) == 1
    clock.pass_(seconds=2)
    assert fetcher().fetch(f"{site.url}/other").kept


def test_requests_to_a_host_keep_their_distance(site, fetcher):
    site.put("/", TEXT)
    one = fetcher(delay=0.2)
    begun = time.monotonic()
    for _ in range(4):
        one.fetch(f"{site.url}/")
    assert time.monotonic() - begun >= 0.6


ROBOTS = """\
User-agent: *
Disallow: /all/
User-agent: dateline
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 0.1
"""


@pytest.mark.parametrize(
    ("path", "is_let"),
    [("/a", True), ("/all/a", True), ("/private/a", False), ("/private/open", True), ("/a.pdf", False), ("/go", False)],
)
def test_pages_are_fetched_only_where_robots_txt_lets_us(path, is_let, site, fetcher):
    site.put("/robots.txt", ROBOTS, "text/plain")
    site.replies["/go"] = Reply(status=302, headers={"Location": "/private/b"})
    site.put(path, TEXT) if path != "/go" else None
    one = fetcher()
    if is_let:
        assert one.fetch(site.url + path, page=True).kept
    else:
        with pytest.raises(RejectError) as refused:
            one.fetch(site.url + path, page=True)
        assert refused.value.reason is Reason.ROBOTS
    assert one.fetch(f"{site.url}{path}") if path != "/go" else True  # what is no page is not asked about


@pytest.mark.parametrize(("status", "is_let"), [(404, True), (403, True), (500, False)])
def test_a_site_without_robots_txt_lets_us_unless_it_is_down(status, is_let, site, fetcher, monkeypatch):
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0,))
    site.replies["/robots.txt"] = Reply("x", status)
    site.put("/a", TEXT)
    if is_let:
        assert fetcher().fetch(f"{site.url}/a", page=True).kept
    else:
        with pytest.raises(UnavailableError):
            fetcher().fetch(f"{site.url}/a", page=True)
        assert site.count("/a") == 0


def test_robots_txt_is_read_once_a_run(site, fetcher):
    site.put("/a", TEXT)
    one = fetcher()
    for _ in range(3):
        one.fetch(f"{site.url}/a", page=True)
    assert (site.count("/robots.txt"), site.count("/a")) == (1, 3)
